#pragma once

#include "core/consents/sheet_pages.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>
#include <QPainterPath>
#include <QPdfDocument>
#include <QPdfWriter>

#include <catch2/catch.hpp>

#include <random>

namespace dermis::test {

/// How a page lies on the scanner.
struct Scanning
{
    int dpi = 200;
    qreal degrees = 0;
    int noise = 0; ///< grey levels, at most
};

/// What a scanner makes of a printed page that somebody signed in these boxes.
inline QImage scanned(QByteArray sheet, int page, const Scanning &how, const QList<QRectF> &inked = {})
{
    QBuffer buffer(&sheet);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    const QSizeF points = document.pagePointSize(page - 1);
    QImage paper = document.render(page - 1, (points * how.dpi / 72).toSize());
    QImage bed(paper.size(), QImage::Format_RGB32);
    bed.fill(Qt::white);
    QPainter painter(&bed);
    painter.drawImage(0, 0, paper);
    const qreal scale = how.dpi / qreal(unitsPerInch);
    painter.scale(scale, scale);
    painter.setPen(QPen(QColor(20, 30, 120), 0.7 * mm, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const QRectF &box : inked) {
        const QPointF at(box.left() + 60 * mm, box.center().y());
        QPainterPath stroke(at);
        for (int i = 1; i <= 6; ++i)
            stroke.cubicTo(at + QPointF((i * 7 - 5) * mm, -6 * mm), at + QPointF((i * 7 - 2) * mm, 5 * mm), at + QPointF(i * 7 * mm, 0));
        painter.drawPath(stroke);
    }
    painter.end();
    QImage turned = bed;
    if (how.degrees != 0) {
        QTransform turn;
        turn.rotate(how.degrees);
        const QImage moved = bed.convertToFormat(QImage::Format_ARGB32).transformed(turn, Qt::SmoothTransformation);
        turned = QImage(moved.size(), QImage::Format_RGB32);
        turned.fill(Qt::white);
        QPainter onBed(&turned);
        onBed.drawImage(0, 0, moved);
    }
    QImage grey = turned.convertToFormat(QImage::Format_Grayscale8);
    std::minstd_rand random(42);
    for (int y = 0; how.noise > 0 && y < grey.height(); ++y) {
        uchar *line = grey.scanLine(y);
        for (int x = 0; x < grey.width(); ++x)
            line[x] = static_cast<uchar>(std::clamp<int>(line[x] - static_cast<int>(random() % static_cast<unsigned>(how.noise)), 0, 255));
    }
    return grey;
}

inline QByteArray encoded(const QImage &picture, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    if (qstrcmp(format, "jpeg") == 0)
        writer.setQuality(60);
    REQUIRE(writer.write(picture));
    return bytes;
}

/// A stack that went through the feeder.
inline QByteArray pdfOf(const QList<QImage> &pictures)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    writer.setResolution(200);
    QPainter painter(&writer);
    for (const QImage &picture : pictures) {
        if (&picture != &pictures.first())
            writer.newPage();
        painter.drawImage(QRect(0, 0, writer.width(), writer.height()), picture);
    }
    painter.end();
    return bytes;
}

} // namespace dermis::test
