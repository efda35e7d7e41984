#pragma once

#include "core/questionnaires/conditions.h"
#include "core/questionnaires/response.h"

#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace dermis {

class ExpressionState;

/// Which items of a form apply to a response. An item in a group that does not apply does not apply either.
class EnabledItems
{
public:
    /// `today` is what today() means in the form's FHIRPath; without it the day the response was given.
    EnabledItems(const Questionnaire &questionnaire, const Response &response, const QDate &today = QDate());
    ~EnabledItems();

    EnabledItems(const EnabledItems &) = delete;
    EnabledItems &operator=(const EnabledItems &) = delete;

    /// True: asked. False: does not apply. Unknown: depends on an answer that is not there yet.
    Truth applies(const AnswerKey &key) const;
    /// The same for an item outside repeating groups.
    Truth applies(const Item &item) const;
    /// The answer of a question outside repeating groups, or null; lives as long as this.
    const Answer *answer(const Item &question) const { return m_plain[static_cast<size_t>(question.number)]; }
    /// Shown as a question to answer; an item that is Unknown is not, as FHIR has it.
    bool isEnabled(const AnswerKey &key) const { return applies(key) == Truth::True; }

private:
    Truth evaluate(const Item &item, const QList<int> &instances) const;
    /// What the item's enableWhenExpression says of the answers that apply by their conditions.
    Truth expression(const Item &item) const;
    Truth condition(const EnableWhen &when, const Item &item, const QList<int> &instances) const;
    Truth conditionOn(const AnswerKey &question, const EnableWhen &when) const;
    static Truth compared(Truth asked, const Answer *answer, const EnableWhen &when);

    enum class By { ConditionsAlone };
    EnabledItems(const EnabledItems &other, By);

    Questionnaire m_questionnaire;
    Response m_response;
    std::vector<const Answer *> m_plain;                     // of m_response, outside repeating groups, by the item's number
    mutable std::vector<std::optional<Truth>> m_plainKnown; // by the item's number
    mutable QHash<AnswerKey, Truth> m_known;                 // inside repeating groups
    QDate m_today;
    bool m_readsExpressions = true;
    mutable std::unique_ptr<ExpressionState> m_expressions; // once it is needed
};

/// The enabled question instances, in the order of the form.
QList<AnswerKey> enabledItems(const Questionnaire &questionnaire, const Response &response);
/// Enabled, required and not answered: not asked or unsure.
QList<AnswerKey> missingRequired(const Questionnaire &questionnaire, const Response &response);

/// How far a section (a group at the top of the form) is.
struct SectionProgress
{
    QString linkId;
    QString title;
    int answered = 0; ///< enabled questions with an answer, unsure counted
    int unsure = 0;   ///< of these, unsure
    int asked = 0;    ///< enabled questions
    int required = 0; ///< required questions still without a definite answer
};
QList<SectionProgress> sectionProgress(const Questionnaire &questionnaire, const Response &response);

} // namespace dermis
