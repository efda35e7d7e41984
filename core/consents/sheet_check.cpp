#include "core/consents/sheet_check.h"

#include "core/consents/qr_code.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_pages.h"

#include <QBuffer>
#include <QImage>
#include <QPdfDocument>
#include <QPdfSelection>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal tolerance = 2; // points: what a letter may reach beyond its own box
constexpr int readDpi = 200;   // what signed sheets are scanned at (design-language.md §12)

using PageCheck = std::function<bool(QPdfDocument &, int)>;

/// Passed when every page passes; else says which does not.
SheetCheck everyPage(SheetCheckKind kind, QPdfDocument &document, const PageCheck &passes)
{
    for (int page = 0; page < document.pageCount(); ++page) {
        if (!passes(document, page))
            return {kind, false, u"page %1"_s.arg(page + 1)};
    }
    return {kind, document.pageCount() > 0, QString()};
}

bool textInsideMargins(QPdfDocument &document, int number)
{
    const QRectF margins(QPointF(page::left, page::top) / pt, QPointF(page::right, page::bottom) / pt);
    const QRectF text = document.getAllText(number).boundingRectangle();
    return margins.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(text);
}

QString plain(const QString &text)
{
    return text.simplified().remove(u' ');
}

QStringList emptyFields(const SheetContent &content)
{
    QStringList empty;
    for (const SheetLine &line : content.patientBlock) {
        if (line.text.trimmed().isEmpty())
            empty << line.label;
    }
    if (content.practice.trimmed().isEmpty())
        empty << u"practice"_s;
    if (content.practiceLines.isEmpty())
        empty << u"doctor"_s;
    return empty;
}

SheetCheck noEmptyField(const SheetContent &content)
{
    const QStringList empty = emptyFields(content);
    return {SheetCheckKind::NoEmptyField, empty.isEmpty(), empty.join(u", "_s)};
}

/// Reads the middle of every module from the painted page and compares it with what was to be encoded.
bool qrReadsBack(QPdfDocument &document, int number, const QString &text)
{
    const auto code = qrCode(text);
    if (!code)
        return false;
    const qreal scale = readDpi / qreal(unitsPerInch);
    QImage image = document.render(number, QSize(qRound(page::width * scale), qRound(page::height * scale)));
    const qreal side = 24 * mm;
    const qreal module = side / code->size;
    for (int row = 0; row < code->size; ++row) {
        for (int column = 0; column < code->size; ++column) {
            const qreal x = page::right - side + (column + 0.5) * module;
            const qreal y = page::top + (row + 0.5) * module;
            const QColor colour = image.pixelColor(static_cast<int>(x * scale), static_cast<int>(y * scale));
            const bool dark = colour.alpha() > 127 && colour.lightness() < 128;
            if (dark != code->dark.at(row * code->size + column))
                return false;
        }
    }
    return true;
}

SheetCheck codesReadBack(QPdfDocument &document, const SheetContent &content)
{
    if (content.kind != SheetKind::Issued)
        return {SheetCheckKind::CodesReadBack, true, QString()};
    return everyPage(SheetCheckKind::CodesReadBack, document, [&](QPdfDocument &pdf, int number) {
        return pdf.getAllText(number).text().contains(groupedCode(content.shortCode)) &&
               qrReadsBack(pdf, number, qrText(content, number + 1));
    });
}

} // namespace

QString sheetCheckName(SheetCheckKind kind)
{
    switch (kind) {
    case SheetCheckKind::TextInsideMargins:
        return u"text-inside-margins"_s;
    case SheetCheckKind::NoEmptyField:
        return u"no-empty-field"_s;
    case SheetCheckKind::CodesReadBack:
        return u"codes-read-back"_s;
    case SheetCheckKind::NameOnEveryPage:
        return u"name-on-every-page"_s;
    }
    return {};
}

QList<SheetCheck> checkSheet(const QByteArray &pdf, const SheetContent &content)
{
    QByteArray bytes = pdf;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    const QString name = plain(footerName(content));
    return {everyPage(SheetCheckKind::TextInsideMargins, document, textInsideMargins), noEmptyField(content),
            codesReadBack(document, content),
            everyPage(SheetCheckKind::NameOnEveryPage, document, [&](QPdfDocument &opened, int number) {
                return plain(opened.getAllText(number).text()).contains(name);
            })};
}

} // namespace dermis
