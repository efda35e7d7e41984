#include "core/exchange/patient_record.h"

#include "core/consents/screen_signature.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/storage/database.h"
#include "core/visits/visit_repository.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int all = std::numeric_limits<int>::max();

Result<QList<SavedResponse>> historiesOf(Database &database, PatientId patient)
{
    QList<SavedResponse> histories;
    for (const ResponseEntry &entry : TRY(responses(database, patient)))
        histories << TRY(response(database, entry.id));
    return histories;
}

Result<QList<FrozenAssessment>> assessmentsOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(
        u"SELECT id, made_at, session, rule_set_version, findings FROM assessment WHERE patient_id = ? ORDER BY id DESC"_s));
    select.add(patient.value());
    TRY(select.run());
    QList<FrozenAssessment> assessments;
    while (TRY(select.next())) {
        const QJsonDocument findings = QJsonDocument::fromJson(select.bytes(4));
        assessments << FrozenAssessment{select.integer(0), select.dateTime(1), select.date(2), select.text(3),
                                        findings.isArray() ? findings.array()
                                                           : findings.object()[u"findings"].toArray()};
    }
    return assessments;
}

Result<QList<ConsentSheet>> sheetsOf(Database &database, PatientId patient)
{
    QList<ConsentSheet> sheets;
    for (const Consent &issued : TRY(consents(database, patient))) {
        const QByteArray pdf = TRY(sheetBytes(database, issued.id));
        const QList<Signature> signatures = TRY(signaturesOf(database, issued.id));
        const std::optional<QByteArray> signedPdf = TRY(signedSheetBytes(database, issued.id));
        sheets << ConsentSheet{issued, pdf, signatures, signedPdf};
    }
    return sheets;
}

Result<> readShelf(Database &database, PatientRecord &record)
{
    for (const Product &product : TRY(products(database)))
        record.products.insert(product.id, product);
    const QHash<ProductId, QList<Lot>> stock = TRY(allLots(database));
    for (const QList<Lot> &lots : stock) {
        for (const Lot &lot : lots)
            record.lots.insert(lot.id, lot);
    }
    return {};
}

} // namespace

QList<PlannedProduct> plannedItems(const Plan &plan)
{
    QList<PlannedProduct> items = plan.products;
    if (plan.anaesthetic)
        items.prepend({plan.anaesthetic->product, ProductPhase::Before, plan.anaesthetic->lot});
    std::stable_sort(items.begin(), items.end(),
                     [](const PlannedProduct &left, const PlannedProduct &right) { return left.phase < right.phase; });
    if (plan.cartridge)
        items << PlannedProduct{plan.cartridge->product, ProductPhase::During, plan.cartridge->lot};
    if (!plan.deviceProduct.isNull())
        items << PlannedProduct{plan.deviceProduct, ProductPhase::During, {}};
    return items;
}

Result<PatientRecord> patientRecord(Database &database, PatientId patient, bool withAccesses)
{
    PatientRecord record;
    record.person = TRY(dermis::patient(database, patient));
    record.practice = TRY(practice(database));
    record.staff = TRY(namesOfStaff(database));
    record.visits = TRY(visitsOf(database, patient, all));
    record.notes = TRY(notesOf(database, patient));
    record.histories = TRY(historiesOf(database, patient));
    record.allergies = TRY(allergies(database, patient));
    record.allergyState = TRY(allergyState(database, patient));
    record.plan = TRY(currentPlan(database, patient));
    record.sessions = TRY(sessionsOf(database, patient));
    record.adverseEvents = TRY(adverseEventsOf(database, patient));
    record.precautions = TRY(precautionsOf(database, patient));
    TRY(readShelf(database, record));
    record.assessments = TRY(assessmentsOf(database, patient));
    record.decisions = TRY(decisions(database, patient));
    record.deferrals = TRY(deferralsOf(database, patient));
    record.consents = TRY(sheetsOf(database, patient));
    if (withAccesses)
        record.accesses = TRY(recordAccesses(database, {.patient = patient, .limit = all}));
    return record;
}

} // namespace dermis
