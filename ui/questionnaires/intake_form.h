#pragma once

#include "core/questionnaires/enabled_items.h"
#include "core/storage/actor.h"

#include <optional>

namespace dermis {

/// One line of a section as the screen shows it.
struct FormRow
{
    enum class Kind {
        Question,
        Text,         ///< a display item or the head of a plain group
        InstanceHead, ///< begins one instance of a repeating group; `key.instances` ends with its number
        AddInstance   ///< the place to add an instance
    };
    Kind kind = Kind::Question;
    AnswerKey key;
    const Item *item = nullptr;
    int depth = 0;  ///< follow-ups and members of groups stand deeper
    Answer answer;  ///< as it counts today: not asked when the earlier one is too old; as kept while unused
    Answer earlier; ///< too old to count; not asked when there is none
    bool fromLastTime = false;
    QDate confirmed;     ///< when it was said before, where the same was said again today
    QString confirmedBy; ///< to whom
    bool applies = true;   ///< false: kept, but not evaluated and not printed
    bool mayAnswer = true; ///< false: somebody else's to answer
    QString unusedBecause; ///< number of the question that switches it off; empty while it applies
    Answer unusedAnswer;   ///< what was said there
};

/// An intake being filled in: the answers, what they mean for the questions that follow, and a way back.
class IntakeForm
{
public:
    /// `saved` is what the record holds; answers equal to it and older than `today` are from last time.
    IntakeForm(Questionnaire questionnaire, Response start, Response saved, const Actor &actor,
               const QDate &today);

    const Questionnaire &questionnaire() const { return m_questionnaire; }
    /// Everything, answers that are too old included.
    const Response &response() const { return m_response; }
    /// What counts today.
    const Response &current() const { return m_current; }
    /// As it is to be kept: without instances in which nothing was answered.
    Response complete() const;

    QList<SectionProgress> sections() const { return sectionProgress(m_questionnaire, m_current); }
    QList<FormRow> rows(int section) const;
    /// The section that holds a question; -1 for none.
    int sectionOf(const QString &linkId) const;

    /// Records an answer of the person at the computer; NotAsked takes it back. False when nothing changed.
    bool answer(const AnswerKey &key, const Answer &answer, const QDateTime &now);
    bool addInstance(const AnswerKey &group);
    bool removeInstance(const AnswerKey &group, int instance);
    bool canUndo() const { return !m_undo.isEmpty(); }
    /// Takes the last change back and says where it was.
    AnswerKey undo();

    /// The questions on screen that hold every one of these words, in their text, number, help or options.
    QList<AnswerKey> find(const QString &words) const;
    /// The next question not yet asked that this person may answer, after `key` and around to the beginning.
    std::optional<AnswerKey> nextGap(const std::optional<AnswerKey> &after = std::nullopt) const;

private:
    struct Step
    {
        Response before;
        AnswerKey where;
    };
    class RowWriter;

    void beginRequiredGroups();
    void remember(const AnswerKey &where);
    void refresh();
    bool mayAnswer(const Item &item) const;
    AnswerSource sourceOf(const Item &item) const;

    Questionnaire m_questionnaire;
    Response m_response;
    Response m_saved;
    Response m_current;
    Actor m_actor;
    QDate m_today;
    QList<Step> m_undo;
};

} // namespace dermis
