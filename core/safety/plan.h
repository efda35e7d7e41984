#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/products/lot.h"
#include "core/storage/actor.h"

#include <QDate>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace dermis {

class Database;
class Transaction;

/// What a zone is treated for (PL-TARGET, domain.md §1.3).
enum class Target { AcneScar, Striae, Pigment, Rejuvenation, OtherScar };
/// Stable spelling: acne-scar, striae, pigment, rejuvenation, other-scar.
QString targetName(Target target);
std::optional<Target> targetFromName(const QString &name);
QList<Target> allTargets();

/// One zone of a plan; what is not yet planned is empty and counts as not known.
struct PlannedZone
{
    QString zone; ///< a code of zones.h
    std::optional<Target> target;
    std::optional<double> depthMm;      ///< more than 0, at most 5 mm
    std::optional<bool> weakerResponse; ///< ice-pick scars or mature white striae (MN-EXP-06)
    bool operator==(const PlannedZone &) const = default;
};

/// A product of the registry that is to touch the skin (PL-PROD); the lot may be chosen later.
struct PlannedProduct
{
    ProductId product;
    ProductPhase phase = ProductPhase::During;
    LotId lot;
    bool operator==(const PlannedProduct &) const = default;
};

/// The numbing cream (PL-ANAES); what is not yet planned is empty and counts as not known.
struct PlannedAnaesthetic
{
    ProductId product;
    LotId lot;
    std::optional<double> areaCm2;
    std::optional<double> grams;
    std::optional<double> minutes;
    std::optional<double> weightKg; ///< of the patient
    std::optional<bool> atHome;     ///< put on by the patient at home
    bool operator==(const PlannedAnaesthetic &) const = default;
};

/// The needle cartridge (PL-CART).
struct PlannedCartridge
{
    ProductId product;
    LotId lot;
    bool operator==(const PlannedCartridge &) const = default;
};

/// What is intended for one patient: when, where, how deep, with what.
struct Plan
{
    PlanId id;
    int revision = 0;
    PatientId patientId;
    QDate date; ///< the session; invalid: today
    QString indication;
    QString device;          ///< in words; empty where deviceProduct says it
    ProductId deviceProduct; ///< in the registry; null: its profile is not known
    std::optional<PlannedCartridge> cartridge;
    QList<PlannedZone> zones;       ///< each zone at most once
    QList<PlannedProduct> products; ///< each product at most once in a phase
    std::optional<PlannedAnaesthetic> anaesthetic;
    bool bloodProduct = false; ///< PRP or another blood product (PL-BLOOD)
    bool latexFreeSet = false; ///< the latex-free set is confirmed, process control IP-08 (MN-ALG-10)
    bool operator==(const Plan &) const = default;

    /// The day that windows are counted from (domain.md §0.3): today when none is planned or the planned one
    /// has passed, because nobody is treated in the past and old answers must age.
    QDate sessionDate(const QDate &today) const { return date.isValid() ? std::max(date, today) : today; }
    /// {"date":"2026-03-02","indication":"Acne scars","device":"SkinPen","deviceProduct":1,
    /// "cartridge":{"product":2,"lot":1},"zones":[{"zone":"chin","target":"acne-scar","depthMm":1}],
    /// "products":[{"product":3,"phase":"after"}],"anaesthetic":{"product":4,"areaCm2":100,"grams":15,
    /// "minutes":60,"weightKg":62,"atHome":false},"latexFreeSet":true}; a zone may say "weakerResponse":true,
    /// the plan "bloodProduct":true; all but a zone's and a product's name may be left out. InvalidInput names
    /// the member that is wrong.
    static Result<Plan> fromJson(const QByteArray &json);
    static Result<Plan> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;
};

/// The patient's plan; nothing while none was made.
Result<std::optional<Plan>> currentPlan(Database &database, PatientId patient);
/// Makes or changes the patient's one plan (by id and revision); needs Answers. InvalidInput when a product is
/// not in the registry, is of the wrong kind for its place, or has no such lot.
Result<Plan> savePlan(Database &database, const Actor &actor, const QDateTime &now, const Plan &plan);
Result<Plan> savePlan(Transaction &transaction, const Plan &plan);

} // namespace dermis
