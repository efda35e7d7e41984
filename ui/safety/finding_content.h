#pragma once

#include "core/questionnaires/questionnaire.h"
#include "core/safety/safety_check.h"
#include "ui/safety/finding_card.h"

namespace dermis {

/// Who looks at the findings, and the form whose questions they name.
struct FindingsSetting
{
    Questionnaire form;
    bool mayAnswer = false;
    bool mayDecide = false;
};

/// What the card of a finding that fired shows: why, what was decided about it, what to do, rule and source.
FindingCardContent contentOf(const Finding &finding, const SafetyCheck &check,
                             const FindingsSetting &setting);

} // namespace dermis
