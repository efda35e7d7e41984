#pragma once

#include "core/base/result.h"

#include <QList>

namespace dermis {

class FormSession;
class SafetySoFar;

/// Shows what an intake's draft raises, and gives the sections that its findings come from.
Result<QList<int>> showSafety(SafetySoFar &safety, const FormSession &session);

} // namespace dermis
