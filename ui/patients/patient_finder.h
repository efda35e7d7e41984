#pragma once

#include "core/patients/patient_search.h"
#include "ui/widgets/find_patient.h"

#include <QObject>
#include <QThread>

namespace dermis {

class PatientFinderJob;

/// What a search as you type found, and how many people there are in the clinic.
struct PatientsFound
{
    QString text;
    SearchResult result;
    qint64 people = 0;
};

/// Searches on a worker with a connection of its own; only the newest text is answered, an older search is
/// stopped.
class PatientFinder : public QObject
{
    Q_OBJECT
public:
    explicit PatientFinder(const QString &path, QObject *parent = nullptr);
    ~PatientFinder() override;
    /// Answered by found() or missed(), unless a newer search comes first.
    void search(const QString &text, const QDate &today, int limit);
    /// Drops the search that runs, if any.
    void cancel();

Q_SIGNALS:
    void found(const dermis::PatientsFound &answer);
    void missed(const dermis::Error &error);

private:
    QThread m_thread;
    PatientFinderJob *m_job; // lives on the thread
    quint64 m_newest = 0;
};

/// The answer as the find box shows it.
FindAnswer toFindAnswer(const PatientsFound &found, const QDate &today);

} // namespace dermis
