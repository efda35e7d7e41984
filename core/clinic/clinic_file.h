#pragma once

#include "core/base/result.h"

#include <QString>

namespace dermis {

/// InvalidInput when a clinic bears that name, or when the log of one that was moved away lies there: SQLite
/// would play that log into whatever file takes the name.
Result<> checkNameIsFree(const QString &path);
/// Removes a clinic that was never finished, with what SQLite keeps beside it.
void removeClinicFile(const QString &path);
/// Gives a finished clinic its name; removes it when that cannot be done.
Result<> nameClinicFile(const QString &unfinished, const QString &path);

} // namespace dermis
