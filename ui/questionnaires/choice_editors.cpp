#include "ui/questionnaires/choice_editors.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/flow_layout.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostLetters = 48;       // of an option in one line with others
constexpr int mostLettersOfAll = 110; // of those that the form wants below one another
constexpr int markRoom = 34;          // for the key or the check

/// An option of many words: as wide as there is room, in as many lines as it needs.
class LongChoice : public QAbstractButton
{
public:
    LongChoice(const QString &text, const QString &key, QWidget *parent) : QAbstractButton(parent), m_key(key)
    {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::NoFocus);
        setAttribute(Qt::WA_Hover);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    QSize sizeHint() const override { return {360, heightForWidth(std::max(width(), 360))}; }
    QSize minimumSizeHint() const override { return {160, 30}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override
    {
        const QRect room(0, 0, width - markRoom - 10, 4000);
        return QFontMetrics(dermis::font(TypeStyle::BodyStrong)).boundingRect(room, Qt::TextWordWrap, text()).height() + 12;
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &c = tokens();
        const QColor ground = isChecked() ? (isEnabled() ? c.accent : c.sunken) : underMouse() && isEnabled() ? c.subtle : c.panel;
        const QColor words = !isEnabled() ? c.text3 : isChecked() ? c.onAccent : c.text;
        paintBox(painter, rect(), controlRadius, ground, isChecked() ? ground : c.control);
        if (isChecked())
            paintIcon(painter, Icon::Check, QRectF(10, (height() - 16) / 2.0, 16, 16), words);
        else
            paintKeyChip(painter, QRectF(9, (height() - 18) / 2.0, 18, 18), m_key, isEnabled() ? c.text2 : c.text3, c.lineStrong);
        painter.setFont(dermis::font(isChecked() ? TypeStyle::BodyStrong : TypeStyle::Body));
        painter.setPen(words);
        painter.drawText(rect().adjusted(markRoom, 0, -10, 0), Qt::TextWordWrap | Qt::AlignVCenter, text());
    }

private:
    QString m_key;
};

/// Whether the options stand below one another.
bool areLong(const Item &item)
{
    qsizetype letters = 0;
    qsizetype most = 0;
    for (const Option &option : item.options) {
        const qsizetype own = optionWords(option).size();
        letters += own;
        most = std::max(most, own);
    }
    const bool isMarked = item.control == ItemControl::RadioButtons || item.control == ItemControl::CheckBoxes;
    return most > mostLetters || (isMarked && !item.sideBySide && letters > mostLettersOfAll);
}

/// The key that chooses each option: its place, or itself on a scale of digits.
QStringList keysOf(const QList<Option> &options)
{
    const auto digits = std::count_if(options.begin(), options.end(), [](const Option &option) {
        const QString words = optionWords(option);
        return words.size() == 1 && words.at(0).isDigit();
    });
    const bool isScale = digits > 1 && digits + 1 >= options.size(); // 10 has no key of its own
    QStringList keys;
    for (const Option &option : options) {
        const QString key = isScale ? optionWords(option) : QString::number(keys.size() + 1);
        keys << (key.size() == 1 ? key : QString());
    }
    return keys;
}

} // namespace

ButtonsEditor::ButtonsEditor(const Item &item, QWidget *parent) : AnswerEditor(item, parent), m_keys(keysOf(item.options))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(item.text);
    const bool isLong = areLong(item);
    if (isLong) {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
    } else {
        new FlowLayout(this, 4);
    }
    for (int index = 0; index < item.options.size(); ++index)
        addButton(index, isLong);
}

void ButtonsEditor::addButton(int index, bool isLong)
{
    const QString words = optionWords(item().options.at(index));
    QAbstractButton *button = nullptr;
    if (isLong)
        button = new LongChoice(words, m_keys.at(index), this);
    else
        button = new ChoiceButton(words, words == m_keys.at(index) ? QString() : m_keys.at(index), this);
    connect(button, &QAbstractButton::clicked, this, [this, index](bool checked) { choose(index, checked); });
    layout()->addWidget(button);
    m_buttons << button;
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
    for (QAbstractButton *button : std::as_const(m_buttons))
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
    const auto index = event.text().isEmpty() ? -1 : static_cast<int>(m_keys.indexOf(event.text()));
    if (index >= 0) {
        const bool goesOn = !item().repeats || item().options.at(index).exclusive;
        choose(index, goesOn || !m_buttons.at(index)->isChecked());
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
        m_combo->addItem(optionWords(option));
    m_combo->setPlaceholderText(size == EditorSize::Inline ? item.text : item.prompt.isEmpty() ? tr("Choose") : item.prompt);
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
