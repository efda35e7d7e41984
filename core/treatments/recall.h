#pragma once

#include "core/patients/patient.h"
#include "core/products/lot.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace dermis {

class Database;

using RecallId = Id<struct RecallTag>;

/// What is called back.
struct RecallScope
{
    ProductId product; ///< may be null where the lot says it
    LotId lot;         ///< null: every lot of the product
    QDate from;        ///< the first day of use; invalid: from the first
    QDate to;          ///< the last day of use; invalid: to the last
    bool operator==(const RecallScope &) const = default;
};

/// A patient on whom it was used.
struct ExposedPatient
{
    PatientId id;
    QString fileNumber;
    QString name;         ///< given names and family name
    QList<Phone> phones;  ///< the first is the one to call
    int sessions = 0;     ///< in which it was used
    QDate firstUse;
    QDate lastUse;
    QDate lastSeen;       ///< the last visit that took place; invalid: none
    QStringList zones;    ///< codes of zones.h, of the plans of these sessions
    bool operator==(const ExposedPatient &) const = default;
};

/// Those it was used on, the last use first, `limit` at most, after the given one, or from the first (domain.md §2: every patient
/// touched by a lot between two dates, with phone number and last contact); needs ReadRecords. NotFound: no such product
/// or lot.
Result<QList<ExposedPatient>> exposedPatients(Database &database, const Actor &actor, const RecallScope &scope, PatientId after,
                                              int limit);
/// How many there are, which reads every use: show the first page before; needs ReadRecords.
Result<qint64> exposedCount(Database &database, const Actor &actor, const RecallScope &scope);

/// How far one patient of a recall has come.
enum class RecallState { ToContact, Letter, Reached, NotReached, Seen };
/// Stable spelling: to-contact, letter, reached, not-reached, seen.
QString recallStateName(RecallState state);
std::optional<RecallState> recallStateFromName(const QString &name);

/// A recall or the drill of one, from its first to its last day.
struct Recall
{
    RecallId id;
    int revision = 0;
    bool isDrill = false; ///< nobody is told anything
    RecallScope scope;
    QString reason; ///< what the maker or the practice says
    QDateTime begunAt; ///< UTC
    StaffId begunBy;
    QString begunByName;
    QDateTime endedAt; ///< UTC; invalid: open
    QString outcome;   ///< empty while it is open
    QMap<RecallState, qint64> counts; ///< patients by state
    bool isOpen() const { return !endedAt.isValid(); }
    qint64 patients() const;
};

/// One patient of a recall.
struct RecalledPatient
{
    ExposedPatient patient;
    RecallState state = RecallState::ToContact;
    QString note;
};

/// Begins a recall, or a drill, with everybody it concerns now; needs Sessions. InvalidInput: no reason; nobody is concerned.
Result<Recall> beginRecall(Database &database, const Actor &actor, const QDateTime &now, const RecallScope &scope, bool isDrill,
                           const QString &reason);
/// How far one patient has come; without a note the one before stays. Needs Sessions. NotFound: not one of this recall. Conflict: it has ended.
Result<> setRecallState(Database &database, const Actor &actor, const QDateTime &now, RecallId recall, PatientId patient,
                        RecallState state, const std::optional<QString> &note = {});
/// Ends it with what came of it; needs Sessions. InvalidInput: no words. Conflict: it has ended before.
Result<Recall> endRecall(Database &database, const Actor &actor, const QDateTime &now, RecallId recall, const QString &outcome);
/// Every recall and drill, newest first; needs ReadRecords.
Result<QList<Recall>> recalls(Database &database, const Actor &actor);
/// NotFound when there is none; needs ReadRecords.
Result<Recall> recall(Database &database, const Actor &actor, RecallId id);
/// Whom it concerns and how far they have come; needs ReadRecords.
Result<QList<RecalledPatient>> recalledPatients(Database &database, const Actor &actor, RecallId recall);
/// The contact list as CSV, a line for each: file number, name, telephones, first and last use, sessions, last seen, state, note.
QByteArray recallContacts(const QList<RecalledPatient> &patients);

} // namespace dermis
