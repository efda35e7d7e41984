#include "ui/questionnaires/text_editors.h"

#include "ui/questionnaires/date_input.h"
#include "ui/questionnaires/suggestion_list.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/theme/icons.h"
#include "ui/widgets/text_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The widget with nothing around it.
QHBoxLayout *bareLayout(QWidget *owner)
{
    auto *row = new QHBoxLayout(owner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    return row;
}

int widthFor(const QWidget *widget, const QString &sample)
{
    return widget->fontMetrics().horizontalAdvance(sample) + 26;
}

QString firstText(const Answer &answer)
{
    return answer.isAnswered() ? toText(answer.values.value(0)) : u""_s;
}

} // namespace

TypingEditor::TypingEditor(const Item &item, QWidget *parent)
    : AnswerEditor(item, parent), m_line(new QLineEdit(this))
{
    m_line->setAccessibleName(item.text);
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
}

void TypingEditor::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
}

QWidget *TypingEditor::keyboardTarget()
{
    return m_line;
}

bool TypingEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        leave();
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    return useKey(*static_cast<QKeyEvent *>(event));
}

LineEditor::LineEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
    : TypingEditor(item, parent)
    , m_list(new SuggestionList(
          [suggest = setting.suggest, item](const QString &typed) { return suggest(item, typed); }, this))
    , m_match(line()->addAction(QIcon(), QLineEdit::TrailingPosition))
    , m_suggest(setting.suggest)
{
    m_match->setVisible(false);
    bareLayout(this)->addWidget(line());
    if (item.maxLength > 0)
        line()->setMaxLength(item.maxLength);
    line()->setPlaceholderText(setting.size == EditorSize::Inline ? item.text : QString());
    m_list->setKeepDetail(keptWordsDetail(item));
    connect(line(), &QLineEdit::textEdited, this, [this] {
        m_list->offer(line()->text());
        Q_EMIT answerChanged(answer());
    });
    connect(m_list, &SuggestionList::chosen, this, [this](const Suggestion &suggestion) {
        line()->setText(toText(suggestion.value));
        Q_EMIT answerChanged(answer());
        Q_EMIT nextRequested();
    });
    connect(m_list, &SuggestionList::kept, this, &LineEditor::nextRequested);
    connect(line(), &QLineEdit::textChanged, this, &LineEditor::showMatch);
}

/// Where words that match nothing have a consequence, the line says which they are.
void LineEditor::showMatch()
{
    const QString detail = keptWordsDetail(item());
    const QString text = line()->text().trimmed();
    m_match->setVisible(!text.isEmpty() && !detail.isEmpty());
    if (!m_match->isVisible())
        return;
    const QList<Suggestion> meant = m_suggest(item(), text);
    const bool isMatched = !meant.isEmpty() && toText(meant.first().value) == text;
    m_match->setIcon(isMatched ? icon(Icon::SeverityClear, &Tokens::clearText)
                               : icon(Icon::SeverityNotAsked, &Tokens::notAskedText));
    m_match->setText(isMatched ? tr("Matched") : detail);
}

Answer LineEditor::answer() const
{
    const QString text = line()->text().trimmed();
    return text.isEmpty() ? Answer{} : Answer::of(text);
}

void LineEditor::showAnswer(const Answer &answer)
{
    line()->setText(firstText(answer));
    m_list->close();
}

QWidget *LineEditor::companion()
{
    return m_list;
}

bool LineEditor::useKey(const QKeyEvent &event)
{
    return m_list->useKey(event) || moveByKey(event);
}

void LineEditor::leave()
{
    m_list->close();
}

TextEditor::TextEditor(const Item &item, QWidget *parent)
    : AnswerEditor(item, parent), m_text(new QPlainTextEdit)
{
    bareLayout(this)->addWidget(m_text);
    m_text->setAccessibleName(item.text);
    m_text->setTabChangesFocus(true);
    m_text->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->installEventFilter(this);
    setFocusProxy(m_text);
    fitHeight();
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        if (!m_silent)
            Q_EMIT answerChanged(answer());
    });
}

Answer TextEditor::answer() const
{
    const QString text = m_text->toPlainText().trimmed();
    return text.isEmpty() ? Answer{} : Answer::of(text);
}

void TextEditor::showAnswer(const Answer &answer)
{
    m_silent = true;
    m_text->setPlainText(firstText(answer));
    m_silent = false;
}

void TextEditor::fitHeight()
{
    const int lines = std::clamp(static_cast<int>(m_text->document()->size().height()), 2, 8);
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + 14);
}

void TextEditor::setReadOnly(bool readOnly)
{
    m_text->setReadOnly(readOnly);
}

QWidget *TextEditor::keyboardTarget()
{
    return m_text;
}

bool TextEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fitHeight();
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    return isEnter && !(key->modifiers() & Qt::ShiftModifier) && moveByKey(*key);
}

NumberEditor::NumberEditor(const Item &item, QWidget *parent)
    : TypingEditor(item, parent)
    , m_echo(new TextLabel(QString(), TypeStyle::Small, &Tokens::cautionText, this))
{
    auto *row = bareLayout(this);
    row->addWidget(line());
    line()->setFixedWidth(widthFor(line(), u"000 000"_s));
    if (!item.unit.isEmpty()) {
        line()->setAccessibleName(tr("%1 In %2").arg(item.text, item.unit));
        row->addWidget(new TextLabel(item.unit, TypeStyle::Small, &Tokens::text2));
    }
    m_echo->hide();
    connect(line(), &QLineEdit::textEdited, this, [this] {
        showProblem();
        Q_EMIT answerChanged(answer());
    });
}

std::optional<AnswerValue> NumberEditor::value() const
{
    QString text = line()->text().trimmed();
    text.replace(u',', u'.').remove(u' ');
    if (item().type == ItemType::Integer) {
        bool isWhole = false;
        const qint64 number = text.toLongLong(&isWhole);
        return isWhole ? std::optional<AnswerValue>(number) : std::nullopt;
    }
    const auto decimal = Decimal::fromString(text);
    if (!decimal)
        return std::nullopt;
    if (item().type == ItemType::Quantity)
        return Quantity{*decimal, item().unit};
    return *decimal;
}

Answer NumberEditor::answer() const
{
    const auto number = value();
    return number ? Answer::of(*number) : Answer{};
}

void NumberEditor::showAnswer(const Answer &answer)
{
    QString text;
    if (answer.isAnswered()) {
        const AnswerValue first = answer.values.value(0);
        const auto *quantity = std::get_if<Quantity>(&first);
        text = quantity ? quantity->value.text : toText(first);
    }
    line()->setText(text);
    showProblem();
}

void NumberEditor::showProblem()
{
    const auto number = value();
    if (number)
        m_echo->setText(problemWords(item(), *number, {}));
    else
        m_echo->setText(line()->text().trimmed().isEmpty() ? QString() : tr("Type a number."));
    m_echo->setVisible(!m_echo->text().isEmpty());
}

QWidget *NumberEditor::companion()
{
    return m_echo;
}

DateEditor::DateEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
    : TypingEditor(item, parent)
    , m_echo(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2, this))
    , m_today(setting.today)
    , m_born(setting.born)
{
    bareLayout(this)->addWidget(line());
    const bool isInline = setting.size == EditorSize::Inline;
    line()->setFixedWidth(widthFor(line(), isInline ? u"30 Sep 2026"_s : u"30 September 2026"_s));
    line()->setPlaceholderText(isInline ? tr("When") : tr("Day, month or year"));
    line()->setAccessibleDescription(tr("A date as far as it is known: 2025, Sep 2025 or 2 Sep 2025"));
    m_echo->hide();
    connect(line(), &QLineEdit::textEdited, this, [this] {
        showEcho();
        Q_EMIT answerChanged(answer());
    });
}

QString DateEditor::problem(const PartialDate &date) const
{
    if (m_born.isValid() && date.latest() < m_born)
        return tr("That is before the patient was born.");
    return problemWords(item(), date, m_today);
}

Answer DateEditor::answer() const
{
    const auto date = dateFromTyping(line()->text(), m_today);
    if (!date || !problem(*date).isEmpty())
        return {};
    return Answer::of(*date);
}

void DateEditor::showAnswer(const Answer &answer)
{
    const AnswerValue first = answer.values.value(0);
    const auto *date = std::get_if<PartialDate>(&first);
    line()->setText(answer.isAnswered() && date ? dateToType(*date) : u""_s);
    showEcho();
}

void DateEditor::showEcho()
{
    const auto date = dateFromTyping(line()->text(), m_today);
    const QString wrong = date ? problem(*date) : u""_s;
    if (line()->text().trimmed().isEmpty())
        m_echo->clear();
    else if (!date)
        m_echo->setText(tr("Type a date, such as 2 Sep 2025, Sep 2025 or 2025."));
    else
        m_echo->setText(wrong.isEmpty() ? dateEcho(*date) : wrong);
    m_echo->setColour(date && wrong.isEmpty() ? &Tokens::text2 : &Tokens::cautionText);
    m_echo->setVisible(!m_echo->text().isEmpty());
}

QWidget *DateEditor::companion()
{
    return m_echo;
}

/// What was understood stands as it is kept.
void DateEditor::leave()
{
    if (answer().isAnswered())
        showAnswer(answer());
}

} // namespace dermis
