#pragma once

#include "core/base/result.h"
#include "core/questionnaires/exact_decimal.h"
#include "core/questionnaires/json.h"

#include <QDate>
#include <QDateTime>
#include <QLatin1StringView>
#include <QTime>

#include <compare>
#include <variant>
#include <vector>

namespace dermis {

/// An element of a FHIR resource. Points into a tree that the caller keeps alive.
struct PathNode
{
    const Json *json = nullptr;      ///< null where a primitive has extensions but no value
    const Json *companion = nullptr; ///< the `_name` member with a primitive's id and extensions, or null
    QLatin1StringView type; ///< FHIR type where the element's name tells it (Coding, date), else empty
};

/// A number with its unit.
struct PathQuantity
{
    ExactDecimal value;
    QString unit;          ///< UCUM code, or year, month, week, day, hour, minute, second, millisecond
    bool calendar = false; ///< the unit is one of those words and follows the calendar
};

/// A date, date and time, or time of day, each as precise as it was given.
struct PathMoment
{
    enum class Kind { Date, DateTime, Time };
    enum class Precision { Year, Month, Day, Hour, Minute, Second, Millisecond };

    Kind kind = Kind::Date;
    Precision precision = Precision::Day;
    QDate date;
    QTime time;
    std::optional<int> offset; ///< minutes east of UTC, of a date and time that says so

    /// Reads what FHIR writes: 2024-03, 2024-03-01T10:30:00+02:00, 10:30.
    static std::optional<PathMoment> fromString(Kind kind, QStringView text);
    static PathMoment of(const QDate &date) { return {Kind::Date, Precision::Day, date, {}, {}}; }
    static PathMoment of(const QDateTime &moment);
    QString toString() const;

    /// InvalidInput when the unit does not belong to such a value or the year leaves 1 to 9999.
    Result<PathMoment> plus(const PathQuantity &amount) const;
    /// Unordered when one is less precise and they are equal so far; a time without offset is taken at
    /// `offset`.
    static std::partial_ordering compare(const PathMoment &left, const PathMoment &right, int offset);
};

/// One value of a FHIRPath collection.
using PathValue = std::variant<PathNode, bool, qint32, ExactDecimal, QString, PathMoment, PathQuantity>;
using PathValues = std::vector<PathValue>;

/// A primitive or Quantity element as the value that FHIRPath computes with; anything else as it is.
PathValue computable(const PathValue &value);
/// FHIR's name of the value's type: boolean, dateTime, Quantity, Coding; empty when it is not known.
QString fhirTypeOf(const PathValue &value);
/// As toString() writes it; nothing for elements that have no text, such as a Coding.
std::optional<QString> textOf(const PathValue &value);
/// As it stands in a resource, ready to be an answer's valueX.
Json jsonOf(const PathValue &value);
/// "year" of "years"; empty when it is no unit of the calendar.
QString calendarUnit(QStringView word);

/// The FHIR type that ends the name of a choice element (Coding of valueCoding); empty when it is none.
QLatin1StringView choiceType(QStringView suffix);

/// Children of a node by name; `value` finds valueCoding and the like.
void appendChildren(PathValues &out, const PathNode &node, QStringView name);
/// All children of a node, in the order of the document.
void appendAllChildren(PathValues &out, const PathNode &node);

/// A type as `is`, `as` and ofType() name it.
struct PathType
{
    enum class Space { Fhir, System, Either };
    Space space = Space::Fhir;
    QString name;
    /// Nothing when there is no such type.
    static std::optional<PathType> fromName(const QString &name);
    bool includes(const PathValue &value) const;
};

} // namespace dermis
