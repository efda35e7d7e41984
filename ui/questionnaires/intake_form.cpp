#include "ui/questionnaires/intake_form.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool isTyped(ItemType type)
{
    return type == ItemType::String || type == ItemType::Text || type == ItemType::Decimal ||
           type == ItemType::Integer || type == ItemType::Quantity || type == ItemType::Date;
}

/// The question that keeps this one from being asked; null when it has no number.
const Item *blockingQuestion(const Questionnaire &questionnaire, const Item &item)
{
    for (const Item *at = &item; at; at = questionnaire.parentOf(at->linkId)) {
        for (const EnableWhen &when : at->enableWhen) {
            const Item *other = questionnaire.find(when.question);
            if (other && !other->prefix.isEmpty())
                return other;
        }
    }
    return nullptr;
}

/// What a search for words reads of a question.
QString searchText(const Item &item)
{
    QStringList parts{item.prefix, item.text, item.help};
    for (const Option &option : item.options)
        parts << option.label();
    return u' ' + folded(parts.join(u' '));
}

bool hasAnswers(const Response &response, const Questionnaire &questionnaire, const AnswerKey &group,
                int instance)
{
    for (auto at = response.answers().begin(); at != response.answers().end(); ++at) {
        const qsizetype level = group.instances.size();
        if (at.key().instances.size() > level && at.key().instances.at(level) == instance &&
            at.key().instances.first(level) == group.instances &&
            questionnaire.repeatingGroupsAround(at.key().linkId).value(level) == group.linkId &&
            at->state != AnswerState::NotAsked)
            return true;
    }
    return false;
}

} // namespace

IntakeForm::IntakeForm(Questionnaire questionnaire, Response start, Response saved, const Actor &actor,
                       const QDate &today)
    : m_questionnaire(std::move(questionnaire))
    , m_response(std::move(start))
    , m_saved(std::move(saved))
    , m_actor(actor)
    , m_today(today)
{
    beginRequiredGroups();
    refresh();
}

/// A group that must be there has its first instance from the start, so that its questions count as not
/// asked.
void IntakeForm::beginRequiredGroups()
{
    for (const Item &section : m_questionnaire.items()) {
        for (const Item &group : section.children) {
            if (group.repeats && group.required && m_response.instanceCount({group.linkId, {}}) == 0)
                m_response.addInstance({group.linkId, {}});
        }
    }
}

void IntakeForm::refresh()
{
    m_current = m_response;
    for (auto at = m_response.answers().begin(); at != m_response.answers().end(); ++at) {
        const Item *item = m_questionnaire.find(at.key().linkId);
        if (item && isExpired(*item, at->answeredAt, m_today))
            m_current.setAnswer(m_questionnaire, at.key(), Answer{});
    }
}

bool IntakeForm::mayAnswer(const Item &item) const
{
    const Permission needed = item.isDoctorsOnly() ? Permission::DoctorAnswers : Permission::Answers;
    return !item.readOnly && may(m_actor.roles, needed);
}

AnswerSource IntakeForm::sourceOf(const Item &item) const
{
    if (item.answeredBy.testFlag(Answerer::Patient))
        return AnswerSource::Patient;
    if (item.answeredBy.testFlag(Answerer::Dermatologist) && may(m_actor.roles, Permission::DoctorAnswers))
        return AnswerSource::Dermatologist;
    return AnswerSource::Nurse;
}

/// Walks one section and writes its rows in the order of the form.
class IntakeForm::RowWriter
{
public:
    explicit RowWriter(const IntakeForm &form) : m_form(form), m_enabled(form.m_questionnaire, form.m_current)
    {
    }

    void write(const QList<Item> &items, const QList<int> &instances, int depth)
    {
        for (const Item &item : items) {
            if (item.type == ItemType::Group)
                writeGroup(item, instances, depth);
            else if (item.isQuestion())
                writeQuestion(item, instances, depth);
            else if (!item.text.isEmpty() && m_enabled.isEnabled({item.linkId, instances}))
                add(FormRow::Kind::Text, item, instances, depth);
        }
    }
    QList<FormRow> take() { return std::move(m_rows); }

private:
    FormRow &add(FormRow::Kind kind, const Item &item, const QList<int> &instances, int depth)
    {
        FormRow row;
        row.kind = kind;
        row.key = {item.linkId, instances};
        row.item = &item;
        row.depth = depth;
        row.mayAnswer = m_form.mayAnswer(item);
        m_rows << row;
        return m_rows.last();
    }

    void writeGroup(const Item &item, const QList<int> &instances, int depth)
    {
        if (!m_enabled.isEnabled({item.linkId, instances}))
            return;
        if (!item.repeats) {
            add(FormRow::Kind::Text, item, instances, depth);
            write(item.children, instances, depth);
            return;
        }
        const int deeper = depth + 1;
        const int count = std::max(1, m_form.m_current.instanceCount({item.linkId, instances}));
        for (int instance = 0; instance < count; ++instance) {
            add(FormRow::Kind::InstanceHead, item, instances + QList<int>{instance}, deeper);
            write(item.children, instances + QList<int>{instance}, deeper);
        }
        add(FormRow::Kind::AddInstance, item, instances, deeper);
    }

    void writeQuestion(const Item &item, const QList<int> &instances, int depth)
    {
        const AnswerKey key{item.linkId, instances};
        const bool applies = m_enabled.isEnabled(key);
        const Answer kept = m_form.m_response.answer(key);
        if (applies || kept.state != AnswerState::NotAsked) {
            FormRow &row = add(FormRow::Kind::Question, item, instances, depth + (isFollowUp(item) ? 1 : 0));
            row.applies = applies;
            row.answer = applies ? m_form.m_current.answer(key) : kept;
            if (row.answer.state == AnswerState::NotAsked)
                row.earlier = kept;
            row.fromLastTime = row.answer.state != AnswerState::NotAsked &&
                               row.answer == m_form.m_saved.answer(key) &&
                               clinicTime(row.answer.answeredAt).date() < m_form.m_today;
            sayWhetherConfirmed(row);
            if (!applies)
                sayWhyUnused(row);
        }
        write(item.children, instances, depth);
    }

    void sayWhetherConfirmed(FormRow &row) const
    {
        const Answer before = m_form.m_saved.answer(row.key);
        const QDate day = clinicTime(before.answeredAt).date();
        const bool isToday = row.answer.answeredAt.isValid() && clinicTime(row.answer.answeredAt).date() == m_form.m_today;
        if (!isToday || row.answer.answeredBy != m_form.m_actor.id || day >= m_form.m_today || !row.answer.saysTheSameAs(before))
            return;
        row.confirmed = day;
        row.confirmedBy = m_form.m_actor.name;
    }

    void sayWhyUnused(FormRow &row) const
    {
        const Questionnaire &form = m_form.m_questionnaire;
        const Item *blocking = blockingQuestion(form, *row.item);
        if (!blocking)
            return;
        const auto depth = form.repeatingGroupsAround(blocking->linkId).size();
        row.unusedBecause = blocking->prefix;
        row.unusedAnswer = m_form.m_current.answer({blocking->linkId, row.key.instances.first(depth)});
    }

    bool isFollowUp(const Item &item) const
    {
        const int section = m_form.sectionOf(item.linkId);
        return std::any_of(item.enableWhen.begin(), item.enableWhen.end(), [&](const EnableWhen &when) {
            return m_form.sectionOf(when.question) == section;
        });
    }

    const IntakeForm &m_form;
    EnabledItems m_enabled;
    QList<FormRow> m_rows;
};

QList<FormRow> IntakeForm::rows(int section) const
{
    if (section < 0 || section >= m_questionnaire.items().size())
        return {};
    RowWriter writer(*this);
    writer.write(m_questionnaire.items().at(section).children, {}, 0);
    return writer.take();
}

int IntakeForm::sectionOf(const QString &linkId) const
{
    const Item *item = m_questionnaire.find(linkId);
    while (item && m_questionnaire.parentOf(item->linkId))
        item = m_questionnaire.parentOf(item->linkId);
    const QList<Item> &sections = m_questionnaire.items();
    const auto found = std::find_if(sections.begin(), sections.end(), [&](const Item &section) {
        return item && section.linkId == item->linkId;
    });
    return found == sections.end() ? -1 : static_cast<int>(found - sections.begin());
}

void IntakeForm::remember(const AnswerKey &where)
{
    const Item *item = m_questionnaire.find(where.linkId);
    const bool stillTyping = item && isTyped(item->type) && !m_undo.isEmpty() && m_undo.last().where == where;
    if (!stillTyping)
        m_undo << Step{m_response, where};
}

bool IntakeForm::answer(const AnswerKey &key, const Answer &answer, const QDateTime &now)
{
    const Item *item = m_questionnaire.find(key.linkId);
    const bool same = answer.saysTheSameAs(m_response.answer(key));
    if (!item || !mayAnswer(*item) || (same && m_response.answer(key).answeredAt == now) ||
        (same && answer.state == AnswerState::NotAsked))
        return false;
    remember(key);
    Answer given = answer;
    if (given.state != AnswerState::NotAsked) {
        given.answeredAt = now;
        given.answeredBy = m_actor.id;
        given.source = sourceOf(*item);
    }
    m_response.setAnswer(m_questionnaire, key, given);
    refresh();
    return true;
}

bool IntakeForm::addInstance(const AnswerKey &group)
{
    remember(group);
    if (m_response.instanceCount(group) == 0) // the empty one on screen becomes real
        m_response.addInstance(group);
    m_response.addInstance(group);
    refresh();
    return true;
}

bool IntakeForm::removeInstance(const AnswerKey &group, int instance)
{
    if (instance >= m_response.instanceCount(group))
        return false;
    remember(group);
    m_response.removeInstance(m_questionnaire, group, instance);
    refresh();
    return true;
}

AnswerKey IntakeForm::undo()
{
    const Step step = m_undo.takeLast();
    m_response = step.before;
    refresh();
    return step.where;
}

Response IntakeForm::complete() const
{
    Response whole = m_response;
    for (const Item &section : m_questionnaire.items()) {
        for (const Item &group : section.children) {
            const AnswerKey key{group.linkId, {}};
            for (int instance = whole.instanceCount(key) - 1; instance >= 0; --instance) {
                if (!hasAnswers(whole, m_questionnaire, key, instance))
                    whole.removeInstance(m_questionnaire, key, instance);
            }
        }
    }
    return whole;
}

QList<AnswerKey> IntakeForm::find(const QString &words) const
{
    const QStringList wanted = foldedWords(words);
    QList<AnswerKey> found;
    for (int section = 0; section < m_questionnaire.items().size() && !wanted.isEmpty(); ++section) {
        for (const FormRow &row : rows(section)) {
            const QString text = row.kind == FormRow::Kind::Question ? searchText(*row.item) : QString();
            const bool holdsAll = std::all_of(wanted.begin(), wanted.end(), [&](const QString &word) {
                return text.contains(u' ' + word);
            });
            if (holdsAll)
                found << row.key;
        }
    }
    return found;
}

std::optional<AnswerKey> IntakeForm::nextGap(const std::optional<AnswerKey> &after) const
{
    std::optional<AnswerKey> first;
    bool passed = !after;
    for (int section = 0; section < m_questionnaire.items().size(); ++section) {
        for (const FormRow &row : rows(section)) {
            const bool isGap = row.kind == FormRow::Kind::Question && row.applies && row.mayAnswer &&
                               row.answer.state == AnswerState::NotAsked;
            if (isGap && passed && row.key != after)
                return row.key;
            if (isGap && !first)
                first = row.key;
            passed = passed || row.key == after;
        }
    }
    return first;
}

} // namespace dermis
