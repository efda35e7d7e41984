#include "app/cli/command.h"
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
            {u"settledBy"_s, settledByName(rule.settledBy)}};
}

QString standing(const RuleSetInForce &inForce)
{
    if (!inForce.signedOff)
        return u"Rule set %1: proposed, not signed off. No treatment can start."_s.arg(inForce.rules->version());
    return u"Rule set %1: signed off by %2."_s.arg(inForce.rules->version(), inForce.signedBy);
}

Answer answerOf(const RuleSetInForce &inForce)
{
    QStringList lines{standing(inForce)};
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
             {u"rules"_s, rules},
             {u"notYetChecked"_s, QJsonArray::fromStringList(inForce.rules->notYetChecked())}}};
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    return answerOf(TRY(ruleSetInForce(*database)));
}

Result<Answer> signOff(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    return answerOf(TRY(signOffRuleSet(*database, doctor, command.now())));
}

} // namespace

void addRulesVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("rules", "The safety rules in force")->require_subcommand(1);
    auto *listVerb = verb->add_subcommand("list", "Every rule, and whether the set is signed off");
    command.addOptions(*listVerb, false);
    command.onCall(*listVerb, [&command] { return list(command); });
    auto *signVerb = verb->add_subcommand("sign-off", "Put the shipped set in force (dermatologist)");
    command.addOptions(*signVerb);
    command.onCall(*signVerb, [&command] { return signOff(command); });
}

} // namespace dermis::cli
