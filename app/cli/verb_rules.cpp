#include "app/cli/command.h"
#include "app/cli/rules_verbs.h"
#include "app/cli/verbs.h"
#include "core/safety/rule_set.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QJsonObject toJson(const Rule &rule)
{
    return {{u"code"_s, rule.code},
            {u"version"_s, rule.version},
            {u"title"_s, rule.title},
            {u"severity"_s, severityName(rule.severity)},
            {u"scope"_s, rule.scope},
            {u"message"_s, rule.message},
            {u"action"_s, rule.action},
            {u"source"_s, rule.source},
            {u"patientText"_s, rule.patientText},
            {u"settledBy"_s, settledByName(rule.settledBy)},
            {u"own"_s, rule.isOwn()},
            {u"setByPractice"_s, !rule.isOwn() && !rule.setByPractice.isEmpty()}};
}

QJsonObject toJson(const Adjustments &adjustments)
{
    QJsonObject json;
    for (auto it = adjustments.begin(); it != adjustments.end(); ++it)
        json.insert(it.key(), severityName(it.value()));
    return json;
}

void addWaiting(const RuleSetInForce &inForce, QStringList &lines)
{
    if (inForce.waiting)
        lines << u"Own rules %1, taken in by %2, wait for sign-off."_s.arg(inForce.waiting->version, inForce.waiting->importedBy);
}

QStringList standing(const RuleSetInForce &inForce)
{
    if (!inForce.signedOff) {
        QStringList proposed{u"Rule set %1: proposed, not signed off. No treatment can start."_s.arg(inForce.rules->version())};
        addWaiting(inForce, proposed);
        return proposed;
    }
    QStringList lines{u"Rule set %1: signed off by %2."_s.arg(inForce.rules->version(), inForce.signedBy)};
    for (auto it = inForce.adjustments.begin(); it != inForce.adjustments.end(); ++it)
        lines << u"This practice set %1 to %2."_s.arg(it.key(), severityName(it.value()));
    if (inForce.newerShipped)
        lines << u"This program ships set %1, which waits for sign-off."_s.arg(RuleSet::shipped()->version());
    addWaiting(inForce, lines);
    return lines;
}

Answer answerOf(const RuleSetInForce &inForce)
{
    QStringList lines = standing(inForce);
    QJsonArray rules;
    for (const auto &rule : inForce.rules->rules()) {
        lines << u"%1  %2  %3"_s.arg(rule->code, severityName(rule->severity), rule->title);
        rules << toJson(*rule);
    }
    return {lines.join(u'\n'),
            {{u"version"_s, inForce.rules->version()},
             {u"digest"_s, inForce.rules->digest()},
             {u"signedOff"_s, inForce.signedOff},
             {u"signedBy"_s, inForce.signedBy},
             {u"adjustments"_s, toJson(inForce.adjustments)},
             {u"newerShipped"_s, inForce.newerShipped},
             {u"practice"_s, inForce.practice ? inForce.practice->version : QString()},
             {u"waiting"_s, inForce.waiting ? inForce.waiting->version : QString()},
             {u"rules"_s, rules},
             {u"notYetChecked"_s, QJsonArray::fromStringList(inForce.rules->notYetChecked())}}};
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    return answerOf(TRY(ruleSetInForce(*database)));
}

/// "MN-ANA-18=relative", given once for each rule the practice sets differently.
Result<Adjustments> adjustmentsFrom(const std::vector<std::string> &settings)
{
    Adjustments adjustments;
    for (const std::string &setting : settings) {
        const QString code = text(setting).section(u'=', 0, 0);
        const auto severity = severityFromName(text(setting).section(u'=', 1));
        if (!severity)
            return fail(ErrorCode::InvalidInput,
                        u"--set: \"%1\" is not a rule and a severity; write it like MN-ANA-18=relative"_s.arg(text(setting)));
        adjustments.insert(code, *severity);
    }
    return adjustments;
}

Result<Answer> signOff(const Command &command, const std::vector<std::string> &settings)
{
    const Adjustments adjustments = TRY(adjustmentsFrom(settings));
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    return answerOf(TRY(signOffRuleSet(*database, doctor, command.now(), adjustments)));
}

} // namespace

void addRulesVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("rules", "The safety rules in force")->require_subcommand(1);
    auto *listVerb = verb->add_subcommand("list", "Every rule, and whether the set is signed off");
    command.addOptions(*listVerb);
    command.onCall(*listVerb, [&command] { return list(command); });
    auto *signVerb = verb->add_subcommand("sign-off", "Put the shipped set and the newest own rules in force (dermatologist)");
    auto settings = std::make_shared<std::vector<std::string>>();
    command.addOptions(*signVerb);
    signVerb->add_option("--set", *settings,
                         "RULE=SEVERITY, may be given again: any rule stricter; looser only MN-ANA-18 and MN-ISO-01, to relative")
        ->allow_extra_args(false);
    addOwnRulesVerbs(*verb, command);
    command.onCall(*signVerb, [&command, settings] { return signOff(command, *settings); });
}

} // namespace dermis::cli
