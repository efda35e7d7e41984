#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/patients/patient.h"
#include "core/safety/safety_check.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

/// The plan, and what it comes to for this patient.
Result<Answer> answerOf(const Command &command, Database &database, const Plan &plan)
{
    const SafetyCheck check = TRY(checkSafety(database, plan.patientId, plan, command.today()));
    QJsonArray products;
    for (const PlannedUse &use : check.facts.products)
        products << use.toJson();
    QJsonObject checks = toJson(check.arithmetic);
    checks.insert(u"products"_s, products);
    QJsonObject json = plan.toJson();
    json.insert(u"checks"_s, checks);
    return Answer {QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Indented).trimmed()), json};
}

Result<Answer> set(const Command &command, const std::string &fileNumber, const std::string &file)
{
    QJsonObject json = TRY(readJsonObject(file));
    json.remove(u"checks"_s); // as `plan show` writes it
    Plan plan = TRY(Plan::fromJson(json));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    plan.patientId = TRY(patientArgument(*database, fileNumber)).id;
    if (const auto current = TRY(currentPlan(*database, plan.patientId))) {
        plan.id = current->id;
        plan.revision = current->revision;
    }
    plan = TRY(savePlan(*database, actor, command.now(), plan));
    return answerOf(command, *database, plan);
}

Result<Answer> show(const Command &command, const std::string &fileNumber)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), fileNumber));
    const auto plan = TRY(currentPlan(*database, patient.id));
    if (!plan)
        return Answer{u"Nothing is planned."_s, {}, Exit::No};
    return answerOf(command, *database, *plan);
}

} // namespace

void addPlanVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("plan", "What is intended: date, zones, depth, device, products")->require_subcommand(1);
    auto patient = std::make_shared<std::string>();
    auto file = std::make_shared<std::string>();
    auto *setVerb = verb->add_subcommand("set", "Keep a plan from PLAN.json");
    auto *showVerb = verb->add_subcommand("show", "The plan kept");
    for (CLI::App *one : {setVerb, showVerb}) {
        command.addOptions(*one);
        one->add_option("patient", *patient, "File number")->required();
    }
    setVerb->add_option("file", *file, "PLAN.json, - for standard input")->required();
    command.onCall(*setVerb, [&command, patient, file] { return set(command, *patient, *file); });
    command.onCall(*showVerb, [&command, patient] { return show(command, *patient); });
}

} // namespace dermis::cli
