#include "core/questionnaires/answer.h"

#include "core/base/clock.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool isJsonNumber(const QString &text)
{
    static const QRegularExpression number(u"\\A-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?\\z"_s);
    return number.match(text).hasMatch();
}

struct Words
{
    QString operator()(bool value) const { return value ? u"yes"_s : u"no"_s; }
    QString operator()(qint64 value) const { return QString::number(value); }
    QString operator()(const Decimal &value) const { return value.text; }
    QString operator()(const PartialDate &value) const { return value.toString(); }
    QString operator()(const QString &value) const { return value; }
    QString operator()(const Coding &value) const
    {
        return value.display.isEmpty() ? value.code : value.display;
    }
    QString operator()(const Quantity &value) const
    {
        const QString &unit = value.unit.isEmpty() ? value.code : value.unit;
        return unit.isEmpty() ? value.value.text : value.value.text + u' ' + unit;
    }
    QString operator()(const Moment &value) const
    {
        return value.text.contains(u'T') ? clinicTime(value.earliest).toString(u"yyyy-MM-dd HH:mm"_s) : value.text;
    }
    QString operator()(const TimeOfDay &value) const
    {
        return value.time.toString(value.time.second() == 0 && value.time.msec() == 0 ? u"HH:mm"_s : u"HH:mm:ss"_s);
    }
    QString operator()(const Uri &value) const { return value.text; }
    QString operator()(const Attachment &value) const
    {
        if (!value.title.isEmpty())
            return value.title;
        return value.url.isEmpty() ? u"a file"_s : value.url;
    }
    QString operator()(const Reference &value) const { return value.display.isEmpty() ? value.reference : value.display; }
};

} // namespace

std::optional<Decimal> Decimal::fromString(const QString &text)
{
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok || !std::isfinite(value) || !isJsonNumber(text))
        return std::nullopt;
    return Decimal{text, value};
}

std::optional<Moment> Moment::fromString(const QString &text)
{
    constexpr int minutesBeforeUtc = 120; // the clinic's
    if (const auto date = PartialDate::fromString(text)) {
        const auto utc = [](const QDate &day, const QTime &time) { return QDateTime(day, time, Qt::UTC).addSecs(-minutesBeforeUtc * 60); };
        return Moment{text, utc(date->earliest(), QTime(0, 0)), utc(date->latest(), QTime(23, 59, 59, 999))};
    }
    static const QRegularExpression form(
        u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])\\z"_s);
    if (!form.match(text).hasMatch())
        return std::nullopt;
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
    return moment.isValid() ? std::optional(Moment{text, moment, moment}) : std::nullopt;
}

std::optional<TimeOfDay> TimeOfDay::fromString(const QString &text)
{
    static const QRegularExpression form(u"\\A([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?\\z"_s);
    const QTime time = QTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() && form.match(text).hasMatch() ? std::optional(TimeOfDay{text, time}) : std::nullopt;
}

bool Quantity::hasUnitOf(const Quantity &other) const
{
    if (!code.isEmpty() && !other.code.isEmpty())
        return code == other.code;
    const QString &ours = unit.isEmpty() ? code : unit;
    return ours == (other.unit.isEmpty() ? other.code : other.unit) || (!code.isEmpty() && code == other.unit) || (!other.code.isEmpty() && unit == other.code);
}

bool Coding::matches(const Coding &other) const
{
    return code == other.code && (system == other.system || system.isEmpty() || other.system.isEmpty());
}

QString toText(const AnswerValue &value)
{
    return std::visit(Words{}, value);
}

std::optional<double> numberOf(const AnswerValue &value)
{
    if (const auto *integer = std::get_if<qint64>(&value))
        return static_cast<double>(*integer);
    if (const auto *decimal = std::get_if<Decimal>(&value))
        return decimal->value;
    if (const auto *quantity = std::get_if<Quantity>(&value))
        return quantity->value.value;
    return std::nullopt;
}

QString answerSourceName(AnswerSource source)
{
    switch (source) {
    case AnswerSource::Patient:
        return u"patient"_s;
    case AnswerSource::Nurse:
        return u"nurse"_s;
    case AnswerSource::Dermatologist:
        return u"dermatologist"_s;
    }
    return {};
}

std::optional<AnswerSource> answerSourceFromName(const QString &name)
{
    for (const AnswerSource source :
         {AnswerSource::Patient, AnswerSource::Nurse, AnswerSource::Dermatologist}) {
        if (answerSourceName(source) == name)
            return source;
    }
    return std::nullopt;
}

bool Answer::saysTheSameAs(const Answer &other) const
{
    return state == other.state && declined == other.declined && values == other.values;
}

} // namespace dermis
