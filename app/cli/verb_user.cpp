#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/clinic/recovery_key_sheet.h"
#include "core/clinic/sign_in.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"

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
    std::string recoveryKeyFile;
    std::string sheet;
    std::string person;
    std::string newName;
    bool leaves = false;
    bool returns = false;
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

/// A person also when they no longer work here, by number, or else by name.
Result<Staff> anybody(Database &database, const std::string &nameOrNumber)
{
    bool isNumber = false;
    const StaffId number(text(nameOrNumber).toLongLong(&isNumber));
    return isNumber ? staffMember(database, number) : staffNamed(database, text(nameOrNumber));
}

Result<Answer> change(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Staff staff = TRY(anybody(*database, options.person));
    if (!options.newName.empty())
        staff.name = text(options.newName);
    if (!options.roles.empty())
        staff.roles = TRY(rolesFromText(text(options.roles)));
    if (!options.hpcsa.empty())
        staff.hpcsaNumber = text(options.hpcsa);
    if (options.leaves || options.returns)
        staff.active = options.returns;
    const Staff saved = TRY(saveStaff(*database, actor, command.now(), staff));
    return Answer{lineOf(saved), toJson(saved)};
}

Result<RecoveryKey> typedKey(const Options &options)
{
    const QString typed = TRY(readPassword(options.recoveryKeyFile));
    return RecoveryKey::fromText(typed);
}

/// Who lost every password comes in with the printed key, as the first owner.
Result<Answer> replaceLostPassword(const Command &command, const Options &options)
{
    const RecoveryKey key = TRY(typedKey(options));
    const Unlocked unlocked = TRY(unlock(command.clinicPath(), key));
    SignedIn signedIn = TRY(openUnlocked(command.clinicPath(), unlocked, command.now()));
    const Actor owner = signedIn.person.actor();
    const Staff person = TRY(options.name.empty() ? staffMember(*signedIn.database, owner.id)
                                                  : staffNamed(*signedIn.database, text(options.name)));
    const QString password = TRY(readPassword(options.newPasswordFile));
    const Staff saved = TRY(givePassword(*signedIn.database, owner, command.now(), person, password));
    return Answer{u"%1 has a new password. Make a new recovery key now, and destroy the sheet of this one."_s.arg(saved.name), toJson(saved)};
}

Result<Answer> setPassword(const Command &command, const Options &options)
{
    if (!options.recoveryKeyFile.empty())
        return replaceLostPassword(command, options);
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Staff person = TRY(options.name.empty() ? staffMember(*database, actor.id) : staffNamed(*database, text(options.name)));
    const QString password = TRY(readPassword(options.newPasswordFile));
    const Staff saved = TRY(givePassword(*database, actor, command.now(), person, password));
    return Answer{u"%1 has a new password."_s.arg(saved.name), toJson(saved)};
}

Result<Answer> makeKey(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const RecoveryKey key = TRY(makeRecoveryKey(*database, actor, command.now()));
    if (options.sheet.empty())
        return Answer{u"Recovery key, to keep on paper and not in this computer: %1\nAn older one opens nothing any more."_s.arg(key.text()),
                      {{u"recoveryKey"_s, key.text()}}};
    const SheetContent content = TRY(recoveryKeySheet(*database, actor, command.now(), key));
    const QByteArray pdf = TRY(sheetPdf(content));
    TRY(writeSheet(options.sheet, pdf));
    if (options.sheet == "-")
        return Answer{};
    return Answer{u"The sheet is %1. Print it, and remove the file: whoever has it can open the clinic."_s.arg(text(options.sheet)),
                  {{u"file"_s, text(options.sheet)}}};
}

Result<Answer> checkKey(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::ManageStaff));
    const RecoveryKey key = TRY(typedKey(options));
    const auto checked = checkRecoveryKey(*database, actor, command.now(), key);
    const bool opens = checked.has_value();
    if (!opens && checked.error().code != ErrorCode::NotAllowed && checked.error().code != ErrorCode::NotFound)
        return tl::unexpected(checked.error());
    return Answer{opens ? u"This is the key: it opens the clinic."_s
                        : u"This key does not open the clinic: it is an older one, or another clinic's."_s,
                  {{u"opens"_s, opens}},
                  opens ? Exit::Done : Exit::No};
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

    passwordVerb->add_option("--recovery-key-file", options->recoveryKeyFile,
                             "When every password is lost: the printed key in this file's first line, - for standard input");

    auto *recoveryVerb = verb->add_subcommand("recovery-key", "Make a new recovery key to keep on paper (owner)");
    command.addOptions(*recoveryVerb);
    recoveryVerb->add_option("--sheet", options->sheet, "Write the sheet to print to this PDF file instead, - for standard output");
    command.onCall(*recoveryVerb, [&command, options] { return makeKey(command, *options); });

    auto *checkVerb = verb->add_subcommand("check-recovery-key", "Whether a printed recovery key opens the clinic (owner)");
    command.addOptions(*checkVerb);
    checkVerb->add_option("--recovery-key-file", options->recoveryKeyFile, "The file with the key in its first line, - for standard input")
        ->required();
    command.onCall(*checkVerb, [&command, options] { return checkKey(command, *options); });

    auto *changeVerb = verb->add_subcommand("change", "Change a person's name or roles, or that they work here (owner)");
    command.addOptions(*changeVerb);
    changeVerb->add_option("person", options->person, "Name or staff number")->required();
    changeVerb->add_option("--name", options->newName, "The new name");
    changeVerb->add_option("--roles", options->roles, "dermatologist, nurse, reception, owner; several with commas");
    changeVerb->add_option("--hpcsa", options->hpcsa, "HPCSA number");
    auto *leaves = changeVerb->add_flag("--leaves", options->leaves, "No longer works here");
    changeVerb->add_flag("--returns", options->returns, "Works here again")->excludes(leaves);
    command.onCall(*changeVerb, [&command, options] { return change(command, *options); });
}

} // namespace dermis::cli
