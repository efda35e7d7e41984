#include "ui/questionnaires/entry_row.h"

#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>

namespace dermis {

namespace {

constexpr int mostMembers = 4;

constexpr int mostMemberLetters = 30; // of a member's text, which stands in its field
constexpr int labelWidth = 150;

bool asksEach(const Item &item)
{
    return !item.repeats && !item.hidden && !item.readOnly && !item.isOpenEnded && item.enableWhen.isEmpty() && item.children.isEmpty() &&
           item.text.size() <= mostMemberLetters;
}

bool isShort(const Item &item)
{
    return asksEach(item) && (item.type == ItemType::String || item.type == ItemType::Choice || item.type == ItemType::Date);
}

/// A table asks for one line also where its columns are numbers and times.
bool isColumn(const Item &item)
{
    const bool isNumber = item.type == ItemType::Integer || item.type == ItemType::Decimal || item.type == ItemType::Quantity;
    return isShort(item) || (asksEach(item) && (isNumber || item.type == ItemType::Time));
}

bool allAre(const Item &group, bool (*fits)(const Item &))
{
    return group.type == ItemType::Group && !group.children.isEmpty() && group.children.size() <= mostMembers &&
           std::all_of(group.children.begin(), group.children.end(), fits);
}

} // namespace

bool fitsOneLine(const Item &group)
{
    return allAre(group, group.control == ItemControl::Table ? isColumn : isShort);
}

bool isTableOfLines(const Item &group)
{
    const auto isLine = [](const Item &child) { return !child.repeats && !child.hidden && allAre(child, isColumn); };
    return group.control == ItemControl::Table && !group.children.isEmpty() &&
           std::all_of(group.children.begin(), group.children.end(), isLine);
}

EntryRow::EntryRow(const Item &group, bool namesColumns, const EditorSetting &setting, QWidget *parent)
    : QWidget(parent)
    , m_keep(new Button(tr("Still so"), ButtonKind::Link))
    , m_remove(new Button(tr("Remove"), ButtonKind::Link))
{
    auto *columns = new QGridLayout;
    columns->setHorizontalSpacing(8);
    columns->setVerticalSpacing(2);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(group.repeats ? 15 : questionNumberWidth, 4, 16, 4);
    rows->setSpacing(4);
    rows->addLayout(columns);
    EditorSetting inOneLine = setting;
    inOneLine.size = EditorSize::Inline;
    if (!group.repeats) {
        auto *label = new TextLabel(group.text);
        label->setWrapped(true);
        label->setFixedWidth(labelWidth);
        columns->addWidget(label, 1, 0);
    }
    for (const Item &member : group.children) {
        addColumn(member, namesColumns, inOneLine, *columns);
        for (QWidget *companion : m_editors.value(member.linkId)->companions())
            rows->addWidget(companion);
    }
    const bool takesRoom = std::any_of(group.children.begin(), group.children.end(), [](const Item &member) {
        return member.type == ItemType::String || member.type == ItemType::Choice;
    });
    if (!takesRoom)
        columns->setColumnStretch(columns->columnCount(), 1);
    const int after = columns->columnCount() + 1;
    columns->addWidget(m_keep, 1, after);
    columns->addWidget(m_remove, 1, after + 1);
    connect(m_keep, &Button::clicked, this, &EntryRow::keepRequested);
    connect(m_remove, &Button::clicked, this, &EntryRow::removeRequested);
}

void EntryRow::addColumn(const Item &item, bool isNamed, const EditorSetting &setting, QGridLayout &columns)
{
    addEditor(item, setting);
    AnswerEditor *editor = m_editors.value(item.linkId);
    const int column = columns.columnCount();
    columns.addWidget(editor, 1, column);
    columns.setColumnStretch(column, item.type == ItemType::String ? 3 : item.type == ItemType::Choice ? 2 : 0);
    if (!isNamed)
        return;
    auto *name = new TextLabel(item.text, TypeStyle::Small, &Tokens::text2);
    name->setWrapped(true);
    columns.addWidget(name, 0, column, Qt::AlignBottom);
}

void EntryRow::addEditor(const Item &item, const EditorSetting &setting)
{
    AnswerEditor *editor = makeAnswerEditor(item, setting, this);
    const QString linkId = item.linkId;
    m_editors.insert(linkId, editor);
    connect(editor, &AnswerEditor::answerChanged, this,
            [this, linkId](const Answer &answer) { Q_EMIT answered(linkId, answer); });
    connect(editor, &AnswerEditor::nextRequested, this, [this, linkId] { Q_EMIT nextRequested(linkId); });
    connect(editor, &AnswerEditor::previousRequested, this,
            [this, linkId] { Q_EMIT previousRequested(linkId); });
}

void EntryRow::show(const FormRow &row)
{
    AnswerEditor *editor = m_editors.value(row.key.linkId);
    if (!editor)
        return;
    editor->setAnswer(row.answer.state == AnswerState::NotAsked ? row.earlier : row.answer);
    editor->setReadOnly(!row.mayAnswer);
}

void EntryRow::setRemovable(bool removable)
{
    m_remove->setVisible(removable);
}

void EntryRow::setKeepable(bool keepable)
{
    m_keep->setVisible(keepable);
}

QWidget *EntryRow::keyboardTarget(const QString &linkId)
{
    AnswerEditor *editor = m_editors.value(linkId);
    return editor ? editor->keyboardTarget() : nullptr;
}

} // namespace dermis
