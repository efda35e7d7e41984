#include "ui/questionnaires/parsed_editor.h"

#include "core/base/clock.h"
#include "ui/questionnaires/date_input.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostLettersInside = 14; // of a question that stands in its own narrow line

template <typename T>
std::optional<AnswerValue> asValue(const std::optional<T> &read)
{
    return read ? std::optional<AnswerValue>(*read) : std::nullopt;
}

/// One of a function's two arguments is always the same: the type of value it is about.
template <typename T>
std::function<QString(const AnswerValue &)> wordsFor(QString (*words)(const T &))
{
    return [words](const AnswerValue &value) {
        const auto *own = std::get_if<T>(&value);
        return own ? words(*own) : toText(value);
    };
}

Reading dateReading(const EditorSetting &setting)
{
    const bool isInline = setting.size == EditorSize::Inline;
    return {[today = setting.today](const QString &typed) { return asValue(dateFromTyping(typed, today)); },
            wordsFor<PartialDate>(&dateToType),
            wordsFor<PartialDate>(&dateEcho),
            ParsedEditor::tr("Type a date, such as 2 Sep 2025, Sep 2025 or 2025."),
            isInline ? ParsedEditor::tr("When") : ParsedEditor::tr("Day, month or year"),
            ParsedEditor::tr("A date as far as it is known: 2025, Sep 2025 or 2 Sep 2025"),
            isInline ? u"30 Sep 2026"_s : u"30 September 2026"_s};
}

Reading momentReading(const EditorSetting &setting)
{
    return {[today = setting.today](const QString &typed) { return asValue(momentFromTyping(typed, today)); },
            wordsFor<Moment>(&momentToType),
            wordsFor<Moment>(&momentEcho),
            ParsedEditor::tr("Type a date and a time, such as 2 Sep 2025 14:30, or as much of it as is known."),
            ParsedEditor::tr("Date and time"),
            ParsedEditor::tr("A date and a time as far as they are known: 2 Sep 2025 14:30, or Sep 2025"),
            u"30 September 2026 14:30"_s};
}

Reading timeReading()
{
    return {[](const QString &typed) { return asValue(timeFromTyping(typed)); },
            [](const AnswerValue &value) { return toText(value); },
            {},
            ParsedEditor::tr("Type a time, such as 14:30."),
            ParsedEditor::tr("Hour:minute"),
            ParsedEditor::tr("A time of the day: 14:30"),
            u"Hour:minute 0"_s};
}

std::optional<AnswerValue> addressFrom(const QString &typed)
{
    const bool isWhole = !typed.isEmpty() && std::none_of(typed.begin(), typed.end(), [](QChar sign) { return sign.isSpace(); });
    return isWhole ? std::optional<AnswerValue>(Uri{typed}) : std::nullopt;
}

Reading addressReading()
{
    return {&addressFrom,
            [](const AnswerValue &value) { return toText(value); },
            {},
            ParsedEditor::tr("An address has no spaces, such as https://example.org/page."),
            u"https://"_s,
            ParsedEditor::tr("An address"),
            {}};
}

/// "Practitioner/3" and addresses name a record, anything else is the words for one.
std::optional<AnswerValue> referenceFrom(const QString &typed)
{
    static const QRegularExpression record(u"\\A([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}|(https?://|urn:)\\S+|#\\S+)\\z"_s);
    if (typed.isEmpty())
        return std::nullopt;
    return record.match(typed).hasMatch() ? Reference{typed, {}} : Reference{{}, typed};
}

Reading referenceReading()
{
    return {&referenceFrom,
            [](const AnswerValue &value) { return toText(value); },
            [](const AnswerValue &value) {
                const auto *reference = std::get_if<Reference>(&value);
                return reference && !reference->reference.isEmpty() ? ParsedEditor::tr("Names the record %1").arg(reference->reference) : QString();
            },
            {},
            ParsedEditor::tr("A name, or the record as Type/id"),
            ParsedEditor::tr("A name, or the record as Type/id"),
            {}};
}

} // namespace

Reading readingOf(const Item &item, const EditorSetting &setting)
{
    switch (item.type) {
    case ItemType::DateTime:
        return momentReading(setting);
    case ItemType::Time:
        return timeReading();
    case ItemType::Url:
        return addressReading();
    case ItemType::Reference:
        return referenceReading();
    default:
        return dateReading(setting);
    }
}

ParsedEditor::ParsedEditor(const Item &item, const EditorSetting &setting, const Reading &reading, QWidget *parent)
    : TypingEditor(item, parent), m_reading(reading), m_today(setting.today), m_born(setting.born)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line());
    if (!isWide())
        line()->setFixedWidth(line()->fontMetrics().horizontalAdvance(m_reading.sample) + 26);
    const bool namesItself = setting.size == EditorSize::Inline && item.text.size() <= mostLettersInside;
    const QString shape = item.entryFormat.isEmpty() ? m_reading.placeholder : item.entryFormat;
    line()->setPlaceholderText(namesItself ? item.text : item.prompt.isEmpty() ? shape : item.prompt);
    line()->setAccessibleDescription(m_reading.description);
    connect(line(), &QLineEdit::textEdited, this, [this] {
        showEcho();
        Q_EMIT answerChanged(answer());
    });
}

/// Why a value is not taken at all: a day before the patient's life, or one that has not come yet.
QString ParsedEditor::refusal(const AnswerValue &value) const
{
    const auto *date = std::get_if<PartialDate>(&value);
    const auto *moment = std::get_if<Moment>(&value);
    const QDate last = date ? date->latest() : moment ? clinicDay(moment->latest) : QDate();
    if (m_born.isValid() && last.isValid() && last < m_born)
        return tr("That is before the patient was born.");
    const bool isAhead = last.isValid() && faultOf(item(), Answer::of(value), m_today) == AnswerFault::InFuture;
    return isAhead ? problemWords(item(), value, m_today) : QString();
}

Answer ParsedEditor::typed() const
{
    const auto value = m_reading.read(line()->text().trimmed());
    return value && refusal(*value).isEmpty() ? Answer::of(*value) : Answer{};
}

void ParsedEditor::showAnswer(const Answer &answer)
{
    showText(answer.isAnswered() && !answer.values.isEmpty() ? m_reading.write(answer.values.first()) : u""_s, answer);
    showEcho();
}

void ParsedEditor::showEcho()
{
    if (line()->text().trimmed().isEmpty())
        return say({}, false);
    const Answer now = answer();
    const auto value = now.isAnswered() ? std::optional(now.values.first()) : m_reading.read(line()->text().trimmed());
    if (!value)
        return say(m_reading.unread, true);
    QString wrong = refusal(*value);
    if (wrong.isEmpty())
        wrong = problemWords(item(), *value, m_today);
    say(wrong.isEmpty() && m_reading.echo ? m_reading.echo(*value) : wrong, !wrong.isEmpty());
}

/// What was understood stands as it is kept.
void ParsedEditor::leave()
{
    const Answer now = answer();
    if (now.isAnswered())
        showAnswer(now);
}

} // namespace dermis
