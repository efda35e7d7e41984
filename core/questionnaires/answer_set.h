#pragma once

#include "core/questionnaires/enabled_items.h"

namespace dermis {

/// What is known of one question, as rules read it.
struct Fact
{
    /// NotApplicable: the form does not ask it (a follow-up of "no"); never the same as not asked.
    enum class State { NotApplicable, NotAsked, Unsure, Answered };
    State state = State::NotAsked;
    QList<AnswerValue> values; ///< empty and Answered: "none of these" was chosen in a list
    QDateTime answeredAt;
    StaffId answeredBy;

    bool isKnown() const { return state == State::Answered; }
    /// The comparison over this fact: False where it does not apply, Unknown where it is not known.
    Truth matches(Operator op, const AnswerValue &operand) const;
    /// The codes among the values, free words left out.
    QStringList codes() const;
    /// The first value as a yes or no, a number, a date, a code; nothing when it is none.
    std::optional<bool> yesNo() const;
    std::optional<double> number() const;
    std::optional<PartialDate> date() const;
    QString code() const;
    /// Whether the first code is this one.
    bool isCode(QStringView wanted) const;
};

/// One instance of a repeating group, for example one treatment area: linkId to fact.
using FactMap = QHash<QString, Fact>;

/// The view of a response that rules read: every question of the form has its fact, disabled answers are left
/// out, and the exclusive option of a list ("none") is an empty list.
class AnswerSet
{
public:
    AnswerSet() = default;
    AnswerSet(const Questionnaire &questionnaire, const Response &response);

    /// The fact of a question outside repeating groups; NotAsked for an unknown linkId.
    Fact fact(const QString &linkId) const;
    /// The same by an item of this form.
    const Fact &fact(const Item &item) const { return m_facts[static_cast<size_t>(item.number)]; }
    /// The instances of a repeating group (X-AREA: one for each treatment area); empty when there is none.
    QList<FactMap> group(const QString &linkId) const;

private:
    std::optional<Questionnaire> m_questionnaire; ///< nothing: no form, no facts
    std::vector<Fact> m_facts;                     ///< outside repeating groups, by the item's number
    QMap<QString, QMap<QList<int>, FactMap>> m_groups; ///< by group and instance
};

} // namespace dermis
