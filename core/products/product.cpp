#include "core/products/product.h"

#include "core/base/spelling.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array kinds{
    Spelling<ProductKind>{ProductKind::Topical, u"topical"},
    Spelling<ProductKind>{ProductKind::Anaesthetic, u"anaesthetic"},
    Spelling<ProductKind>{ProductKind::Antiseptic, u"antiseptic"},
    Spelling<ProductKind>{ProductKind::Device, u"device"},
    Spelling<ProductKind>{ProductKind::Cartridge, u"cartridge"},
};
constexpr std::array categories{
    Spelling<ProductCategory>{ProductCategory::Medicine, u"medicine"},
    Spelling<ProductCategory>{ProductCategory::Cosmetic, u"cosmetic"},
    Spelling<ProductCategory>{ProductCategory::Compounded, u"compounded"},
    Spelling<ProductCategory>{ProductCategory::DeviceAccessory, u"device-accessory"},
    Spelling<ProductCategory>{ProductCategory::SterileWater, u"sterile-water"},
};
constexpr std::array statuses{
    Spelling<NeedlingStatus>{NeedlingStatus::NotAssessed, u"not-assessed"},
    Spelling<NeedlingStatus>{NeedlingStatus::Approved, u"approved"},
    Spelling<NeedlingStatus>{NeedlingStatus::EvidenceSupported, u"evidence-supported"},
    Spelling<NeedlingStatus>{NeedlingStatus::AfterOnly, u"after-only"},
    Spelling<NeedlingStatus>{NeedlingStatus::HomeOnly, u"home-only"},
    Spelling<NeedlingStatus>{NeedlingStatus::Banned, u"banned"},
};
constexpr std::array states{
    Spelling<SupplyState>{SupplyState::Active, u"active"},
    Spelling<SupplyState>{SupplyState::Withdrawn, u"withdrawn"},
    Spelling<SupplyState>{SupplyState::Recalled, u"recalled"},
};
constexpr std::array phases{
    Spelling<ProductPhase>{ProductPhase::Before, u"before"},
    Spelling<ProductPhase>{ProductPhase::During, u"during"},
    Spelling<ProductPhase>{ProductPhase::After, u"after"},
    Spelling<ProductPhase>{ProductPhase::Home, u"home"},
};
constexpr std::array answers{
    Spelling<Stated>{Stated::Unknown, u"unknown"},
    Spelling<Stated>{Stated::No, u"no"},
    Spelling<Stated>{Stated::Yes, u"yes"},
};
constexpr std::array gateProblemNames{
    Spelling<GateProblem>{GateProblem::Withdrawn, u"withdrawn"},
    Spelling<GateProblem>{GateProblem::Recalled, u"recalled"},
    Spelling<GateProblem>{GateProblem::StatusForbids, u"status-forbids"},
    Spelling<GateProblem>{GateProblem::NotSterile, u"not-sterile"},
    Spelling<GateProblem>{GateProblem::NotSingleUse, u"not-single-use"},
    Spelling<GateProblem>{GateProblem::IngredientsMissing, u"ingredients-missing"},
    Spelling<GateProblem>{GateProblem::IngredientsUnknown, u"ingredients-unknown"},
};

/// Which phases a status allows (domain.md §3.2). After is ≥ 24 h and home ≥ 72 h after the session [P].
bool allows(NeedlingStatus status, ProductPhase phase)
{
    switch (status) {
    case NeedlingStatus::Approved:
    case NeedlingStatus::EvidenceSupported: // on the skin when it is needled counts as during (MN-DEV-04)
        return true;
    case NeedlingStatus::AfterOnly:
        return phase == ProductPhase::After || phase == ProductPhase::Home;
    case NeedlingStatus::HomeOnly:
        return phase == ProductPhase::Home;
    case NeedlingStatus::NotAssessed:
    case NeedlingStatus::Banned:
        break;
    }
    return false;
}

} // namespace

QString kindName(ProductKind kind)
{
    return nameIn(kinds, kind);
}

std::optional<ProductKind> kindFromName(const QString &name)
{
    return valueIn(kinds, name);
}

QString categoryName(ProductCategory category)
{
    return nameIn(categories, category);
}

std::optional<ProductCategory> categoryFromName(const QString &name)
{
    return valueIn(categories, name);
}

QString needlingStatusName(NeedlingStatus status)
{
    return nameIn(statuses, status);
}

std::optional<NeedlingStatus> needlingStatusFromName(const QString &name)
{
    return valueIn(statuses, name);
}

QString supplyStateName(SupplyState state)
{
    return nameIn(states, state);
}

std::optional<SupplyState> supplyStateFromName(const QString &name)
{
    return valueIn(states, name);
}

QString phaseName(ProductPhase phase)
{
    return nameIn(phases, phase);
}

std::optional<ProductPhase> phaseFromName(const QString &name)
{
    return valueIn(phases, name);
}

QString statedName(Stated stated)
{
    return nameIn(answers, stated);
}

std::optional<Stated> statedFromName(const QString &name)
{
    return valueIn(answers, name);
}

QString gateProblemName(GateProblem problem)
{
    return nameIn(gateProblemNames, problem);
}

QString Product::title() const
{
    QStringList words{brand, name, variant, strength};
    words.removeAll(u""_s);
    words.removeAll(QString());
    return words.join(u' ');
}

NeedlingStatus StatusReview::on(const QDate &day) const
{
    const bool isAllowed = status != NeedlingStatus::Banned && status != NeedlingStatus::NotAssessed;
    return isAllowed && (!reviewBy.isValid() || reviewBy < day) ? NeedlingStatus::NotAssessed : status;
}

QStringList fragranceAndPlants(const QList<Ingredient> &ingredients, const SubstanceCatalogue &catalogue)
{
    static const QStringList families{u"fragrance"_s, u"plant"_s, u"dye"_s, u"colour"_s};
    QStringList found;
    for (const Ingredient &ingredient : ingredients) {
        const Substance *substance = catalogue.find(ingredient.substance);
        if (substance != nullptr && families.contains(substance->family))
            found << ingredient.words;
    }
    return found;
}

QList<GateProblem> gateProblems(const Product &product, const StatusReview &review,
                                const QList<Ingredient> &ingredients, ProductPhase phase, const QDate &day)
{
    QList<GateProblem> found;
    if (product.state == SupplyState::Withdrawn)
        found << GateProblem::Withdrawn;
    if (product.state == SupplyState::Recalled)
        found << GateProblem::Recalled;
    const bool isInstrument = product.kind == ProductKind::Device || product.kind == ProductKind::Cartridge;
    if (isInstrument)
        return found;
    const bool isPreparation =
        product.kind != ProductKind::Topical && phase == ProductPhase::Before; // wiped off before needling
    if (!isPreparation && !allows(review.on(day), phase))
        found << GateProblem::StatusForbids;
    if (phase == ProductPhase::During && product.sterile != Stated::Yes)
        found << GateProblem::NotSterile;
    if (phase == ProductPhase::During && product.singleUse != Stated::Yes)
        found << GateProblem::NotSingleUse;
    if (phase == ProductPhase::Home)
        return found;
    if (ingredients.isEmpty())
        found << GateProblem::IngredientsMissing;
    else if (!product.isLabelComplete && !unknownIngredients(ingredients).isEmpty())
        found << GateProblem::IngredientsUnknown;
    return found;
}

} // namespace dermis
