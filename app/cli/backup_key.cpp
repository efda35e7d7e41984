#include "app/cli/backup_key.h"

#include "core/backup/backup.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

void BackupKey::addTo(CLI::App &verb, Command &command)
{
    command.addPersonOptions(verb);
    verb.add_option("file", file, "The backup")->required();
    verb.add_option("--recovery-key-file", recoveryKeyFile,
                    "The file with the printed recovery key in its first line, - for standard input; instead "
                    "of a password");
}

Result<Unlocked> BackupKey::unlock(const Command &command) const
{
    if (recoveryKeyFile.empty()) {
        const QString password = TRY(command.askedPassword(path()));
        return unlockBackup(path(), command.user(), password);
    }
    const QString typed = TRY(readPassword(recoveryKeyFile));
    const RecoveryKey recoveryKey = TRY(RecoveryKey::fromText(typed));
    return unlockBackup(path(), recoveryKey);
}

QString describe(const BackupContents &contents)
{
    return u"%1 as of %2: %3 patients, %4 journal entries.\nJournal head %5"_s
        .arg(contents.practice, clinicTime(contents.at).toString(u"yyyy-MM-dd hh:mm"_s))
        .arg(contents.patients())
        .arg(contents.entries)
        .arg(contents.head);
}

} // namespace dermis::cli
