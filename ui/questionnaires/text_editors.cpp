#include "ui/questionnaires/text_editors.h"

#include "ui/questionnaires/suggestion_list.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/theme/icons.h"
#include "ui/widgets/text_label.h"

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype roomToTell = 30; // characters

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

/// "12 characters left", as the end comes near.
QString roomLeft(const Item &item, const QString &text)
{
    const qsizetype left = item.maxLength - text.size();
    return item.maxLength == 0 || text.isEmpty() || left < 0 || left > roomToTell ? QString() : AnswerEditor::tr("%1 characters left").arg(left);
}

/// A number as JSON writes it, of what people type: 7,5 and 1 000 and .5 and 007.
QString plainNumber(const QString &typed)
{
    QString text = typed.trimmed();
    text.replace(u',', u'.').remove(u' ').remove(QChar(0x202f));
    const bool isNegative = text.startsWith(u'-');
    if (isNegative || text.startsWith(u'+'))
        text.remove(0, 1);
    while (text.size() > 1 && text.at(0) == u'0' && text.at(1).isDigit())
        text.remove(0, 1);
    if (text.startsWith(u'.'))
        text.prepend(u'0');
    if (text.endsWith(u'.'))
        text.chop(1);
    return isNegative ? u'-' + text : text;
}

/// What is typed after a number, where the form does not say the unit: "5 mg".
std::pair<QString, QString> numberAndUnit(const QString &typed)
{
    static const QRegularExpression form(u"\\A([-+0-9.,\\s]+)(.*)\\z"_s);
    const auto match = form.match(typed);
    return {match.captured(1), match.captured(2).trimmed()};
}

} // namespace

TypingEditor::TypingEditor(const Item &item, QWidget *parent)
    : AnswerEditor(item, parent)
    , m_line(new QLineEdit(this))
    , m_echo(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2, this))
{
    m_echo->setWrapped(true);
    m_echo->hide();
    m_line->setAccessibleName(item.text);
    m_line->installEventFilter(this);
    setFocusProxy(m_line);
}

Answer TypingEditor::answer() const
{
    return m_shown.isAnswered() && m_line->text() == m_shownText ? m_shown : typed();
}

void TypingEditor::showText(const QString &text, const Answer &answer)
{
    m_shown = answer;
    m_shownText = text;
    m_line->setText(text);
}

void TypingEditor::say(const QString &words, bool isProblem)
{
    m_echo->setText(words);
    m_echo->setColour(isProblem ? &Tokens::cautionText : &Tokens::text2);
    m_echo->setVisible(!words.isEmpty());
}

QList<QWidget *> TypingEditor::companions()
{
    return {m_echo};
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
    if (watched != m_line)
        return AnswerEditor::eventFilter(watched, event);
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
    line()->setPlaceholderText(setting.size == EditorSize::Inline ? item.text : item.prompt);
    m_list->setKeepDetail(keptWordsDetail(item));
    connect(line(), &QLineEdit::textEdited, this, [this] {
        m_list->offer(line()->text());
        showRoom();
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

void LineEditor::showRoom()
{
    const Answer now = typed();
    const QString wrong = now.isAnswered() ? problemWords(item(), now.values.first(), {}) : QString();
    say(wrong.isEmpty() ? roomLeft(item(), line()->text()) : wrong, !wrong.isEmpty());
}

Answer LineEditor::typed() const
{
    const QString text = line()->text().trimmed();
    return text.isEmpty() ? Answer{} : Answer::of(text);
}

void LineEditor::showAnswer(const Answer &answer)
{
    showText(firstText(answer), answer);
    m_list->close();
    showRoom();
}

QList<QWidget *> LineEditor::companions()
{
    return TypingEditor::companions() << m_list;
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
    : AnswerEditor(item, parent), m_text(new QPlainTextEdit), m_echo(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2, this))
{
    bareLayout(this)->addWidget(m_text);
    m_echo->hide();
    m_text->setPlaceholderText(item.prompt);
    m_text->setAccessibleName(item.text);
    m_text->setTabChangesFocus(true);
    m_text->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->installEventFilter(this);
    setFocusProxy(m_text);
    fitHeight();
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        showRoom();
        if (!m_silent)
            Q_EMIT answerChanged(answer());
    });
}

void TextEditor::showRoom()
{
    const Answer now = answer();
    const QString wrong = now.isAnswered() ? problemWords(item(), now.values.first(), {}) : QString();
    m_echo->setText(wrong.isEmpty() ? roomLeft(item(), m_text->toPlainText().trimmed()) : wrong);
    m_echo->setColour(wrong.isEmpty() ? &Tokens::text2 : &Tokens::cautionText);
    m_echo->setVisible(!m_echo->text().isEmpty());
}

QList<QWidget *> TextEditor::companions()
{
    return {m_echo};
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

NumberEditor::NumberEditor(const Item &item, const EditorSetting &setting, QWidget *parent) : TypingEditor(item, parent)
{
    auto *row = bareLayout(this);
    row->addWidget(line());
    const bool isInline = setting.size == EditorSize::Inline;
    line()->setFixedWidth(widthFor(line(), isInline && item.text.size() > 10 ? item.text : u"000 000 00"_s));
    line()->setPlaceholderText(isInline ? item.text : item.prompt);
    makeUnits(*row);
    connect(line(), &QLineEdit::textEdited, this, &NumberEditor::change);
}

void NumberEditor::makeUnits(QLayout &row)
{
    if (item().units.size() > 1) {
        m_units = new QComboBox;
        for (const Coding &unit : item().units)
            m_units->addItem(toText(unit));
        m_units->setAccessibleName(tr("Unit of: %1").arg(item().text));
        m_units->view()->setAccessibleName(m_units->accessibleName());
        m_units->setFocusPolicy(Qt::StrongFocus);
        m_units->installEventFilter(this);
        row.addWidget(m_units);
        connect(m_units, &QComboBox::activated, this, [this] {
            forgetShown();
            change();
        });
        return;
    }
    const QString unit = item().unit.isEmpty() && !item().units.isEmpty() ? toText(item().units.first()) : item().unit;
    if (unit.isEmpty())
        return;
    line()->setAccessibleName(tr("%1 In %2").arg(item().text, unit));
    row.addWidget(new TextLabel(unit, TypeStyle::Small, &Tokens::text2));
}

void NumberEditor::put(const QString &number)
{
    line()->setText(number);
    change();
}

void NumberEditor::change()
{
    showProblem();
    Q_EMIT answerChanged(answer());
}

AnswerValue NumberEditor::withUnit(const Decimal &number, const QString &typedUnit) const
{
    if (item().units.isEmpty())
        return Quantity{number, item().unit.isEmpty() ? typedUnit : item().unit};
    const Coding &unit = item().units.at(m_units ? std::max(0, m_units->currentIndex()) : 0);
    return Quantity{number, toText(unit), unit.system, unit.system.isEmpty() ? QString() : unit.code};
}

std::optional<AnswerValue> NumberEditor::value() const
{
    const bool mayNameUnit = item().type == ItemType::Quantity && item().units.isEmpty() && item().unit.isEmpty();
    const auto [number, unit] = mayNameUnit ? numberAndUnit(line()->text()) : std::pair(line()->text(), QString());
    const QString text = plainNumber(number);
    if (item().type == ItemType::Integer) {
        bool isWhole = false;
        const qint64 whole = text.toLongLong(&isWhole);
        return isWhole ? std::optional<AnswerValue>(whole) : std::nullopt;
    }
    const auto decimal = Decimal::fromString(text);
    if (!decimal)
        return std::nullopt;
    return item().type == ItemType::Quantity ? withUnit(*decimal, unit) : AnswerValue(*decimal);
}

Answer NumberEditor::typed() const
{
    const auto number = value();
    return number ? Answer::of(*number) : Answer{};
}

void NumberEditor::showAnswer(const Answer &answer)
{
    const AnswerValue first = answer.values.value(0);
    const auto *quantity = answer.isAnswered() ? std::get_if<Quantity>(&first) : nullptr;
    const auto isUnit = [&](const Coding &unit) { return quantity->hasUnitOf({{}, unit.display, unit.system, unit.code}); };
    const bool namesUnit = quantity && item().units.isEmpty() && item().unit.isEmpty();
    showText(quantity && !namesUnit ? quantity->value.text : firstText(answer), answer);
    if (quantity && m_units) {
        const auto found = std::find_if(item().units.begin(), item().units.end(), isUnit);
        m_units->setCurrentIndex(found == item().units.end() ? -1 : static_cast<int>(found - item().units.begin()));
    }
    showProblem();
}

void NumberEditor::setReadOnly(bool readOnly)
{
    TypingEditor::setReadOnly(readOnly);
    if (m_units)
        m_units->setEnabled(!readOnly);
}

void NumberEditor::showProblem()
{
    const Answer now = answer();
    if (now.isAnswered())
        say(problemWords(item(), now.values.first(), {}), true);
    else if (line()->text().trimmed().isEmpty())
        say({}, false);
    else
        say(item().type == ItemType::Integer ? tr("Type a whole number.") : tr("Type a number."), true);
}

bool NumberEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_units)
        return TypingEditor::eventFilter(watched, event);
    if (event->type() == QEvent::Wheel && !m_units->hasFocus()) {
        event->ignore();
        return true; // a page that scrolls never changes an answer
    }
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event) : nullptr;
    const bool isEnter = key && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
    return isEnter && moveByKey(*key);
}

} // namespace dermis
