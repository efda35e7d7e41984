#pragma once

#include "core/notes/note.h"
#include "core/patients/patient.h"
#include "core/storage/drafts.h"
#include "core/storage/migrations.h"
#include "core/visits/visit.h"

#include <QDateTime>

namespace dermis::test {

/// What the writer saves as its nth act, so that whoever looks later knows every letter of it.
Note noteOf(qint64 n, PatientId patient, const QDateTime &now);
Visit visitOf(qint64 n, PatientId patient, const QDateTime &now);
Patient personOf(qint64 n);

/// The draft that the writer types into.
DraftKey typedKey(PatientId patient, StaffId author);

/// The shipped formats and one that takes a while.
Result<QList<Migration>> slowMigrations();

} // namespace dermis::test
