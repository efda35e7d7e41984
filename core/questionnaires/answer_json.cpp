#include "core/questionnaires/answer_json.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<std::optional<AnswerValue>> readNumber(const QString &type, const Json &json)
{
    const auto decimal = json.isNumber() ? Decimal::fromString(json.text()) : std::nullopt;
    if (!decimal)
        return fail(ErrorCode::InvalidInput, u"a number"_s);
    if (type == u"Decimal")
        return *decimal;
    bool ok = false;
    const qint64 integer = json.text().toLongLong(&ok);
    if (!ok || integer != static_cast<qint32>(integer))
        return fail(ErrorCode::InvalidInput, u"a whole number"_s);
    return integer;
}

Result<std::optional<AnswerValue>> readQuantity(const Json &json)
{
    const Json *value = json.find(u"value");
    const auto decimal = value && value->isNumber() ? Decimal::fromString(value->text()) : std::nullopt;
    if (!decimal || json.find(u"comparator"))
        return fail(ErrorCode::InvalidInput, u"a number with a unit"_s);
    const QString unit = json.textOf(u"unit");
    return Quantity{*decimal, unit.isEmpty() ? json.textOf(u"code") : unit};
}

struct Writer
{
    Json operator()(bool value) const { return Json::boolean(value); }
    Json operator()(qint64 value) const { return Json::number(QString::number(value)); }
    Json operator()(const Decimal &value) const { return Json::number(value.text); }
    Json operator()(const PartialDate &value) const { return Json::string(value.toString()); }
    Json operator()(const QString &value) const { return Json::string(value); }
    Json operator()(const Coding &value) const
    {
        Json json = Json::object();
        if (!value.system.isEmpty())
            json.set(u"system"_s, Json::string(value.system));
        if (!value.code.isEmpty())
            json.set(u"code"_s, Json::string(value.code));
        if (!value.display.isEmpty())
            json.set(u"display"_s, Json::string(value.display));
        return json;
    }
    Json operator()(const Quantity &value) const
    {
        Json json = Json::object();
        json.set(u"value"_s, Json::number(value.value.text));
        if (!value.unit.isEmpty())
            json.set(u"unit"_s, Json::string(value.unit));
        return json;
    }
};

} // namespace

std::pair<QString, const Json *> typedMember(const Json &json, const QString &prefix)
{
    for (const auto &[name, value] : json.members()) {
        if (name.size() > prefix.size() && name.startsWith(prefix) && name.at(prefix.size()).isUpper())
            return {name.sliced(prefix.size()), &value};
    }
    return {};
}

Coding readCoding(const Json &json)
{
    return {json.textOf(u"system"), json.textOf(u"code"), json.textOf(u"display")};
}

Result<std::optional<AnswerValue>> readAnswerValue(const QString &type, const Json &json)
{
    if (type == u"Boolean") {
        if (!json.isBool())
            return fail(ErrorCode::InvalidInput, u"true or false"_s);
        return json.toBool();
    }
    if (type == u"Integer" || type == u"Decimal")
        return readNumber(type, json);
    if (type == u"Date") {
        const auto date = PartialDate::fromString(json.text());
        if (!json.isString() || !date)
            return fail(ErrorCode::InvalidInput, u"a real date (2025, 2025-09 or 2025-09-02)"_s);
        return *date;
    }
    if (type == u"String") {
        if (!json.isString() || json.text().isEmpty())
            return fail(ErrorCode::InvalidInput, u"text"_s);
        return json.text();
    }
    if (type == u"Coding") {
        const Coding coding = readCoding(json);
        if (coding.code.isEmpty() && coding.display.isEmpty())
            return fail(ErrorCode::InvalidInput, u"a code"_s);
        return coding;
    }
    if (type == u"Quantity")
        return readQuantity(json);
    return std::nullopt;
}

QString answerTypeName(const AnswerValue &value)
{
    static const QStringList names{u"Boolean"_s, u"Integer"_s, u"Decimal"_s, u"Date"_s,
                                   u"String"_s,  u"Coding"_s,  u"Quantity"_s};
    return names.at(static_cast<qsizetype>(value.index()));
}

Json writeAnswerValue(const AnswerValue &value)
{
    return std::visit(Writer{}, value);
}

} // namespace dermis
