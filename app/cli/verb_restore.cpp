#include "app/cli/backup_key.h"
#include "app/cli/verbs.h"
#include "core/backup/restore_in_place.h"

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

/// With the clinic's own key, or what opened it on the backup's day.
Result<Unlocked> unlockHere(const Command &command, const BackupKey &key, const Database &clinic, const Actor &actor)
{
    auto unlocked = key.recoveryKeyFile.empty() ? unlockBackup(key.path(), clinic, actor) : key.unlock(command);
    if (unlocked || unlocked.error().code != ErrorCode::NotAllowed)
        return unlocked;
    return unlockBackup(key.path(), command.user(), command.password());
}

Result<Answer> restoreHere(const Command &command, const BackupKey &key)
{
    if (command.clinicPath().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say in which clinic's place with --clinic FILE"_s);
    auto clinic = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*clinic));
    const Unlocked unlocked = TRY(unlockHere(command, key, *clinic, actor));
    const QString path = clinic->path();
    const RestoredInPlace done =
        TRY(restoreInPlace(std::move(clinic), actor, command.password(), key.path(), unlocked, command.clock()));
    QJsonObject json = toJson(done.restored.contents);
    json.insert(u"clinic"_s, path);
    json.insert(u"keptAs"_s, done.keptAs);
    json.insert(u"before"_s, done.before.path());
    return Answer{u"Restored and checked: %1.\n%2\nThe clinic as it was is kept as %3, and backed up as %4."_s.arg(
                      path, describe(done.restored.contents), done.keptAs, done.before.path()),
                  json};
}

} // namespace

void addRestoreVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand(
        "restore", "A backup to a new clinic file, or in the place of a clinic; without either, what it holds");
    auto key = std::make_shared<BackupKey>();
    auto to = std::make_shared<std::string>();
    auto isInPlace = std::make_shared<bool>(false);
    key->addTo(*verb, command);
    auto *toOption = verb->add_option("--to", *to, "The new clinic file");
    auto *inPlace = verb->add_flag("--in-place", *isInPlace,
                                   "In the place of --clinic, which is backed up and kept aside first (owner)");
    inPlace->excludes(toOption);
    command.addClinicOption(*verb);
    command.onCall(*verb, [&command, key, to, isInPlace]() -> Result<Answer> {
        if (*isInPlace)
            return restoreHere(command, *key);
        return to->empty() ? preview(command, *key) : restore(command, *key, text(*to));
    });
}

} // namespace dermis::cli
