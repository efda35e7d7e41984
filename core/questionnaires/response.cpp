#include "core/questionnaires/response.h"

#include "core/questionnaires/answer_json.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Adds the questions of some items, for one instance of the repeating groups around them.
void addKeys(const QList<Item> &items, const Response &response, const QList<int> &instances,
             QList<AnswerKey> &keys)
{
    for (const Item &item : items) {
        if (item.isQuestion())
            keys << AnswerKey{item.linkId, instances};
        if (!item.isScope()) {
            addKeys(item.children, response, instances, keys);
            continue;
        }
        const int count = response.instanceCount({item.linkId, instances});
        for (int i = 0; i < count; ++i)
            addKeys(item.children, response, instances + QList<int>{i}, keys);
    }
}

bool startsWith(const QList<int> &instances, const QList<int> &start)
{
    return instances.size() >= start.size() && std::equal(start.begin(), start.end(), instances.begin());
}

/// Gives a key inside a scope the number that its instance has from now on; false when the instance is gone.
bool moveKey(AnswerKey &key, const Questionnaire &questionnaire, const AnswerKey &scope, const std::function<int(int)> &moved)
{
    const qsizetype depth = scope.instances.size();
    if (key.instances.size() <= depth || !startsWith(key.instances, scope.instances))
        return true;
    const QStringList &around = questionnaire.repeatingGroupsAround(key.linkId);
    const QString at = depth < around.size() ? around.at(depth) : key.linkId; // what belongs to an instance is named by its group
    if (at != scope.linkId)
        return true;
    const int instance = moved(key.instances.at(depth));
    key.instances[depth] = instance;
    return instance >= 0;
}

template <typename T>
QMap<AnswerKey, T> withMoved(const QMap<AnswerKey, T> &map, const Questionnaire &questionnaire, const AnswerKey &scope,
                             const std::function<int(int)> &moved)
{
    QMap<AnswerKey, T> rest;
    for (auto it = map.begin(); it != map.end(); ++it) {
        AnswerKey key = it.key();
        if (moveKey(key, questionnaire, scope, moved))
            rest.insert(key, it.value());
    }
    return rest;
}

/// Where each of the earlier values is now: the same place while none came or went, else where it is found; -1 when gone.
std::function<int(int)> movedValues(const QList<AnswerValue> &before, const QList<AnswerValue> &after)
{
    if (before.size() == after.size())
        return [](int i) { return i; };
    return [before, after](int i) { return i < before.size() ? static_cast<int>(after.indexOf(before.at(i))) : -1; };
}

} // namespace

bool AnswerKey::operator<(const AnswerKey &other) const
{
    if (const int order = linkId.compare(other.linkId); order != 0)
        return order < 0;
    return std::lexicographical_compare(instances.begin(), instances.end(), other.instances.begin(),
                                        other.instances.end());
}

QString AnswerKey::toString() const
{
    if (instances.isEmpty())
        return linkId;
    QStringList numbers;
    for (const int instance : instances)
        numbers << QString::number(instance);
    return u"%1[%2]"_s.arg(linkId, numbers.join(u'/'));
}

size_t qHash(const AnswerKey &key, size_t seed)
{
    return qHashMulti(seed, key.linkId, key.instances);
}

QStringList Misfit::words() const
{
    QStringList words;
    for (const Json &entry : item.elementsOf(u"answer")) {
        const auto [type, value] = typedMember(entry, u"value"_s);
        const auto read = value ? readAnswerValue(type, *value) : Result<std::optional<AnswerValue>>(std::nullopt);
        if (value)
            words << (read && *read ? toText(**read) : QString::fromUtf8(value->toBytes()));
    }
    return words;
}

void Response::setAnswer(const Questionnaire &questionnaire, const AnswerKey &key, const Answer &answer)
{
    const Item *item = questionnaire.find(key.linkId);
    if (item && item->isQuestion() && item->isScope())
        moveInstances(questionnaire, key, movedValues(m_answers.value(key).values, answer.values));
    place(questionnaire, key, answer);
}

void Response::place(const Questionnaire &questionnaire, const AnswerKey &key, const Answer &answer)
{
    const Item *item = questionnaire.find(key.linkId);
    const bool isScope = item && item->repeats && item->isQuestion() && item->isScope();
    if (answer.state == AnswerState::NotAsked || (answer.isAnswered() && answer.values.isEmpty())) {
        m_answers.remove(key);
        if (isScope)
            m_instances.remove(key);
        return;
    }
    m_answers.insert(key, answer);
    if (isScope)
        m_instances.insert(key, static_cast<int>(answer.values.size()));
    if (key.instances.isEmpty())
        return;
    const QStringList groups = questionnaire.repeatingGroupsAround(key.linkId);
    for (qsizetype depth = 0; depth < std::min(groups.size(), key.instances.size()); ++depth) {
        int &count = m_instances[{groups.at(depth), key.instances.first(depth)}];
        count = std::max(count, key.instances.at(depth) + 1);
    }
}

int Response::addInstance(const AnswerKey &group)
{
    return m_instances[group]++;
}

void Response::moveInstances(const Questionnaire &questionnaire, const AnswerKey &scope, const std::function<int(int)> &moved)
{
    m_answers = withMoved(m_answers, questionnaire, scope, moved);
    m_instances = withMoved(m_instances, questionnaire, scope, moved);
    m_foreign.items = withMoved(m_foreign.items, questionnaire, scope, moved);
    m_foreign.answers = withMoved(m_foreign.answers, questionnaire, scope, moved);
    QList<Misfit> misfits;
    for (Misfit misfit : std::as_const(m_foreign.misfits)) {
        if (moveKey(misfit.parent, questionnaire, scope, moved))
            misfits << misfit;
    }
    m_foreign.misfits = misfits;
}

void Response::removeInstance(const Questionnaire &questionnaire, const AnswerKey &group, int instance)
{
    if (instance < 0 || instance >= instanceCount(group))
        return;
    moveInstances(questionnaire, group, [instance](int i) { return i == instance ? -1 : i > instance ? i - 1 : i; });
    if (--m_instances[group] == 0)
        m_instances.remove(group);
}

void Response::merge(const Questionnaire &questionnaire, const Response &newer)
{
    for (auto it = newer.m_instances.begin(); it != newer.m_instances.end(); ++it) {
        if (!it.key().instances.isEmpty())
            continue; // replaced with the group around it
        while (instanceCount(it.key()) > 0)
            removeInstance(questionnaire, it.key(), 0);
    }
    for (auto it = newer.m_instances.begin(); it != newer.m_instances.end(); ++it)
        m_instances.insert(it.key(), it.value());
    for (auto it = newer.m_answers.begin(); it != newer.m_answers.end(); ++it)
        m_answers.insert(it.key(), it.value());
}

QList<AnswerKey> questionKeys(const Questionnaire &questionnaire, const Response &response)
{
    QList<AnswerKey> keys;
    addKeys(questionnaire.items(), response, {}, keys);
    return keys;
}

QList<AnswerKey> repeatedKeys(const Questionnaire &questionnaire, const Response &response)
{
    QList<AnswerKey> keys;
    for (const Item *item : questionnaire.inOrder()) {
        if (item->inRepeatingGroup || !item->isScope())
            continue;
        const int count = response.instanceCount({item->linkId, {}});
        for (int i = 0; i < count; ++i)
            addKeys(item->children, response, {i}, keys);
    }
    return keys;
}

Response carryOver(const Questionnaire &questionnaire, const Response &previous)
{
    Response start = previous;
    start.authored = {};
    start.author = {};
    const QList<AnswerKey> asked = questionKeys(questionnaire, previous);
    for (const AnswerKey &key : previous.answers().keys()) {
        if (!asked.contains(key))
            start.setAnswer(questionnaire, key, {});
    }
    for (const AnswerProblem &problem : answerProblems(questionnaire, start))
        start.setAnswer(questionnaire, problem.key, {});
    return start;
}

} // namespace dermis
