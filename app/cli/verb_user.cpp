#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QJsonObject toJson(const Staff &staff)
{
    QJsonArray roles;
    for (const Role role : rolesIn(staff.roles))
        roles << roleName(role);
    return {{u"id"_s, staff.id.value()},
            {u"name"_s, staff.name},
            {u"roles"_s, roles},
            {u"hpcsaNumber"_s, staff.hpcsaNumber},
            {u"active"_s, staff.active}};
}

QString lineOf(const Staff &staff)
{
    return u"%1  %2  (%3)%4"_s.arg(staff.id.toString(), staff.name, rolesToText(staff.roles),
                                   staff.active ? u""_s : u"  not active"_s);
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    QStringList lines;
    QJsonArray array;
    for (const Staff &staff : TRY(allStaff(*database))) {
        lines << lineOf(staff);
        array << toJson(staff);
    }
    return Answer{lines.join(u'\n'), {{u"staff"_s, array}}};
}

struct Options {
    std::string name;
    std::string roles;
    std::string hpcsa;
};

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    Staff staff;
    staff.name = text(options.name);
    staff.roles = TRY(rolesFromText(text(options.roles)));
    staff.hpcsaNumber = text(options.hpcsa);
    const Actor actor = TRY(command.actor(*database));
    const Staff saved = TRY(saveStaff(*database, actor, command.now(), staff));
    return Answer{lineOf(saved), toJson(saved)};
}

} // namespace

void addUserVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("user", "The people who work here")->require_subcommand(1);
    auto *listVerb = verb->add_subcommand("list", "Everybody, with their roles");
    command.addOptions(*listVerb, false);
    command.onCall(*listVerb, [&command] { return list(command); });

    auto *addVerb = verb->add_subcommand("add", "Add a person (owner)");
    auto options = std::make_shared<Options>();
    command.addOptions(*addVerb);
    addVerb->add_option("--name", options->name, "The person's name")->required();
    addVerb->add_option("--roles", options->roles, "dermatologist, nurse, reception, owner; several with commas")->required();
    addVerb->add_option("--hpcsa", options->hpcsa, "HPCSA number");
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
}

} // namespace dermis::cli
