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
    return Quantity{*decimal, json.textOf(u"unit"), json.textOf(u"system"), json.textOf(u"code")};
}

Result<std::optional<AnswerValue>> readAttachment(const Json &json)
{
    const auto data = QByteArray::fromBase64Encoding(json.textOf(u"data").toLatin1());
    if (!json.isObject() || !data)
        return fail(ErrorCode::InvalidInput, u"a file"_s);
    Attachment attachment{json.textOf(u"title"), json.textOf(u"contentType"), *data, json.textOf(u"url")};
    if (attachment == Attachment())
        return fail(ErrorCode::InvalidInput, u"a file or its address"_s);
    return attachment;
}

Result<std::optional<AnswerValue>> readReference(const Json &json)
{
    Reference reference{json.textOf(u"reference"), json.textOf(u"display")};
    if (const Json *identifier = json.find(u"identifier"); reference.display.isEmpty() && reference.reference.isEmpty() && identifier)
        reference.display = identifier->textOf(u"value");
    if (reference == Reference())
        return fail(ErrorCode::InvalidInput, u"another record"_s);
    return reference;
}

/// A member of an object, where there is something to say.
void setText(Json &json, const QString &name, const QString &text)
{
    if (!text.isEmpty())
        json.set(name, Json::string(text));
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
        setText(json, u"system"_s, value.system);
        setText(json, u"code"_s, value.code);
        setText(json, u"display"_s, value.display);
        return json;
    }
    Json operator()(const Quantity &value) const
    {
        Json json = Json::object();
        json.set(u"value"_s, Json::number(value.value.text));
        setText(json, u"unit"_s, value.unit);
        setText(json, u"system"_s, value.system);
        setText(json, u"code"_s, value.code);
        return json;
    }
    Json operator()(const Moment &value) const { return Json::string(value.text); }
    Json operator()(const TimeOfDay &value) const { return Json::string(value.text); }
    Json operator()(const Uri &value) const { return Json::string(value.text); }
    Json operator()(const Attachment &value) const
    {
        Json json = Json::object();
        setText(json, u"contentType"_s, value.contentType);
        setText(json, u"data"_s, QString::fromLatin1(value.data.toBase64()));
        setText(json, u"url"_s, value.url);
        setText(json, u"title"_s, value.title);
        return json;
    }
    Json operator()(const Reference &value) const
    {
        Json json = Json::object();
        setText(json, u"reference"_s, value.reference);
        setText(json, u"display"_s, value.display);
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
    if (type == u"DateTime") {
        auto moment = json.isString() ? Moment::fromString(json.text()) : std::nullopt;
        if (!moment)
            return fail(ErrorCode::InvalidInput, u"a real date and time (2025-09-02T14:30:00+02:00)"_s);
        return *moment;
    }
    if (type == u"Time") {
        auto time = json.isString() ? TimeOfDay::fromString(json.text()) : std::nullopt;
        if (!time)
            return fail(ErrorCode::InvalidInput, u"a time (14:30:00)"_s);
        return *time;
    }
    if (type == u"Uri") {
        if (!json.isString() || json.text().isEmpty() || json.text().contains(u' '))
            return fail(ErrorCode::InvalidInput, u"an address without spaces"_s);
        return Uri{json.text()};
    }
    if (type == u"Attachment")
        return readAttachment(json);
    if (type == u"Reference")
        return readReference(json);
    return std::nullopt;
}

QString answerTypeName(const AnswerValue &value)
{
    static const QStringList names{u"Boolean"_s, u"Integer"_s, u"Decimal"_s, u"Date"_s,
                                   u"String"_s,  u"Coding"_s,  u"Quantity"_s, u"DateTime"_s,
                                   u"Time"_s,    u"Uri"_s,     u"Attachment"_s, u"Reference"_s};
    return names.at(static_cast<qsizetype>(value.index()));
}

Json writeAnswerValue(const AnswerValue &value)
{
    return std::visit(Writer{}, value);
}

} // namespace dermis
