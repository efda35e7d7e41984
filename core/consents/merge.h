#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

namespace dermis {

/// Fills `{{field}}`, `{{#section}}` and `{{^section}}` from strings, booleans, objects and lists of objects;
/// an empty string is a section that is not there. Values are escaped, so that a name prints as it is spelt.
/// InvalidInput names a field that does not exist, a tag that is not closed, or a tag that would print
/// unescaped.
Result<QString> mergeTemplate(const QString &text, const QJsonObject &fields);

/// A value as Markdown that prints it literally, on one line.
QString markdownEscaped(const QString &value);

} // namespace dermis
