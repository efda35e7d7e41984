#include "core/consents/sheet_mark.h"

#include "core/consents/sheet_pages.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTransform>

#define ZX_USE_UTF8 // text() in UTF-8
#include <ZXing/ReadBarcode.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal cutDpi = 150;
constexpr qreal codeSide = 24 * mm;

/// The four corners that fit the printed square best by turning, shifting and scaling alone: a flatbed does no more, and a code of 24 mm
/// is too small to measure more by.
QTransform fromPage(const QPolygonF &corners)
{
    const QPolygonF printed{{page::right - codeSide, page::top},
                            {page::right, page::top},
                            {page::right, page::top + codeSide},
                            {page::right - codeSide, page::top + codeSide}};
    const auto middleOf = [](const QPolygonF &points) {
        QPointF sum;
        for (const QPointF &point : points)
            sum += point;
        return sum / static_cast<qreal>(points.size());
    };
    const QPointF from = middleOf(printed);
    const QPointF to = middleOf(corners);
    qreal along = 0;
    qreal across = 0;
    qreal square = 0;
    for (qsizetype i = 0; i < printed.size(); ++i) {
        const QPointF p = printed.at(i) - from;
        const QPointF q = corners.at(i) - to;
        along += p.x() * q.x() + p.y() * q.y();
        across += p.x() * q.y() - p.y() * q.x();
        square += p.x() * p.x() + p.y() * p.y();
    }
    const qreal c = along / square;
    const qreal s = across / square;
    return {c, s, -s, c, to.x() - (c * from.x() - s * from.y()), to.y() - (s * from.x() + c * from.y())};
}

} // namespace

std::optional<SheetMark> markFromText(const QString &text)
{
    static const QRegularExpression pattern(u"^DERMIS:([A-Z0-9-]+):(\\d{1,6}):([A-Z]{2,3}):(\\d{1,4}):([0-9A-F]{16})$"_s);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return SheetMark{match.captured(1), match.captured(2).toInt(), match.captured(3), match.captured(4).toInt(), match.captured(5), {}};
}

std::optional<SheetMark> findMark(const QImage &grey, bool *isForeign)
{
    Q_ASSERT(grey.format() == QImage::Format_Grayscale8);
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                static_cast<int>(grey.bytesPerLine()));
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true);
    bool foreign = false;
    for (const ZXing::Result &found : ZXing::ReadBarcodes(view, hints)) {
        if (!found.isValid())
            continue;
        if (auto mark = markFromText(QString::fromStdString(found.text()))) {
            for (const ZXing::PointI &corner : found.position())
                mark->corners << QPointF(corner.x, corner.y);
            return mark;
        }
        foreign = true;
    }
    if (isForeign != nullptr)
        *isForeign = foreign;
    return std::nullopt;
}

QImage cutOut(const QImage &grey, const SheetMark &mark, const QRectF &area)
{
    const qreal scale = cutDpi / unitsPerInch;
    QImage part((area.size() * scale).toSize(), QImage::Format_Grayscale8);
    part.fill(Qt::white);
    QPainter painter(&part);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    painter.setTransform(fromPage(mark.corners).inverted(), true);
    painter.drawImage(0, 0, grey);
    return part;
}

} // namespace dermis
