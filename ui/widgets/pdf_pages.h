#pragma once

#include <QByteArray>
#include <QImage>
#include <QList>
#include <QString>

namespace dermis {

/// A PDF's pages as pictures and text; empty when the bytes are not a PDF.
struct PdfPages
{
    QList<QImage> images;
    QList<QSizeF> sizes; ///< points
    QList<QString> texts;
};

/// Renders every page at `dpi`; a plain job for a worker thread.
PdfPages renderPdf(const QByteArray &pdf, int dpi);

} // namespace dermis
