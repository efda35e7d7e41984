#pragma once

#include <QImage>
#include <QPolygonF>
#include <QString>

#include <optional>

namespace dermis {

/// The QR code of one of our sheets, as it was found in a picture.
struct SheetMark
{
    QString form;
    int version = 0;
    QString language;
    int page = 0;
    QString fingerprint; ///< 16 hex digits, upper case
    QPolygonF corners;   ///< top left, top right, bottom right, bottom left as printed, in pixels
};

/// What a page's code says (sheet_letterhead.h, qrText); nothing when it is none of ours.
std::optional<SheetMark> markFromText(const QString &text);
/// Finds the code of a sheet in a grey picture, at any angle; `isForeign` (may be null) tells of a code that is none of ours.
std::optional<SheetMark> findMark(const QImage &grey, bool *isForeign = nullptr);
/// A part of the page as it was printed (`area` in page units, sheet_pages.h), turned upright out of the picture, at about 150 dpi.
QImage cutOut(const QImage &grey, const SheetMark &mark, const QRectF &area);

} // namespace dermis
