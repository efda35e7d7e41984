#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/products/ingredient_list.h"

#include <QDate>
#include <QJsonObject>

#include <optional>

namespace dermis {

using ProductId = Id<struct ProductTag>;
using LotId = Id<struct LotTag>;

/// What it is to a session.
enum class ProductKind { Topical, Anaesthetic, Antiseptic, Device, Cartridge };
/// What it is to the law and the maker (domain.md §3.3).
enum class ProductCategory { Medicine, Cosmetic, Compounded, DeviceAccessory, SterileWater };
/// Whether needled skin may meet it (domain.md §3.2); a new product is NotAssessed.
enum class NeedlingStatus { NotAssessed, Approved, EvidenceSupported, AfterOnly, HomeOnly, Banned };
/// Whether it may still be used at all.
enum class SupplyState { Active, Withdrawn, Recalled };
/// When it meets the skin; before means on the skin at the moment of needling.
enum class ProductPhase { Before, During, After, Home };
/// A question that the label or the maker answers, or does not.
enum class Stated { Unknown, No, Yes };

/// Stable spellings: topical, ... · medicine, ... device-accessory, sterile-water · not-assessed, approved,
/// evidence-supported, after-only, home-only, banned · active, withdrawn, recalled · before, during, after,
/// home · unknown, no, yes.
QString kindName(ProductKind kind);
std::optional<ProductKind> kindFromName(const QString &name);
QString categoryName(ProductCategory category);
std::optional<ProductCategory> categoryFromName(const QString &name);
QString needlingStatusName(NeedlingStatus status);
std::optional<NeedlingStatus> needlingStatusFromName(const QString &name);
QString supplyStateName(SupplyState state);
std::optional<SupplyState> supplyStateFromName(const QString &name);
QString phaseName(ProductPhase phase);
std::optional<ProductPhase> phaseFromName(const QString &name);
QString statedName(Stated stated);
std::optional<Stated> statedFromName(const QString &name);

/// What the maker says of a device (domain.md §4.1); numbers are absent where the label is silent.
/// A use that the device is authorised for (domain.md MN-DEV-03, MN-PIG-04); what it leaves out is not limited.
struct AuthorisedUse
{
    QString target;         ///< what is treated, as core/safety spells it: acne-scar
    QStringList zones;      ///< codes of core/safety/zones.h, or "face" for all of it; empty: anywhere
    QStringList phototypes; ///< I to VI; empty: all
    bool operator==(const AuthorisedUse &) const = default;
};

struct DeviceProfile
{
    QString type; ///< roller, stamp, motorised pen
    QString alloy;
    std::optional<int> needles;
    std::optional<double> needleDiameterMm;
    std::optional<double> maximumDepthMm;
    std::optional<double> evaluatedDepthMm; ///< deeper was not tested by the maker (MN-DEV-02)
    std::optional<int> minimumAge;
    QString indications;
    QList<AuthorisedUse> authorisedUses; ///< empty: the label is not read for it
    QString ifuVersion;
    QString cleaning;
    QStringList contraindications; ///< codes of rules that its label makes absolute: it may raise a severity,
                                   ///< never lower one
    bool operator==(const DeviceProfile &) const = default;

    QJsonObject toJson() const;
    /// InvalidInput names the member that is wrong.
    static Result<DeviceProfile> fromJson(const QJsonObject &object);
};

/// What touches the skin.
struct Product
{
    ProductId id;
    int revision = 0;
    ProductKind kind = ProductKind::Topical;
    ProductCategory category = ProductCategory::Cosmetic;
    QString brand;
    QString name;
    QString variant;      ///< the same brand may have another formula
    QString strength;     ///< "5 %"
    QString gtin;         ///< 14 digits; empty when not known
    QString registration; ///< of the medicine or device, as the supplier states it
    QString manufacturer;
    QString supplier;
    Stated sterile = Stated::Unknown;
    Stated singleUse = Stated::Unknown;
    Stated preservativeFree = Stated::Unknown;
    std::optional<int> daysAfterOpening;
    QString label;                ///< the ingredients as printed
    QDate labelDate;              ///< invalid when not known
    bool isLabelComplete = false; ///< somebody read the unknown rest and said that it is understood
    QString labelPhoto;           ///< a document's address; empty for none
    DeviceProfile device;
    SupplyState state = SupplyState::Active;
    bool operator==(const Product &) const = default;

    QString title() const; ///< brand, name, variant and strength
};

/// One assessment of a product by the dermatologist; the latest counts.
struct StatusReview
{
    NeedlingStatus status = NeedlingStatus::NotAssessed;
    QString evidence; ///< what it rests on
    QString document; ///< a document's address; empty for none
    QString reason;   ///< why a product with fragrance, plant extract or dye is allowed all the same
    QDate reviewedOn;
    QDate reviewBy; ///< invalid: does not expire (banned, not assessed)
    StaffId reviewer;
    bool operator==(const StatusReview &) const = default;

    /// The status on a day: once the review-by date has passed, what was allowed is not assessed again.
    NeedlingStatus on(const QDate &day) const;
};

/// Fragrance, essential oils, plant extracts and dyes of the label: with one of them, needling into skin
/// needs a reason [P].
QStringList fragranceAndPlants(const QList<Ingredient> &ingredients, const SubstanceCatalogue &catalogue);

/// Why a product may not be used in a phase.
enum class GateProblem {
    Withdrawn,
    Recalled,
    StatusForbids,
    NotSterile,
    NotSingleUse,
    IngredientsMissing,
    IngredientsUnknown
};
QString gateProblemName(GateProblem problem);
/// Whether a product may meet the skin in a phase on a day (domain.md §3.2 and §3.3, MN-DEV-04, MN-ALG-15):
/// every reason against it; empty when there is none. Devices and cartridges have no ingredients and no
/// status.
QList<GateProblem> gateProblems(const Product &product, const StatusReview &review,
                                const QList<Ingredient> &ingredients, ProductPhase phase, const QDate &day);

} // namespace dermis
