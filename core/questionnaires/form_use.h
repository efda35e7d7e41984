#pragma once

#include "core/questionnaires/questionnaire.h"

namespace dermis {

/// One thing that a form uses, and how often: "type choice" 12, "enableWhen exists" 3, "regex" 1.
struct FormUse
{
    QString what;
    int count = 0;
};
/// What a form uses, of all that Dermis does.
QList<FormUse> usedBy(const Questionnaire &form);

} // namespace dermis
