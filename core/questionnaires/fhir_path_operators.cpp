#include "core/questionnaires/fhir_path_operators.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// A unit's size in the base unit of what it measures.
struct UnitSize
{
    QLatin1StringView unit;
    bool calendar;
    QLatin1StringView measures;
    const char *size;
};
/// UCUM's common units, and the calendar's as FHIRPath relates them to UCUM's.
constexpr std::array unitSizes{UnitSize{"millisecond"_L1, true, "time"_L1, "1"},
                               UnitSize{"ms"_L1, false, "time"_L1, "1"},
                               UnitSize{"second"_L1, true, "time"_L1, "1000"},
                               UnitSize{"s"_L1, false, "time"_L1, "1000"},
                               UnitSize{"minute"_L1, true, "time"_L1, "60000"},
                               UnitSize{"min"_L1, false, "time"_L1, "60000"},
                               UnitSize{"hour"_L1, true, "time"_L1, "3600000"},
                               UnitSize{"h"_L1, false, "time"_L1, "3600000"},
                               UnitSize{"day"_L1, true, "time"_L1, "86400000"},
                               UnitSize{"d"_L1, false, "time"_L1, "86400000"},
                               UnitSize{"week"_L1, true, "time"_L1, "604800000"},
                               UnitSize{"wk"_L1, false, "time"_L1, "604800000"},
                               UnitSize{"mo"_L1, false, "time"_L1, "2629800000"},
                               UnitSize{"a"_L1, false, "time"_L1, "31557600000"},
                               UnitSize{"month"_L1, true, "calendar"_L1, "1"},
                               UnitSize{"year"_L1, true, "calendar"_L1, "12"},
                               UnitSize{"um"_L1, false, "length"_L1, "0.000001"},
                               UnitSize{"mm"_L1, false, "length"_L1, "0.001"},
                               UnitSize{"cm"_L1, false, "length"_L1, "0.01"},
                               UnitSize{"m"_L1, false, "length"_L1, "1"},
                               UnitSize{"km"_L1, false, "length"_L1, "1000"},
                               UnitSize{"[in_i]"_L1, false, "length"_L1, "0.0254"},
                               UnitSize{"[ft_i]"_L1, false, "length"_L1, "0.3048"},
                               UnitSize{"ug"_L1, false, "mass"_L1, "0.000001"},
                               UnitSize{"mg"_L1, false, "mass"_L1, "0.001"},
                               UnitSize{"g"_L1, false, "mass"_L1, "1"},
                               UnitSize{"kg"_L1, false, "mass"_L1, "1000"},
                               UnitSize{"[oz_av]"_L1, false, "mass"_L1, "28.349523125"},
                               UnitSize{"[lb_av]"_L1, false, "mass"_L1, "453.59237"},
                               UnitSize{"uL"_L1, false, "volume"_L1, "0.000001"},
                               UnitSize{"mL"_L1, false, "volume"_L1, "0.001"},
                               UnitSize{"dL"_L1, false, "volume"_L1, "0.1"},
                               UnitSize{"L"_L1, false, "volume"_L1, "1"}};

const UnitSize *sizeOf(const PathQuantity &quantity)
{
    for (const UnitSize &size : unitSizes) {
        if (quantity.calendar == size.calendar && quantity.unit == size.unit)
            return &size;
    }
    return nullptr;
}

ExactDecimal factorOf(const UnitSize &size)
{
    return ExactDecimal::fromString(QString::fromLatin1(size.size)).value_or(ExactDecimal());
}

/// Two quantities in one unit.
struct CommonUnit
{
    ExactDecimal left;
    ExactDecimal right;
    PathQuantity unit; // without a value
};

enum class Granularity { Finest, Coarsest };

std::optional<CommonUnit> inCommonUnit(const PathQuantity &left, const PathQuantity &right,
                                       Granularity wanted)
{
    if (left.unit == right.unit && left.calendar == right.calendar)
        return CommonUnit{left.value, right.value, left};
    const UnitSize *leftSize = sizeOf(left);
    const UnitSize *rightSize = sizeOf(right);
    if (!leftSize || !rightSize || leftSize->measures != rightSize->measures)
        return std::nullopt;
    const bool leftFiner = factorOf(*leftSize) < factorOf(*rightSize);
    const bool useLeft = leftFiner == (wanted == Granularity::Finest);
    const PathQuantity &other = useLeft ? right : left;
    const auto scaled = ExactDecimal::product(other.value, factorOf(useLeft ? *rightSize : *leftSize));
    const auto value =
        scaled ? ExactDecimal::quotient(*scaled, factorOf(useLeft ? *leftSize : *rightSize)) : std::nullopt;
    if (!value)
        return std::nullopt;
    return useLeft ? CommonUnit{left.value, *value, left} : CommonUnit{*value, right.value, right};
}

/// Months and years against weeks and days, where no calendar says how long they are: 30 and 365 days.
PathQuantity inDays(PathQuantity quantity)
{
    if (!quantity.calendar || (quantity.unit != "year"_L1 && quantity.unit != "month"_L1))
        return quantity;
    const ExactDecimal days(quantity.unit == "year"_L1 ? 365 : 30);
    if (const auto value = ExactDecimal::product(quantity.value, days))
        return {*value, u"day"_s, true};
    return quantity;
}

std::partial_ordering compareQuantities(const PathQuantity &left, const PathQuantity &right)
{
    auto common = inCommonUnit(left, right, Granularity::Finest);
    if (!common && left.calendar && right.calendar)
        common = inCommonUnit(inDays(left), inDays(right), Granularity::Finest);
    if (!common)
        return std::partial_ordering::unordered;
    return common->left <=> common->right;
}

/// For `~` a year of the calendar is UCUM's year, and a month its month.
PathQuantity definite(PathQuantity quantity)
{
    if (quantity.calendar && (quantity.unit == "year"_L1 || quantity.unit == "month"_L1))
        return {quantity.value, quantity.unit == "year"_L1 ? u"a"_s : u"mo"_s, false};
    return quantity;
}

bool equivalentDecimals(const ExactDecimal &left, const ExactDecimal &right)
{
    const int places = std::min(left.trimmed().places(), right.trimmed().places());
    return left.rounded(places) == right.rounded(places);
}

bool equivalentQuantities(const PathQuantity &left, const PathQuantity &right)
{
    auto common = inCommonUnit(left, right, Granularity::Coarsest);
    if (!common)
        common = inCommonUnit(definite(left), definite(right), Granularity::Coarsest);
    return common && equivalentDecimals(common->left, common->right);
}

QString plainText(const QString &text)
{
    QString plain = text.toCaseFolded();
    for (QChar &c : plain) {
        if (c.isSpace())
            c = u' ';
    }
    return plain;
}

std::optional<PathQuantity> quantityOf(const PathValue &value)
{
    if (const auto *quantity = std::get_if<PathQuantity>(&value))
        return *quantity;
    if (const auto number = decimalOf(value))
        return PathQuantity{*number, u"1"_s, false};
    return std::nullopt;
}

/// Whether both are of one of these kinds after implicit conversion.
bool bothMoments(const PathValue &left, const PathValue &right)
{
    const auto *a = std::get_if<PathMoment>(&left);
    const auto *b = std::get_if<PathMoment>(&right);
    return a && b && (a->kind == PathMoment::Kind::Time) == (b->kind == PathMoment::Kind::Time);
}

QString nameOfOperator(PathOperator op)
{
    switch (op) {
    case PathOperator::Add:
        return u"+"_s;
    case PathOperator::Subtract:
        return u"-"_s;
    case PathOperator::Multiply:
        return u"*"_s;
    case PathOperator::Divide:
        return u"/"_s;
    case PathOperator::Div:
        return u"div"_s;
    default:
        return u"mod"_s;
    }
}

bool isPlain(const PathQuantity &quantity)
{
    return quantity.unit == "1"_L1 && !quantity.calendar;
}

PathValues ofNumber(const std::optional<ExactDecimal> &number, bool integer)
{
    if (!number)
        return {};
    if (!integer)
        return {*number};
    const auto whole = number->toInteger();
    return whole ? PathValues{*whole} : PathValues{};
}

std::optional<ExactDecimal> computed(PathOperator op, const ExactDecimal &left, const ExactDecimal &right)
{
    switch (op) {
    case PathOperator::Add:
        return ExactDecimal::sum(left, right);
    case PathOperator::Subtract:
        return ExactDecimal::sum(left, right.negated());
    case PathOperator::Multiply:
        return ExactDecimal::product(left, right);
    case PathOperator::Divide:
        return ExactDecimal::quotient(left, right);
    case PathOperator::Div:
        return ExactDecimal::truncatedQuotient(left, right);
    default:
        return ExactDecimal::remainder(left, right);
    }
}

PathValues ofQuantity(const std::optional<ExactDecimal> &value, const PathQuantity &unit)
{
    return value ? PathValues{PathQuantity{*value, unit.unit, unit.calendar}} : PathValues{};
}

/// Units of products that are not one of the factors' own are not worked out: the result is empty, as the
/// spec allows.
PathValues computedQuantity(PathOperator op, const PathQuantity &left, const PathQuantity &right)
{
    if (op == PathOperator::Multiply) {
        if (!isPlain(left) && !isPlain(right))
            return {};
        return ofQuantity(computed(op, left.value, right.value), isPlain(left) ? right : left);
    }
    if (op == PathOperator::Divide && isPlain(right))
        return ofQuantity(computed(op, left.value, right.value), left);
    const auto common = inCommonUnit(left, right, Granularity::Finest);
    if (!common)
        return {};
    const PathQuantity unit = op == PathOperator::Divide ? PathQuantity{{}, u"1"_s, false} : common->unit;
    return ofQuantity(computed(op, common->left, common->right), unit);
}

/// The same for values that are equal, however they are written.
struct BucketOf
{
    size_t operator()(const PathNode &node) const
    {
        size_t bucket = 0;
        if (!node.json)
            return bucket;
        for (const auto &[key, value] : node.json->members())
            bucket += qHashMulti(0, key, textIn(value));
        return bucket;
    }
    size_t operator()(bool value) const { return value ? 1 : 2; }
    size_t operator()(qint32 value) const { return (*this)(ExactDecimal(value)); }
    size_t operator()(const ExactDecimal &value) const { return qHash(value.trimmed().toString()); }
    size_t operator()(const PathQuantity &value) const { return isPlain(value) ? (*this)(value.value) : 3; }
    size_t operator()(const PathMoment &) const { return 4; }
    size_t operator()(const QString &text) const { return qHash(text); }

private:
    static QString textIn(const Json &json)
    {
        const auto number = json.isNumber() ? ExactDecimal::fromString(json.text()) : std::nullopt;
        return number ? number->trimmed().toString() : json.isString() ? json.text() : QString();
    }
};

} // namespace

PathSet::PathSet(PathComparison &comparison, const PathValues &values) : m_comparison(comparison)
{
    for (const PathValue &value : values)
        insert(value);
}

size_t PathSet::bucketOf(const PathValue &value) const
{
    constexpr qint64 cost = 4;
    m_comparison.addVisits(cost);
    return std::visit(BucketOf{}, computable(value));
}

bool PathSet::contains(const PathValue &value) const
{
    const auto bucket = m_buckets.find(bucketOf(value));
    return bucket != m_buckets.end() && m_comparison.contains(bucket->second, value);
}

bool PathSet::insert(const PathValue &value)
{
    PathValues &bucket = m_buckets[bucketOf(value)];
    if (m_comparison.contains(bucket, value))
        return false;
    bucket.push_back(value);
    return true;
}

std::optional<ExactDecimal> decimalOf(const PathValue &value)
{
    if (const auto *integer = std::get_if<qint32>(&value))
        return ExactDecimal(*integer);
    if (const auto *decimal = std::get_if<ExactDecimal>(&value))
        return *decimal;
    return std::nullopt;
}

Truth PathComparison::equal(const PathValue &left, const PathValue &right)
{
    if (isExhausted())
        return Truth::Unknown;
    ++m_visits;
    const PathValue a = computable(left);
    const PathValue b = computable(right);
    if (bothMoments(a, b)) {
        const auto order = PathMoment::compare(std::get<PathMoment>(a), std::get<PathMoment>(b), m_offset);
        return order == std::partial_ordering::unordered ? Truth::Unknown : truth(order == 0);
    }
    const auto number = decimalOf(a);
    const auto otherNumber = decimalOf(b);
    if (number && otherNumber)
        return truth(*number == *otherNumber);
    if (const auto quantity = quantityOf(a), otherQuantity = quantityOf(b); quantity && otherQuantity) {
        const auto order = compareQuantities(*quantity, *otherQuantity);
        return order == std::partial_ordering::unordered ? Truth::Unknown : truth(order == 0);
    }
    if (a.index() != b.index())
        return Truth::False;
    if (const auto *text = std::get_if<QString>(&a))
        return sameText(*text, std::get<QString>(b));
    if (const auto *boolean = std::get_if<bool>(&a))
        return truth(*boolean == std::get<bool>(b));
    const auto *node = std::get_if<PathNode>(&a);
    const auto *other = std::get_if<PathNode>(&b);
    return truth(node && other && node->json && other->json && sameTree(*node->json, *other->json));
}

Truth PathComparison::sameText(const QString &left, const QString &right)
{
    m_visits += left.size() == right.size() ? left.size() / charactersOfPathVisit : 0;
    return truth(left == right);
}

Truth PathComparison::equal(const PathValues &left, const PathValues &right)
{
    if (left.empty() || right.empty())
        return Truth::Unknown;
    if (left.size() != right.size())
        return Truth::False;
    Truth all = Truth::True;
    for (size_t i = 0; i < left.size(); ++i)
        all = both(all, equal(left[i], right[i]));
    return all;
}

bool PathComparison::contains(const PathValues &values, const PathValue &value)
{
    return std::any_of(values.begin(), values.end(),
                       [&](const PathValue &other) { return equal(other, value) == Truth::True; });
}

bool PathComparison::sameTree(const Json &left, const Json &right)
{
    ++m_visits;
    if (&left == &right)
        return true;
    if (left.type() != right.type())
        return false;
    if (left.isNumber())
        return ExactDecimal::fromString(left.text()) == ExactDecimal::fromString(right.text());
    if (left.elements().size() != right.elements().size() || left.members().size() != right.members().size())
        return false;
    for (size_t i = 0; i < left.elements().size(); ++i) {
        if (!sameTree(left.elements()[i], right.elements()[i]))
            return false;
    }
    for (const auto &[key, value] : left.members()) {
        const Json *other = right.find(key);
        if (!other || !sameTree(value, *other))
            return false;
    }
    return left.toBool() == right.toBool() && left.text() == right.text();
}

bool PathComparison::equivalentTree(const Json &left, const Json &right)
{
    ++m_visits;
    if (left.isArray() != right.isArray() || left.members().size() != right.members().size())
        return false;
    if (left.isArray()) {
        PathValues leftElements;
        PathValues rightElements;
        for (const Json &element : left.elements())
            leftElements.push_back(PathNode{&element, nullptr, {}});
        for (const Json &element : right.elements())
            rightElements.push_back(PathNode{&element, nullptr, {}});
        return equivalent(leftElements, rightElements);
    }
    for (const auto &[key, value] : left.members()) {
        const Json *other = right.find(key);
        if (!other ||
            !equivalent(PathValue(PathNode{&value, nullptr, {}}), PathValue(PathNode{other, nullptr, {}})))
            return false;
    }
    return left.type() == right.type();
}

bool PathComparison::equivalent(const PathValue &left, const PathValue &right)
{
    constexpr qint64 cost = 20; // folding takes its time
    if (isExhausted())
        return false;
    m_visits += cost;
    const PathValue a = computable(left);
    const PathValue b = computable(right);
    const auto *text = std::get_if<QString>(&a);
    const auto *otherText = std::get_if<QString>(&b);
    if (text && otherText) {
        m_visits += (text->size() + otherText->size()) / charactersOfPathVisit;
        return plainText(*text) == plainText(*otherText);
    }
    const auto number = decimalOf(a);
    const auto otherNumber = decimalOf(b);
    if (number && otherNumber)
        return equivalentDecimals(*number, *otherNumber);
    if (const auto quantity = quantityOf(a), otherQuantity = quantityOf(b); quantity && otherQuantity)
        return equivalentQuantities(*quantity, *otherQuantity);
    const auto *node = std::get_if<PathNode>(&a);
    const auto *other = std::get_if<PathNode>(&b);
    if (node && other)
        return node->json && other->json && equivalentTree(*node->json, *other->json);
    return equal(a, b) == Truth::True;
}

bool PathComparison::equivalent(const PathValues &left, const PathValues &right)
{
    if (left.size() != right.size())
        return false;
    std::vector<bool> taken(right.size(), false);
    for (const PathValue &value : left) {
        size_t i = 0;
        while (i < right.size() && (taken[i] || !equivalent(value, right[i])))
            ++i;
        if (i == right.size())
            return false;
        taken[i] = true;
    }
    return true;
}

Result<std::partial_ordering> PathComparison::order(const PathValue &left, const PathValue &right)
{
    ++m_visits;
    const PathValue a = computable(left);
    const PathValue b = computable(right);
    if (bothMoments(a, b))
        return PathMoment::compare(std::get<PathMoment>(a), std::get<PathMoment>(b), m_offset);
    const auto number = decimalOf(a);
    const auto otherNumber = decimalOf(b);
    if (number && otherNumber)
        return *number <=> *otherNumber;
    if (const auto quantity = quantityOf(a), otherQuantity = quantityOf(b); quantity && otherQuantity)
        return compareQuantities(*quantity, *otherQuantity);
    const auto *text = std::get_if<QString>(&a);
    const auto *otherText = std::get_if<QString>(&b);
    if (text && otherText)
        return text->compare(*otherText) <=> 0;
    return invalidInput(u"a %1 and a %2 have no order"_s.arg(fhirTypeOf(a), fhirTypeOf(b)));
}

Result<PathValues> calculate(PathOperator op, const PathValue &left, const PathValue &right)
{
    const PathValue a = computable(left);
    const PathValue b = computable(right);
    const bool additive = op == PathOperator::Add || op == PathOperator::Subtract;
    const auto *moment = std::get_if<PathMoment>(&a);
    const auto *amount = std::get_if<PathQuantity>(&b);
    if (additive && moment && amount) {
        const bool back = op == PathOperator::Subtract;
        const PathQuantity signedAmount{back ? amount->value.negated() : amount->value, amount->unit,
                                        amount->calendar};
        const PathMoment moved = TRY(moment->plus(signedAmount));
        return PathValues{moved};
    }
    const auto *text = std::get_if<QString>(&a);
    const auto *otherText = std::get_if<QString>(&b);
    if (op == PathOperator::Add && text && otherText)
        return PathValues{QString(*text + *otherText)};
    const auto number = decimalOf(a);
    const auto otherNumber = decimalOf(b);
    if (number && otherNumber) {
        const bool integer =
            a.index() == b.index() && std::holds_alternative<qint32>(a) && op != PathOperator::Divide;
        return ofNumber(computed(op, *number, *otherNumber), integer);
    }
    const bool divided = op == PathOperator::Div || op == PathOperator::Mod;
    if (const auto quantity = quantityOf(a), otherQuantity = quantityOf(b);
        quantity && otherQuantity && !divided)
        return computedQuantity(op, *quantity, *otherQuantity);
    return invalidInput(
        u"%1 does not go with a %2 and a %3"_s.arg(nameOfOperator(op), fhirTypeOf(a), fhirTypeOf(b)));
}

Result<PathValues> negated(const PathValue &value)
{
    const PathValue own = computable(value);
    if (const auto *quantity = std::get_if<PathQuantity>(&own))
        return PathValues{PathQuantity{quantity->value.negated(), quantity->unit, quantity->calendar}};
    if (const auto number = decimalOf(own))
        return ofNumber(number->negated(), std::holds_alternative<qint32>(own));
    return invalidInput(u"a %1 has no sign"_s.arg(fhirTypeOf(own)));
}

} // namespace dermis
