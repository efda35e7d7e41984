#include "ui/questionnaires/intake_form.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/questionnaires/expressions.h"
#include "ui/questionnaires/entry_row.h"
#include "ui/questionnaires/grid_row.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool isTyped(ItemType type)
{
    return type == ItemType::String || type == ItemType::Text || type == ItemType::Decimal ||
           type == ItemType::Integer || type == ItemType::Quantity || type == ItemType::Date ||
           type == ItemType::DateTime || type == ItemType::Time || type == ItemType::Url || type == ItemType::Reference;
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

/// Whether any of it is on the screen.
bool isSeen(const Item &item)
{
    return !item.hidden && (item.type != ItemType::Group || std::any_of(item.children.begin(), item.children.end(), isSeen));
}

bool asksNothing(const Item &item)
{
    return !item.isQuestion() && std::all_of(item.children.begin(), item.children.end(), asksNothing);
}

/// The one group that a form puts around all its sections; null where it has none.
const Item *groupAroundAll(const QList<Item> &items)
{
    if (items.size() != 1 || items.first().type != ItemType::Group || items.first().repeats || !isSeen(items.first()))
        return nullptr;
    const auto &inside = items.first().children;
    const auto isSection = [](const Item &item) { return item.type == ItemType::Group && !item.repeats && isSeen(item); };
    return std::count_if(inside.begin(), inside.end(), isSection) > 1 ? &items.first() : nullptr;
}

/// A group that only holds pages.
bool holdsPages(const Item &group)
{
    const auto isPage = [](const Item &child) { return child.control == ItemControl::Page; };
    return group.type == ItemType::Group && !group.repeats &&
           (group.control == ItemControl::Tabs || std::any_of(group.children.begin(), group.children.end(), isPage));
}

/// What a question begins with; empty when nothing.
QList<AnswerValue> initialValues(const Item &item)
{
    QList<AnswerValue> values = item.initial;
    for (const Option &option : item.options) {
        if (option.initial && item.initial.isEmpty())
            values << option.value;
    }
    return item.repeats ? values : values.first(std::min<qsizetype>(1, values.size()));
}

bool beginsWithSomething(const Item &item)
{
    return !initialValues(item).isEmpty() || std::any_of(item.children.begin(), item.children.end(), beginsWithSomething);
}

bool isHeadOrFoot(const Item &item)
{
    return (item.control == ItemControl::Header || item.control == ItemControl::Footer) && asksNothing(item);
}

/// The items as they stand on the screen: heads first, feet last.
QList<const Item *> inScreenOrder(const QList<Item> &items)
{
    QList<const Item *> heads;
    QList<const Item *> rest;
    QList<const Item *> feet;
    for (const Item &item : items)
        (!isHeadOrFoot(item) ? rest : item.control == ItemControl::Header ? heads : feet) << &item;
    return heads + rest + feet;
}

/// Takes out every instance in which nothing was answered, the innermost first.
void removeEmptyInstances(Response &response, const Questionnaire &questionnaire, const QList<Item> &items, const QList<int> &instances)
{
    for (const Item &item : items) {
        if (!item.isScope()) {
            removeEmptyInstances(response, questionnaire, item.children, instances);
            continue;
        }
        const AnswerKey key{item.linkId, instances};
        for (int instance = response.instanceCount(key) - 1; instance >= 0; --instance) {
            removeEmptyInstances(response, questionnaire, item.children, instances + QList<int>{instance});
            if (item.type == ItemType::Group && !hasAnswers(response, questionnaire, key, instance))
                response.removeInstance(questionnaire, key, instance);
        }
    }
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
    makeSections();
    beginRequiredGroups(m_questionnaire.items(), {});
    if (m_response.answers().isEmpty() && m_saved.answers().isEmpty())
        fillInitial(m_questionnaire.items(), {});
    refresh();
}

void IntakeForm::makeSections()
{
    const Item *around = groupAroundAll(m_questionnaire.items());
    if (around)
        addSections(around->children, around->text.isEmpty() ? m_questionnaire.title() : around->text);
    else
        addSections(m_questionnaire.items(), m_questionnaire.title());
    for (int section = 0; section < m_sections.size(); ++section) {
        const Section &one = m_sections.at(section);
        for (const Item *item : one.before + one.after)
            placeInSection(*item, section);
        if (one.group)
            placeInSection(*one.group, section);
    }
}

void IntakeForm::placeInSection(const Item &item, int section)
{
    m_sectionOf.insert(item.linkId, section);
    for (const Item &child : item.children)
        placeInSection(child, section);
}

void IntakeForm::addSections(const QList<Item> &items, const QString &title)
{
    QList<const Item *> loose;
    for (const Item &item : items) {
        if (!isSeen(item))
            continue;
        if (isHeadOrFoot(item) && &items == &m_questionnaire.items()) {
            (item.control == ItemControl::Header ? m_headers : m_footers) << &item;
        } else if (item.type != ItemType::Group) {
            loose << &item;
        } else if (holdsPages(item)) {
            addLoose(loose, title);
            addSections(item.children, item.text.isEmpty() ? title : item.text);
        } else {
            addLoose(loose, title);
            m_sections << Section{&item, std::exchange(loose, {}), {}, item.text.isEmpty() ? title : item.text};
        }
    }
    addLoose(loose, title);
    if (!loose.isEmpty() && !m_sections.isEmpty())
        m_sections.last().after << loose;
    else if (!loose.isEmpty())
        m_sections << Section{nullptr, loose, {}, title};
}

/// Questions beside the groups make a section; texts alone wait for the next one.
void IntakeForm::addLoose(QList<const Item *> &loose, const QString &title)
{
    if (std::all_of(loose.begin(), loose.end(), [](const Item *item) { return asksNothing(*item); }))
        return;
    m_sections << Section{nullptr, std::exchange(loose, {}), {}, title.isEmpty() ? QCoreApplication::translate("IntakeForm", "Questions") : title};
}

/// A group that must be there has its instances from the start, so that its questions count as not asked.
void IntakeForm::beginRequiredGroups(const QList<Item> &items, const QList<int> &instances)
{
    for (const Item &item : items) {
        const AnswerKey key{item.linkId, instances};
        const int least = item.type == ItemType::Group && item.isScope() ? std::max(item.minOccurs, item.required ? 1 : 0) : 0;
        while (m_response.instanceCount(key) < least)
            m_response.addInstance(key);
        if (!item.isScope())
            beginRequiredGroups(item.children, instances);
        for (int instance = 0; item.isScope() && instance < m_response.instanceCount(key); ++instance)
            beginRequiredGroups(item.children, instances + QList<int>{instance});
    }
}

void IntakeForm::fillInitial(const QList<Item> &items, const QList<int> &instances)
{
    for (const Item &item : items) {
        if (!beginsWithSomething(item))
            continue;
        const AnswerKey key{item.linkId, instances};
        const QList<AnswerValue> values = item.isQuestion() ? initialValues(item) : QList<AnswerValue>();
        if (!values.isEmpty())
            m_response.setAnswer(m_questionnaire, key, Answer{AnswerState::Answered, false, values, {}, {}, sourceOf(item)});
        if (item.type == ItemType::Group && item.isScope() && m_response.instanceCount(key) == 0)
            m_response.addInstance(key);
        if (!item.isScope())
            fillInitial(item.children, instances);
        for (int instance = 0; item.isScope() && instance < m_response.instanceCount(key); ++instance)
            fillInitial(item.children, instances + QList<int>{instance});
    }
}

/// What the form computes stands as an answer of the person at the computer; what follows from it is computed, too.
void IntakeForm::compute()
{
    constexpr int mostRounds = 10; // of a form in which sums feed one another for ever
    for (int round = 0; round < mostRounds; ++round) {
        const QList<CalculatedAnswer> changes = calculatedAnswers(m_questionnaire, m_response, m_today);
        if (changes.isEmpty())
            return;
        for (const CalculatedAnswer &change : changes) {
            Answer answer;
            answer.values = change.values;
            answer.state = change.values.isEmpty() ? AnswerState::NotAsked : AnswerState::Answered;
            answer.answeredBy = m_actor.id;
            answer.source = sourceOf(*m_questionnaire.find(change.key.linkId));
            m_response.setAnswer(m_questionnaire, change.key, answer);
        }
    }
}

void IntakeForm::refresh()
{
    compute();
    m_current = m_response;
    for (auto at = m_response.answers().begin(); at != m_response.answers().end(); ++at) {
        const Item *item = m_questionnaire.find(at.key().linkId);
        if (item && isExpired(*item, at->answeredAt, m_today))
            m_current.setAnswer(m_questionnaire, at.key(), Answer{});
    }
    m_enabled = std::make_shared<const EnabledItems>(m_questionnaire, m_current, m_today);
    m_rows.clear();
}

/// Whether the instances a key stands in are there, and not only on the screen to be begun.
bool IntakeForm::exists(const AnswerKey &key) const
{
    const QStringList &groups = m_questionnaire.repeatingGroupsAround(key.linkId);
    for (qsizetype depth = 0; depth < std::min(groups.size(), key.instances.size()); ++depth) {
        if (m_current.instanceCount({groups.at(depth), key.instances.first(depth)}) <= key.instances.at(depth))
            return false;
    }
    return true;
}

bool IntakeForm::mayAnswer(const Item &item) const
{
    const Permission needed = item.isDoctorsOnly() ? Permission::DoctorAnswers : Permission::Answers;
    return !item.readOnly && !item.isCalculated() && may(m_actor.roles, needed);
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
    explicit RowWriter(const IntakeForm &form) : m_form(form), m_enabled(*form.m_enabled) {}

    void write(const QList<const Item *> &items)
    {
        for (const Item *item : items)
            writeItem(*item, {}, 0, 0);
    }
    /// A section: its title stands above the rows.
    void writeSection(const Item &group)
    {
        if (group.isScope())
            writeGroup(group, {}, 0);
        else if (m_enabled.isEnabled({group.linkId, {}}))
            writeMembers(group, {}, 0);
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

    /// `inset`: what hangs on a question stands one deeper than it.
    void writeAll(const QList<Item> &items, const QList<int> &instances, int depth, int inset)
    {
        for (const Item *item : inScreenOrder(items))
            writeItem(*item, instances, depth, inset);
    }

    void writeItem(const Item &item, const QList<int> &instances, int depth, int inset)
    {
        if (item.hidden || standsBeside(item))
            return;
        if (item.type == ItemType::Group)
            writeGroup(item, instances, depth + inset);
        else if (item.isQuestion())
            writeQuestion(item, instances, depth, inset);
        else if (!item.text.isEmpty() && m_enabled.isEnabled({item.linkId, instances}))
            add(FormRow::Kind::Text, item, instances, depth + inset);
    }

    /// A text that belongs to its question in all cases.
    bool standsBeside(const Item &item) const
    {
        const Item *parent = item.type == ItemType::Display ? m_form.m_questionnaire.parentOf(item) : nullptr;
        return parent && parent->isQuestion() && item.enableWhen.isEmpty() && item.expressions.enableWhen.isEmpty();
    }

    QString wordsBeside(const Item &question) const
    {
        QStringList words;
        for (const Item &child : question.children) {
            if (!child.hidden && standsBeside(child))
                words << child.text;
        }
        return words.join(u'\n');
    }

    void writeGroup(const Item &item, const QList<int> &instances, int depth)
    {
        if (!isSeen(item) || !m_enabled.isEnabled({item.linkId, instances}))
            return;
        if (!item.repeats) {
            if (!item.text.isEmpty() && !isGrid(item))
                add(FormRow::Kind::Heading, item, instances, depth);
            writeMembers(item, instances, depth);
            return;
        }
        const int deeper = depth + 1;
        const int there = m_form.m_current.instanceCount({item.linkId, instances});
        const int count = std::max(1, there);
        if (fitsOneLine(item) && !item.text.isEmpty())
            add(FormRow::Kind::Heading, item, instances, deeper);
        for (int instance = 0; instance < count; ++instance) {
            FormRow &head = add(FormRow::Kind::InstanceHead, item, instances + QList<int>{instance}, deeper);
            head.namesColumns = instance == 0;
            head.mayRemove = item.minOccurs == 0 || there > item.minOccurs;
            writeAll(item.children, instances + QList<int>{instance}, deeper, 0);
        }
        if (item.maxOccurs == 0 || count < item.maxOccurs)
            add(FormRow::Kind::AddInstance, item, instances, deeper);
    }

    void writeMembers(const Item &group, const QList<int> &instances, int depth)
    {
        if (isGrid(group))
            return writeGrid(group, instances, depth);
        if (!isTableOfLines(group))
            return writeAll(group.children, instances, depth, 0);
        QStringList before;
        for (const Item &line : group.children) {
            if (!m_enabled.isEnabled({line.linkId, instances}))
                continue;
            QStringList columns;
            for (const Item &member : line.children)
                columns << member.text;
            add(FormRow::Kind::TableLine, line, instances, depth).namesColumns = std::exchange(before, columns) != columns;
            writeAll(line.children, instances, depth, 0);
        }
    }

    void writeGrid(const Item &group, const QList<int> &instances, int depth)
    {
        add(FormRow::Kind::TableHead, group, instances, depth);
        const qsizetype first = m_rows.size();
        for (const Item &question : group.children)
            writeQuestion(question, instances, depth, 0);
        for (qsizetype at = first; at < m_rows.size(); ++at) {
            m_rows[at].inTable = true;
            m_rows[at].depth = depth;
        }
    }

    void writeQuestion(const Item &item, const QList<int> &instances, int depth, int inset)
    {
        const AnswerKey key{item.linkId, instances};
        const bool applies = m_enabled.isEnabled(key);
        const Answer kept = m_form.m_response.answer(key);
        const bool isFilledIn = kept.isAnswered() && !kept.answeredAt.isValid() && kept.values == initialValues(item);
        const int own = depth + (inset > 0 || isFollowUp(item) ? 1 : 0);
        if (applies || (kept.state != AnswerState::NotAsked && !isFilledIn)) {
            FormRow &row = add(FormRow::Kind::Question, item, instances, own);
            row.applies = applies;
            row.words = wordsBeside(item);
            row.answer = applies ? m_form.m_current.answer(key) : kept;
            if (row.answer.state == AnswerState::NotAsked)
                row.earlier = kept;
            row.filledIn = isFilledIn && applies;
            row.fromLastTime = row.answer.state != AnswerState::NotAsked && row.answer.answeredAt.isValid() &&
                               row.answer == m_form.m_saved.answer(key) &&
                               clinicTime(row.answer.answeredAt).date() < m_form.m_today;
            sayWhetherConfirmed(row);
            if (!applies)
                sayWhyUnused(row);
        }
        if (!item.isScope())
            return writeAll(item.children, instances, own, 1);
        const QList<AnswerValue> values = applies ? m_form.m_current.answer(key).values : kept.values;
        for (int number = 0; number < values.size(); ++number)
            writeFollowUps(item, instances + QList<int>{number}, own + 1, toText(values.at(number)));
    }

    /// Of one value; its heading goes where there is none.
    void writeFollowUps(const Item &item, const QList<int> &instances, int depth, const QString &value)
    {
        add(FormRow::Kind::ValueHead, item, instances, depth).words = value;
        const qsizetype head = m_rows.size();
        writeAll(item.children, instances, depth, 0);
        if (m_rows.size() == head)
            m_rows.removeLast();
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
    const EnabledItems &m_enabled;
    QList<FormRow> m_rows;
};

QList<FormRow> IntakeForm::rows(int section) const
{
    if (section < 0 || section >= m_sections.size())
        return {};
    if (const auto known = m_rows.constFind(section); known != m_rows.constEnd())
        return *known;
    const Section &one = m_sections.at(section);
    RowWriter writer(*this);
    writer.write(m_headers + one.before);
    if (one.group)
        writer.writeSection(*one.group);
    writer.write(one.after + m_footers);
    return *m_rows.insert(section, writer.take());
}

QList<SectionProgress> IntakeForm::sections() const
{
    QList<SectionProgress> sections;
    for (int index = 0; index < m_sections.size(); ++index) {
        const Item *group = m_sections.at(index).group;
        SectionProgress progress{group ? group->linkId : QString(), m_sections.at(index).title};
        const QList<FormRow> all = rows(index);
        for (const FormRow &row : all) {
            const bool counts = row.kind == FormRow::Kind::Question && row.applies && !row.item->readOnly && exists(row.key);
            const AnswerState state = row.answer.state;
            progress.asked += counts ? 1 : 0;
            progress.answered += counts && state != AnswerState::NotAsked ? 1 : 0;
            progress.unsure += counts && state == AnswerState::Unsure ? 1 : 0;
            progress.required += counts && row.item->required && state != AnswerState::Answered ? 1 : 0;
        }
        sections << progress;
    }
    return sections;
}

int IntakeForm::sectionOf(const QString &linkId) const
{
    return m_sectionOf.value(linkId, -1);
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
    const Item *item = m_questionnaire.find(group.linkId);
    const int before = std::max(1, m_response.instanceCount(group)); // the empty one on screen becomes real
    while (m_response.instanceCount(group) <= before)
        m_response.addInstance(group);
    const QList<int> begun = group.instances + QList<int>{before};
    beginRequiredGroups(item->children, begun);
    fillInitial(item->children, begun);
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
    removeEmptyInstances(whole, m_questionnaire, m_questionnaire.items(), {});
    return whole;
}

QList<AnswerKey> IntakeForm::find(const QString &words) const
{
    const QStringList wanted = foldedWords(words);
    QList<AnswerKey> found;
    for (int section = 0; section < m_sections.size() && !wanted.isEmpty(); ++section) {
        const QList<FormRow> all = rows(section);
        for (const FormRow &row : all) {
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
    for (int section = 0; section < m_sections.size(); ++section) {
        const QList<FormRow> all = rows(section);
        for (const FormRow &row : all) {
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
