#include "ui/questionnaires/words_editor.h"

#include "ui/questionnaires/suggestion_list.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/flow_layout.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostChips = 24;    // of a closed list
constexpr int mostOpenChips = 8; // beside the patient's own words

} // namespace

WordChip::WordChip(const QString &text, QWidget *parent) : QToolButton(parent)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_Hover);
}

QSize WordChip::sizeHint() const
{
    return {QFontMetrics(dermis::font(TypeStyle::BodyStrong)).horizontalAdvance(text()) +
                (isChecked() ? 36 : 20),
            30};
}

void WordChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const QColor ground = isChecked() ? c.accentSoft : (underMouse() && isEnabled() ? c.subtle : c.panel);
    const QColor words = isEnabled() ? (isChecked() ? c.accent : c.text) : c.text3;
    paintBox(painter, rect(), controlRadius, ground, isChecked() ? c.accent : c.control);
    QRectF text = QRectF(rect()).adjusted(10, 0, -8, 0);
    if (isChecked()) {
        paintIcon(painter, Icon::Check, QRectF(7, (height() - 14) / 2.0, 14, 14), words, ground);
        text.setLeft(25);
    }
    paintText(painter, text, this->text(),
              dermis::font(isChecked() ? TypeStyle::BodyStrong : TypeStyle::Body), words);
}

WordsEditor::WordsEditor(const Item &item, const Suggest &suggest, QWidget *parent)
    : TypingEditor(item, parent)
    , m_flow(new FlowLayout(this, 4))
    , m_list(new SuggestionList([suggest, item](const QString &typed) { return suggest(item, typed); }, this))
{
    line()->setMinimumWidth(220);
    line()->setPlaceholderText(placeholder());
    if (isOpen())
        m_list->setKeepDetail(tr("Not in our list"));
    connect(line(), &QLineEdit::textEdited, this, [this] {
        m_list->offer(line()->text());
        if (isOpen())
            Q_EMIT answerChanged(answer());
    });
    connect(m_list, &SuggestionList::chosen, this,
            [this](const Suggestion &suggestion) { add(suggestion.value); });
    connect(m_list, &SuggestionList::kept, this, &WordsEditor::keepWords);
    showChips();
}

QString WordsEditor::placeholder() const
{
    if (!item().prompt.isEmpty())
        return item().prompt;
    if (!isOpen())
        return tr("Type to choose, then Enter");
    if (item().options.isEmpty())
        return tr("Type the answer");
    return showsAll() ? tr("Another answer, then Enter") : tr("Type a name, then Enter");
}

bool WordsEditor::isExclusive(const AnswerValue &value) const
{
    return std::any_of(item().options.begin(), item().options.end(),
                       [&](const Option &option) { return option.exclusive && option.value == value; });
}

bool WordsEditor::showsAll() const
{
    const bool isMarked = item().control == ItemControl::RadioButtons || item().control == ItemControl::CheckBoxes;
    return item().control != ItemControl::Autocomplete && item().options.size() <= (isOpen() && !isMarked ? mostOpenChips : mostChips);
}

/// An option by its name, or the words themselves: text, or a code without a code where only codes are kept.
AnswerValue WordsEditor::meaningOf(const QString &words) const
{
    for (const Option &option : item().options) {
        if (option.label().compare(words, Qt::CaseInsensitive) == 0)
            return option.value;
    }
    return item().type == ItemType::OpenChoice ? AnswerValue(words) : AnswerValue(Coding{{}, {}, words});
}

/// Words in the line count at once, so that nothing typed is lost.
Answer WordsEditor::answer() const
{
    Answer answer;
    answer.values = m_values;
    const QString words = line()->text().trimmed();
    const AnswerValue meant = meaningOf(words);
    if (isOpen() && !words.isEmpty()) {
        if (!item().repeats || isExclusive(meant))
            answer.values.clear();
        answer.values.removeIf([this](const AnswerValue &other) { return isExclusive(other); });
        if (!answer.values.contains(meant))
            answer.values << meant;
    }
    answer.state = answer.values.isEmpty() ? AnswerState::NotAsked : AnswerState::Answered;
    return answer;
}

void WordsEditor::showAnswer(const Answer &answer)
{
    m_values = answer.isAnswered() ? answer.values : QList<AnswerValue>();
    line()->clear();
    m_list->close();
    showChips();
}

QList<AnswerValue> WordsEditor::shownValues() const
{
    QList<AnswerValue> shown;
    for (const Option &option : item().options) {
        if (showsAll() || option.exclusive || m_values.contains(option.value))
            shown << option.value;
    }
    for (const AnswerValue &value : m_values) {
        if (!shown.contains(value))
            shown << value;
    }
    return shown;
}

void WordsEditor::showChips()
{
    for (WordChip *chip : std::as_const(m_chips)) {
        m_flow->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    m_chips.clear();
    m_flow->removeWidget(line());
    for (const AnswerValue &value : shownValues()) {
        const auto option = std::find_if(item().options.begin(), item().options.end(), [&](const Option &one) { return one.value == value; });
        auto *chip = new WordChip(option == item().options.end() ? toText(value) : optionWords(*option), this);
        chip->setChecked(m_values.contains(value));
        chip->setEnabled(!m_readOnly);
        connect(chip, &WordChip::clicked, this, [this, value](bool on) { on ? add(value) : remove(value); });
        m_flow->addWidget(chip);
        chip->show();
        m_chips << chip;
    }
    m_flow->addWidget(line());
    updateGeometry();
}

void WordsEditor::add(const AnswerValue &value)
{
    if (!item().repeats || isExclusive(value))
        m_values.clear();
    m_values.removeIf([this](const AnswerValue &other) { return isExclusive(other); });
    if (!m_values.contains(value))
        m_values << value;
    line()->clear();
    m_list->close();
    showChips();
    Q_EMIT answerChanged(answer());
}

void WordsEditor::remove(const AnswerValue &value)
{
    m_values.removeAll(value);
    showChips();
    Q_EMIT answerChanged(answer());
}

void WordsEditor::keepWords(const QString &words)
{
    if (isOpen() && !words.isEmpty())
        add(meaningOf(words));
}

void WordsEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    line()->setVisible(!readOnly);
    for (WordChip *chip : std::as_const(m_chips))
        chip->setEnabled(!readOnly);
}

QList<QWidget *> WordsEditor::companions()
{
    return TypingEditor::companions() << m_list;
}

bool WordsEditor::useKey(const QKeyEvent &event)
{
    const bool isEmpty = line()->text().trimmed().isEmpty();
    if (event.key() == Qt::Key_Backspace && line()->text().isEmpty() && !m_values.isEmpty()) {
        remove(AnswerValue(m_values.last()));
        return true;
    }
    return m_list->useKey(event) || (isEmpty && moveByKey(event));
}

/// What was typed counted already; its chip comes later, for the window may be on its way out.
void WordsEditor::leave()
{
    m_list->close();
    if (!isOpen() || line()->text().trimmed().isEmpty())
        return;
    m_values = answer().values;
    line()->clear();
    QMetaObject::invokeMethod(this, &WordsEditor::showChips, Qt::QueuedConnection);
}

} // namespace dermis
