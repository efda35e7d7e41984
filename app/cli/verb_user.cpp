#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/access/passwords.h"
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
            {u"active"_s, staff.active},
            {u"hasPassword"_s, staff.passwordSetAt.isValid()}};
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
    std::string newPasswordFile;
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

Result<Answer> setPassword(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Staff person = TRY(options.name.empty() ? staffMember(*database, actor.id) : staffNamed(*database, text(options.name)));
    const QString password = TRY(readPassword(options.newPasswordFile));
    const Staff saved = TRY(givePassword(*database, actor, command.now(), person, password));
    return Answer{u"%1 has a new password."_s.arg(saved.name), toJson(saved)};
}

Result<Answer> printRecoveryKey(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QString key = TRY(makeRecoveryKey(*database, actor, command.now())).text();
    return Answer{u"Recovery key, to keep on paper and not in this computer: %1\nAn older one opens nothing any more."_s.arg(key),
                  {{u"recoveryKey"_s, key}}};
}

} // namespace

void addUserVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("user", "The people who work here")->require_subcommand(1);
    auto *listVerb = verb->add_subcommand("list", "Everybody, with their roles");
    command.addOptions(*listVerb);
    command.onCall(*listVerb, [&command] { return list(command); });

    auto *addVerb = verb->add_subcommand("add", "Add a person (owner)");
    auto options = std::make_shared<Options>();
    command.addOptions(*addVerb);
    addVerb->add_option("--name", options->name, "The person's name")->required();
    addVerb->add_option("--roles", options->roles, "dermatologist, nurse, reception, owner; several with commas")->required();
    addVerb->add_option("--hpcsa", options->hpcsa, "HPCSA number");
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });

    auto *passwordVerb = verb->add_subcommand("password", "Give oneself, or as owner somebody else, a new password");
    command.addOptions(*passwordVerb);
    passwordVerb->add_option("--name", options->name, "Whose; one's own when left out");
    passwordVerb->add_option("--new-password-file", options->newPasswordFile, "The file with the new password, - for standard input")
        ->required();
    command.onCall(*passwordVerb, [&command, options] { return setPassword(command, *options); });

    auto *recoveryVerb = verb->add_subcommand("recovery-key", "Make a new recovery key to keep on paper (owner)");
    command.addOptions(*recoveryVerb);
    command.onCall(*recoveryVerb, [&command] { return printRecoveryKey(command); });
}

} // namespace dermis::cli
