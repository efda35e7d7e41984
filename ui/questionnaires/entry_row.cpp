#include "ui/questionnaires/entry_row.h"

#include "ui/widgets/button.h"

#include <QHBoxLayout>

namespace dermis {

namespace {

constexpr int mostMembers = 4;

bool isShort(const Item &item)
{
    return !item.repeats && item.enableWhen.isEmpty() &&
           (item.type == ItemType::String || item.type == ItemType::Choice || item.type == ItemType::Date);
}

} // namespace

bool fitsOneLine(const Item &group)
{
    return group.children.size() <= mostMembers &&
           std::all_of(group.children.begin(), group.children.end(), isShort);
}

EntryRow::EntryRow(const Item &group, const EditorSetting &setting, QWidget *parent)
    : QWidget(parent)
    , m_keep(new Button(tr("Still so"), ButtonKind::Link))
    , m_remove(new Button(tr("Remove"), ButtonKind::Link))
{
    auto *columns = new QHBoxLayout;
    columns->setSpacing(8);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(15, 4, 16, 4);
    rows->setSpacing(4);
    rows->addLayout(columns);
    EditorSetting inOneLine = setting;
    inOneLine.size = EditorSize::Inline;
    for (const Item &member : group.children) {
        addEditor(member, inOneLine);
        AnswerEditor *editor = m_editors.value(member.linkId);
        columns->addWidget(editor,
                           member.type == ItemType::String ? 3 : (member.type == ItemType::Date ? 0 : 2));
        if (QWidget *companion = editor->companion())
            rows->addWidget(companion);
    }
    columns->addWidget(m_keep);
    columns->addWidget(m_remove);
    connect(m_keep, &Button::clicked, this, &EntryRow::keepRequested);
    connect(m_remove, &Button::clicked, this, &EntryRow::removeRequested);
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
