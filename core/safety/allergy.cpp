#include "core/safety/allergy.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/base/spelling.h"
#include "core/products/substance_repository.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array allergyStatuses{
    Spelling<AllergyStatus>{AllergyStatus::Active, u"active"},
    Spelling<AllergyStatus>{AllergyStatus::NotRelevant, u"not-relevant"},
    Spelling<AllergyStatus>{AllergyStatus::Retired, u"retired"},
};
constexpr std::array reactions{
    Spelling<Reaction>{Reaction::NotStated, u"not-stated"},
    Spelling<Reaction>{Reaction::Rash, u"rash"},
    Spelling<Reaction>{Reaction::HivesOrSwelling, u"hives-or-swelling"},
    Spelling<Reaction>{Reaction::ContactDermatitis, u"contact-dermatitis"},
    Spelling<Reaction>{Reaction::Anaphylaxis, u"anaphylaxis"},
    Spelling<Reaction>{Reaction::FaintOrPalpitations, u"faint-or-palpitations"},
    Spelling<Reaction>{Reaction::Other, u"other"},
};
constexpr std::array allergySeverities{
    Spelling<AllergySeverity>{AllergySeverity::NotStated, u"not-stated"},
    Spelling<AllergySeverity>{AllergySeverity::Mild, u"mild"},
    Spelling<AllergySeverity>{AllergySeverity::Moderate, u"moderate"},
    Spelling<AllergySeverity>{AllergySeverity::Severe, u"severe"},
};
constexpr std::array certainties{
    Spelling<Certainty>{Certainty::NotStated, u"not-stated"},
    Spelling<Certainty>{Certainty::Suspected, u"suspected"},
    Spelling<Certainty>{Certainty::Confirmed, u"confirmed"},
};
constexpr std::array askedStates{
    Spelling<AllergyAsked>{AllergyAsked::NeverAsked, u"never-asked"},
    Spelling<AllergyAsked>{AllergyAsked::AskedUnknown, u"asked-unknown"},
    Spelling<AllergyAsked>{AllergyAsked::NoneKnown, u"none-known"},
    Spelling<AllergyAsked>{AllergyAsked::Listed, u"listed"},
};

const QString columns =
    u"id, revision, patient_id, substance, text, reaction, reaction_text, severity, certainty, "
    "onset, source, status, matched_by"_s;

QString orEmpty(const QString &text)
{
    return text.isNull() ? u""_s : text.trimmed();
}

Allergy allergyFromRow(const Statement &row)
{
    Allergy allergy;
    allergy.id = AllergyId(row.integer(0));
    allergy.revision = static_cast<int>(row.integer(1));
    allergy.patientId = PatientId(row.integer(2));
    allergy.substance = row.text(3);
    allergy.text = row.text(4);
    allergy.reaction = reactionFromName(row.text(5)).value_or(Reaction::Other);
    allergy.reactionText = row.text(6);
    allergy.severity = allergySeverityFromName(row.text(7)).value_or(AllergySeverity::NotStated);
    allergy.certainty = certaintyFromName(row.text(8)).value_or(Certainty::NotStated);
    allergy.onset = PartialDate::fromString(row.text(9)).value_or(PartialDate());
    allergy.source = row.text(10);
    allergy.status = valueIn(allergyStatuses, row.text(11)).value_or(AllergyStatus::Active);
    allergy.matchedBy = StaffId(row.integer(12));
    return allergy;
}

Row toRow(const Allergy &allergy)
{
    return {{u"patient_id"_s, allergy.patientId.value()},
            {u"substance"_s, orEmpty(allergy.substance)},
            {u"text"_s, orEmpty(allergy.text)},
            {u"reaction"_s, reactionName(allergy.reaction)},
            {u"reaction_text"_s, orEmpty(allergy.reactionText)},
            {u"severity"_s, allergySeverityName(allergy.severity)},
            {u"certainty"_s, certaintyName(allergy.certainty)},
            {u"onset"_s, allergy.onset.isValid() ? allergy.onset.toString() : u""_s},
            {u"source"_s, orEmpty(allergy.source)},
            {u"status"_s, allergyStatusName(allergy.status)},
            {u"matched_by"_s, allergy.matchedBy.toVariant()}};
}

Result<> checkReason(const QString &reason)
{
    if (!isReason(reason))
        return fail(ErrorCode::InvalidInput,
                    u"the reason must have at least %1 characters"_s.arg(shortestReason));
    return {};
}

Result<> checkKnown(const SubstanceCatalogue &catalogue, const QString &substance)
{
    if (catalogue.find(substance) == nullptr)
        return fail(ErrorCode::InvalidInput, u"\"%1\" is not a known substance"_s.arg(substance));
    return {};
}

Result<AllergyState> setState(Transaction &transaction, PatientId patient, AllergyAsked asked)
{
    const AllergyState before = TRY(allergyState(transaction.database(), patient));
    const QDate day = clinicTime(transaction.now()).date();
    const Row row{{u"patient_id"_s, patient.value()},
                  {u"asked"_s, allergyAskedName(asked)},
                  {u"confirmed_on"_s, day.toString(Qt::ISODate)},
                  {u"confirmed_by"_s, transaction.actor().id.value()}};
    AllergyState after{asked, 1, day, transaction.actor().id, transaction.actor().name};
    if (before.revision == 0) {
        TRY(transaction.insert(u"allergy_state"_s, row));
        return after;
    }
    auto select = TRY(transaction.prepare(u"SELECT id FROM allergy_state WHERE patient_id = ?"_s));
    TRY(select.add(patient.value()).run());
    TRY(select.next());
    after.revision = TRY(transaction.update(u"allergy_state"_s, select.integer(0), before.revision, row));
    return after;
}

Result<bool> hasEntries(Database &database, PatientId patient)
{
    const QList<Allergy> entries = TRY(allergies(database, patient));
    return std::any_of(entries.begin(), entries.end(),
                       [](const Allergy &entry) { return entry.status != AllergyStatus::Retired; });
}

Result<> refuseWhileListed(Database &database, PatientId patient)
{
    if (TRY(hasEntries(database, patient)))
        return fail(ErrorCode::InvalidInput,
                    u"allergies are listed; retire each of them, saying why, first"_s);
    return {};
}

Result<Allergy> writeBack(Transaction &transaction, Allergy changed, const Row &changes)
{
    changed.revision = TRY(transaction.update(u"allergy"_s, changed.id.value(), changed.revision, changes));
    return changed;
}

/// Runs `act` as the one act of a transaction by somebody who holds the permission.
template <typename Act>
auto asOneAct(Database &database, const Actor &actor, const QDateTime &now, Permission permission,
              const QString &reason, Act act) -> decltype(act(std::declval<Transaction &>()))
{
    TRY(require(actor, permission));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    auto done = TRY(act(transaction));
    TRY(transaction.commit());
    return done;
}

} // namespace

QString allergyStatusName(AllergyStatus status)
{
    return nameIn(allergyStatuses, status);
}

QString reactionName(Reaction reaction)
{
    return nameIn(reactions, reaction);
}

std::optional<Reaction> reactionFromName(const QString &name)
{
    return valueIn(reactions, name);
}

QString allergySeverityName(AllergySeverity severity)
{
    return nameIn(allergySeverities, severity);
}

std::optional<AllergySeverity> allergySeverityFromName(const QString &name)
{
    return valueIn(allergySeverities, name);
}

QString certaintyName(Certainty certainty)
{
    return nameIn(certainties, certainty);
}

std::optional<Certainty> certaintyFromName(const QString &name)
{
    return valueIn(certainties, name);
}

QString allergyAskedName(AllergyAsked asked)
{
    return nameIn(askedStates, asked);
}

Result<QList<Allergy>> allergies(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM allergy WHERE patient_id = ? ORDER BY CASE status WHEN 'active' THEN 0 "
        "WHEN 'not-relevant' THEN 1 ELSE 2 END, id"_s.arg(columns)));
    TRY(select.add(patient.value()).run());
    QList<Allergy> entries;
    while (TRY(select.next()))
        entries << allergyFromRow(select);
    return entries;
}

Result<Allergy> allergy(Database &database, AllergyId id)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM allergy WHERE id = ?"_s.arg(columns)));
    TRY(select.add(id.value()).run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no allergy entry %1"_s.arg(id.toString()));
    return allergyFromRow(select);
}

Result<AllergyState> allergyState(Database &database, PatientId patient)
{
    auto select =
        TRY(database.prepare(u"SELECT s.asked, s.revision, s.confirmed_on, s.confirmed_by, coalesce(p.name, "
                             u"'') FROM allergy_state s "
                             "LEFT JOIN staff p ON p.id = s.confirmed_by WHERE s.patient_id = ?"_s));
    TRY(select.add(patient.value()).run());
    if (!TRY(select.next()))
        return AllergyState();
    return AllergyState{valueIn(askedStates, select.text(0)).value_or(AllergyAsked::NeverAsked),
                        static_cast<int>(select.integer(1)), select.date(2), StaffId(select.integer(3)),
                        select.text(4)};
}

Result<Allergy> addAllergy(Transaction &transaction, const Allergy &allergy)
{
    Allergy added = allergy;
    added.status = AllergyStatus::Active;
    added.revision = 1;
    if (added.text.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say what the patient reacts to"_s);
    const SubstanceCatalogue catalogue = TRY(substances(transaction.database()));
    if (added.substance.isEmpty()) {
        const Substance *match = catalogue.named(added.text);
        added.substance = match != nullptr ? match->key : QString();
    } else {
        TRY(checkKnown(catalogue, added.substance));
    }
    added.id = AllergyId(TRY(transaction.insert(u"allergy"_s, toRow(added))));
    TRY(setState(transaction, added.patientId, AllergyAsked::Listed));
    return added;
}

Result<Allergy> addAllergy(Database &database, const Actor &actor, const QDateTime &now,
                           const Allergy &allergy)
{
    return asOneAct(database, actor, now, Permission::Allergies, {},
                    [&](Transaction &transaction) { return addAllergy(transaction, allergy); });
}

Result<AllergyState> confirmNoneKnown(Transaction &transaction, PatientId patient)
{
    TRY(refuseWhileListed(transaction.database(), patient));
    return setState(transaction, patient, AllergyAsked::NoneKnown);
}

Result<AllergyState> confirmNoneKnown(Database &database, const Actor &actor, const QDateTime &now,
                                      PatientId patient)
{
    return asOneAct(database, actor, now, Permission::Allergies, {},
                    [&](Transaction &transaction) { return confirmNoneKnown(transaction, patient); });
}

Result<AllergyState> confirmAllergies(Transaction &transaction, PatientId patient)
{
    const AllergyState state = TRY(allergyState(transaction.database(), patient));
    if (state.asked != AllergyAsked::Listed && state.asked != AllergyAsked::NoneKnown)
        return fail(ErrorCode::InvalidInput,
                    u"there is nothing to confirm; ask, then list allergies or none known"_s);
    return setState(transaction, patient, state.asked);
}

Result<AllergyState> confirmAllergies(Database &database, const Actor &actor, const QDateTime &now,
                                      PatientId patient)
{
    return asOneAct(database, actor, now, Permission::Allergies, {},
                    [&](Transaction &transaction) { return confirmAllergies(transaction, patient); });
}

Result<AllergyState> markAskedUnknown(Transaction &transaction, PatientId patient)
{
    TRY(refuseWhileListed(transaction.database(), patient));
    return setState(transaction, patient, AllergyAsked::AskedUnknown);
}

Result<AllergyState> markAskedUnknown(Database &database, const Actor &actor, const QDateTime &now,
                                      PatientId patient)
{
    return asOneAct(database, actor, now, Permission::Allergies, {},
                    [&](Transaction &transaction) { return markAskedUnknown(transaction, patient); });
}

Result<Allergy> matchAllergy(Database &database, const Actor &actor, const QDateTime &now, AllergyId id,
                             const QString &substance)
{
    TRY(require(actor, Permission::Allergies));
    const SubstanceCatalogue catalogue = TRY(substances(database));
    TRY(checkKnown(catalogue, substance));
    Allergy entry = TRY(allergy(database, id));
    entry.substance = substance;
    entry.status = AllergyStatus::Active;
    entry.matchedBy = actor.id;
    return asOneAct(database, actor, now, Permission::Allergies, {},
                    [&](Transaction &transaction) { return writeBack(transaction, entry, toRow(entry)); });
}

Result<Allergy> markNotRelevant(Database &database, const Actor &actor, const QDateTime &now, AllergyId id,
                                const QString &reason)
{
    TRY(require(actor, Permission::Decide));
    TRY(checkReason(reason));
    Allergy entry = TRY(allergy(database, id));
    entry.status = AllergyStatus::NotRelevant;
    entry.matchedBy = actor.id;
    return asOneAct(database, actor, now, Permission::Decide, reason,
                    [&](Transaction &transaction) { return writeBack(transaction, entry, toRow(entry)); });
}

Result<Allergy> retireAllergy(Database &database, const Actor &actor, const QDateTime &now, AllergyId id,
                              const QString &reason)
{
    TRY(require(actor, Permission::Allergies));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say why the allergy is taken off the list"_s);
    Allergy entry = TRY(allergy(database, id));
    entry.status = AllergyStatus::Retired;
    return asOneAct(database, actor, now, Permission::Allergies, reason,
                    [&](Transaction &transaction) -> Result<Allergy> {
                        const Allergy retired = TRY(writeBack(transaction, entry, toRow(entry)));
                        if (!TRY(hasEntries(transaction.database(), entry.patientId)))
                            TRY(setState(transaction, entry.patientId, AllergyAsked::AskedUnknown));
                        return retired;
                    });
}

} // namespace dermis
