#pragma once

#include "core/questionnaires/response.h"

namespace dermis::test {

/// An answer for every question that applies, two instances of every repeating group; always the same for the same form.
Response generatedAnswers(const Questionnaire &form);

} // namespace dermis::test
