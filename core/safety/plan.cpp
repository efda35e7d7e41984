#include "core/safety/plan.h"

#include "core/access/permissions.h"
#include "core/base/canonical_json.h"
#include "core/base/spelling.h"
#include "core/products/product_repository.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array targets{
    Spelling<Target>{Target::AcneScar, u"acne-scar"},
    Spelling<Target>{Target::Striae, u"striae"},
    Spelling<Target>{Target::Pigment, u"pigment"},
    Spelling<Target>{Target::Rejuvenation, u"rejuvenation"},
    Spelling<Target>{Target::OtherScar, u"other-scar"},
};

Result<> check(const Plan &plan)
{
    const Result<Plan> again = Plan::fromJson(plan.toJson());
    if (!again)
        return tl::unexpected(again.error());
    return {};
}

Result<> checkProduct(Database &database, ProductId id, LotId lotId, const QList<ProductKind> &kinds,
                      const QString &place)
{
    const Result<Product> found = product(database, id);
    if (!found && found.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::InvalidInput, u"plan, %1: product %2 is not in the registry"_s.arg(place).arg(id.value()));
    if (!found)
        return tl::unexpected(found.error());
    if (!kinds.contains(found->kind))
        return fail(ErrorCode::InvalidInput,
                    u"plan, %1: \"%2\" is of the kind %3"_s.arg(place, found->title(), kindName(found->kind)));
    if (lotId.isNull())
        return {};
    const Result<Lot> planned = lot(database, lotId);
    if (!planned && planned.error().code != ErrorCode::NotFound)
        return tl::unexpected(planned.error());
    if (!planned || planned->productId != id)
        return fail(ErrorCode::InvalidInput,
                    u"plan, %1: \"%2\" has no lot %3"_s.arg(place, found->title()).arg(lotId.value()));
    return {};
}

Result<> checkProducts(Database &database, const Plan &plan)
{
    if (!plan.deviceProduct.isNull())
        TRY(checkProduct(database, plan.deviceProduct, {}, {ProductKind::Device}, u"device"_s));
    if (plan.cartridge)
        TRY(checkProduct(database, plan.cartridge->product, plan.cartridge->lot, {ProductKind::Cartridge}, u"cartridge"_s));
    if (plan.anaesthetic)
        TRY(checkProduct(database, plan.anaesthetic->product, plan.anaesthetic->lot, {ProductKind::Anaesthetic},
                         u"anaesthetic"_s));
    for (const PlannedProduct &planned : plan.products)
        TRY(checkProduct(database, planned.product, planned.lot, {ProductKind::Topical, ProductKind::Antiseptic},
                         u"products"_s));
    return {};
}

} // namespace

QString targetName(Target target)
{
    return nameIn(targets, target);
}

std::optional<Target> targetFromName(const QString &name)
{
    return valueIn(targets, name);
}

QList<Target> allTargets()
{
    QList<Target> all;
    for (const auto &row : targets)
        all << row.value;
    return all;
}

Result<std::optional<Plan>> currentPlan(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT id, revision, body FROM plan WHERE patient_id = ?"_s));
    TRY(select.add(patient.value()).run());
    if (!TRY(select.next()))
        return std::nullopt;
    Plan plan = TRY(Plan::fromJson(select.text(2).toUtf8()));
    plan.id = PlanId(select.integer(0));
    plan.revision = static_cast<int>(select.integer(1));
    plan.patientId = patient;
    return plan;
}

Result<Plan> savePlan(Transaction &transaction, const Plan &plan)
{
    TRY(check(plan));
    TRY(checkProducts(transaction.database(), plan));
    const Row row{{u"patient_id"_s, plan.patientId.value()},
                  {u"body"_s, QString::fromUtf8(canonicalJson(plan.toJson()))}};
    Plan saved = plan;
    if (plan.id.isNull()) {
        saved.id = PlanId(TRY(transaction.insert(u"plan"_s, row)));
        saved.revision = 1;
    } else {
        saved.revision = TRY(transaction.update(u"plan"_s, plan.id.value(), plan.revision, row));
    }
    return saved;
}

Result<Plan> savePlan(Database &database, const Actor &actor, const QDateTime &now, const Plan &plan)
{
    TRY(require(actor, Permission::Answers));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const Plan saved = TRY(savePlan(transaction, plan));
    TRY(transaction.commit());
    return saved;
}

} // namespace dermis
