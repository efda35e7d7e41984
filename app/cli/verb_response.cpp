#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/patients/patient.h"
#include "core/patients/record_access.h"
#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/given_response.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string form;
    std::string file;
    std::string reason;
    qint64 response = 0;
    bool withUnused = false;
};

QJsonObject misfitJson(const Misfit &misfit)
{
    return {{u"linkId"_s, misfit.linkId()}, {u"expected"_s, misfit.expected}, {u"answers"_s, QJsonArray::fromStringList(misfit.words())}};
}

/// What the person who brought the answers has to know of them.
void addReport(Answer &answer, const Questionnaire &form, const Response &response)
{
    QStringList lines{answer.text};
    QJsonArray misfits;
    for (const Misfit &misfit : response.misfits()) {
        lines << u"Kept, and not asked by this form: %1, expected %2."_s.arg(misfit.linkId(), misfit.expected);
        misfits << misfitJson(misfit);
    }
    QJsonArray problems;
    for (const AnswerProblem &problem : answerProblems(form, response)) {
        lines << u"Kept, though it does not fit: %1, expected %2."_s.arg(problem.key.toString(), problem.expected);
        problems << QJsonObject{{u"linkId"_s, problem.key.toString()}, {u"expected"_s, problem.expected}};
    }
    QJsonArray missing;
    for (const AnswerKey &key : missingRequired(form, response))
        missing << key.toString();
    if (!missing.isEmpty())
        lines << u"%1 needed questions are still open."_s.arg(missing.size());
    answer.text = lines.join(u'\n');
    answer.json[u"misfits"_s] = misfits;
    answer.json[u"problems"_s] = problems;
    answer.json[u"missing"_s] = missing;
}

Result<Answer> add(const Command &command, const Options &options)
{
    const QByteArray bytes = TRY(readFile(options.file));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const StoredQuestionnaire form = TRY(currentQuestionnaire(*database, text(options.form)));
    const auto given = Response::fromDraft(form.questionnaire, bytes);
    if (!given)
        return fail(given.error().code, u"%1: %2"_s.arg(text(options.file), given.error().detail));
    const auto latest = TRY(latestResponse(*database, patient.id, form.questionnaire.url()));
    const ResponseId basedOn = latest ? latest->entry.id : ResponseId();
    const auto save = text(options.form) == intakeUrl() ? saveResponse : saveGivenResponse;
    const ResponseId id = TRY(save(*database, actor, command.now(), patient.id, form.id, *given, basedOn, text(options.reason)));
    Answer answer{u"Answers of %1 to \"%2\" kept as response %3."_s.arg(patient.fileNumber, form.questionnaire.title(), id.toString()),
                  {{u"fileNumber"_s, patient.fileNumber}, {u"response"_s, id.value()}}};
    addReport(answer, form.questionnaire, *given);
    return answer;
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines;
    QJsonArray array;
    for (const ResponseEntry &entry : TRY(responses(*database, patient.id))) {
        const QString at = toIsoUtc(entry.savedAt);
        lines << u"%1  %2  %3|%4"_s.arg(entry.id.toString(), at, entry.url, entry.version);
        array << QJsonObject{{u"response"_s, entry.id.value()}, {u"questionnaire"_s, entry.url}, {u"version"_s, entry.version}, {u"savedAt"_s, at}};
    }
    return Answer{lines.isEmpty() ? u"%1 has answered no form."_s.arg(patient.fileNumber) : lines.join(u'\n'),
                  {{u"fileNumber"_s, patient.fileNumber}, {u"responses"_s, array}}, lines.isEmpty() ? Exit::No : Exit::Done};
}

Result<SavedResponse> responseOf(Database &database, const Patient &patient, const Options &options)
{
    SavedResponse saved = TRY(response(database, ResponseId(options.response)));
    if (saved.entry.patient != patient.id)
        return fail(ErrorCode::NotFound, u"response %1 is not one of %2"_s.arg(options.response).arg(patient.fileNumber));
    return saved;
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    const SavedResponse saved = TRY(responseOf(*database, patient, options));
    QStringList lines;
    for (const TypedAnswer &row : rebuildAnswers(saved.form, saved.response)) {
        if (row.enabled || options.withUnused)
            lines << u"%1%2: %3%4"_s.arg(saved.form.find(row.linkId)->text, row.instances.isEmpty() ? u""_s : u" ["_s + row.instances + u']',
                                         row.state == u"answered" ? row.text : row.state, row.enabled ? u""_s : u" (does not apply)"_s);
    }
    const QByteArray json = options.withUnused ? saved.response.toJson(saved.form) : saved.response.toFhir(saved.form);
    Answer answer{lines.join(u'\n'), {}};
    answer.document = json;
    return answer;
}

Result<Answer> exportOne(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    const SavedResponse saved = TRY(responseOf(*database, patient, options));
    TRY(recordAccess(*database, actor, command.now(), patient.id, AccessAct::Exported));
    TRY(writeSheet(options.file, saved.response.toFhir(saved.form)));
    if (options.file == "-")
        return Answer();
    return Answer{u"Written to %1"_s.arg(text(options.file)), {{u"file"_s, text(options.file)}}};
}

} // namespace

void addResponseVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("response", "Answers to the clinic's forms")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *addVerb = verb->add_subcommand("add", "Keep a FHIR QuestionnaireResponse; what does not fit the form is kept and named");
    command.addOptions(*addVerb);
    addVerb->add_option("patient", options->patient, "File number")->required();
    addVerb->add_option("questionnaire", options->form, "The form's url")->required();
    addVerb->add_option("file", options->file, "QuestionnaireResponse JSON, - for standard input")->required();
    addVerb->add_option("--reason", options->reason, "Why kept answers are changed");
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });

    auto *listVerb = verb->add_subcommand("list", "A patient's responses, the newest first");
    command.addOptions(*listVerb);
    listVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });

    auto *showVerb = verb->add_subcommand("show", "One response in words; with --json the QuestionnaireResponse");
    command.addOptions(*showVerb);
    showVerb->add_option("patient", options->patient, "File number")->required();
    showVerb->add_option("response", options->response, "Its number")->required();
    showVerb->add_flag("--with-unused", options->withUnused, "Answers that do not apply, too");
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });

    auto *exportVerb = verb->add_subcommand("export", "One response as FHIR R4 QuestionnaireResponse");
    command.addOptions(*exportVerb);
    exportVerb->add_option("patient", options->patient, "File number")->required();
    exportVerb->add_option("response", options->response, "Its number")->required();
    exportVerb->add_option("-o,--output", options->file, "The file; - for standard output")->required();
    command.onCall(*exportVerb, [&command, options] { return exportOne(command, *options); });
}

} // namespace dermis::cli
