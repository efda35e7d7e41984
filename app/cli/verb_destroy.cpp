#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/staff.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/privacy/privacy_sheets.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::vector<std::string> patients;
    std::string basis;
    std::string with;
    std::string withPasswordFile;
    std::string output;
    std::string identity;
    qint64 certificate = 0;
};

QStringList holders(const QList<Backup> &backups)
{
    QStringList paths;
    for (const Backup &backup : backups)
        paths << backup.path();
    return paths;
}

QJsonObject toJson(const Certificate &certificate)
{
    QJsonObject counts;
    for (auto it = certificate.counts.begin(); it != certificate.counts.end(); ++it)
        counts.insert(it.key(), *it);
    return {{u"certificate"_s, certificate.number.value()},
            {u"at"_s, toIsoUtc(certificate.at)},
            {u"owner"_s, certificate.owner},
            {u"dermatologist"_s, certificate.dermatologist},
            {u"basis"_s, certificate.basis},
            {u"patients"_s, certificate.patients},
            {u"rows"_s, counts},
            {u"entries"_s, certificate.entries},
            {u"wipedAt"_s,
             certificate.wipedAt.isValid() ? QJsonValue(toIsoUtc(certificate.wipedAt)) : QJsonValue()}};
}

QString lineOf(const Certificate &certificate)
{
    return u"Certificate %1  %2, %3 records, %4 journal entries, by %5 and %6%7"_s
        .arg(certificate.number.toString(), toIsoUtc(certificate.at))
        .arg(certificate.patients)
        .arg(certificate.entries)
        .arg(certificate.owner, certificate.dermatologist,
             certificate.wipedAt.isValid() ? u""_s : u"; the freed bytes are not yet wiped"_s);
}

Result<Answer> told(Database &database, const Certificate &certificate)
{
    const QStringList backups = holders(TRY(backupsHolding(database, certificate)));
    const QStringList copies = copiesBeside(database);
    QStringList lines{lineOf(certificate)};
    for (const QString &path : backups)
        lines << u"Still in the backup "_s + path;
    for (const QString &path : copies)
        lines << u"Perhaps in the file beside the clinic "_s + path;
    if (!certificate.wipedAt.isValid())
        lines << u"Another program reads the clinic. Close it, then: dermis-cli destroy wipe"_s;
    QJsonObject json = toJson(certificate);
    json.insert(u"backups"_s, QJsonArray::fromStringList(backups));
    json.insert(u"copies"_s, QJsonArray::fromStringList(copies));
    return Answer{lines.join(u'\n'), json};
}

Result<Answer> run(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    DestructionRequest request;
    for (const std::string &fileNumber : options.patients)
        request.patients << TRY(patientArgument(*database, fileNumber)).id;
    request.basis = text(options.basis);
    request.password = command.password();
    request.other = TRY(staffNamed(*database, text(options.with))).id;
    if (!options.withPasswordFile.empty())
        request.otherPassword = TRY(readPassword(options.withPasswordFile));
    const Certificate done = TRY(destroyRecords(*database, actor, command.now(), request));
    return told(*database, done);
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    QStringList lines;
    QJsonArray array;
    for (const Certificate &each : TRY(certificates(*database, actor))) {
        lines << lineOf(each);
        array << toJson(each);
    }
    return Answer{lines.isEmpty() ? u"Nothing was destroyed."_s : lines.join(u'\n'),
                  {{u"certificates"_s, array}}};
}

Result<Answer> print(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const SheetContent sheet =
        TRY(certificateSheet(*database, actor, command.now(), DestructionId(options.certificate)));
    const QByteArray pdf = TRY(sheetPdf(sheet));
    TRY(writeFile(text(options.output), pdf));
    return Answer{u"Written to %1."_s.arg(text(options.output)), {{u"file"_s, text(options.output)}}};
}

Result<Answer> wipe(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(finishWiping(*database, actor, command.now()));
    return Answer{u"No freed bytes of destroyed records are in the file."_s, {{u"wiped"_s, true}}};
}

Result<Answer> find(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const auto found = TRY(destroyedUnder(*database, actor, text(options.identity)));
    if (!found)
        return Answer{
            u"No record of that number was destroyed here."_s, {{u"certificate"_s, QJsonValue()}}, Exit::No};
    return Answer{u"Destroyed. "_s + lineOf(*found), toJson(*found)};
}

void addRun(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *runVerb = verb.add_subcommand("run", "Destroy records whose time is over; two people approve");
    command.addOptions(*runVerb);
    runVerb->add_option("patients", options->patients, "File numbers")->required();
    runVerb->add_option("--basis", options->basis, "Why it is lawful; stands on the certificate")->required();
    runVerb
        ->add_option("--with", options->with,
                     "The other who approves: with you, an owner and a dermatologist")
        ->required();
    runVerb->add_option("--with-password-file", options->withPasswordFile,
                        "The file with that person's password");
    command.onCall(*runVerb, [&command, options] { return run(command, *options); });
}

} // namespace

void addDestroyVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("destroy", "Lawful destruction of records")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    addRun(*verb, command, options);

    auto *listVerb = verb->add_subcommand("list", "Every certificate, newest first");
    command.addOptions(*listVerb);
    command.onCall(*listVerb, [&command] { return list(command); });

    auto *printVerb = verb->add_subcommand("print", "A certificate as a PDF");
    command.addOptions(*printVerb);
    printVerb->add_option("certificate", options->certificate, "Its number")->required();
    printVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    command.onCall(*printVerb, [&command, options] { return print(command, *options); });

    auto *wipeVerb =
        verb->add_subcommand("wipe", "Wipe freed bytes that another program kept from being wiped");
    command.addOptions(*wipeVerb);
    command.onCall(*wipeVerb, [&command] { return wipe(command); });

    auto *findVerb = verb->add_subcommand(
        "find", "Whether the record of a number was destroyed, and under which certificate");
    command.addOptions(*findVerb);
    findVerb->add_option("identity", options->identity, "ID number, passport or file number")->required();
    command.onCall(*findVerb, [&command, options] { return find(command, *options); });
}

} // namespace dermis::cli
