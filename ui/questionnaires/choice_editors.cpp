#include "ui/questionnaires/choice_editors.h"

#include "ui/widgets/choice_button.h"
#include "ui/widgets/flow_layout.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>

namespace dermis {

ButtonsEditor::ButtonsEditor(const Item &item, QWidget *parent) : AnswerEditor(item, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(item.text);
    auto *flow = new FlowLayout(this, 4);
    for (const Option &option : item.options) {
        const int index = static_cast<int>(m_buttons.size());
        auto *button = new ChoiceButton(option.label(), QString::number(index + 1), this);
        connect(button, &ChoiceButton::clicked, this,
                [this, index](bool checked) { choose(index, checked); });
        flow->addWidget(button);
        m_buttons << button;
    }
}

Answer ButtonsEditor::answer() const
{
    Answer answer;
    for (int index = 0; index < m_buttons.size(); ++index) {
        if (m_buttons.at(index)->isChecked())
            answer.values << item().options.at(index).value;
    }
    answer.state = answer.values.isEmpty() ? AnswerState::NotAsked : AnswerState::Answered;
    return answer;
}

void ButtonsEditor::showAnswer(const Answer &answer)
{
    for (int index = 0; index < m_buttons.size(); ++index)
        m_buttons.at(index)->setChecked(answer.isAnswered() &&
                                        answer.values.contains(item().options.at(index).value));
}

void ButtonsEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (ChoiceButton *button : std::as_const(m_buttons))
        button->setEnabled(!readOnly);
}

void ButtonsEditor::choose(int index, bool on)
{
    const bool alone = !item().repeats || item().options.at(index).exclusive;
    for (int other = 0; on && other < m_buttons.size(); ++other) {
        if (other != index && (alone || item().options.at(other).exclusive))
            m_buttons.at(other)->setChecked(false);
    }
    m_buttons.at(index)->setChecked(on);
    Q_EMIT answerChanged(answer());
}

bool ButtonsEditor::chooseByKey(const QKeyEvent &event)
{
    const int digit = event.text().toInt();
    if (digit >= 1 && digit <= m_buttons.size()) {
        const bool goesOn = !item().repeats || item().options.at(digit - 1).exclusive;
        choose(digit - 1, goesOn || !m_buttons.at(digit - 1)->isChecked());
        if (goesOn)
            Q_EMIT nextRequested();
        return true;
    }
    if (event.key() == Qt::Key_Backspace) {
        showAnswer({});
        Q_EMIT answerChanged({});
        return true;
    }
    if (event.key() != Qt::Key_Left && event.key() != Qt::Key_Right)
        return false;
    moveChoice(event.key() == Qt::Key_Left ? -1 : 1);
    return true;
}

void ButtonsEditor::moveChoice(int step)
{
    if (item().repeats)
        return;
    int current = -1;
    for (int index = 0; index < m_buttons.size(); ++index)
        current = m_buttons.at(index)->isChecked() ? index : current;
    const int next = std::clamp(current + step, 0, static_cast<int>(m_buttons.size()) - 1);
    if (next != current && (current >= 0 || step > 0))
        choose(next, true);
}

void ButtonsEditor::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool used = plain && ((!m_readOnly && chooseByKey(*event)) || event->key() == Qt::Key_Space);
    if (!used && !moveByKey(*event))
        AnswerEditor::keyPressEvent(event);
}

ComboEditor::ComboEditor(const Item &item, EditorSize size, QWidget *parent)
    : AnswerEditor(item, parent), m_combo(new QComboBox)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_combo);
    for (const Option &option : item.options)
        m_combo->addItem(option.label());
    m_combo->setPlaceholderText(item.text);
    m_combo->setCurrentIndex(-1);
    m_combo->setAccessibleName(item.text);
    m_combo->setFocusPolicy(Qt::StrongFocus);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_combo->setMinimumContentsLength(size == EditorSize::Inline ? 8 : 18);
    m_combo->view()->setAccessibleName(item.text);
    m_combo->installEventFilter(this);
    setFocusProxy(m_combo);
    connect(m_combo, &QComboBox::activated, this, [this] { Q_EMIT answerChanged(answer()); });
}

Answer ComboEditor::answer() const
{
    const int index = m_combo->currentIndex();
    return index < 0 ? Answer{} : Answer::of(item().options.at(index).value);
}

void ComboEditor::showAnswer(const Answer &answer)
{
    const auto &options = item().options;
    const auto found = std::find_if(options.begin(), options.end(), [&](const Option &option) {
        return answer.isAnswered() && answer.values.contains(option.value);
    });
    m_combo->setCurrentIndex(found == options.end() ? -1 : static_cast<int>(found - options.begin()));
}

void ComboEditor::setReadOnly(bool readOnly)
{
    m_combo->setEnabled(!readOnly);
}

QWidget *ComboEditor::keyboardTarget()
{
    return m_combo;
}

bool ComboEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && !m_combo->hasFocus()) {
        event->ignore();
        return true; // a page that scrolls never changes an answer
    }
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Backspace && !key->modifiers()) {
        m_combo->setCurrentIndex(-1);
        Q_EMIT answerChanged({});
        return true;
    }
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    return isEnter && moveByKey(*key);
}

} // namespace dermis
