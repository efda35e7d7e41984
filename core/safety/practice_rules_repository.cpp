#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/products/substance_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/practice_rules.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype largestFile = 1 << 20; // bytes

Result<> checkIsNew(Database &database, const QString &version)
{
    for (const PracticeRules &known : TRY(practiceRules(database))) {
        if (known.version == version)
            return fail(ErrorCode::InvalidInput,
                        u"version %1 was taken in by %2 already; give the changed rules a new \"version\""_s.arg(version, known.importedBy));
    }
    return {};
}

} // namespace

Result<RuleSet> tryPracticeRules(Database &database, const QByteArray &json)
{
    if (json.size() > largestFile)
        return fail(ErrorCode::InvalidInput, u"the file is larger than 1 MB; it cannot be a clinic's rules"_s);
    const RuleSet together = TRY(withPracticeRules(*RuleSet::shipped(), json));
    const StoredQuestionnaire intake = TRY(currentQuestionnaire(database, intakeUrl()));
    const SubstanceCatalogue known = TRY(substances(database));
    TRY(checkOperands(together, intake.questionnaire, known));
    return together;
}

Result<PracticeRules> importPracticeRules(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &json)
{
    TRY(require(actor, Permission::SignRuleSet));
    const RuleSet together = TRY(tryPracticeRules(database, json));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(checkIsNew(database, together.practiceVersion()));
    TRY(transaction.insert(u"practice_rules"_s, {{u"version"_s, together.practiceVersion()},
                                                 {u"digest"_s, documentDigest(json)},
                                                 {u"body"_s, QString::fromUtf8(json)},
                                                 {u"imported_by"_s, actor.id.value()},
                                                 {u"imported_at"_s, toIsoUtc(now)}}));
    TRY(transaction.commit());
    return practiceRules(database, together.practiceVersion());
}

Result<QList<PracticeRules>> practiceRules(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT r.id, r.version, r.digest, r.body, p.name, r.imported_at FROM "
                                       u"practice_rules r JOIN staff p ON p.id = r.imported_by ORDER BY r.id DESC"_s));
    TRY(select.run());
    QList<PracticeRules> list;
    while (TRY(select.next()))
        list << PracticeRules{PracticeRulesId(select.integer(0)), select.text(1), select.text(2), select.bytes(3),
                              select.text(4), select.dateTime(5)};
    return list;
}

Result<PracticeRules> practiceRules(Database &database, const QString &version)
{
    const QList<PracticeRules> list = TRY(practiceRules(database));
    for (const PracticeRules &one : list) {
        if (one.version == version)
            return one;
    }
    return fail(ErrorCode::NotFound, u"no own rules of version %1 were taken in"_s.arg(version));
}

} // namespace dermis
