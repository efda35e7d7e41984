#pragma once

#include "core/questionnaires/json.h"
#include "core/questionnaires/questionnaire.h"

namespace dermis {

/// Where a form as a whole breaks FHIR R4: its status, its name (que-0).
QList<Remark> brokenRules(const Json &form);
/// Where an item breaks the rules que-1 and que-3 to que-13 of FHIR R4.
QList<Remark> brokenRules(const Json &item, const QString &linkId);

} // namespace dermis
