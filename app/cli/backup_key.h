#pragma once

#include "app/cli/command.h"
#include "core/backup/backup_contents.h"
#include "core/vault/vault.h"

namespace dermis::cli {

/// How a backup file is opened: --user and --password-file, or the printed recovery key.
struct BackupKey
{
    std::string file;
    std::string recoveryKeyFile;

    void addTo(CLI::App &verb, Command &command);
    QString path() const { return text(file); }
    Result<Unlocked> unlock(const Command &command) const;
};

/// The practice, when, how many patients and journal entries, and the head, for people.
QString describe(const BackupContents &contents);

} // namespace dermis::cli
