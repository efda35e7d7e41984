#pragma once

#include <QByteArray>
#include <QJsonValue>

namespace dermis {

/// RFC 8785 (JSON Canonicalization Scheme) bytes of a value: keys by UTF-16 order, shortest numbers, UTF-8.
QByteArray canonicalJson(const QJsonValue &value);
/// Appends one string as canonical JSON.
void appendCanonicalString(QByteArray &out, const QString &text);
/// The same for text that is UTF-8 already.
void appendCanonicalUtf8(QByteArray &out, const QByteArray &utf8);
/// Appends one number as ECMAScript prints it; the value is finite.
void appendCanonicalNumber(QByteArray &out, double value);

} // namespace dermis
