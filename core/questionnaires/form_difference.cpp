#include "core/questionnaires/form_difference.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString questionWords(const Item &item)
{
    return u"%1 %2"_s.arg(item.prefix, item.text.isEmpty() ? item.writtenLinkId() : item.text).trimmed();
}

QString givenWords(const Answer &answer)
{
    if (answer.state == AnswerState::Unsure)
        return u"unsure"_s;
    QStringList values;
    for (const AnswerValue &value : answer.values)
        values << toText(value);
    return values.join(u", "_s);
}

QStringList addedQuestions(const Questionnaire &before, const Questionnaire &now)
{
    QStringList added;
    for (const Item *item : now.inOrder()) {
        const Item *earlier = before.find(item->linkId);
        if (item->isQuestion() && !item->hidden && (!earlier || !earlier->isQuestion()))
            added << questionWords(*item);
    }
    return added;
}

QList<AffectedAnswer> keptMisfits(const Response &answers)
{
    QList<AffectedAnswer> misfits;
    for (const Misfit &misfit : answers.misfits())
        misfits << AffectedAnswer{misfit.parent, misfit.linkId(), misfit.words().join(u", "_s), misfit.expected};
    return misfits;
}

QHash<AnswerKey, QString> problemsOf(const Questionnaire &now, const Response &answers)
{
    QHash<AnswerKey, QString> problems;
    for (const AnswerProblem &problem : answerProblems(now, answers))
        problems.insert(problem.key, problem.expected);
    return problems;
}

/// The answers of which the form still has a question, at whatever place.
Response askedStill(const Questionnaire &now, const Response &answers)
{
    Response asked = answers;
    for (const AnswerKey &key : answers.answers().keys()) {
        const Item *item = now.find(key.linkId);
        if (!item || !item->isQuestion())
            asked.setAnswer(now, key, {});
    }
    return asked;
}

} // namespace

bool FormDifference::isEmpty() const
{
    return added.isEmpty() && gone.isEmpty() && unfit.isEmpty() && reworded.isEmpty() && misfits.isEmpty();
}

FormDifference formDifference(const Questionnaire &before, const Response &answers, const Questionnaire &now)
{
    FormDifference difference;
    difference.added = addedQuestions(before, now);
    difference.misfits = keptMisfits(answers);
    const QList<AnswerKey> places = questionKeys(now, answers);
    const QSet<AnswerKey> asked(places.begin(), places.end());
    const QHash<AnswerKey, QString> problems = problemsOf(now, askedStill(now, answers));
    for (const AnswerKey &key : questionKeys(before, answers)) {
        const Answer answer = answers.answer(key);
        const Item *earlier = before.find(key.linkId);
        if (answer.state == AnswerState::NotAsked || !earlier)
            continue;
        const Item *item = now.find(key.linkId);
        AffectedAnswer affected{key, questionWords(*earlier), givenWords(answer), {}};
        if (!item || !item->isQuestion()) {
            difference.gone << affected;
            continue;
        }
        if (!asked.contains(key))
            affected.detail = u"the question stands in another group now"_s;
        else if (problems.contains(key))
            affected.detail = problems.value(key);
        if (!affected.detail.isEmpty()) {
            difference.unfit << affected;
        } else if (item->text.simplified() != earlier->text.simplified()) {
            affected.detail = questionWords(*item);
            difference.reworded << affected;
        }
    }
    return difference;
}

} // namespace dermis
