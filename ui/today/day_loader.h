#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"
#include "ui/today/day_board.h"

namespace dermis {

class Database;

/// Something in the clinic that waits for a person.
struct WaitingTask
{
    enum class Kind { DraftKept, UnmatchedAllergy, DecisionsOpen, GuardianMustSign, ReadinessChanged, DeferralsDue, ScansWait };
    Kind kind = Kind::DraftKept;
    PatientId patient; ///< null: a draft for a person not yet registered
    QString patientName;
    QString text;    ///< the patient's own words of an allergy, the form a draft belongs to, or what changed
    int count = 0;   ///< of decisions; of patients whose put-off treatment is due; of scanned pages; of more changes than are listed, where there is no patient
    QDateTime since; ///< UTC; of a draft or a change
    bool isReady = false;  ///< after a change
    bool wasReady = false; ///< before it
    QString formTitle = {}; ///< of a draft of a questionnaire besides the intake
    QString whose = {};     ///< who keeps the draft, where it is somebody else
    int days = 0;           ///< how many days ago a draft was kept
    bool operator==(const WaitingTask &) const = default;
};

/// Everything the Today page shows of one day.
struct DayBoard
{
    QList<DayEntry> entries;
    QList<WaitingTask> tasks;
};

/// Reads one day as this person may see it: reception sees names and visits only.
Result<DayBoard> loadDay(Database &database, const Actor &actor, const QDate &day, const QDate &today);

} // namespace dermis
