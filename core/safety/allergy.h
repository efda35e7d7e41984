#pragma once

#include "core/base/id.h"
#include "core/base/partial_date.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace dermis {

class Database;
class Transaction;

enum class AllergyStatus { Active, NotRelevant, Retired };
/// What happened; a faint is recorded but is not an allergy to any rule (MN-ANA-04).
enum class Reaction {
    NotStated,
    Rash,
    HivesOrSwelling,
    ContactDermatitis,
    Anaphylaxis,
    FaintOrPalpitations,
    Other
};
enum class AllergySeverity { NotStated, Mild, Moderate, Severe };
enum class Certainty { NotStated, Suspected, Confirmed };

/// Stable spellings: active, not-relevant, retired · not-stated, rash, hives-or-swelling, ... · confirmed,
/// ...
QString allergyStatusName(AllergyStatus status);
QString reactionName(Reaction reaction);
std::optional<Reaction> reactionFromName(const QString &name);
QString allergySeverityName(AllergySeverity severity);
std::optional<AllergySeverity> allergySeverityFromName(const QString &name);
QString certaintyName(Certainty certainty);
std::optional<Certainty> certaintyFromName(const QString &name);

/// One thing the patient reacts to, matched to a substance or still as it was said.
struct Allergy
{
    AllergyId id;
    int revision = 0;
    PatientId patientId;
    QString substance; ///< a key of the catalogue of core/products; empty while the text is not matched
    QString text;      ///< as the patient said it
    Reaction reaction = Reaction::NotStated;
    QString reactionText; ///< "rash under earrings"
    AllergySeverity severity = AllergySeverity::NotStated;
    Certainty certainty = Certainty::NotStated;
    PartialDate onset; ///< invalid when not known
    QString source;    ///< who says so: "patient", "letter from GP", "patch test"
    AllergyStatus status = AllergyStatus::Active;
    StaffId matchedBy; ///< who matched it or called it not relevant; null: matched on entry or not matched
    bool operator==(const Allergy &) const = default;

    /// Counts to Q-ALG-UNM and so keeps MN-ALG-06 open.
    bool isUnmatched() const { return status == AllergyStatus::Active && substance.isEmpty(); }
};

/// What is known about a patient's allergies as a whole.
enum class AllergyAsked { NeverAsked, AskedUnknown, NoneKnown, Listed };
/// Stable spelling: never-asked, asked-unknown, none-known, listed.
QString allergyAskedName(AllergyAsked asked);

/// The patient's state and when and by whom it was last asked or confirmed.
struct AllergyState
{
    AllergyAsked asked = AllergyAsked::NeverAsked;
    int revision = 0;
    QDate confirmedOn; ///< clinic day; invalid when never asked
    StaffId confirmedBy;
    QString confirmedByName;
    bool operator==(const AllergyState &) const = default;
};

/// The patient's entries, active first, then not relevant, then retired, each in order of entry.
Result<QList<Allergy>> allergies(Database &database, PatientId patient);
Result<Allergy> allergy(Database &database, AllergyId id);
Result<AllergyState> allergyState(Database &database, PatientId patient);

/// Adds an entry and makes the state Listed; text that is certain to be a substance's name is matched at once. Needs
/// Allergies.
Result<Allergy> addAllergy(Database &database, const Actor &actor, const QDateTime &now,
                           const Allergy &allergy);
Result<Allergy> addAllergy(Transaction &transaction, const Allergy &allergy);
/// The patient says there are none; refused while entries stand that are not retired. Needs Allergies.
Result<AllergyState> confirmNoneKnown(Database &database, const Actor &actor, const QDateTime &now,
                                      PatientId patient);
Result<AllergyState> confirmNoneKnown(Transaction &transaction, PatientId patient);
/// The patient was asked again and the list still holds (or there are still none). Needs Allergies.
Result<AllergyState> confirmAllergies(Database &database, const Actor &actor, const QDateTime &now,
                                      PatientId patient);
Result<AllergyState> confirmAllergies(Transaction &transaction, PatientId patient);
/// Asked, but the patient does not know; refused while entries stand. Needs Allergies.
Result<AllergyState> markAskedUnknown(Database &database, const Actor &actor, const QDateTime &now,
                                      PatientId patient);
Result<AllergyState> markAskedUnknown(Transaction &transaction, PatientId patient);
/// A person says which substance the text means. Needs Allergies.
Result<Allergy> matchAllergy(Database &database, const Actor &actor, const QDateTime &now, AllergyId id,
                             const QString &substance);
/// The dermatologist says it does not matter to needling, and why in 15 characters or more. Needs Decide.
Result<Allergy> markNotRelevant(Database &database, const Actor &actor, const QDateTime &now, AllergyId id,
                                const QString &reason);
/// Takes an entry off the list, saying why; when it was the last, the patient must be asked again. Needs
/// Allergies.
Result<Allergy> retireAllergy(Database &database, const Actor &actor, const QDateTime &now, AllergyId id,
                              const QString &reason);

} // namespace dermis
