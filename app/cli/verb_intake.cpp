#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/patients/patient.h"
#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/treatments/intake.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string file;
    std::string reason;
    bool replace = false;
    bool handOver = false;
    std::vector<std::string> questions;
};

/// Only the newest response counts; what the file does not answer stays as it was, unless --replace.
Response newResponse(const StoredQuestionnaire &form, const std::optional<SavedResponse> &latest, const Response &given,
                     bool replace)
{
    if (!latest || replace)
        return given;
    Response response = carryOver(form.questionnaire, latest->response);
    response.merge(form.questionnaire, given);
    return response;
}

QJsonArray missingJson(const Questionnaire &form, const Response &response)
{
    QJsonArray missing;
    for (const AnswerKey &key : missingRequired(form, response))
        missing << key.toString();
    return missing;
}

Result<Answer> answer(const Command &command, const Options &options)
{
    const QByteArray bytes = TRY(readFile(options.file));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const StoredQuestionnaire form = TRY(currentQuestionnaire(*database, intakeUrl()));
    const auto given = Response::fromJson(form.questionnaire, bytes);
    if (!given)
        return fail(given.error().code, u"%1: %2"_s.arg(text(options.file), given.error().detail));
    const auto latest = TRY(latestResponse(*database, patient.id, intakeUrl()));
    const IntakeToKeep intake{patient.id, form.id, latest ? latest->entry.id : ResponseId(), text(options.reason)};
    const Response response = newResponse(form, latest, *given, options.replace);
    const ResponseId id = TRY(options.handOver ? handOver(*database, actor, command.now(), intake, response)
                                               : keepIntake(*database, actor, command.now(), intake, response));
    const QJsonArray missing = missingJson(form.questionnaire, response);
    return Answer{u"Intake of %1 kept as response %2. %3 needed questions are still open."_s.arg(patient.fileNumber, id.toString())
                      .arg(missing.size()),
                  {{u"fileNumber"_s, patient.fileNumber}, {u"response"_s, id.value()}, {u"missing"_s, missing}}};
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    const auto latest = TRY(latestResponse(*database, patient.id, intakeUrl()));
    if (!latest)
        return Answer{u"The intake of %1 was never taken."_s.arg(patient.fileNumber),
                      {{u"fileNumber"_s, patient.fileNumber}}, Exit::No};
    const Questionnaire form = TRY(questionnaire(*database, latest->entry.questionnaire));
    QStringList lines;
    for (const TypedAnswer &row : rebuildAnswers(form, latest->response)) {
        const Item *item = form.find(row.linkId);
        lines << u"%1  %2%3: %4"_s.arg(row.linkId, item == nullptr ? row.linkId : item->text,
                                       row.instances.isEmpty() ? u""_s : u" ["_s + row.instances + u']',
                                       row.state == u"answered" ? row.text : row.state);
    }
    return Answer{lines.join(u'\n'), QJsonDocument::fromJson(latest->response.toJson(form)).object()};
}

Result<Answer> stillSo(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    QStringList linkIds;
    for (const std::string &question : options.questions)
        linkIds << text(question);
    const ResponseId id = TRY(confirmStillSo(*database, actor, command.now(), patient.id, linkIds));
    return Answer{u"Still so, kept as response %1: %2"_s.arg(id.toString(), linkIds.join(u", "_s)),
                  {{u"fileNumber"_s, patient.fileNumber},
                   {u"response"_s, id.value()},
                   {u"stillSo"_s, QJsonArray::fromStringList(linkIds)}}};
}

} // namespace

void addIntakeVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("intake", "The microneedling history")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *answerVerb = verb->add_subcommand("answer", "Keep answers from a FHIR QuestionnaireResponse");
    command.addOptions(*answerVerb);
    answerVerb->add_option("patient", options->patient, "File number")->required();
    answerVerb->add_option("file", options->file, "QuestionnaireResponse JSON, - for standard input")->required();
    answerVerb->add_option("--reason", options->reason, "Why kept answers are changed");
    answerVerb->add_flag("--replace", options->replace, "Answers that the file leaves out become not asked");
    answerVerb->add_flag("--hand-over", options->handOver, "Move today's visit to the doctor as well");
    command.onCall(*answerVerb, [&command, options] { return answer(command, *options); });

    auto *stillSoVerb = verb->add_subcommand("still-so", "The patient says that answers that grew old are still so");
    command.addOptions(*stillSoVerb);
    stillSoVerb->add_option("patient", options->patient, "File number")->required();
    stillSoVerb->add_option("questions", options->questions, "linkIds of the questions")->required();
    command.onCall(*stillSoVerb, [&command, options] { return stillSo(command, *options); });

    auto *showVerb = verb->add_subcommand("show", "The newest answers; with --json the QuestionnaireResponse");
    command.addOptions(*showVerb);
    showVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });
}

} // namespace dermis::cli
