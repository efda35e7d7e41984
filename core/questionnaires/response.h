#pragma once

#include "core/questionnaires/json.h"
#include "core/questionnaires/questionnaire.h"

#include <QMap>

#include <functional>

namespace dermis {

/// Where an answer stands: the question, and inside repeating groups the instance of each group, outermost
/// first.
struct AnswerKey
{
    QString linkId;
    QList<int> instances; ///< counted from 0; empty outside repeating groups
    bool operator==(const AnswerKey &) const = default;
    bool operator<(const AnswerKey &other) const;
    /// "Q-METAL", "X-AREA.zone[0]", "inner[1/0]".
    QString toString() const;
};
size_t qHash(const AnswerKey &key, size_t seed = 0);

/// An item of a response that does not fit the form: nobody is asked it, and it is kept as it was given.
struct Misfit
{
    AnswerKey parent;    ///< the item it stands in; no linkId at the top
    QString after;       ///< linkId of the item before it; empty for the first
    Json item;
    QString expected;    ///< plain English: "a question of this form", "valueDate, not valueString"
    QString linkId() const { return item.textOf(u"linkId"); }
    /// Its answers in words, for the person who is to know of them.
    QStringList words() const;
    bool operator==(const Misfit &) const = default;
};

/// What a response from elsewhere holds beyond the answers that we read: kept, and written again where it stood.
struct ForeignContent
{
    Json document = Json::object();                              ///< of the response itself
    QDateTime authored;                                          ///< UTC: when the response was given
    QMap<AnswerKey, Json> items;                                 ///< of an item, or of an instance of a group
    QMap<AnswerKey, QList<std::pair<AnswerValue, Json>>> answers; ///< answers in which more is written than we read
    QList<Misfit> misfits;
    bool operator==(const ForeignContent &) const = default;
};

class EnabledItems;

/// The answers to one questionnaire. Answers of disabled questions stay; see EnabledItems.
class Response
{
public:
    /// Reads FHIR R4 QuestionnaireResponse JSON and checks it against the form; InvalidInput names the linkId
    /// and what was expected. Answers that do not say when and by whom take `authored` and `author` of the
    /// document.
    static Result<Response> fromJson(const Questionnaire &questionnaire, const QByteArray &bytes);
    /// As fromJson(), for answers from elsewhere and for unfinished typing: values may be out of range or not among the
    /// options, and what does not fit the form at all is in misfits().
    static Result<Response> fromDraft(const Questionnaire &questionnaire, const QByteArray &bytes);
    /// FHIR R4 QuestionnaireResponse in canonical form: same answers, same bytes.
    QByteArray toJson(const Questionnaire &questionnaire) const;
    /// The same for others: answers that do not apply are left out, as FHIR R4 asks of a completed response.
    QByteArray toFhir(const Questionnaire &questionnaire) const;

    QDateTime authored; ///< UTC; invalid until saved
    StaffId author;

    /// The answer at a place; NotAsked when there is none.
    Answer answer(const AnswerKey &key) const { return m_answers.value(key); }
    Answer answer(const QString &linkId) const { return m_answers.value({linkId, {}}); }
    /// Records an answer, or takes it back when its state is NotAsked; makes the group instances it stands
    /// in.
    void setAnswer(const Questionnaire &questionnaire, const AnswerKey &key, const Answer &answer);
    const QMap<AnswerKey, Answer> &answers() const { return m_answers; }

    /// toFhir() as a tree, given what applies.
    Json appliedJson(const Questionnaire &questionnaire, const EnabledItems &enabled) const;

    /// What does not fit the form.
    const QList<Misfit> &misfits() const { return m_foreign.misfits; }

    /// How many instances a repeating group has there, or how many answers a question with follow-ups to each; `group.instances` counts only the groups around it.
    int instanceCount(const AnswerKey &group) const { return m_instances.value(group); }
    /// Adds an instance at the end and gives its number.
    int addInstance(const AnswerKey &group);
    /// Takes an instance and its answers out; later ones move up.
    void removeInstance(const Questionnaire &questionnaire, const AnswerKey &group, int instance);

    /// Lays newer answers over these: each answer given replaces ours; a repeating group given replaces the
    /// whole group.
    void merge(const Questionnaire &questionnaire, const Response &newer);

    bool operator==(const Response &) const = default;

private:
    friend class ResponseReader;
    friend class ResponseWriter;
    void place(const Questionnaire &questionnaire, const AnswerKey &key, const Answer &answer);
    void moveInstances(const Questionnaire &questionnaire, const AnswerKey &scope, const std::function<int(int)> &moved);

    QMap<AnswerKey, Answer> m_answers;
    QMap<AnswerKey, int> m_instances;
    ForeignContent m_foreign;
};

/// Every question instance of a response in the order of the form, answered or not, enabled or not.
QList<AnswerKey> questionKeys(const Questionnaire &questionnaire, const Response &response);

/// Those of them that stand in repeating groups.
QList<AnswerKey> repeatedKeys(const Questionnaire &questionnaire, const Response &response);

/// In what way an answer does not fit its question.
enum class AnswerFault {
    OtherType,   ///< a number where a date is asked
    NotOffered,  ///< none of the options
    OutOfRange,
    InFuture,
    NotReadable, ///< blank, or with control characters
    TooLong,
    TooShort,
    OtherForm, ///< does not match the pattern
    TooManyDecimals,
    OtherUnit,
    TooLarge, ///< a file
    OtherFileType,
    TooMany, ///< values
    TooFew,
    MoreThanOne,
    NotAlone, ///< "none of these" beside another
    Twice
};
/// The first fault of an answer; nothing when it fits. Future dates are looked for when `today` is valid.
std::optional<AnswerFault> faultOf(const Item &item, const Answer &answer, const QDate &today = QDate());

/// An answer that does not fit its question.
struct AnswerProblem
{
    AnswerKey key;
    QString expected; ///< plain English: "a whole number from 0 to 80"
};
/// Every answer that does not fit; future dates are looked for when `today` is valid.
QList<AnswerProblem> answerProblems(const Questionnaire &questionnaire, const Response &response,
                                    const QDate &today = QDate());
/// The first of answerProblems() as InvalidInput.
Result<> checkResponse(const Questionnaire &questionnaire, const Response &response,
                       const QDate &today = QDate());

/// Where a new response starts: the previous answers, each with its own answeredAt, as far as the form still
/// asks them.
Response carryOver(const Questionnaire &questionnaire, const Response &previous);

} // namespace dermis
