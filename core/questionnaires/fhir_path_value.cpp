#include "core/questionnaires/fhir_path_value.h"

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array primitiveTypes{"boolean"_L1,   "integer"_L1,      "decimal"_L1,     "date"_L1,
                                    "dateTime"_L1,  "time"_L1,         "instant"_L1,     "string"_L1,
                                    "code"_L1,      "id"_L1,           "markdown"_L1,    "uri"_L1,
                                    "url"_L1,       "canonical"_L1,    "oid"_L1,         "uuid"_L1,
                                    "integer64"_L1, "base64Binary"_L1, "positiveInt"_L1, "unsignedInt"_L1};
constexpr std::array choiceTypes{
    "Address"_L1, "Age"_L1,           "Annotation"_L1,   "Attachment"_L1, "CodeableConcept"_L1,
    "Coding"_L1,  "ContactDetail"_L1, "ContactPoint"_L1, "Count"_L1,      "Distance"_L1,
    "Dosage"_L1,  "Duration"_L1,      "Expression"_L1,   "HumanName"_L1,  "Identifier"_L1,
    "Meta"_L1,    "Money"_L1,         "Period"_L1,       "Quantity"_L1,   "Range"_L1,
    "Ratio"_L1,   "Reference"_L1,     "SampledData"_L1,  "Signature"_L1,  "Timing"_L1};
constexpr std::array systemTypes{"Any"_L1,     "Boolean"_L1,  "Date"_L1,   "DateTime"_L1, "Decimal"_L1,
                                 "Integer"_L1, "Quantity"_L1, "String"_L1, "Time"_L1};

struct NamedType
{
    QLatin1StringView name;
    QLatin1StringView type;
};
/// Elements whose JSON does not tell that they are more than text; FHIR R4, the resources that forms meet.
constexpr std::array elementTypes{NamedType{"authored"_L1, "dateTime"_L1},
                                  NamedType{"authoredOn"_L1, "dateTime"_L1},
                                  NamedType{"birthDate"_L1, "date"_L1},
                                  NamedType{"code"_L1, "code"_L1},
                                  NamedType{"coding"_L1, "Coding"_L1},
                                  NamedType{"date"_L1, "dateTime"_L1},
                                  NamedType{"end"_L1, "dateTime"_L1},
                                  NamedType{"extension"_L1, "Extension"_L1},
                                  NamedType{"issued"_L1, "instant"_L1},
                                  NamedType{"lastUpdated"_L1, "instant"_L1},
                                  NamedType{"period"_L1, "Period"_L1},
                                  NamedType{"recordedDate"_L1, "dateTime"_L1},
                                  NamedType{"start"_L1, "dateTime"_L1},
                                  NamedType{"system"_L1, "uri"_L1},
                                  NamedType{"url"_L1, "uri"_L1}};

struct Supertype
{
    QLatin1StringView type;
    QLatin1StringView base;
};
constexpr std::array supertypes{Supertype{"Age"_L1, "Quantity"_L1},
                                Supertype{"Count"_L1, "Quantity"_L1},
                                Supertype{"Distance"_L1, "Quantity"_L1},
                                Supertype{"Duration"_L1, "Quantity"_L1},
                                Supertype{"canonical"_L1, "uri"_L1},
                                Supertype{"code"_L1, "string"_L1},
                                Supertype{"id"_L1, "string"_L1},
                                Supertype{"markdown"_L1, "string"_L1},
                                Supertype{"oid"_L1, "uri"_L1},
                                Supertype{"positiveInt"_L1, "integer"_L1},
                                Supertype{"unsignedInt"_L1, "integer"_L1},
                                Supertype{"url"_L1, "uri"_L1},
                                Supertype{"uuid"_L1, "uri"_L1}};

template <typename Table>
QLatin1StringView found(const Table &table, QStringView name)
{
    for (const QLatin1StringView entry : table) {
        if (name == entry)
            return entry;
    }
    return {};
}

QLatin1StringView typeOfElement(QStringView name, const Json *json, QLatin1StringView parent)
{
    if (name == "value"_L1 && parent == "Quantity"_L1)
        return "decimal"_L1;
    if (name.startsWith("value"_L1) && name.size() > 5)
        return choiceType(name.mid(5));
    const bool composed = json && (json->isObject() || json->isArray());
    for (const auto &[element, type] : elementTypes) {
        const bool complexType = type[0] >= QLatin1Char('A') && type[0] <= QLatin1Char('Z');
        if (name == element && composed == complexType)
            return type;
    }
    if (!composed && name.endsWith("DateTime"_L1))
        return "dateTime"_L1;
    return {};
}

const Json *present(const Json *json)
{
    return json && json->type() != Json::Type::Null ? json : nullptr;
}

/// One child or, of an array, each of its elements.
void appendElements(PathValues &out, const Json *json, const Json *companion, QLatin1StringView type)
{
    if (!(json && json->isArray()) && !(companion && companion->isArray())) {
        if (present(json) || present(companion))
            out.push_back(PathNode{present(json), present(companion), type});
        return;
    }
    static const std::vector<Json> none;
    const auto &values = json ? json->elements() : none;
    const auto &companions = companion ? companion->elements() : none;
    for (size_t i = 0; i < std::max(values.size(), companions.size()); ++i) {
        const Json *value = i < values.size() ? present(&values[i]) : nullptr;
        const Json *beside = i < companions.size() ? present(&companions[i]) : nullptr;
        if (value || beside)
            out.push_back(PathNode{value, beside, type});
    }
}

/// The object whose members are the node's children: its own, or a primitive's companion.
const Json *holderOf(const PathNode &node)
{
    return node.json && node.json->isObject() ? node.json : node.companion;
}

/// What stands in an object under a name and under the same name with an underscore.
struct NamedMember
{
    const Json *json = nullptr;
    const Json *companion = nullptr;
    QLatin1StringView type;
};

PathValue computableNumber(const PathNode &node)
{
    const QString &text = node.json->text();
    const auto value = ExactDecimal::fromString(text);
    if (!value)
        return node;
    const bool whole = !text.contains(u'.') && !text.contains(u'e') && !text.contains(u'E');
    const auto integer = value->toInteger();
    if (whole && integer && node.type != "decimal"_L1)
        return *integer;
    return *value;
}

PathValue computableText(const PathNode &node)
{
    const QString &text = node.json->text();
    std::optional<PathMoment> moment;
    if (node.type == "date"_L1)
        moment = PathMoment::fromString(PathMoment::Kind::Date, text);
    else if (node.type == "dateTime"_L1 || node.type == "instant"_L1)
        moment = PathMoment::fromString(PathMoment::Kind::DateTime, text);
    else if (node.type == "time"_L1)
        moment = PathMoment::fromString(PathMoment::Kind::Time, text);
    if (moment)
        return *moment;
    return text;
}

constexpr QLatin1StringView ucum{"http://unitsofmeasure.org"};

struct CalendarUnit
{
    QLatin1StringView word;
    QLatin1StringView ucumCode;
};
/// FHIR R4, "FHIRPath", Using FHIR Quantity: these codes of an element mean the calendar's units.
constexpr std::array calendarUnits{
    CalendarUnit{"year"_L1, "a"_L1},   CalendarUnit{"month"_L1, "mo"_L1},
    CalendarUnit{"week"_L1, "wk"_L1},  CalendarUnit{"day"_L1, "d"_L1},
    CalendarUnit{"hour"_L1, "h"_L1},   CalendarUnit{"minute"_L1, "min"_L1},
    CalendarUnit{"second"_L1, "s"_L1}, CalendarUnit{"millisecond"_L1, "ms"_L1}};

PathValue computableQuantity(const PathNode &node)
{
    const Json *number = node.json->find(u"value");
    const auto value = number && number->isNumber() ? ExactDecimal::fromString(number->text()) : std::nullopt;
    if (!value)
        return node;
    const QString code = node.json->textOf(u"code");
    if (code.isEmpty()) {
        const QString unit = node.json->textOf(u"unit");
        return PathQuantity{*value, unit.isEmpty() ? u"1"_s : unit, false};
    }
    if (node.json->textOf(u"system") == ucum) {
        for (const CalendarUnit &unit : calendarUnits) {
            if (code == unit.ucumCode)
                return PathQuantity{*value, unit.word, true};
        }
    }
    return PathQuantity{*value, code, false};
}

Json jsonOfQuantity(const PathQuantity &quantity)
{
    Json json = Json::object();
    json.set(u"value"_s, Json::number(quantity.value.toString()));
    QString code = quantity.unit;
    for (const CalendarUnit &unit : calendarUnits) {
        if (quantity.calendar && code == unit.word)
            code = unit.ucumCode;
    }
    json.set(u"unit"_s, Json::string(quantity.unit));
    json.set(u"system"_s, Json::string(ucum));
    json.set(u"code"_s, Json::string(code));
    return json;
}

QString textOfQuantity(const PathQuantity &quantity)
{
    if (!quantity.calendar)
        return u"%1 '%2'"_s.arg(quantity.value.toString(), quantity.unit);
    const bool one = quantity.value == ExactDecimal(1);
    return quantity.value.toString() + u' ' + quantity.unit + (one ? QString() : u"s"_s);
}

QLatin1StringView nameOfKind(PathMoment::Kind kind)
{
    switch (kind) {
    case PathMoment::Kind::Date:
        return "date"_L1;
    case PathMoment::Kind::DateTime:
        return "dateTime"_L1;
    case PathMoment::Kind::Time:
        return "time"_L1;
    }
    return {};
}

struct FhirTypeName
{
    QString operator()(const PathNode &node) const
    {
        if (!node.type.isEmpty())
            return node.type;
        if (!node.json)
            return {};
        switch (node.json->type()) {
        case Json::Type::Bool:
            return u"boolean"_s;
        case Json::Type::String:
            return u"string"_s;
        case Json::Type::Number:
            return std::holds_alternative<qint32>(computableNumber(node)) ? u"integer"_s : u"decimal"_s;
        default:
            return node.json->textOf(u"resourceType");
        }
    }
    QString operator()(bool) const { return u"boolean"_s; }
    QString operator()(qint32) const { return u"integer"_s; }
    QString operator()(const ExactDecimal &) const { return u"decimal"_s; }
    QString operator()(const QString &) const { return u"string"_s; }
    QString operator()(const PathMoment &moment) const { return nameOfKind(moment.kind); }
    QString operator()(const PathQuantity &) const { return u"Quantity"_s; }
};

struct PathText
{
    std::optional<QString> operator()(const PathNode &) const { return std::nullopt; }
    std::optional<QString> operator()(bool value) const { return value ? u"true"_s : u"false"_s; }
    std::optional<QString> operator()(qint32 value) const { return QString::number(value); }
    std::optional<QString> operator()(const ExactDecimal &value) const { return value.toString(); }
    std::optional<QString> operator()(const QString &value) const { return value; }
    std::optional<QString> operator()(const PathMoment &value) const { return value.toString(); }
    std::optional<QString> operator()(const PathQuantity &value) const { return textOfQuantity(value); }
};

struct PathJson
{
    Json operator()(const PathNode &node) const { return node.json ? *node.json : Json(); }
    Json operator()(bool value) const { return Json::boolean(value); }
    Json operator()(qint32 value) const { return Json::number(QString::number(value)); }
    Json operator()(const ExactDecimal &value) const { return Json::number(value.toString()); }
    Json operator()(const QString &value) const { return Json::string(value); }
    Json operator()(const PathMoment &value) const { return Json::string(value.toString()); }
    Json operator()(const PathQuantity &value) const { return jsonOfQuantity(value); }
};

bool isSystemType(const PathValue &value, const QString &name)
{
    if (name == "Any"_L1)
        return true;
    QString own = fhirTypeOf(value);
    own[0] = own[0].toUpper();
    return own == name;
}

bool isFhirType(const PathNode &node, const QString &name)
{
    QString own = fhirTypeOf(node);
    const bool resource = node.json && !node.json->textOf(u"resourceType").isEmpty();
    if (name == "Element"_L1)
        return !resource;
    if (name == "Resource"_L1 || name == "DomainResource"_L1)
        return resource;
    while (own != name) {
        const auto *base = std::find_if(supertypes.begin(), supertypes.end(),
                                        [&](const Supertype &entry) { return own == entry.type; });
        if (base == supertypes.end())
            return false;
        own = base->base;
    }
    return true;
}

} // namespace

QLatin1StringView choiceType(QStringView suffix)
{
    if (suffix.isEmpty() || !suffix[0].isUpper())
        return {};
    if (const auto complexType = found(choiceTypes, suffix); !complexType.isEmpty())
        return complexType;
    for (const QLatin1StringView type : primitiveTypes) {
        if (suffix.size() == type.size() && suffix[0].toLower() == type[0] && suffix.mid(1) == type.mid(1))
            return type;
    }
    return {};
}

QString calendarUnit(QStringView word)
{
    const QStringView singular = word.endsWith(u's') ? word.chopped(1) : word;
    for (const CalendarUnit &unit : calendarUnits) {
        if (singular == unit.word)
            return unit.word;
    }
    return {};
}

PathValue computable(const PathValue &value)
{
    const auto *node = std::get_if<PathNode>(&value);
    if (!node || !node->json)
        return value;
    switch (node->json->type()) {
    case Json::Type::Bool:
        return node->json->toBool();
    case Json::Type::Number:
        return computableNumber(*node);
    case Json::Type::String:
        return computableText(*node);
    case Json::Type::Object:
        return isFhirType(*node, u"Quantity"_s) ? computableQuantity(*node) : value;
    default:
        return value;
    }
}

QString fhirTypeOf(const PathValue &value)
{
    return std::visit(FhirTypeName{}, value);
}

std::optional<QString> textOf(const PathValue &value)
{
    return std::visit(PathText{}, computable(value));
}

Json jsonOf(const PathValue &value)
{
    return std::visit(PathJson{}, value);
}

void appendChildren(PathValues &out, const PathNode &node, QStringView name)
{
    const Json *holder = holderOf(node);
    if (!holder)
        return;
    NamedMember exact;
    NamedMember choice;
    for (const auto &[key, value] : holder->members()) {
        const bool beside = key.startsWith(u'_') && !name.startsWith(u'_');
        const QStringView own = QStringView(key).mid(beside ? 1 : 0);
        if (!own.startsWith(name))
            continue;
        const auto type = own.size() == name.size() ? QLatin1StringView() : choiceType(own.mid(name.size()));
        if (own.size() != name.size() && type.isEmpty())
            continue;
        NamedMember &member = own.size() == name.size() ? exact : choice;
        (beside ? member.companion : member.json) = &value;
        member.type = type;
    }
    if (exact.json || exact.companion)
        appendElements(out, exact.json, exact.companion, typeOfElement(name, exact.json, node.type));
    else if (choice.json || choice.companion)
        appendElements(out, choice.json, choice.companion, choice.type);
}

void appendAllChildren(PathValues &out, const PathNode &node)
{
    const Json *holder = holderOf(node);
    if (!holder)
        return;
    const auto &members = holder->members();
    const bool companions = std::any_of(members.begin(), members.end(),
                                        [](const auto &member) { return member.first.startsWith(u'_'); });
    for (const auto &[key, value] : members) {
        if (key == "resourceType"_L1)
            continue;
        const QStringView own = key;
        if (!own.startsWith(u'_'))
            appendElements(out, &value, companions ? holder->find(QString(u'_' + key)) : nullptr,
                           typeOfElement(own, &value, node.type));
        else if (!holder->find(own.mid(1)))
            appendElements(out, nullptr, &value, typeOfElement(own.mid(1), nullptr, node.type));
    }
}

std::optional<PathType> PathType::fromName(const QString &name)
{
    const QStringList parts = name.split(u'.');
    const QString &own = parts.last();
    if (own.isEmpty() || parts.size() > 2)
        return std::nullopt;
    const bool system = !found(systemTypes, own).isEmpty();
    const bool fhir = !found(primitiveTypes, own).isEmpty() || (own[0] >= u'A' && own[0] <= u'Z');
    if (parts.size() == 2) {
        if (parts.first() == "System"_L1 && system)
            return PathType{Space::System, own};
        if (parts.first() == "FHIR"_L1 && fhir)
            return PathType{Space::Fhir, own};
        return std::nullopt;
    }
    if (own == "Quantity"_L1)
        return PathType{Space::Either, own};
    if (system)
        return PathType{Space::System, own};
    return fhir ? std::optional(PathType{Space::Fhir, own}) : std::nullopt;
}

bool PathType::includes(const PathValue &value) const
{
    if (const auto *node = std::get_if<PathNode>(&value))
        return space != Space::System && isFhirType(*node, name);
    return space != Space::Fhir && isSystemType(value, name);
}

} // namespace dermis
