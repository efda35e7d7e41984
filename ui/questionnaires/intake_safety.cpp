#include "ui/questionnaires/intake_safety.h"

#include "ui/questionnaires/form_session.h"
#include "ui/questionnaires/safety_so_far.h"

namespace dermis {

Result<QList<int>> showSafety(SafetySoFar &safety, const FormSession &session)
{
    const Assessment assessment = TRY(session.assess());
    int notAsked = 0;
    int required = 0;
    for (const SectionProgress &section : session.form().sections()) {
        notAsked += section.asked - section.answered;
        required += section.required;
    }
    safety.show(assessment, notAsked, required);
    QList<int> sections;
    for (const Finding &finding : assessment.withOutcome(Outcome::Fired)) {
        if (!saysMoreThanNotAsked(finding))
            continue;
        for (const Evidence &evidence : finding.evidence)
            sections << session.form().sectionOf(evidence.operand);
    }
    return sections;
}

} // namespace dermis
