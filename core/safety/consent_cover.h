#pragma once

#include "core/safety/decision.h"
#include "core/safety/plan.h"

namespace dermis {

class Transaction;

/// What a signed consent sheet covers.
struct ConsentCover
{
    PatientId patient;
    ConsentId consent;
    QDateTime issuedAt; ///< UTC
    QDate signedOn;
    QDate until; ///< the last day
    Plan plan;   ///< that the sheet was printed for
    bool guardian = false; ///< a parent or guardian signed
    bool child = false;    ///< the child signed
};

/// How long a signed sheet holds when nothing else changes: 6 months [P] (domain.md §6.3).
QDate coverUntil(const QDate &signedOn);
/// Why a plan for a day is not covered, in words: too old, a new area, target, device or product, or a decision of the doctor on
/// a finding that was not decided when the sheet was issued (domain.md §6.3); empty: it is covered.
QStringList notCovered(const ConsentCover &cover, const Plan &plan, const QList<Decision> &decisions, const QDate &day);

/// Keeps the cover of a sheet that was just signed, in the place of the patient's earlier ones.
Result<> keepCover(Transaction &transaction, const ConsentCover &cover);
/// The sheet covers nothing any more.
Result<> endCover(Transaction &transaction, ConsentId consent);
/// The patient's covers that have not ended, newest first.
Result<QList<ConsentCover>> coversOf(Database &database, PatientId patient);

} // namespace dermis
