#pragma once

#include "core/consents/sheet_content.h"
#include "core/visits/deferral.h"

namespace dermis {

/// One page for the patient whose treatment is put off: what, why in the words of the rules for patients, from when to come back,
/// and what to do until then where somebody wrote it. Nothing else is advised. Needs ReadRecords; Conflict when no deferral is
/// open.
Result<SheetContent> deferralNote(Database &database, const Actor &actor, const QDateTime &now, PatientId patient);

} // namespace dermis
