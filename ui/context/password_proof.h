#pragma once

#include "core/base/result.h"
#include "ui/context/words.h"

#include <QString>

#include <functional>

class QObject;

namespace dermis {

class ClinicContext;

/// Asks the person at the computer once more, by a worker, as core's provePassword() does; `done` hears of it
/// on the receiver's thread, unless the receiver is gone by then. Nothing is asked in a clinic that is not
/// encrypted: `done` is called at once.
void provePassword(QObject *receiver, const ClinicContext &context, const QString &password,
                   std::function<void(const Result<> &proven)> done);

/// What to say when it was not theirs, or when they have to wait before they try again.
ErrorWords proofWords(const ClinicContext &context, const Error &error);

} // namespace dermis
