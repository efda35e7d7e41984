#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/consents/consent.h"
#include "core/patients/patient.h"

#include <QJsonArray>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string templateName = "microneedling";
    std::string language = "en";
    std::string output;
    std::string file;
    bool draft = false;
    qint64 consent = 0;
};

QString lineOf(const Consent &consent)
{
    return u"%1  %2 version %3 (%4)  %5  code %6  text %7  %8"_s.arg(consent.id.toString(), consent.templateName)
        .arg(consent.templateVersion)
        .arg(consent.language, consentStateName(consent.state), consent.shortCode, consent.fingerprint,
             toIsoUtc(consent.issuedAt));
}

ConsentRequest requestFrom(const Options &options, PatientId patient)
{
    return {patient, text(options.templateName), text(options.language)};
}

Result<Answer> draft(const Command &command, const Options &options, Database &database, const Patient &patient)
{
    const Actor actor = TRY(command.actor(database));
    const QByteArray sheet = TRY(draftSheet(database, actor, command.now(), requestFrom(options, patient.id)));
    TRY(writeFile(text(options.output), sheet));
    return Answer{u"Draft written to %1."_s.arg(text(options.output)), {{u"draft"_s, true}, {u"file"_s, text(options.output)}}};
}

/// Before anything is issued, so that a wrong folder changes nothing.
Result<> checkWritable(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(path, file.errorString()));
    file.cancelWriting();
    return {};
}

Result<Answer> issue(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Patient patient = TRY(patientArgument(*database, options.patient));
    if (options.draft)
        return draft(command, options, *database, patient);
    const Actor actor = TRY(command.actor(*database));
    TRY(checkWritable(text(options.output)));
    const Consent issued = TRY(issueConsent(*database, actor, command.now(), requestFrom(options, patient.id)));
    const QByteArray sheet = TRY(sheetBytes(*database, issued.id));
    TRY(writeFile(text(options.output), sheet));
    QJsonObject json = toJson(issued);
    json.insert(u"file"_s, text(options.output));
    return Answer{lineOf(issued) + u"\nWritten to %1."_s.arg(text(options.output)), json};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines;
    QJsonArray array;
    for (const Consent &consent : TRY(consents(*database, patient.id))) {
        lines << lineOf(consent);
        array << toJson(consent);
    }
    return Answer{lines.isEmpty() ? u"No sheet was issued yet."_s : lines.join(u'\n'), {{u"consents"_s, array}}};
}

Result<Answer> print(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const QByteArray sheet = TRY(sheetBytes(*database, ConsentId(options.consent)));
    TRY(writeFile(text(options.output), sheet));
    return Answer{u"Written to %1."_s.arg(text(options.output)), {{u"file"_s, text(options.output)}}};
}

Result<Answer> verifySheet(const Command &command, const Options &options)
{
    const QByteArray bytes = TRY(readFile(options.file));
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const auto consent = TRY(verifyFile(*database, bytes));
    if (!consent)
        return Answer{u"No sheet of this clinic has exactly these bytes."_s, {{u"known"_s, false}}, Exit::No};
    QJsonObject json = toJson(*consent);
    json.insert(u"known"_s, true);
    return Answer{u"This is the sheet as it was issued: "_s + lineOf(*consent), json};
}

} // namespace

void addConsentVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("consent", "Consent sheets")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *issueVerb = verb->add_subcommand("issue", "Issue a sheet, or with --draft preview it");
    command.addOptions(*issueVerb);
    issueVerb->add_option("patient", options->patient, "File number")->required();
    issueVerb->add_option("--template", options->templateName, "The sheet's form")->capture_default_str();
    issueVerb->add_option("--language", options->language, "The sheet's language")->capture_default_str();
    issueVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    issueVerb->add_flag("--draft", options->draft, "Only preview, marked DRAFT; nothing is kept");
    command.onCall(*issueVerb, [&command, options] { return issue(command, *options); });

    auto *listVerb = verb->add_subcommand("list", "A patient's sheets, newest first");
    command.addOptions(*listVerb);
    listVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });

    auto *printVerb = verb->add_subcommand("save", "Write an issued sheet's archived PDF again");
    command.addOptions(*printVerb);
    printVerb->add_option("consent", options->consent, "The sheet's number")->required();
    printVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    command.onCall(*printVerb, [&command, options] { return print(command, *options); });

    auto *verifyVerb = verb->add_subcommand("verify", "Whether a PDF is a sheet exactly as it was issued");
    command.addOptions(*verifyVerb);
    verifyVerb->add_option("file", options->file, "The PDF file")->required();
    command.onCall(*verifyVerb, [&command, options] { return verifySheet(command, *options); });
}

} // namespace dermis::cli
