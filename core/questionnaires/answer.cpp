#include "core/questionnaires/answer.h"

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
        return value.unit.isEmpty() ? value.value.text : value.value.text + u' ' + value.unit;
    }
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
