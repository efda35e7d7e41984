#include "core/safety/consent_cover.h"

#include "core/base/clock.h"
#include "core/safety/zones.h"
#include "core/storage/transaction.h"

#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int monthsCovered = 6; // [P], domain.md §6.3

/// What touches the skin in the practice.
QSet<ProductId> productsOf(const Plan &plan)
{
    QSet<ProductId> products;
    for (const PlannedProduct &planned : plan.products)
        products << planned.product;
    if (plan.anaesthetic)
        products << plan.anaesthetic->product;
    return products;
}

void addZones(QStringList &against, const Plan &covered, const Plan &plan)
{
    for (const PlannedZone &zone : plan.zones) {
        const auto before = std::ranges::find(covered.zones, zone.zone, &PlannedZone::zone);
        if (before == covered.zones.end())
            against << u"new area: %1"_s.arg(zoneName(zone.zone));
        else if (before->target != zone.target)
            against << u"another target: %1"_s.arg(zoneName(zone.zone));
    }
}

/// Of the decisions to go on, those on rules that had none when the sheet was issued.
void addDecisions(QStringList &against, const ConsentCover &cover, const QList<Decision> &decisions)
{
    const auto goesOn = [](const Decision &decision) {
        return decision.choice.verdict == Verdict::Proceed || decision.choice.verdict == Verdict::Modify;
    };
    QSet<QString> before;
    for (const Decision &decision : decisions) {
        if (goesOn(decision) && decision.decidedAt <= cover.issuedAt)
            before << decision.rule;
    }
    for (const Decision &decision : decisions) {
        const QString words = u"a new decision: %1"_s.arg(decision.rule);
        if (goesOn(decision) && decision.decidedAt > cover.issuedAt && !before.contains(decision.rule) && !against.contains(words))
            against << words;
    }
}

Result<> end(Transaction &transaction, const QString &condition, qint64 value)
{
    QList<std::pair<qint64, int>> open;
    {
        auto select = TRY(transaction.prepare(u"SELECT id, revision FROM consent_cover WHERE ended = 0 AND "_s + condition));
        TRY(select.add(value).run());
        while (TRY(select.next()))
            open << std::pair(select.integer(0), static_cast<int>(select.integer(1)));
    }
    for (const auto &[id, revision] : open)
        TRY(transaction.update(u"consent_cover"_s, id, revision, {{u"ended"_s, 1}}));
    return {};
}

} // namespace

QDate coverUntil(const QDate &signedOn)
{
    return signedOn.addMonths(monthsCovered);
}

QStringList notCovered(const ConsentCover &cover, const Plan &plan, const QList<Decision> &decisions, const QDate &day)
{
    QStringList against;
    if (day > cover.until)
        against << u"signed more than %1 months before"_s.arg(monthsCovered);
    addZones(against, cover.plan, plan);
    if (plan.deviceProduct != cover.plan.deviceProduct || plan.device != cover.plan.device)
        against << u"another device"_s;
    if (!(productsOf(plan) - productsOf(cover.plan)).isEmpty())
        against << u"another product"_s;
    if (plan.bloodProduct && !cover.plan.bloodProduct)
        against << u"a blood product"_s;
    addDecisions(against, cover, decisions);
    return against;
}

Result<> keepCover(Transaction &transaction, const ConsentCover &cover)
{
    TRY(end(transaction, u"patient_id = ?"_s, cover.patient.value()));
    const QByteArray plan = QJsonDocument(cover.plan.toJson()).toJson(QJsonDocument::Compact);
    TRY(transaction.insert(u"consent_cover"_s, {{u"patient_id"_s, cover.patient.value()},
                                                {u"consent_id"_s, cover.consent.value()},
                                                {u"issued_at"_s, toIsoUtc(cover.issuedAt)},
                                                {u"signed_on"_s, cover.signedOn.toString(Qt::ISODate)},
                                                {u"until"_s, cover.until.toString(Qt::ISODate)},
                                                {u"plan"_s, QString::fromUtf8(plan)},
                                                {u"guardian"_s, cover.guardian ? 1 : 0},
                                                {u"child"_s, cover.child ? 1 : 0},
                                                {u"ended"_s, 0}}));
    return {};
}

Result<> endCover(Transaction &transaction, ConsentId consent)
{
    return end(transaction, u"consent_id = ?"_s, consent.value());
}

Result<QList<ConsentCover>> coversOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT consent_id, issued_at, signed_on, until, plan, guardian, child FROM consent_cover "
                                       "WHERE patient_id = ? AND ended = 0 ORDER BY id DESC"_s));
    TRY(select.add(patient.value()).run());
    QList<ConsentCover> covers;
    while (TRY(select.next())) {
        ConsentCover cover;
        cover.patient = patient;
        cover.consent = ConsentId(select.integer(0));
        cover.issuedAt = select.dateTime(1);
        cover.signedOn = select.date(2);
        cover.until = select.date(3);
        cover.plan = TRY(Plan::fromJson(select.bytes(4)));
        cover.guardian = select.boolean(5);
        cover.child = select.boolean(6);
        covers << cover;
    }
    return covers;
}

} // namespace dermis
