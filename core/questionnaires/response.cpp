#include "core/questionnaires/response.h"

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
        if (item.type != ItemType::Group || !item.repeats) {
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

/// What stands inside one instance of a group moves up by one, or goes when it is that instance.
template <typename T>
QMap<AnswerKey, T> without(const QMap<AnswerKey, T> &map, const Questionnaire &questionnaire,
                           const AnswerKey &group, int instance)
{
    const qsizetype depth = group.instances.size();
    QMap<AnswerKey, T> rest;
    for (auto it = map.begin(); it != map.end(); ++it) {
        AnswerKey key = it.key();
        const bool inside = questionnaire.repeatingGroupsAround(key.linkId).value(depth) == group.linkId &&
                            startsWith(key.instances, group.instances);
        if (inside && key.instances.at(depth) == instance)
            continue;
        if (inside && key.instances.at(depth) > instance)
            --key.instances[depth];
        rest.insert(key, it.value());
    }
    return rest;
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

void Response::setAnswer(const Questionnaire &questionnaire, const AnswerKey &key, const Answer &answer)
{
    if (answer.state == AnswerState::NotAsked || (answer.isAnswered() && answer.values.isEmpty())) {
        m_answers.remove(key);
        return;
    }
    m_answers.insert(key, answer);
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

void Response::removeInstance(const Questionnaire &questionnaire, const AnswerKey &group, int instance)
{
    if (instance < 0 || instance >= instanceCount(group))
        return;
    m_answers = without(m_answers, questionnaire, group, instance);
    m_instances = without(m_instances, questionnaire, group, instance);
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
        if (item->type != ItemType::Group || !item->repeats || item->inRepeatingGroup)
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
