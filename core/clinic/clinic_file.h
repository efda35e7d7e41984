#pragma once

#include "core/base/result.h"

#include <QString>

namespace dermis {

class Database;

/// InvalidInput when there is no such folder, when a clinic bears that name, or when the log of one that was moved away lies there: SQLite
/// would play that log into whatever file takes the name.
Result<> checkNameIsFree(const QString &path);
/// Removes a clinic that was never finished, with what SQLite keeps beside it.
void removeClinicFile(const QString &path);
/// Puts all that was written into the one file that a finished clinic is, without a log beside it. On a full
/// disk that fails, and the file alone would be half a clinic.
Result<> finishClinicFile(Database &database);
/// Gives a finished and closed clinic its name; removes it when that cannot be done.
Result<> nameClinicFile(const QString &unfinished, const QString &path);

} // namespace dermis
