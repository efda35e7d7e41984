#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDate>
#include <QDateTime>

namespace dermis {

class Database;
struct SheetContent;

/// For the patient: who opened, printed or exported the record, when, in plain words, the newest first (POPIA
/// s 23(1)(b), domain.md §7.4). `from` and `until` may be invalid: all that is kept. Needs SeeAccesses.
/// Nothing is kept.
Result<SheetContent> accessSheet(Database &database, const Actor &actor, const QDateTime &now,
                                 PatientId patient, const QDate &from = {}, const QDate &until = {});

} // namespace dermis
