#include "ui/context/backup_words.h"

#include "core/base/clock.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString backupText(const char *text)
{
    return QCoreApplication::translate("backup", text);
}

/// Nothing where the words of every other act will do.
ErrorWords ownWords(const QString &code)
{
    if (code == errorCodeName(ErrorCode::NotFound))
        return {backupText("None of the disks for backups is here"),
                backupText("Your work is safe in this computer, and nowhere else. Plug one in, or add a place that "
                   "is always here, and back up again.")};
    if (code == errorCodeName(ErrorCode::DiskFull))
        return {backupText("The disk for backups is full"),
                backupText("The backups on it still count. Free some room on it, or add another place.")};
    if (code == errorCodeName(ErrorCode::Damaged))
        return {backupText("A backup could not be proven"),
                backupText("It does not count, and those before it still do. Try once more; when it happens again, "
                   "use another disk and let the file be checked.")};
    if (code == errorCodeName(ErrorCode::ReadOnly))
        return {backupText("The disk for backups may only be read"),
                backupText("Allow writing to it, or add another place.")};
    if (code == errorCodeName(ErrorCode::Io))
        return {
            backupText("The disk for backups does not answer"),
            backupText("It may have been pulled out. The backups before still count. Plug it in and back up again.")};
    if (code == errorCodeName(ErrorCode::Busy))
        return {backupText("Another program is at work there"), backupText("Nothing was changed. Close it, then try again.")};
    if (code == errorCodeName(ErrorCode::Cancelled))
        return {backupText("The backup was stopped"), backupText("Nothing of it was kept. It is made again when it is due.")};
    return {};
}

} // namespace

QString stepWords(BackupStep step)
{
    switch (step) {
    case BackupStep::Copying:
        return backupText("Copying this moment");
    case BackupStep::Writing:
        return backupText("Writing the backup");
    case BackupStep::Reading:
        return backupText("Restoring it for the proof");
    case BackupStep::Checking:
        return backupText("Checking what was restored");
    case BackupStep::CopyingOn:
        return backupText("Copying it to the other places");
    }
    return {};
}

ErrorWords backupWords(const Error &error)
{
    ErrorWords told = ownWords(errorCodeName(error.code));
    return told.title.isEmpty() ? words(error) : told;
}

ErrorWords backupWords(const BackupFailure &failure)
{
    ErrorWords told = ownWords(failure.error);
    if (told.title.isEmpty())
        told = {backupText("The backup could not be made"), sentences({capitalised(failure.detail)})};
    return told;
}

QString sinceWords(const QDateTime &utc, const QDate &today)
{
    const QDate day = clinicTime(utc).date();
    if (day == today)
        return backupText("today %1").arg(timeWords(utc));
    if (day == today.addDays(-1))
        return backupText("yesterday %1").arg(timeWords(utc));
    return backupText("on %1, %2").arg(shortDateWords(day, today), timeWords(utc));
}

QString standingWords(const BackupStanding &standing, const QDate &today)
{
    if (!standing.isPossible)
        return {};
    if (standing.newest.isEmpty())
        return backupText("No backup proven yet");
    const QString since = sinceWords(standing.newest.first().provenAt, today);
    return standing.isTooOld ? backupText("Backup too old: proven %1").arg(since) : backupText("Backup proven %1").arg(since);
}

QString sizeWords(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1,
                                          QLocale::DataSizeSIFormat); // a point, as everywhere on the screen
}

} // namespace dermis
