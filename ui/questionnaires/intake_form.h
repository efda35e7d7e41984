#pragma once

#include "core/questionnaires/enabled_items.h"
#include "core/storage/actor.h"

#include <memory>
#include <optional>

namespace dermis {

/// One line of a section as the screen shows it.
struct FormRow
{
    enum class Kind {
        Question,
        Text,         ///< a display item
        Heading,      ///< of a plain group, or of one whose instances are lines
        InstanceHead, ///< begins one instance of a repeating group; `key.instances` ends with its number
        ValueHead,    ///< begins the follow-ups of one value of a question; `key.instances` ends with its number
        TableHead,    ///< of a group whose questions, the rows that follow, have the same options
        TableLine,    ///< a group of a table of groups: its questions, the rows that follow, are columns
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
    bool filledIn = false; ///< by the form itself, and not yet by anybody
    bool inTable = false;  ///< its options are the columns of the table around it
    bool mayRemove = true;   ///< of a head: the instance may be taken out
    bool namesColumns = false; ///< of the head of a line: its members' texts stand above it
    QString words;         ///< of a ValueHead: the value; of a question: texts that belong to it
    bool operator==(const FormRow &) const = default;
};

/// A form being filled in: the answers, what they mean for the questions that follow, and a way back. Its sections are
/// the groups at the top, or the pages of a form that has them; what stands between them makes sections of its own.
class IntakeForm
{
public:
    /// `saved` is what the record holds; answers equal to it and older than `today` are from last time. Where neither
    /// holds an answer the form is begun: its initial values are filled in, as nobody's answers yet.
    IntakeForm(Questionnaire questionnaire, Response start, Response saved, const Actor &actor,
               const QDate &today);

    const Questionnaire &questionnaire() const { return m_questionnaire; }
    /// Everything, answers that are too old included.
    const Response &response() const { return m_response; }
    /// What counts today.
    const Response &current() const { return m_current; }
    /// As it is to be kept: without instances in which nothing was answered.
    Response complete() const;

    /// Each section with how far it is; hidden questions and those that nobody may answer are not counted.
    QList<SectionProgress> sections() const;
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
    struct Section
    {
        const Item *group = nullptr; ///< null: only items that stand beside the groups
        QList<const Item *> before;  ///< the group, or without one the whole section
        QList<const Item *> after;
        QString title;
    };
    class RowWriter;

    void makeSections();
    void addSections(const QList<Item> &items, const QString &title);
    void addLoose(QList<const Item *> &loose, const QString &title);
    void placeInSection(const Item &item, int section);
    void beginRequiredGroups(const QList<Item> &items, const QList<int> &instances);
    void fillInitial(const QList<Item> &items, const QList<int> &instances);
    void remember(const AnswerKey &where);
    void compute();
    void refresh();
    bool exists(const AnswerKey &key) const;
    bool mayAnswer(const Item &item) const;
    AnswerSource sourceOf(const Item &item) const;

    Questionnaire m_questionnaire;
    QList<Section> m_sections;
    QHash<QString, int> m_sectionOf; ///< by linkId
    QList<const Item *> m_headers;   ///< above every section
    QList<const Item *> m_footers;
    Response m_response;
    Response m_saved;
    Response m_current;
    Actor m_actor;
    QDate m_today;
    QList<Step> m_undo;
    std::shared_ptr<const EnabledItems> m_enabled; ///< of m_current
    mutable QHash<int, QList<FormRow>> m_rows;     ///< by section, until something changes
};

} // namespace dermis
