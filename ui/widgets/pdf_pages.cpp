#include "ui/widgets/pdf_pages.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfDocument>
#include <QPdfSelection>

namespace dermis {

PdfPages renderPdf(const QByteArray &pdf, int dpi)
{
    if (!pdf.startsWith("%PDF-")) // Qt 6.4 leaks what it has read when this is no PDF
        return {};
    QByteArray bytes(pdf);
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    PdfPages pages;
    for (int page = 0; page < document.pageCount(); ++page) {
        const QSizeF points = document.pagePointSize(page);
        QImage picture(document.render(page, (points * dpi / 72.0).toSize()));
        QImage paper(picture.size(), QImage::Format_RGB32);
        paper.fill(Qt::white);
        QPainter(&paper).drawImage(0, 0, picture);
        pages.images << paper;
        pages.sizes << points;
        pages.texts << document.getAllText(page).text();
    }
    return pages;
}

} // namespace dermis
