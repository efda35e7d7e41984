#pragma once

#include "core/questionnaires/json.h"

namespace dermis {

/// Which other version of FHIR a form is written in, and the sign of it ("FHIR R5: answerConstraint at item 3"); empty for R4.
QString otherFhirVersion(const Json &form);

} // namespace dermis
