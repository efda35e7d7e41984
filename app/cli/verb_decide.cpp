#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/patients/patient.h"
#include "core/safety/safety_check.h"
#include "core/safety/sign_decision.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::vector<std::string> findings;
    bool all = false;
    std::string verdict;
    std::string reason;
    std::string modification;
    std::string until;
    std::string advice;
    std::string antiviral;
};

Result<Choice> choiceFrom(const Options &options)
{
    Choice choice;
    const auto verdict = verdictFromName(text(options.verdict));
    if (!verdict)
        return fail(ErrorCode::InvalidInput,
                    u"--decision: \"%1\" is not one of proceed, modify, defer, refuse, acknowledge"_s.arg(text(options.verdict)));
    choice.verdict = *verdict;
    choice.reason = text(options.reason);
    choice.modification = text(options.modification);
    choice.advice = text(options.advice);
    if (!options.until.empty())
        choice.deferUntil = TRY(dateOption(options.until, u"--until"_s));
    if (!options.antiviral.empty()) {
        const QJsonObject record = TRY(readJsonObject(options.antiviral));
        choice.antiviral = TRY(antiviralFromJson(record));
    }
    return choice;
}

/// "MN-INF-07" is that rule in every zone where it waits; "MN-INF-07:chin" is one zone.
QList<FindingKey> keysFor(const std::string &argument, const SafetyCheck &check)
{
    const QString code = text(argument).section(u':', 0, 0);
    const QString zone = text(argument).section(u':', 1);
    QList<FindingKey> keys;
    for (const Finding &finding : check.assessment.findings) {
        if (finding.rule->code == code && finding.outcome == Outcome::Fired && (zone.isEmpty() || finding.zone == zone))
            keys << FindingKey{code, finding.zone};
    }
    if (keys.isEmpty())
        keys << FindingKey{code, zone}; // core says why it cannot be decided
    return keys;
}

QList<FindingKey> openKeys(const SafetyCheck &check, Verdict verdict)
{
    QList<FindingKey> keys;
    for (const Finding &finding : check.open()) {
        if (finding.outcome == Outcome::Fired && possibleVerdicts(check.assessment, finding).contains(verdict))
            keys << FindingKey{finding.rule->code, finding.zone};
    }
    return keys;
}

/// Ticks cautions, or signs a decision; gives what was recorded.
Result<QList<Decision>> record(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                               const SafetyCheck &check, const QList<FindingKey> &keys, const Choice &choice)
{
    if (choice.verdict == Verdict::Acknowledge)
        return recordDecision(database, actor, now, patient, check.facts, check.assessment, keys, choice);
    TRY(signDecision(database, actor, now, patient, check, keys, choice));
    return TRY(decisions(database, patient)).mid(0, keys.size()); // newest first
}

Result<Answer> decide(const Command &command, const Options &options)
{
    const Choice choice = TRY(choiceFrom(options));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.doctor(*database));
    TRY(require(actor, permissionTo(choice.verdict))); // before anything of the record is told
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const SafetyCheck check = TRY(checkSafety(*database, patient.id, command.today()));
    QList<FindingKey> keys;
    if (options.all)
        keys = openKeys(check, choice.verdict);
    for (const std::string &finding : options.findings)
        keys << keysFor(finding, check);
    if (keys.isEmpty())
        return fail(ErrorCode::InvalidInput, u"there is no open finding that can be decided so"_s);
    QStringList lines;
    QJsonArray array;
    for (const Decision &decision : TRY(record(*database, actor, command.now(), patient.id, check, keys, choice))) {
        lines << u"%1 %2: %3 by %4"_s.arg(decision.rule, decision.zone, verdictName(decision.choice.verdict),
                                         decision.decidedByName);
        array << QJsonObject{{u"id"_s, decision.id.value()},
                             {u"rule"_s, decision.rule},
                             {u"ruleVersion"_s, decision.ruleVersion},
                             {u"zone"_s, decision.zone},
                             {u"verdict"_s, verdictName(decision.choice.verdict)},
                             {u"by"_s, decision.decidedByName}};
    }
    return Answer{lines.join(u'\n'), {{u"fileNumber"_s, patient.fileNumber}, {u"decisions"_s, array}}};
}

} // namespace

void addDecideVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("decide", "The dermatologist's decision on open findings; anybody clinical may acknowledge a caution");
    auto options = std::make_shared<Options>();
    command.addOptions(*verb);
    verb->add_option("patient", options->patient, "File number")->required();
    verb->add_option("--finding", options->findings, "Rule code, like MN-INF-07 or MN-INF-07:chin; may be given again")
        ->allow_extra_args(false);
    verb->add_flag("--all", options->all, "Every open finding that can be decided so");
    verb->add_option("--decision", options->verdict, "proceed, modify, defer, refuse or acknowledge")->required();
    verb->add_option("--reason", options->reason, "Why, in 15 characters or more");
    verb->add_option("--modification", options->modification, "What is changed (modify)");
    verb->add_option("--until", options->until, "Until when (defer)");
    verb->add_option("--advice", options->advice, "What the patient is told to do until then (defer)");
    verb->add_option("--antiviral", options->antiviral, "ANTIVIRAL.json, the record of MN-INF-07");
    command.onCall(*verb, [&command, options] { return decide(command, *options); });
}

} // namespace dermis::cli
