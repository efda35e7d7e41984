#include "app/cli/backup_key.h"
#include "app/cli/verbs.h"
#include "core/backup/backup.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Result<Answer> preview(const Command &command, const BackupKey &key)
{
    const Unlocked unlocked = TRY(key.unlock(command));
    const BackupContents contents = TRY(previewBackup(key.path(), unlocked));
    return Answer{describe(contents) + u"\nNothing was restored; say where with --to FILE."_s,
                  toJson(contents)};
}

Result<Answer> restore(const Command &command, const BackupKey &key, const QString &to)
{
    const Unlocked unlocked = TRY(key.unlock(command));
    const ProvenBackup proven = TRY(restoreBackup(key.path(), unlocked, to, command.clock()));
    QJsonObject json = toJson(proven.contents);
    json.insert(u"clinic"_s, to);
    return Answer{u"Restored and checked: %1.\n%2"_s.arg(to, describe(proven.contents)), json};
}

} // namespace

void addRestoreVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("restore", "A backup to a new clinic file; without --to, what it holds");
    auto key = std::make_shared<BackupKey>();
    auto to = std::make_shared<std::string>();
    key->addTo(*verb, command);
    verb->add_option("--to", *to, "The new clinic file");
    command.onCall(*verb, [&command, key, to] {
        return to->empty() ? preview(command, *key) : restore(command, *key, text(*to));
    });
}

} // namespace dermis::cli
