#pragma once

#include "core/base/result.h"

#include <QList>
#include <QPainterPath>

namespace dermis {

/// The dark modules of a QR code: `size` by `size`, row by row.
struct QrCode
{
    int size = 0;
    QList<bool> dark;
};

/// Level M, upper case letters, digits and `$%*+-./:` only; InvalidInput when the text has other signs or is
/// too long.
Result<QrCode> qrCode(const QString &text);
/// The dark modules as one outline in a square of side 1.
QPainterPath qrOutline(const QrCode &code);

} // namespace dermis
