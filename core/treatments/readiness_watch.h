#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/treatments/readiness.h"

#include <QDateTime>

#include <functional>

namespace dermis {

/// Something that stands between a patient and the treatment, as it is remembered from one look to the next.
struct ReadinessGap
{
    QString code;  ///< of the rule; else allergies, checklist, products, consent or rule-set
    QString title; ///< the rule's title with its zone, or what readiness says of that part; may be empty
    bool operator==(const ReadinessGap &) const = default;
};
/// Every open finding that fired and every other gap; empty when the patient is ready.
QList<ReadinessGap> gapsOf(const SafetyCheck &check, const Readiness &readiness);

/// A planned patient whose readiness changed, and nobody has seen it since.
struct ReadinessChange
{
    PatientId patient;
    QString fileNumber;
    QString name;
    QDateTime since; ///< UTC
    bool wasReady = false;
    bool isReady = false;
    QList<ReadinessGap> appeared;
    QList<ReadinessGap> gone;
    bool operator==(const ReadinessChange &) const = default;
};

/// Hears how many of how many patients were looked at; answers whether to go on.
using WatchProgress = std::function<bool(qint64 done, qint64 all)>;

/// Whether something changed, here or in another program, since everybody planned was last looked at.
Result<bool> isLookDue(Database &database, const QDate &today);

/// Judges again each planned patient (active, with a plan for today, later or no day yet, or a visit ahead) whom something that
/// changed may concern, and remembers where they stand; gives how many were judged. What the passing of a day alone changes is
/// not told, but for products that expire. Cancelled when `progress` says so, or when a StopSwitch stops the connection: what was
/// judged is kept, and the next look goes on from there. Needs ReadRecords; a file that is only read is refused.
Result<qint64> lookForChanges(Database &database, const Actor &actor, const QDateTime &now, const WatchProgress &progress = {});

/// Whose readiness changed, the newest first, at most `limit`. Needs ReadRecords.
Result<QList<ReadinessChange>> readinessChanges(Database &database, const Actor &actor, int limit);
/// How many there are.
Result<qint64> readinessChangeCount(Database &database);
/// Somebody looked at the patient's safety: the change is not told any more. Nothing is written where there is none. Needs
/// ReadRecords.
Result<> markReadinessSeen(Database &database, const Actor &actor, const QDateTime &now, PatientId patient);

} // namespace dermis
