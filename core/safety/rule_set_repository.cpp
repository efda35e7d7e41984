#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/safety/rule_set.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString toText(const Adjustments &adjustments)
{
    QJsonObject object;
    for (auto it = adjustments.begin(); it != adjustments.end(); ++it)
        object.insert(it.key(), severityName(it.value()));
    return QString::fromUtf8(canonicalJson(object));
}

Adjustments adjustmentsFromText(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    Adjustments adjustments;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (const auto severity = severityFromName(it.value().toString()))
            adjustments.insert(it.key(), *severity);
    }
    return adjustments;
}

Result<std::shared_ptr<const RuleSet>> adjusted(const RuleSet &rules, const Adjustments &adjustments)
{
    return std::make_shared<const RuleSet>(TRY(applyPractice(rules, adjustments)));
}

/// The body is read only when it is not what the program ships.
Result<std::shared_ptr<const RuleSet>> signedRules(const Statement &row, const Adjustments &adjustments)
{
    const auto shipped = RuleSet::shipped();
    if (row.text(0) != shipped->digest())
        return adjusted(TRY(RuleSet::fromJson(row.bytes(1))), adjustments);
    if (!adjustments.isEmpty())
        return adjusted(*shipped, adjustments);
    return shipped;
}

} // namespace

Result<RuleSetInForce> ruleSetInForce(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT r.digest, r.body, r.adjustments, p.name, r.signed_at FROM "
                                       u"rule_set r JOIN staff p ON p.id = r.signed_by "
                                       "ORDER BY r.id DESC LIMIT 1"_s));
    TRY(select.run());
    RuleSetInForce inForce;
    inForce.rules = RuleSet::shipped();
    if (!TRY(select.next()))
        return inForce;
    inForce.adjustments = adjustmentsFromText(select.text(2));
    inForce.rules = TRY(signedRules(select, inForce.adjustments));
    inForce.signedOff = true;
    inForce.signedBy = select.text(3);
    inForce.signedAt = select.dateTime(4);
    inForce.newerShipped = select.text(0) != RuleSet::shipped()->digest();
    return inForce;
}

Result<RuleSetInForce> signOffRuleSet(Transaction &transaction, const Adjustments &adjustments)
{
    const auto rules = RuleSet::shipped();
    TRY(applyPractice(*rules, adjustments));
    TRY(transaction.insert(u"rule_set"_s, {{u"version"_s, rules->version()},
                                           {u"digest"_s, rules->digest()},
                                           {u"body"_s, QString::fromUtf8(rules->json())},
                                           {u"adjustments"_s, toText(adjustments)},
                                           {u"signed_by"_s, transaction.actor().id.value()},
                                           {u"signed_at"_s, toIsoUtc(transaction.now())}}));
    return ruleSetInForce(transaction.database());
}

Result<RuleSetInForce> signOffRuleSet(Database &database, const Actor &actor, const QDateTime &now,
                                      const Adjustments &adjustments)
{
    TRY(require(actor, Permission::SignRuleSet));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const RuleSetInForce inForce = TRY(signOffRuleSet(transaction, adjustments));
    TRY(transaction.commit());
    return inForce;
}

} // namespace dermis
