#include "core/base/canonical_json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace dermis {

namespace {

void appendEscaped(QByteArray &out, char16_t unit)
{
    static constexpr char hex[] = "0123456789abcdef";
    switch (unit) {
    case u'"':
        out += "\\\"";
        break;
    case u'\\':
        out += "\\\\";
        break;
    case u'\b':
        out += "\\b";
        break;
    case u'\f':
        out += "\\f";
        break;
    case u'\n':
        out += "\\n";
        break;
    case u'\r':
        out += "\\r";
        break;
    case u'\t':
        out += "\\t";
        break;
    default:
        out += "\\u00";
        out += hex[(unit >> 4) & 0xF];
        out += hex[unit & 0xF];
    }
}

bool needsEscape(char16_t unit)
{
    return unit < 0x20 || unit == u'"' || unit == u'\\';
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
    out += '"';
    qsizetype from = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text.at(i).unicode();
        if (!needsEscape(unit))
            continue;
        out += QStringView(text).sliced(from, i - from).toUtf8();
        appendEscaped(out, unit);
        from = i + 1;
    }
    out += QStringView(text).sliced(from).toUtf8();
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
