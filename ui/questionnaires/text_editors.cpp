#include "ui/questionnaires/text_editors.h"

#include "ui/questionnaires/date_input.h"
#include "ui/questionnaires/suggestion_list.h"
#include "ui/widgets/text_label.h"

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

LineEditor::LineEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
    : AnswerEditor(item, parent)
    , m_line(new QLineEdit)
    , m_list(new SuggestionList(
          [suggest = setting.suggest, item](const QString &typed) { return suggest(item, typed); }, this))
{
    bareLayout(this)->addWidget(m_line);
    if (item.maxLength > 0)
        m_line->setMaxLength(item.maxLength);
    m_line->setPlaceholderText(setting.size == EditorSize::Inline ? item.text : QString());
    m_line->setAccessibleName(item.text);
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textEdited, this, &LineEditor::typed);
    connect(m_list, &SuggestionList::chosen, this, [this](const Suggestion &suggestion) {
        m_line->setText(toText(suggestion.value));
        Q_EMIT answerChanged(answer());
    });
    connect(m_list, &SuggestionList::kept, m_list, &SuggestionList::close);
}

void LineEditor::typed()
{
    m_list->offer(m_line->text());
    Q_EMIT answerChanged(answer());
}

Answer LineEditor::answer() const
{
    const QString text = m_line->text().trimmed();
    return text.isEmpty() ? Answer{} : Answer::of(text);
}

void LineEditor::showAnswer(const Answer &answer)
{
    m_line->setText(firstText(answer));
    m_list->close();
}

void LineEditor::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
}

QWidget *LineEditor::keyboardTarget()
{
    return m_line;
}

QWidget *LineEditor::companion()
{
    return m_list;
}

bool LineEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        m_list->close();
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    return m_list->useKey(*key) || moveByKey(*key);
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
    : AnswerEditor(item, parent)
    , m_line(new QLineEdit)
    , m_echo(new TextLabel(QString(), TypeStyle::Small, &Tokens::cautionText, this))
{
    auto *row = bareLayout(this);
    row->addWidget(m_line);
    m_line->setFixedWidth(widthFor(m_line, u"000 000"_s));
    m_line->setAccessibleName(item.unit.isEmpty() ? item.text : tr("%1 In %2").arg(item.text, item.unit));
    if (!item.unit.isEmpty())
        row->addWidget(new TextLabel(item.unit, TypeStyle::Small, &Tokens::text2));
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
    m_echo->hide();
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        showProblem();
        Q_EMIT answerChanged(answer());
    });
}

std::optional<AnswerValue> NumberEditor::value() const
{
    QString text = m_line->text().trimmed();
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
    m_line->setText(text);
    showProblem();
}

void NumberEditor::showProblem()
{
    const auto number = value();
    if (number)
        m_echo->setText(problemWords(item(), *number, {}));
    else
        m_echo->setText(m_line->text().trimmed().isEmpty() ? QString() : tr("Type a number."));
    m_echo->setVisible(!m_echo->text().isEmpty());
}

void NumberEditor::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
}

QWidget *NumberEditor::keyboardTarget()
{
    return m_line;
}

QWidget *NumberEditor::companion()
{
    return m_echo;
}

bool NumberEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    return moveByKey(*static_cast<QKeyEvent *>(event));
}

DateEditor::DateEditor(const Item &item, const EditorSetting &setting, QWidget *parent)
    : AnswerEditor(item, parent)
    , m_line(new QLineEdit)
    , m_echo(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2, this))
    , m_today(setting.today)
{
    bareLayout(this)->addWidget(m_line);
    const bool isInline = setting.size == EditorSize::Inline;
    m_line->setFixedWidth(widthFor(m_line, isInline ? u"30 Sep 2026"_s : u"30 September 2026"_s));
    m_line->setPlaceholderText(isInline ? tr("When") : tr("Day, month or year"));
    m_line->setAccessibleName(item.text);
    m_line->setAccessibleDescription(tr("A date as far as it is known: 2025, Sep 2025 or 2 Sep 2025"));
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
    m_echo->hide();
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        showEcho();
        Q_EMIT answerChanged(answer());
    });
}

Answer DateEditor::answer() const
{
    const auto date = dateFromTyping(m_line->text(), m_today);
    if (!date || !problemWords(item(), *date, m_today).isEmpty())
        return {};
    return Answer::of(*date);
}

void DateEditor::showAnswer(const Answer &answer)
{
    const AnswerValue first = answer.values.value(0);
    const auto *date = std::get_if<PartialDate>(&first);
    m_line->setText(answer.isAnswered() && date ? dateToType(*date) : u""_s);
    showEcho();
}

void DateEditor::showEcho()
{
    const auto date = dateFromTyping(m_line->text(), m_today);
    const QString problem = date ? problemWords(item(), *date, m_today) : u""_s;
    if (m_line->text().trimmed().isEmpty())
        m_echo->clear();
    else if (!date)
        m_echo->setText(tr("Type a date, such as 2 Sep 2025, Sep 2025 or 2025."));
    else
        m_echo->setText(problem.isEmpty() ? dateEcho(*date) : problem);
    m_echo->setColour(date && problem.isEmpty() ? &Tokens::text2 : &Tokens::cautionText);
    m_echo->setVisible(!m_echo->text().isEmpty());
}

void DateEditor::setReadOnly(bool readOnly)
{
    m_line->setReadOnly(readOnly);
}

QWidget *DateEditor::keyboardTarget()
{
    return m_line;
}

QWidget *DateEditor::companion()
{
    return m_echo;
}

bool DateEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && answer().isAnswered())
        showAnswer(answer());
    if (event->type() != QEvent::KeyPress)
        return AnswerEditor::eventFilter(watched, event);
    return moveByKey(*static_cast<QKeyEvent *>(event));
}

} // namespace dermis
