#pragma once

#include "core/safety/decision.h"

#include <functional>

namespace dermis {

/// Where the active patients stand, each judged for the plan kept or for none.
struct Reassessment
{
    qint64 patients = 0;
    QMap<SessionStatus, qint64> counts; ///< patients by status, worst first
};

/// Hears how many patients are judged; answers whether to go on.
using ReassessmentProgress = std::function<bool(qint64 done)>;

/// Judges every active patient by the rules in force as of that day, from one moment of the file; nothing is
/// written. Cancelled when progress says so.
Result<Reassessment> reassess(Database &database, const QDate &today,
                              const ReassessmentProgress &progress = {});

} // namespace dermis
