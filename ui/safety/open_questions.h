#pragma once

#include "core/questionnaires/questionnaire.h"
#include "core/safety/assessment.h"

namespace dermis {

/// Something not known, with every rule that waits for it.
struct OpenQuestion
{
    QString operand; ///< the linkId of a question, or what a rule reads from the plan or the record
    QString title;   ///< the question itself
    QString number;  ///< as on the form: "58a"; empty for what the form does not ask
    QString context; ///< what a follow-up follows; empty for others
    QString word;    ///< "Unsure", "Too old"; empty for not asked
    QString earlier; ///< the answer that is too old, in words; empty for none
    QStringList rules;
    /// Read from the plan, not from the form.
    bool isOfPlan() const;
};

/// One entry for each question that a finding waits for, information left out.
QList<OpenQuestion> openQuestions(const Assessment &assessment, const Questionnaire &form);

} // namespace dermis
