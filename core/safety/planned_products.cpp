#include "core/safety/planned_products.h"

#include "core/products/source_register.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Devices and cartridges meet the skin without a phase of their own.
PlannedUse useOf(const ShelfProduct &shelved, ProductPhase phase, LotId lot, const QDate &session)
{
    PlannedUse use;
    use.shelved = shelved;
    use.phase = phase;
    if (const Lot *chosen = shelved.lot(lot))
        use.lot = *chosen;
    use.gate = gateProblems(shelved.product, shelved.review, shelved.ingredients, phase, session);
    if (use.lot)
        use.lotProblems = lotProblems(*use.lot, shelved.product, session);
    return use;
}

QString verdictWords(const IngredientFinding &finding)
{
    switch (finding.verdict) {
    case AllergyVerdict::Same:
        return finding.isPromoted ? u"strongly related to what the patient reacted severely to"_s
                                  : u"the patient reacts to it"_s;
    case AllergyVerdict::Strong:
        return u"strongly related to what the patient reacts to"_s;
    case AllergyVerdict::Possible:
        return u"possibly related to what the patient reacts to"_s;
    case AllergyVerdict::Unresolved:
        return u"nobody knows yet what the patient reacts to"_s;
    case AllergyVerdict::Weak:
        return u"weakly related to what the patient reacts to"_s;
    case AllergyVerdict::None:
        break;
    }
    return {};
}

/// The tags as they stand, and what each stands for.
QString sourceWords(const QString &source)
{
    QStringList words;
    for (const QString &tag : sourceTags(source))
        words << (sourceRegister().contains(tag) ? u"[%1] %2"_s.arg(tag, sourceRegister().value(tag)) : u"[%1]"_s.arg(tag));
    return words.join(u"; "_s);
}

} // namespace

bool PlannedUse::isInstrument() const
{
    return shelved.product.kind == ProductKind::Device || shelved.product.kind == ProductKind::Cartridge;
}

bool PlannedUse::waitsForLot() const
{
    return shelved.product.kind == ProductKind::Cartridge && !lot;
}

QString PlannedUse::title() const
{
    return isInstrument() ? shelved.product.title() : u"%1 (%2)"_s.arg(shelved.product.title(), phaseName(phase));
}

QString PlannedUse::problemWords() const
{
    QStringList words;
    for (const GateProblem problem : gate)
        words << gateProblemWords(problem);
    for (const LotProblem problem : lotProblems)
        words << lotProblemWords(problem);
    return u"%1: %2"_s.arg(title(), words.join(u", "_s));
}

QJsonObject PlannedUse::toJson() const
{
    QStringList problems;
    for (const GateProblem problem : gate)
        problems << gateProblemName(problem);
    for (const LotProblem problem : lotProblems)
        problems << u"lot-"_s + lotProblemName(problem);
    QStringList reactions;
    for (const IngredientFinding &finding : allergies)
        reactions << u"%1: %2"_s.arg(allergyVerdictName(finding.verdict), allergyWords(finding));
    QJsonObject object{{u"product"_s, shelved.product.id.value()},
                       {u"title"_s, shelved.product.title()},
                       {u"problems"_s, QJsonArray::fromStringList(problems)},
                       {u"allergies"_s, QJsonArray::fromStringList(reactions)}};
    if (!isInstrument())
        object.insert(u"phase"_s, phaseName(phase));
    if (lot)
        object.insert(u"lot"_s, lot->code);
    return object;
}

QString gateProblemWords(GateProblem problem)
{
    switch (problem) {
    case GateProblem::Withdrawn:
        return u"withdrawn by the practice"_s;
    case GateProblem::Recalled:
        return u"recalled by the maker"_s;
    case GateProblem::StatusForbids:
        return u"not assessed for this, or not allowed"_s;
    case GateProblem::NotSterile:
        return u"not known to be sterile"_s;
    case GateProblem::NotSingleUse:
        return u"not known to be for single use"_s;
    case GateProblem::IngredientsMissing:
        return u"ingredients missing"_s;
    case GateProblem::IngredientsUnknown:
        return u"some ingredients are not known"_s;
    }
    return {};
}

QString lotProblemWords(LotProblem problem)
{
    switch (problem) {
    case LotProblem::Expired:
        return u"the lot has expired"_s;
    case LotProblem::OpenTooLong:
        return u"open for too long"_s;
    case LotProblem::Withdrawn:
        return u"the lot is withdrawn"_s;
    case LotProblem::Recalled:
        return u"the lot is recalled"_s;
    case LotProblem::UsedUp:
        return u"the lot is used up"_s;
    }
    return {};
}

QString allergyWords(const IngredientFinding &finding)
{
    QString words = finding.ingredient.isEmpty() ? u"“%1”: %2"_s.arg(finding.said, verdictWords(finding))
                                                 : u"%1: %2 (“%3”)"_s.arg(finding.ingredient, verdictWords(finding), finding.said);
    if (!finding.group.isEmpty())
        words += u", group %1"_s.arg(finding.group);
    if (!finding.note.isEmpty())
        words += u"; %1"_s.arg(finding.note);
    const QString sources = sourceWords(finding.source);
    return sources.isEmpty() ? words : words + u". Source: "_s + sources;
}

QList<PlannedUse> plannedUses(const Plan &plan, const Shelf &shelf, const QList<Allergy> &allergies,
                              const SubstanceCatalogue &substances, const QDate &session)
{
    QList<PlannedUse> uses;
    const auto add = [&](ProductId id, ProductPhase phase, LotId lot) {
        const auto found = shelf.constFind(id);
        if (found == shelf.constEnd())
            return;
        PlannedUse use = useOf(*found, phase, lot, session);
        if (!use.isInstrument())
            use.allergies = checkIngredients(allergies, use.shelved.ingredients, substances);
        use.allergies.removeIf([](const IngredientFinding &one) { return one.verdict == AllergyVerdict::None; });
        uses << use;
    };
    for (const PlannedProduct &planned : plan.products)
        add(planned.product, planned.phase, planned.lot);
    if (plan.anaesthetic)
        add(plan.anaesthetic->product, ProductPhase::Before, plan.anaesthetic->lot);
    if (plan.cartridge)
        add(plan.cartridge->product, ProductPhase::During, plan.cartridge->lot);
    add(plan.deviceProduct, ProductPhase::During, {});
    return uses;
}

} // namespace dermis
