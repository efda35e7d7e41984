#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/safety/practice_rules.h"
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

/// The body is read only when it is not what the program ships.
Result<std::shared_ptr<const RuleSet>> signedRules(const Statement &row, const RuleSetInForce &inForce)
{
    auto rules = RuleSet::shipped();
    if (row.text(0) != rules->digest())
        rules = std::make_shared<const RuleSet>(TRY(RuleSet::fromJson(row.bytes(1))));
    if (inForce.practice)
        rules = std::make_shared<const RuleSet>(TRY(withPracticeRules(*rules, inForce.practice->json)));
    if (!inForce.adjustments.isEmpty())
        rules = std::make_shared<const RuleSet>(TRY(applyPractice(*rules, inForce.adjustments)));
    return rules;
}

/// Which of the clinic's own rules were signed, and which wait.
void sortPractice(const QList<PracticeRules> &imported, PracticeRulesId signedId, RuleSetInForce &inForce)
{
    for (const PracticeRules &one : imported) {
        if (one.id == signedId)
            inForce.practice = one;
    }
    if (!imported.isEmpty() && imported.first().id != signedId)
        inForce.waiting = imported.first();
}

} // namespace

Result<RuleSetInForce> ruleSetInForce(Database &database)
{
    const QList<PracticeRules> imported = TRY(practiceRules(database));
    auto select = TRY(database.prepare(u"SELECT r.digest, r.body, r.adjustments, p.name, r.signed_at, r.practice_rules_id FROM "
                                       u"rule_set r JOIN staff p ON p.id = r.signed_by "
                                       "ORDER BY r.id DESC LIMIT 1"_s));
    TRY(select.run());
    RuleSetInForce inForce;
    inForce.rules = RuleSet::shipped();
    if (!TRY(select.next())) {
        sortPractice(imported, {}, inForce);
        return inForce;
    }
    sortPractice(imported, PracticeRulesId(select.integer(5)), inForce);
    inForce.adjustments = adjustmentsFromText(select.text(2));
    inForce.rules = TRY(signedRules(select, inForce));
    inForce.signedOff = true;
    inForce.signedBy = select.text(3);
    inForce.signedAt = select.dateTime(4);
    inForce.newerShipped = select.text(0) != RuleSet::shipped()->digest();
    return inForce;
}

Result<RuleSetInForce> signOffRuleSet(Transaction &transaction, const Adjustments &adjustments)
{
    const auto rules = RuleSet::shipped();
    const QList<PracticeRules> imported = TRY(practiceRules(transaction.database()));
    QVariant practice;
    RuleSet together = *rules;
    if (!imported.isEmpty()) {
        practice = imported.first().id.value();
        together = TRY(withPracticeRules(*rules, imported.first().json));
    }
    TRY(applyPractice(together, adjustments));
    TRY(transaction.insert(u"rule_set"_s, {{u"version"_s, rules->version()},
                                           {u"digest"_s, rules->digest()},
                                           {u"body"_s, QString::fromUtf8(rules->json())},
                                           {u"adjustments"_s, toText(adjustments)},
                                           {u"practice_rules_id"_s, practice},
                                           {u"signed_by"_s, transaction.actor().id.value()},
                                           {u"signed_at"_s, toIsoUtc(transaction.now())}}));
    return ruleSetInForce(transaction.database());
}

Result<RuleSetInForce> signOffRuleSet(Database &database, const Actor &actor, const QDateTime &now,
                                      const Adjustments &adjustments, const std::optional<QString> &read)
{
    TRY(require(actor, Permission::SignRuleSet));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const QList<PracticeRules> imported = TRY(practiceRules(database));
    const QString newest = imported.isEmpty() ? QString() : imported.first().version;
    if (read && *read != newest)
        return fail(ErrorCode::Conflict, u"own rules of version %1 were taken in meanwhile; read them, then sign"_s.arg(newest));
    const RuleSetInForce inForce = TRY(signOffRuleSet(transaction, adjustments));
    TRY(transaction.commit());
    return inForce;
}

} // namespace dermis
