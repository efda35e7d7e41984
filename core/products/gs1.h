#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QString>

namespace dermis {

/// What a GS1 barcode says of a pack.
struct Gs1Data
{
    QString gtin;   ///< 14 digits
    QString lot;    ///< empty when not said
    QDate expiry;   ///< the last day of the month where the day is written 00; invalid when not said
    QString serial; ///< of the unit; empty when not said
    bool operator==(const Gs1Data &) const = default;
};

/// Reads what a keyboard-wedge scanner types or a person copies: element strings with application identifiers
/// 01, 10, 17 and 21, with or without brackets, a symbology prefix (]d2, ]C1, ]Q3) and FNC1 written as the
/// group separator; or a bare EAN or GTIN. InvalidInput says what is wrong: an unknown identifier, a check
/// digit, a date.
Result<Gs1Data> readGs1(const QString &text);
/// A GTIN of 8, 12, 13 or 14 digits as 14; InvalidInput when the check digit or length is wrong.
Result<QString> gtin14(const QString &digits);

} // namespace dermis
