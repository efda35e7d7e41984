#pragma once

#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/fhir_path.h"

namespace dermis {

/// The FHIRPath of a form, parsed once: what Dermis can evaluate of it.
struct FormExpressions
{
    QHash<QString, FhirPath> calculated; ///< by linkId
    QHash<QString, FhirPath> enableWhen; ///< by linkId
    QList<std::pair<QString, FhirPath>> variables; ///< in the order in which they may read one another
    QHash<QString, QString> scores;                ///< of options, by system|code
};

/// The expressions of a form on one state of its answers. Paths start at the response; today() is the day given.
class ExpressionState
{
public:
    /// `answers` is the response as FHIR writes it, without answers that do not apply.
    ExpressionState(const FormExpressions &expressions, Json answers, const QDate &today);
    ExpressionState(const ExpressionState &) = delete;
    ExpressionState &operator=(const ExpressionState &) = delete;

    /// Whether an item is asked by its enableWhenExpression; True without one, and where it cannot be evaluated: nothing
    /// is left unasked in silence.
    Truth asks(const QString &linkId) const;
    /// What a calculatedExpression gives; nothing where it cannot be evaluated.
    std::optional<PathValues> calculated(const QString &linkId) const;

private:
    const FormExpressions &m_expressions;
    Json m_answers;
    PathContext m_context;
};

/// An answer that the form computes and that is not yet what stands there.
struct CalculatedAnswer
{
    AnswerKey key;
    QList<AnswerValue> values; ///< empty: nothing is known any more
};
/// The computed answers that differ from those of the response; those that follow from them come out next time.
QList<CalculatedAnswer> calculatedAnswers(const Questionnaire &questionnaire, const Response &response, const QDate &today);

} // namespace dermis
