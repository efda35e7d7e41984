#pragma once

#include "core/questionnaires/questionnaire.h"

namespace dermis {

/// Three-valued logic: what is not known is neither true nor false (domain.md §0.2, axiom 2).
enum class Truth { False, True, Unknown };

/// False if either is False, True if both are True, else Unknown.
Truth both(Truth left, Truth right);
/// True if either is True, False if both are False, else Unknown.
Truth either(Truth left, Truth right);
/// Unknown stays Unknown.
Truth negated(Truth truth);
inline Truth truth(bool value)
{
    return value ? Truth::True : Truth::False;
}
/// "true", "false", "unknown".
QString truthName(Truth truth);

/// Compares one value with an operand. Partial dates compare as the spans they mean and give Unknown where
/// these overlap; values that cannot be compared (yes > 3, 5 mg < 5 %) give Unknown. Exists is True for any
/// value.
Truth compare(Operator op, const AnswerValue &value, const AnswerValue &operand);

/// The comparison over a whole answer: any of its values for = > < >= <=, none of them for !=. Unknown unless
/// it is Answered; Exists is True or False, as the operand (a bool) says, and an unsure answer does not
/// exist.
Truth matches(const Answer &answer, Operator op, const AnswerValue &operand);

} // namespace dermis
