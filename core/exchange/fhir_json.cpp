#include "core/exchange/fhir_json.h"

#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis::fhir {

const QString base = u"https://dermis.example/fhir/"_s;
const QString terminology = u"http://terminology.hl7.org/CodeSystem/"_s;

Json text(const QString &words)
{
    return Json::string(words);
}

Json list(Json element)
{
    Json array = Json::array();
    array.append(std::move(element));
    return array;
}

Json reference(const QString &to)
{
    return Json::object().set(u"reference"_s, text(to));
}

Json moment(const QDateTime &at)
{
    return text(toIsoUtc(at));
}

Json day(const QDate &date)
{
    return text(date.toString(Qt::ISODate));
}

Json coding(const QString &system, const QString &code)
{
    return Json::object().set(u"system"_s, text(system)).set(u"code"_s, text(code));
}

Json codeable(const QString &words, const QString &system, const QString &code)
{
    Json json = Json::object();
    if (!code.isEmpty())
        json.set(u"coding"_s, list(coding(system, code)));
    if (!words.isEmpty())
        json.set(u"text"_s, text(words));
    return json;
}

Json identifier(const QString &system, const QString &value)
{
    return Json::object().set(u"system"_s, text(base + system)).set(u"value"_s, text(value));
}

Json base64(const QByteArray &bytes)
{
    return text(QString::fromLatin1(bytes.toBase64()));
}

} // namespace dermis::fhir
