#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/safety/decision.h"
#include "core/safety/sign_decision.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString text(const QJsonObject &object)
{
    return QString::fromUtf8(canonicalJson(object));
}

QVariant antiviralText(const std::optional<Antiviral> &antiviral)
{
    return antiviral ? QVariant(text(toJson(*antiviral))) : QVariant();
}

Result<Decision> decisionFromRow(const Statement &row)
{
    Decision decision;
    decision.id = DecisionId(row.integer(0));
    decision.revision = static_cast<int>(row.integer(1));
    decision.patientId = PatientId(row.integer(2));
    decision.rule = row.text(3);
    decision.ruleVersion = static_cast<int>(row.integer(4));
    decision.zone = row.text(5);
    decision.factsDigest = row.text(6);
    decision.choice.verdict = verdictFromName(row.text(7)).value_or(Verdict::Refuse);
    decision.choice.reason = row.text(8);
    decision.choice.modification = row.text(9);
    decision.choice.deferUntil = row.date(10);
    if (!row.isNull(11))
        decision.choice.antiviral =
            TRY(antiviralFromJson(QJsonDocument::fromJson(row.text(11).toUtf8()).object()));
    decision.decidedBy = StaffId(row.integer(12));
    decision.decidedByName = row.text(13);
    decision.decidedAt = row.dateTime(14);
    return decision;
}

Result<const Finding *> firedFinding(const Assessment &assessment, const FindingKey &key)
{
    const Finding *finding = assessment.find(key.rule, key.zone);
    if (!finding || finding->outcome != Outcome::Fired)
        return fail(ErrorCode::NotFound, u"%1 %2 did not fire"_s.arg(key.rule, key.zone).simplified());
    return finding;
}

Result<> checkChoice(const Assessment &assessment, const Finding &finding, const Choice &choice)
{
    const QList<Verdict> possible = possibleVerdicts(assessment, finding);
    if (!possible.contains(choice.verdict)) {
        QStringList names;
        for (const Verdict verdict : possible)
            names << verdictName(verdict);
        return fail(ErrorCode::InvalidInput, u"%1 cannot be answered with %2 now; possible: %3"_s.arg(
                                                 finding.rule->code, verdictName(choice.verdict),
                                                 names.isEmpty() ? u"nothing"_s : names.join(u", "_s)));
    }
    if (choice.verdict != Verdict::Acknowledge && !isReason(choice.reason))
        return fail(ErrorCode::InvalidInput,
                    u"the reason must have at least %1 characters"_s.arg(shortestReason));
    if (choice.verdict == Verdict::Defer && choice.deferUntil <= assessment.session)
        return fail(ErrorCode::InvalidInput, u"defer needs a date after the session, %1"_s.arg(
                                                 assessment.session.toString(Qt::ISODate)));
    return {};
}

Row toRow(const Transaction &transaction, PatientId patient, qint64 assessmentId, const Finding &finding,
          const Choice &choice)
{
    const bool deferred = choice.verdict == Verdict::Defer;
    const bool aboutTablets = finding.rule->code == u"MN-INF-07";
    return {{u"patient_id"_s, patient.value()},
            {u"assessment_id"_s, assessmentId},
            {u"rule"_s, finding.rule->code},
            {u"rule_version"_s, finding.rule->version},
            {u"zone"_s, finding.zone.isNull() ? u""_s : finding.zone},
            {u"facts_digest"_s, finding.factsDigest},
            {u"verdict"_s, verdictName(choice.verdict)},
            {u"reason"_s, choice.reason.isNull() ? u""_s : choice.reason.trimmed()},
            {u"modification"_s, choice.modification.isNull() ? u""_s : choice.modification.trimmed()},
            {u"defer_until"_s, deferred ? QVariant(choice.deferUntil.toString(Qt::ISODate)) : QVariant()},
            {u"antiviral"_s, aboutTablets ? antiviralText(choice.antiviral) : QVariant()},
            {u"decided_by"_s, transaction.actor().id.value()},
            {u"decided_at"_s, toIsoUtc(transaction.now())}};
}

/// One decision a finding: deciding again changes the row, and the journal keeps what it was.
Result<> writeDecision(Transaction &transaction, const Row &row)
{
    auto select =
        TRY(transaction.prepare(u"SELECT id, revision FROM decision WHERE patient_id = ? AND rule = ? "
                                "AND rule_version = ? AND zone = ? AND facts_digest = ?"_s));
    for (const QString &column :
         {u"patient_id"_s, u"rule"_s, u"rule_version"_s, u"zone"_s, u"facts_digest"_s})
        select.add(row.value(column));
    TRY(select.run());
    if (!TRY(select.next())) {
        TRY(transaction.insert(u"decision"_s, row));
        return {};
    }
    const qint64 id = select.integer(0);
    const int revision = static_cast<int>(select.integer(1));
    TRY(transaction.update(u"decision"_s, id, revision, row));
    return {};
}

} // namespace

Result<QList<Decision>> decisions(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(
        u"SELECT d.id, d.revision, d.patient_id, d.rule, d.rule_version, d.zone, d.facts_digest, d.verdict, "
        u"d.reason, "
        "d.modification, d.defer_until, d.antiviral, d.decided_by, p.name, d.decided_at FROM decision d "
        "JOIN staff p ON p.id = d.decided_by WHERE d.patient_id = ? ORDER BY d.decided_at DESC, d.id DESC"_s));
    TRY(select.add(patient.value()).run());
    QList<Decision> all;
    while (TRY(select.next()))
        all << TRY(decisionFromRow(select));
    return all;
}

Result<> recordDecision(Transaction &transaction, PatientId patient, const Facts &facts,
                        const Assessment &assessment, const QList<FindingKey> &findings, const Choice &choice)
{
    if (findings.isEmpty())
        return fail(ErrorCode::InvalidInput, u"say which findings the decision is about"_s);
    QList<const Finding *> fired;
    for (const FindingKey &key : findings) {
        fired << TRY(firedFinding(assessment, key));
        TRY(checkChoice(assessment, *fired.last(), choice));
    }
    const qint64 assessmentId = TRY(freezeAssessment(transaction, patient, facts, assessment));
    for (const Finding *finding : fired)
        TRY(writeDecision(transaction, toRow(transaction, patient, assessmentId, *finding, choice)));
    return {};
}

Result<QList<Decision>> recordDecision(Database &database, const Actor &actor, const QDateTime &now,
                                       PatientId patient, const Facts &facts, const Assessment &assessment,
                                       const QList<FindingKey> &findings, const Choice &choice)
{
    TRY(require(actor, permissionTo(choice.verdict)));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(recordDecision(transaction, patient, facts, assessment, findings, choice));
    TRY(transaction.commit());
    return decisions(database, patient);
}

Result<> markAntiviralStarted(Database &database, const Actor &actor, const QDateTime &now,
                              DecisionId decision)
{
    TRY(require(actor, Permission::Answers));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    auto select = TRY(database.prepare(u"SELECT revision, antiviral FROM decision WHERE id = ?"_s));
    TRY(select.add(decision.value()).run());
    if (!TRY(select.next()) || select.isNull(1))
        return fail(ErrorCode::NotFound, u"decision %1 has no antiviral record"_s.arg(decision.toString()));
    const int revision = static_cast<int>(select.integer(0));
    Antiviral antiviral = TRY(antiviralFromJson(QJsonDocument::fromJson(select.text(1).toUtf8()).object()));
    antiviral.startedAsPrescribed = true;
    TRY(transaction.update(u"decision"_s, decision.value(), revision,
                           {{u"antiviral"_s, antiviralText(antiviral)}}));
    return transaction.commit();
}

Result<qint64> freezeAssessment(Transaction &transaction, PatientId patient, const Facts &facts,
                                const Assessment &assessment)
{
    return transaction.insert(u"assessment"_s, {{u"patient_id"_s, patient.value()},
                                                {u"made_at"_s, toIsoUtc(transaction.now())},
                                                {u"session"_s, assessment.session.toString(Qt::ISODate)},
                                                {u"rule_set_version"_s, assessment.ruleSetVersion},
                                                {u"facts_digest"_s, facts.digest()},
                                                {u"facts"_s, text(facts.toJson())},
                                                {u"findings"_s, text(toJson(assessment))}});
}

} // namespace dermis
