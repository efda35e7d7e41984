#include "core/base/canonical_json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace dermis {

namespace {

void appendEscaped(QByteArray &out, char unit)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (unit) {
    case '"':
        out += "\\\"";
        break;
    case '\\':
        out += "\\\\";
        break;
    case '\b':
        out += "\\b";
        break;
    case '\f':
        out += "\\f";
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        out += "\\u00";
        out += hex[(unit >> 4) & 0xF];
        out += hex[unit & 0xF];
    }
}

bool needsEscape(char unit)
{
    return static_cast<unsigned char>(unit) < 0x20 || unit == '"' || unit == '\\';
}

void append(QByteArray &out, const QJsonValue &value);

void appendObject(QByteArray &out, const QJsonObject &object)
{
    out += '{';
    bool first = true;
    for (auto it = object.begin(); it != object.end(); ++it) { // QJsonObject keeps keys in UTF-16 order
        if (!first)
            out += ',';
        first = false;
        appendCanonicalString(out, it.key());
        out += ':';
        append(out, it.value());
    }
    out += '}';
}

void appendArray(QByteArray &out, const QJsonArray &array)
{
    out += '[';
    bool first = true;
    for (const QJsonValue &element : array) {
        if (!first)
            out += ',';
        first = false;
        append(out, element);
    }
    out += ']';
}

void append(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        break;
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case QJsonValue::Double:
        appendCanonicalNumber(out, value.toDouble());
        break;
    case QJsonValue::String:
        appendCanonicalString(out, value.toString());
        break;
    case QJsonValue::Array:
        appendArray(out, value.toArray());
        break;
    case QJsonValue::Object:
        appendObject(out, value.toObject());
        break;
    }
}

} // namespace

QByteArray canonicalJson(const QJsonValue &value)
{
    QByteArray out;
    append(out, value);
    return out;
}

void appendCanonicalString(QByteArray &out, const QString &text)
{
    appendCanonicalUtf8(out, text.toUtf8());
}

void appendCanonicalUtf8(QByteArray &out, const QByteArray &utf8)
{
    out += '"';
    const auto *const end = utf8.cend();
    for (const auto *from = utf8.cbegin();;) {
        const auto *const special = std::find_if(from, end, needsEscape);
        out.append(from, special - from);
        if (special == end)
            break;
        appendEscaped(out, *special);
        from = special + 1;
    }
    out += '"';
}

void appendCanonicalNumber(QByteArray &out, double value)
{
    Q_ASSERT(std::isfinite(value));
    if (value == 0) {
        out += '0';
        return;
    }
    if (value < 0) {
        out += '-';
        value = -value;
    }
    std::array<char, 40> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<size_t>(end.ptr - buffer.data()));
    const size_t e = text.find('e');
    std::string figures(1, text[0]);
    if (e > 2)
        figures += text.substr(2, e - 2);
    const int exponent = std::stoi(std::string(text.substr(e + 1)));
    const int count = static_cast<int>(figures.size());
    const int point = exponent + 1; // the decimal point stands after this many figures (ECMA-262 Number::toString)
    if (count <= point && point <= 21)
        figures.append(static_cast<size_t>(point - count), '0');
    else if (0 < point && point <= 21)
        figures.insert(static_cast<size_t>(point), 1, '.');
    else if (-6 < point && point <= 0)
        figures.insert(0, "0." + std::string(static_cast<size_t>(-point), '0'));
    else {
        if (count > 1)
            figures.insert(1, 1, '.');
        figures += (exponent < 0 ? "e-" : "e+") + std::to_string(std::abs(exponent));
    }
    out += figures;
}

} // namespace dermis
