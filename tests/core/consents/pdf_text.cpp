#include "tests/core/consents/pdf_text.h"

#include <QBuffer>
#include <QPdfDocument>
#include <QPdfSelection>

namespace dermis::test {

QStringList pagesOf(const QByteArray &pdf)
{
    QByteArray bytes = pdf;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    QStringList pages;
    for (int page = 0; page < document.pageCount(); ++page)
        pages << document.getAllText(page).text().replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    return pages;
}

} // namespace dermis::test
