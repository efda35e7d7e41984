#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/exchange/export_clinic.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Result<Answer> writeSqlite(const Command &command, const QString &path)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(exportSqlite(*database, actor, command.now(), command.password(), path));
    return Answer{u"Written to %1. Whoever has this file can read every record: keep it as you keep the clinic's keys."_s.arg(path),
                  {{u"file"_s, path}}};
}

} // namespace

void addExportVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("export", "Take the record out of the clinic file")->require_subcommand(1);
    auto *sqlite = verb->add_subcommand("sqlite", "A plain SQLite copy of everything (owner or dermatologist)");
    auto path = std::make_shared<std::string>();
    command.addOptions(*sqlite);
    sqlite->add_option("-o,--output", *path, "The file to make")->required();
    command.onCall(*sqlite, [&command, path] { return writeSqlite(command, text(*path)); });
}

} // namespace dermis::cli
