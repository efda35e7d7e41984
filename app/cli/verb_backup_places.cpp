#include "app/cli/backup_verbs.h"
#include "app/cli/command.h"
#include "core/backup/backup_plan.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string place;
    std::optional<std::string> name;
    std::optional<std::string> folder;
    std::optional<std::string> note;

    /// What was given, in place of what is kept.
    BackupPlace onto(BackupPlace kept) const
    {
        if (name)
            kept.name = text(*name);
        if (folder)
            kept.path = text(*folder);
        if (note)
            kept.note = text(*note);
        return kept;
    }
};

QJsonObject toJson(const BackupPlace &place)
{
    return {{u"id"_s, place.id.value()},
            {u"name"_s, place.name},
            {u"folder"_s, place.path},
            {u"note"_s, place.note},
            {u"there"_s, place.isThere()}};
}

QString lineOf(const BackupPlace &place)
{
    QString line = u"%1  %2"_s.arg(place.name, place.path);
    if (!place.note.isEmpty())
        line += u", "_s + place.note;
    if (!place.isThere())
        line += u", not there now"_s;
    return line;
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    QStringList lines;
    QJsonArray array;
    for (const BackupPlace &place : TRY(backupPlaces(*database))) {
        lines << lineOf(place);
        array << toJson(place);
    }
    return Answer{lines.isEmpty() ? u"No places for backups are set up yet."_s : lines.join(u'\n'),
                  {{u"places"_s, array}}};
}

Result<Answer> save(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    BackupPlace place;
    if (!options.place.empty())
        place = TRY(backupPlaceNamed(*database, text(options.place)));
    const BackupPlace kept = TRY(saveBackupPlace(*database, actor, command.now(), options.onto(place)));
    return Answer{lineOf(kept), toJson(kept)};
}

Result<Answer> remove(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const BackupPlace place = TRY(backupPlaceNamed(*database, text(options.place)));
    TRY(retireBackupPlace(*database, actor, command.now(), place));
    return Answer{u"No more backups go to %1; those that are there stay."_s.arg(place.name), toJson(place)};
}

void addFields(CLI::App &verb, Options &options, bool isNew)
{
    auto *name = verb.add_option(isNew ? "--name" : "--new-name", options.name,
                                 "What you call it, such as \"USB disk A\"");
    auto *folder = verb.add_option("--folder", options.folder, "The folder on it; it need not be there now");
    verb.add_option("--note", options.note, "Such as who takes the disk home");
    name->required(isNew);
    folder->required(isNew);
}

} // namespace

void addBackupPlacesVerb(CLI::App &backup, Command &command)
{
    auto *verb = backup.add_subcommand("places", "Where backups go")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    const auto act = [&](const char *name, const char *help, auto call) {
        auto *added = verb->add_subcommand(name, help);
        command.addOptions(*added);
        command.onCall(*added, [&command, options, call] { return call(command, *options); });
        return added;
    };
    act("list", "The places in use", [](const Command &c, const Options &) { return list(c); });
    addFields(*act("add", "One more place (owner)", save), *options, true);
    auto *change = act("change", "Another name, folder or note (owner)", save);
    change->add_option("place", options->place, "Its name")->required();
    addFields(*change, *options, false);
    act("remove", "No more backups to a place (owner)", remove)
        ->add_option("place", options->place, "Its name")
        ->required();
}

} // namespace dermis::cli
