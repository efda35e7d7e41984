#pragma once

#include "core/questionnaires/answer.h"
#include "core/questionnaires/json.h"

namespace dermis {

/// The member whose name is the prefix and a FHIR type: ("Coding", its value); nothing when there is none.
std::pair<QString, const Json *> typedMember(const Json &json, const QString &prefix);
Coding readCoding(const Json &json);
/// The answer value in a member named value… or answer… (`valueCoding`, `answerDate`), given its FHIR type;
/// nothing when the type is none of ours. When the content is not of that type the error's detail is what was
/// expected.
Result<std::optional<AnswerValue>> readAnswerValue(const QString &type, const Json &json);

/// The FHIR type that ends the member's name: Boolean, Integer, Decimal, Date, String, Coding, Quantity.
QString answerTypeName(const AnswerValue &value);
/// The member's content as FHIR writes it.
Json writeAnswerValue(const AnswerValue &value);

} // namespace dermis
