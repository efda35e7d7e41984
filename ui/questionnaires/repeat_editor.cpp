#include "ui/questionnaires/repeat_editor.h"

#include "ui/widgets/button.h"

#include <QEvent>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Item forOneValue(Item item)
{
    item.repeats = false;
    item.minOccurs = 0;
    item.maxOccurs = 0;
    item.children.clear();
    return item;
}

} // namespace

RepeatEditor::RepeatEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
    : AnswerEditor(item, parent)
    , m_one(forOneValue(item))
    , m_setting(setting)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
    addLine();
    m_add = new Button(Icon::Plus, tr("Add another"), ButtonKind::Link);
    m_column->addWidget(m_add, 0, Qt::AlignLeft);
    m_add->setAccessibleName(tr("Add another: %1").arg(item.text));
    connect(m_add, &Button::clicked, this, &RepeatEditor::add);
    refresh();
}

Answer RepeatEditor::answer() const
{
    Answer answer;
    for (const Line &line : m_lines)
        answer.values << line.editor->answer().values;
    answer.state = answer.values.isEmpty() ? AnswerState::NotAsked : AnswerState::Answered;
    return answer;
}

void RepeatEditor::showAnswer(const Answer &answer)
{
    const qsizetype count = std::max<qsizetype>(1, answer.values.size());
    while (m_lines.size() > count)
        discard(m_lines.takeLast());
    while (m_lines.size() < count)
        addLine();
    for (int index = 0; index < m_lines.size(); ++index)
        m_lines.at(index).editor->setAnswer(index < answer.values.size() ? Answer::of(answer.values.at(index)) : Answer{});
    refresh();
}

void RepeatEditor::addLine()
{
    Line line;
    line.place = new QWidget;
    line.editor = makeValueEditor(m_one, m_setting, line.place);
    line.remove = new Button(tr("Remove"), ButtonKind::Link);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(line.editor, line.editor->isWide() ? 1 : 0);
    row->addWidget(line.remove);
    if (!line.editor->isWide())
        row->addStretch(1);
    auto *column = new QVBoxLayout(line.place);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    for (QWidget *companion : line.editor->companions())
        column->addWidget(companion);
    AnswerEditor *editor = line.editor;
    editor->keyboardTarget()->installEventFilter(this);
    connect(editor, &AnswerEditor::answerChanged, this, [this, editor] { change(*editor); });
    connect(editor, &AnswerEditor::nextRequested, this, [this, editor] { goOn(editor, 1); });
    connect(editor, &AnswerEditor::previousRequested, this, [this, editor] { goOn(editor, -1); });
    connect(line.remove, &Button::clicked, this, [this, editor] { removeLine(editor); });
    m_column->insertWidget(static_cast<int>(m_lines.size()), line.place);
    m_lines << line;
    if (m_lines.size() == 1)
        return setFocusProxy(editor->keyboardTarget());
    QWidget::setTabOrder(m_lines.at(m_lines.size() - 2).remove, editor->keyboardTarget());
    QWidget::setTabOrder(editor->keyboardTarget(), line.remove);
    m_add->raise(); // the last of the children, as it is on the screen
}

void RepeatEditor::discard(const Line &line)
{
    m_column->removeWidget(line.place);
    line.place->hide();
    line.place->deleteLater();
}

int RepeatEditor::lineOf(const AnswerEditor *editor) const
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &line) { return line.editor == editor; });
    return static_cast<int>(found - m_lines.begin());
}

bool RepeatEditor::mayAdd() const
{
    const bool isFull = item().maxOccurs > 0 && m_lines.size() >= item().maxOccurs;
    return !m_readOnly && !isFull && m_lines.last().editor->answer().isAnswered();
}

void RepeatEditor::add()
{
    if (!mayAdd())
        return;
    addLine();
    refresh();
    m_lines.last().place->show();
    m_lines.last().editor->keyboardTarget()->setFocus(Qt::OtherFocusReason);
}

/// The first line keeps the keyboard's place: its value is what moves up.
void RepeatEditor::removeLine(AnswerEditor *editor)
{
    const int index = lineOf(editor);
    for (int at = index; at + 1 < m_lines.size(); ++at)
        m_lines.at(at).editor->setAnswer(m_lines.at(at + 1).editor->answer());
    if (m_lines.size() > 1)
        discard(m_lines.takeLast());
    else
        editor->setAnswer({});
    refresh();
    m_lines.at(std::min<qsizetype>(index, m_lines.size() - 1)).editor->keyboardTarget()->setFocus(Qt::OtherFocusReason);
    m_isHeldBack = false;
    Q_EMIT answerChanged(answer());
}

/// While a value is typed anew it is empty for a moment; its follow-ups must not go with it.
void RepeatEditor::change(const AnswerEditor &editor)
{
    refresh();
    m_isHeldBack = item().isScope() && !editor.answer().isAnswered();
    if (!m_isHeldBack)
        Q_EMIT answerChanged(answer());
}

void RepeatEditor::goOn(const AnswerEditor *editor, int step)
{
    const int next = lineOf(editor) + step;
    if (next < 0)
        return previousRequested();
    if (next < m_lines.size())
        return m_lines.at(next).editor->keyboardTarget()->setFocus(Qt::OtherFocusReason);
    if (!mayAdd())
        return nextRequested();
    add();
}

void RepeatEditor::refresh()
{
    for (const Line &line : std::as_const(m_lines)) {
        line.editor->setReadOnly(m_readOnly);
        const Answer answer = line.editor->answer();
        line.remove->setVisible(!m_readOnly && (m_lines.size() > 1 || answer.isAnswered()));
        line.remove->setAccessibleName(answer.isAnswered() ? tr("Remove %1").arg(toText(answer.values.first())) : tr("Remove the empty line"));
    }
    m_add->setVisible(!m_readOnly);
    m_add->setEnabled(mayAdd());
}

void RepeatEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    refresh();
}

QWidget *RepeatEditor::keyboardTarget()
{
    return m_lines.first().editor->keyboardTarget();
}

bool RepeatEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && m_isHeldBack) {
        m_isHeldBack = false;
        Q_EMIT answerChanged(answer());
    }
    return AnswerEditor::eventFilter(watched, event);
}

} // namespace dermis
