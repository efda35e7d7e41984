#include "ui/products/product_words.h"

#include "ui/context/words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString tr(const char *text, const char *note = nullptr)
{
    return QCoreApplication::translate("products", text, note);
}

const QList<ProductPhase> &phases()
{
    static const QList<ProductPhase> all{ProductPhase::Before, ProductPhase::During, ProductPhase::After,
                                         ProductPhase::Home};
    return all;
}

StatusLook supplyLook(SupplyState state)
{
    return state == SupplyState::Recalled
               ? StatusLook{SeverityMark::Absolute, tr("Recalled"), tr("by the maker")}
               : StatusLook{SeverityMark::Absolute, tr("Withdrawn"), tr("by the practice")};
}

SeverityMark markOf(NeedlingStatus status)
{
    switch (status) {
    case NeedlingStatus::Approved:
    case NeedlingStatus::EvidenceSupported:
        return SeverityMark::Clear;
    case NeedlingStatus::AfterOnly:
    case NeedlingStatus::HomeOnly:
        return SeverityMark::Note;
    case NeedlingStatus::Banned:
        return SeverityMark::Absolute;
    case NeedlingStatus::NotAssessed:
        break;
    }
    return SeverityMark::NotAsked;
}

QString reviewWords(const StatusReview &review)
{
    if (review.status == NeedlingStatus::NotAssessed)
        return review.evidence.isEmpty() ? tr("no evidence on file") : tr("the label changed");
    if (review.reviewBy.isValid())
        return tr("review by %1").arg(dateWords(review.reviewBy));
    return tr("since %1").arg(dateWords(review.reviewedOn));
}

QString joined(const QStringList &words)
{
    return words.size() < 2 ? words.value(0)
                            : tr("%1 and %2").arg(words.mid(0, words.size() - 1).join(u", "_s), words.last());
}

} // namespace

QString kindWords(ProductKind kind)
{
    switch (kind) {
    case ProductKind::Topical:
        return tr("On the skin");
    case ProductKind::Anaesthetic:
        return tr("Anaesthetic");
    case ProductKind::Antiseptic:
        return tr("Antiseptic");
    case ProductKind::Device:
        return tr("Device");
    case ProductKind::Cartridge:
        return tr("Needle cartridge");
    }
    return {};
}

QString categoryWords(ProductCategory category)
{
    switch (category) {
    case ProductCategory::Medicine:
        return tr("Medicine");
    case ProductCategory::Cosmetic:
        return tr("Cosmetic");
    case ProductCategory::Compounded:
        return tr("Compounded");
    case ProductCategory::DeviceAccessory:
        return tr("Device or accessory");
    case ProductCategory::SterileWater:
        return tr("Sterile water or saline");
    }
    return {};
}

QString statusWords(NeedlingStatus status)
{
    switch (status) {
    case NeedlingStatus::NotAssessed:
        return tr("Not assessed");
    case NeedlingStatus::Approved:
        return tr("Made for needling");
    case NeedlingStatus::EvidenceSupported:
        return tr("Evidence-supported");
    case NeedlingStatus::AfterOnly:
        return tr("After needling only");
    case NeedlingStatus::HomeOnly:
        return tr("At home only");
    case NeedlingStatus::Banned:
        return tr("Never");
    }
    return {};
}

QString statusHint(NeedlingStatus status)
{
    switch (status) {
    case NeedlingStatus::NotAssessed:
        return tr("every new product starts here; allowed nowhere");
    case NeedlingStatus::Approved:
        return tr("labelled for it by a regulator or the device's maker; needs the document");
    case NeedlingStatus::EvidenceSupported:
        return tr("a published human study with needling; needs the document, at most 24 months");
    case NeedlingStatus::AfterOnly:
        return tr("24 hours after needling [P], and at home");
    case NeedlingStatus::HomeOnly:
        return tr("72 hours after needling [P]");
    case NeedlingStatus::Banned:
        return tr("not near a treatment");
    }
    return {};
}

QString statedWords(Stated stated)
{
    switch (stated) {
    case Stated::Unknown:
        return tr("Not known");
    case Stated::No:
        return tr("No");
    case Stated::Yes:
        return tr("Yes");
    }
    return {};
}

QString phaseWords(ProductPhase phase)
{
    switch (phase) {
    case ProductPhase::Before:
        return tr("before needling");
    case ProductPhase::During:
        return tr("during needling");
    case ProductPhase::After:
        return tr("after needling");
    case ProductPhase::Home:
        return tr("at home");
    }
    return {};
}

QString gateWords(GateProblem problem)
{
    switch (problem) {
    case GateProblem::Withdrawn:
        return tr("the practice withdrew it");
    case GateProblem::Recalled:
        return tr("the maker recalled it");
    case GateProblem::StatusForbids:
        return tr("its needling status does not allow it");
    case GateProblem::NotSterile:
        return tr("it is not stated to be sterile");
    case GateProblem::NotSingleUse:
        return tr("it is not stated to be for single use");
    case GateProblem::IngredientsMissing:
        return tr("its ingredients are not on file");
    case GateProblem::IngredientsUnknown:
        return tr("not all of its ingredients are known");
    }
    return {};
}

QString underTitle(const Product &product)
{
    return product.manufacturer.isEmpty()
               ? kindWords(product.kind).toLower()
               : tr("%1, %2", "kind, maker").arg(kindWords(product.kind).toLower(), product.manufacturer);
}

StatusLook statusLook(const ShelfLine &line, const QDate &day)
{
    if (line.product.state != SupplyState::Active)
        return supplyLook(line.product.state);
    if (line.isInstrument())
        return {SeverityMark::Note, tr("No status needed"), tr("goes by its manual")};
    if (line.isOutOfDate(day))
        return {SeverityMark::Caution, tr("Out of date"),
                tr("ran out on %1").arg(dateWords(line.review.reviewBy))};
    return {markOf(line.review.status), statusWords(line.review.status), reviewWords(line.review)};
}

StatusLook lotLook(const Lot &lot, const Product &product, const QDate &day)
{
    const QList<LotProblem> problems = lotProblems(lot, product, day);
    if (problems.contains(LotProblem::Recalled))
        return {SeverityMark::Absolute, tr("Recalled"), {}};
    if (problems.contains(LotProblem::Withdrawn))
        return {SeverityMark::Absolute, tr("Withdrawn"), {}};
    if (problems.contains(LotProblem::UsedUp))
        return {SeverityMark::Note, tr("Used up"), dateWords(lot.finished)};
    if (problems.contains(LotProblem::Expired))
        return {SeverityMark::Absolute, tr("Expired"), {}};
    if (problems.contains(LotProblem::OpenTooLong))
        return {SeverityMark::Absolute, tr("Open too long"), {}};
    if (lot.expiry <= day.addDays(expirySoonDays))
        return {SeverityMark::Caution, tr("Expires soon"), {}};
    return {SeverityMark::Clear, tr("In stock"), {}};
}

QString stockWords(const ShelfLine &line)
{
    const qsizetype count = line.stock().size();
    if (count == 0)
        return tr("no lots");
    return count == 1 ? tr("1 lot") : tr("%1 lots").arg(count);
}

QString stockWarning(const ShelfLine &line, const QDate &day)
{
    if (const int spoilt = line.spoilt(day); spoilt > 0)
        return tr("%1 expired").arg(spoilt);
    const int soon = line.expiringSoon(day);
    if (soon > 0)
        return soon == 1 ? tr("1 ends soon") : tr("%1 end soon").arg(soon);
    return {};
}

StatusLook verdict(const ShelfLine &line, const QList<Ingredient> &ingredients, const QDate &day)
{
    const auto problemsIn = [&](ProductPhase phase) {
        return gateProblems(line.product, line.review, ingredients, phase, day);
    };
    QStringList allowed;
    for (const ProductPhase phase : phases()) {
        if (problemsIn(phase).isEmpty())
            allowed << phaseWords(phase);
    }
    QStringList against;
    for (const GateProblem problem : problemsIn(ProductPhase::During)) {
        const bool isStatus = problem == GateProblem::StatusForbids;
        against << (isStatus && line.review.status == NeedlingStatus::NotAssessed ? tr("it is not assessed")
                    : isStatus && line.isOutOfDate(day) ? tr("its assessment is out of date")
                                                        : gateWords(problem));
    }
    if (against.isEmpty())
        return {SeverityMark::Clear,
                line.isInstrument() ? tr("It may be used.") : tr("It may be put on needled skin."),
                {}};
    const SeverityMark mark = allowed.isEmpty() ? SeverityMark::Absolute : SeverityMark::Note;
    const QString no = line.isInstrument() ? tr("It may not be used: %1.").arg(joined(against))
                                           : tr("It may not be put on needled skin: %1.").arg(joined(against));
    return {mark, no, allowed.isEmpty() ? QString() : tr("Allowed: %1.").arg(joined(allowed))};
}

} // namespace dermis
