#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDate>
#include <QDateTime>
#include <QList>

namespace dermis {

class Database;

using AdverseEventId = Id<struct AdverseEventTag>;

/// A sign of trouble after needling (domain.md §4.7), and how urgent it is.
struct WarningSign
{
    QString code; ///< RF-01 to RF-12
    QString name; ///< English
    QString urgency;
};
/// All of domain.md §4.7, in its order.
const QList<WarningSign> &warningSigns();
/// One by its code; null for none.
const WarningSign *warningSign(const QString &code);

/// What went wrong after a treatment: while one is open, its zone is not needled (MN-PRO-11).
struct AdverseEvent
{
    AdverseEventId id;
    int revision = 0;
    PatientId patient;
    QDate noticed; ///< clinic day
    QString zone;  ///< empty: everywhere
    QString sign = QStringLiteral("other"); ///< RF-01 to RF-12, or "other"
    QString words;
    StaffId recordedBy;
    QString recordedByName;
    QDateTime recordedAt; ///< UTC
    QDate clearedOn;      ///< clinic day; invalid: still open
    StaffId clearedBy;    ///< null: still open
    QString clearedByName;
    QString clearing; ///< what the dermatologist saw
    bool isOpen() const { return !clearedOn.isValid(); }
    /// "RF-07 Firm bumps or plaques lasting more than 2 weeks".
    QString title() const;
};

/// Keeps one; needs Sessions. InvalidInput: no words or more than 1,000 characters, an unknown sign or zone, a day after today.
Result<AdverseEvent> recordAdverseEvent(Database &database, const Actor &actor, const QDateTime &now, const AdverseEvent &event);
/// The dermatologist saw that it has cleared, today; needs Decide. InvalidInput: fewer words than a reason needs, or cleared already.
Result<AdverseEvent> clearAdverseEvent(Database &database, const Actor &actor, const QDateTime &now, AdverseEventId id, int revision,
                                       const QString &seen);
/// A patient's, open ones first, then the newest; the caller has checked who may read records.
Result<QList<AdverseEvent>> adverseEventsOf(Database &database, PatientId patient);
/// The zones of those that are open; an empty one for everywhere.
Result<QStringList> openEventZones(Database &database, PatientId patient);

} // namespace dermis
