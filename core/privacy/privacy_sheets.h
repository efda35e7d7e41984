#pragma once

#include "core/privacy/affected.h"
#include "core/privacy/destroy_records.h"

namespace dermis {

struct SheetContent;

/// The certificate of a destruction on the practice's paper: number, time, counts, who approved, what stays,
/// and which backups still hold the records; lines to sign on. No patient data. Needs Retention.
Result<SheetContent> certificateSheet(Database &database, const Actor &actor, const QDateTime &now,
                                      DestructionId number);

/// Whom an incident concerns, with how to reach each, on the practice's paper; needs Retention.
Result<SheetContent> affectedSheet(Database &database, const Actor &actor, const QDateTime &now,
                                   const Incident &incident, const AffectedPeople &affected);

} // namespace dermis
