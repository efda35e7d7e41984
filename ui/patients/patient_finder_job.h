#pragma once

#include "core/storage/database.h"
#include "ui/patients/patient_finder.h"

#include <QMutex>

#include <atomic>

namespace dermis {

/// The part of PatientFinder that runs on the worker.
class PatientFinderJob : public QObject
{
    Q_OBJECT
public:
    explicit PatientFinderJob(QString path);
    /// Makes every search before this number stop; from any thread.
    void overtake(quint64 number);
    void search(quint64 number, const QString &text, const QDate &today, int limit);

Q_SIGNALS:
    void answered(quint64 number, const dermis::PatientsFound &answer);
    void refused(quint64 number, const dermis::Error &error);

private:
    Result<PatientsFound> run(const QString &text, const QDate &today, int limit);
    Result<> connect();

    QString m_path;
    std::atomic<quint64> m_newest = 0;
    QMutex m_guard; // of m_database, which overtake() interrupts
    std::unique_ptr<Database> m_database;
    qint64 m_people = 0;
    qint64 m_seenVersion = -1; // of the file when m_people was counted
};

} // namespace dermis
