#include "core/questionnaires/fhir_path_functions.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace path { // the names of FHIRPath are those of others, too
namespace {

/// Whether a text is sign and digits, and perhaps a point with digits.
bool isPlainNumber(QStringView text, bool whole)
{
    if (text.startsWith(u'-') || text.startsWith(u'+'))
        text = text.mid(1);
    return ExactDecimal::fromString(text) && std::all_of(text.begin(), text.end(), [&](QChar c) {
               return (c >= u'0' && c <= u'9') || (!whole && c == u'.');
           });
}

std::optional<PathValue> asBoolean(const PathValue &value)
{
    static const QStringList yes{u"true"_s, u"t"_s, u"yes"_s, u"y"_s, u"1"_s, u"1.0"_s};
    static const QStringList no{u"false"_s, u"f"_s, u"no"_s, u"n"_s, u"0"_s, u"0.0"_s};
    if (std::holds_alternative<bool>(value))
        return value;
    if (const auto *text = std::get_if<QString>(&value)) {
        if (yes.contains(text->toLower()))
            return true;
        return no.contains(text->toLower()) ? std::optional<PathValue>(false) : std::nullopt;
    }
    const auto number = decimalOf(value);
    if (number == ExactDecimal(1))
        return true;
    return number == ExactDecimal(0) ? std::optional<PathValue>(false) : std::nullopt;
}

std::optional<PathValue> asInteger(const PathValue &value)
{
    if (std::holds_alternative<qint32>(value))
        return value;
    if (const auto *boolean = std::get_if<bool>(&value))
        return static_cast<qint32>(*boolean ? 1 : 0);
    const auto *text = std::get_if<QString>(&value);
    if (!text || !isPlainNumber(*text, true))
        return std::nullopt;
    const auto integer = ExactDecimal::fromString(*text)->toInteger();
    return integer ? std::optional<PathValue>(*integer) : std::nullopt;
}

std::optional<PathValue> asDecimal(const PathValue &value)
{
    if (const auto number = decimalOf(value))
        return *number;
    if (const auto *boolean = std::get_if<bool>(&value))
        return *ExactDecimal::fromString(*boolean ? u"1.0" : u"0.0");
    const auto *text = std::get_if<QString>(&value);
    if (!text || !isPlainNumber(*text, false))
        return std::nullopt;
    return *ExactDecimal::fromString(*text);
}

std::optional<PathValue> asText(const PathValue &value)
{
    const auto text = textOf(value);
    return text ? std::optional<PathValue>(*text) : std::nullopt;
}

std::optional<PathValue> readMoment(PathMoment::Kind kind, const PathValue &value)
{
    const auto *text = std::get_if<QString>(&value);
    const auto moment = text ? PathMoment::fromString(kind, *text) : std::nullopt;
    return moment ? std::optional<PathValue>(*moment) : std::nullopt;
}

std::optional<PathValue> asDate(const PathValue &value)
{
    const auto *moment = std::get_if<PathMoment>(&value);
    if (!moment)
        return readMoment(PathMoment::Kind::Date, value);
    if (moment->kind == PathMoment::Kind::Time)
        return std::nullopt;
    return PathMoment{PathMoment::Kind::Date,
                      std::min(moment->precision, PathMoment::Precision::Day),
                      moment->date,
                      {},
                      {}};
}

std::optional<PathValue> asDateTime(const PathValue &value)
{
    const auto *moment = std::get_if<PathMoment>(&value);
    if (!moment)
        return readMoment(PathMoment::Kind::DateTime, value);
    if (moment->kind == PathMoment::Kind::Time)
        return std::nullopt;
    PathMoment result = *moment;
    result.kind = PathMoment::Kind::DateTime;
    return result;
}

std::optional<PathValue> asTime(const PathValue &value)
{
    const auto *moment = std::get_if<PathMoment>(&value);
    if (!moment)
        return readMoment(PathMoment::Kind::Time, value);
    return moment->kind == PathMoment::Kind::Time ? std::optional<PathValue>(value) : std::nullopt;
}

/// The number and unit of 4 days, 10 'mg' or 7.
std::optional<PathValue> quantityFromText(const QString &text)
{
    qsizetype end = 0;
    while (end < text.size() && u"+-.0123456789"_s.contains(text[end]))
        ++end;
    if (!isPlainNumber(QStringView(text).first(end), false))
        return std::nullopt;
    const ExactDecimal number = *ExactDecimal::fromString(QStringView(text).first(end));
    const QString unit = text.mid(end).trimmed();
    if (unit.isEmpty())
        return PathQuantity{number, u"1"_s, false};
    if (unit.size() > 2 && unit.startsWith(u'\'') && unit.endsWith(u'\''))
        return PathQuantity{number, unit.mid(1, unit.size() - 2), false};
    const QString calendar = calendarUnit(unit);
    return calendar.isEmpty() ? std::nullopt : std::optional<PathValue>(PathQuantity{number, calendar, true});
}

std::optional<PathValue> asQuantity(const PathValue &value)
{
    if (std::holds_alternative<PathQuantity>(value))
        return value;
    if (const auto *text = std::get_if<QString>(&value))
        return quantityFromText(*text);
    const auto number = asDecimal(value);
    return number ? std::optional<PathValue>(PathQuantity{std::get<ExactDecimal>(*number), u"1"_s, false})
                  : std::nullopt;
}

template <auto conversion>
Result<PathValues> converted(const PathCall &call)
{
    const auto value = TRY(call.value());
    const auto result = value ? conversion(*value) : std::nullopt;
    return result ? PathValues{*result} : PathValues{};
}

template <auto conversion>
Result<PathValues> converts(const PathCall &call)
{
    const auto value = TRY(call.value());
    return value ? PathValues{conversion(*value).has_value()} : PathValues{};
}

constexpr std::array conversionTable{
    PathFunction{"toBoolean"_L1, 0, 0, converted<asBoolean>},
    PathFunction{"toInteger"_L1, 0, 0, converted<asInteger>},
    PathFunction{"toDecimal"_L1, 0, 0, converted<asDecimal>},
    PathFunction{"toString"_L1, 0, 0, converted<asText>},
    PathFunction{"toDate"_L1, 0, 0, converted<asDate>},
    PathFunction{"toDateTime"_L1, 0, 0, converted<asDateTime>},
    PathFunction{"toTime"_L1, 0, 0, converted<asTime>},
    PathFunction{"toQuantity"_L1, 0, 0, converted<asQuantity>},
    PathFunction{"convertsToBoolean"_L1, 0, 0, converts<asBoolean>},
    PathFunction{"convertsToInteger"_L1, 0, 0, converts<asInteger>},
    PathFunction{"convertsToDecimal"_L1, 0, 0, converts<asDecimal>},
    PathFunction{"convertsToString"_L1, 0, 0, converts<asText>},
    PathFunction{"convertsToDate"_L1, 0, 0, converts<asDate>},
    PathFunction{"convertsToDateTime"_L1, 0, 0, converts<asDateTime>},
    PathFunction{"convertsToTime"_L1, 0, 0, converts<asTime>},
    PathFunction{"convertsToQuantity"_L1, 0, 0, converts<asQuantity>},
};

} // namespace
} // namespace path

std::span<const PathFunction> conversionFunctions()
{
    return path::conversionTable;
}

} // namespace dermis
