#pragma once

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/storage/actor.h"

#include <QObject>
#include <QTimer>

namespace dermis {

class Database;
class Prompter;

/// What every page works with: the open clinic, the time, and who is at the computer; and who hears of
/// changes.
class ClinicContext : public QObject
{
    Q_OBJECT
public:
    /// All three outlive the context.
    ClinicContext(Database &database, const Clock &clock, Prompter &prompter, QObject *parent = nullptr);

    Database &database() const { return m_database; }
    /// The clinic file, for jobs that open their own connection.
    QString path() const;
    const Clock &clock() const { return m_clock; }
    /// Now, in UTC.
    QDateTime now() const { return m_clock.now(); }
    /// Today in the clinic.
    QDate today() const { return m_clock.today(); }
    Prompter &prompter() const { return m_prompter; }

    /// Who is at the computer; a null id while nobody is.
    const Actor &actor() const { return m_actor; }
    bool isSignedIn() const { return !m_actor.id.isNull(); }
    void setActor(const Actor &actor);
    /// Whether each person proves with a password who they are.
    bool isEncrypted() const;
    /// Signed in with the recovery key, so that nobody can ask for their present password.
    bool cameByRecoveryKey() const { return m_cameByRecoveryKey; }
    void setCameByRecoveryKey(bool came) { m_cameByRecoveryKey = came; }

    /// To be called after each commit about a patient.
    void announceRecordChanged(PatientId patient);
    /// To be called after each commit about anything else.
    void announceDataChanged();
    /// To be called when a draft is durable, so that the window can say when.
    void announceDraftKept();

    /// Looks for changes that other programs committed; once a second while the window is used.
    void lookForForeignChanges();

Q_SIGNALS:
    void actorChanged();
    /// This window changed one patient's record.
    void recordChanged(dermis::PatientId patient);
    /// Something changed, here or in another program (dermis-cli): read again what is on the screen.
    void dataChanged();
    /// All typing is safe as of now.
    void workSaved(const QDateTime &at);

private:
    Database &m_database;
    const Clock &m_clock;
    Prompter &m_prompter;
    Actor m_actor;
    bool m_cameByRecoveryKey = false;
    QTimer m_poll;
    qint64 m_dataVersion = 0;
};

} // namespace dermis
