#pragma once

#include "core/questionnaires/questionnaire.h"

namespace dermis {

/// A value as sheets print it: Yes, 23 Nov 2026, 7.50 %, an option in the words of the form's language, a file by name,
/// type and size. `item` is the question it answers or is compared with; it may be null.
QString sheetWords(const AnswerValue &value, const Item *item = nullptr);
/// A date as far as it is known: 23 Nov 2026, Nov 2026, 2026.
QString sheetWords(const PartialDate &date);
/// An option with its prefix.
QString sheetWords(const Option &option);

} // namespace dermis
