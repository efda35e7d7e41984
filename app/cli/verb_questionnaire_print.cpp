#include "app/cli/json_output.h"
#include "app/cli/questionnaire_verbs.h"
#include "core/consents/questionnaire_sheet.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/sheet_start.h"
#include "core/patients/record_access.h"
#include "core/questionnaires/response_repository.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct PrintOptions {
    std::string form;
    std::string patient;
    std::string language;
    std::string output;
    qint64 response = 0;
    bool filled = false;
};

Result<Questionnaire> formFile(const std::string &path, const QString &language)
{
    const QByteArray bytes = TRY(readFile(path));
    const Questionnaire form = TRY(Questionnaire::fromJson(bytes));
    return formInLanguage(form, language);
}

/// A form kept in the clinic, by number, url, or the url's last part; the newest version of a url.
Result<std::optional<QuestionnaireEntry>> keptForm(Database &database, const QString &which)
{
    std::optional<QuestionnaireEntry> found;
    const QList<QuestionnaireEntry> kept = TRY(questionnaires(database));
    for (const QuestionnaireEntry &entry : kept) {
        if (which == entry.id.toString() || which == entry.url || entry.url.endsWith(u'/' + which))
            found = entry;
    }
    return found;
}

Result<Questionnaire> formOf(Database &database, const PrintOptions &options)
{
    const auto kept = TRY(keptForm(database, text(options.form)));
    if (kept) {
        const Questionnaire form = TRY(questionnaire(database, kept->id));
        return formInLanguage(form, text(options.language));
    }
    if (options.form == "-" || QFileInfo::exists(text(options.form)))
        return formFile(options.form, text(options.language));
    return fail(ErrorCode::NotFound, u"there is neither a questionnaire nor a file \"%1\"; see dermis-cli questionnaire list"_s.arg(text(options.form)));
}

/// The response asked for, or the patient's newest, to one form or to any.
Result<ResponseId> responseOf(Database &database, const PrintOptions &options, PatientId patient)
{
    const auto kept = TRY(keptForm(database, text(options.form)));
    const QList<ResponseEntry> entries = TRY(responses(database, patient));
    for (const ResponseEntry &entry : entries) {
        const bool isAsked = options.response == 0 || entry.id == ResponseId(options.response);
        if (isAsked && (options.form.empty() || (kept && kept->url == entry.url)))
            return entry.id;
    }
    return fail(ErrorCode::NotFound, u"the patient has no such answers"_s);
}

Result<SheetContent> filledSheet(const Command &command, Database &database, const PrintOptions &options)
{
    const Actor actor = TRY(command.reader(database));
    const PatientId patient = TRY(patientArgument(database, options.patient)).id;
    const ResponseId response = TRY(responseOf(database, options, patient));
    const SheetContent content = TRY(filledFormSheet(database, actor, command.now(), response, text(options.language)));
    if (!database.isReadOnly())
        TRY(recordAccess(database, actor, command.now(), patient, AccessAct::Printed));
    return content;
}

Result<SheetContent> sheetOf(const Command &command, const PrintOptions &options)
{
    if (command.clinicPath().isEmpty()) {
        const Questionnaire form = TRY(formFile(options.form, text(options.language)));
        return blankFormSheet(form, startSheet(Practice(), {}, QString(), command.now()), std::nullopt, command.now());
    }
    const auto database = TRY(command.openClinic());
    if (options.filled)
        return filledSheet(command, *database, options);
    const Questionnaire form = TRY(formOf(*database, options));
    std::optional<PatientId> patient;
    if (!options.patient.empty())
        patient = TRY(patientArgument(*database, options.patient)).id;
    const Actor actor = TRY(command.actor(*database));
    return blankFormSheet(*database, actor, command.now(), form, patient);
}

Result<> checkOptions(const Command &command, const PrintOptions &options)
{
    if (options.filled && (options.patient.empty() || command.clinicPath().isEmpty()))
        return fail(ErrorCode::InvalidInput, u"--filled: say whose answers, with --clinic and --patient"_s);
    if (!options.filled && options.form.empty())
        return fail(ErrorCode::InvalidInput, u"say which form: a file, or with --clinic one that is kept there"_s);
    if (!options.patient.empty() && command.clinicPath().isEmpty())
        return fail(ErrorCode::InvalidInput, u"--patient: say in which clinic, with --clinic"_s);
    return {};
}

Result<Answer> printForm(const Command &command, const PrintOptions &options)
{
    TRY(checkOptions(command, options));
    const SheetContent content = TRY(sheetOf(command, options));
    const QByteArray pdf = TRY(sheetPdf(content));
    TRY(writeSheet(options.output, pdf));
    if (options.output == "-")
        return Answer{};
    return Answer{u"Written to %1."_s.arg(text(options.output)), {{u"file"_s, text(options.output)}}};
}

} // namespace

void addQuestionnairePrint(CLI::App &verb, Command &command)
{
    auto *printVerb = verb.add_subcommand("print", "Write a form as a PDF, to fill in by hand or with a patient's answers");
    auto options = std::make_shared<PrintOptions>();
    command.addOptionsWithoutClinic(*printVerb);
    printVerb->add_option("form", options->form, "A FHIR R4 Questionnaire's file; with --clinic also a number, url, or the url's last part");
    printVerb->add_option("--language", options->language, "One of the form's languages; its own when left out");
    printVerb->add_option("--patient", options->patient, "File number: for this patient");
    printVerb->add_flag("--filled", options->filled, "With the patient's newest answers");
    printVerb->add_option("--response", options->response, "These answers, by their number")->needs("--filled");
    printVerb->add_option("-o,--output", options->output, "The PDF file to write, - for standard output")->required();
    command.onCall(*printVerb, [&command, options] { return printForm(command, *options); });
}

} // namespace dermis::cli
