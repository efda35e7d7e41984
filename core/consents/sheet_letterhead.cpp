#include "core/consents/sheet_letterhead.h"

#include "core/consents/sheet_pages.h"
#include "core/consents/sheet_words.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qreal markSide = 13 * mm;
constexpr qreal qrSide = 24 * mm;
constexpr qreal codeColumn = 36 * mm; // short code and page number, left of the QR code
constexpr qreal quiet = 4 * mm;       // nothing else stands nearer to the QR code

/// Our own mark: three waves and a needle, drawn on a field of 40 by 40.
void paintMark(QPainter &painter, const QPointF &topLeft)
{
    QPainterPath path;
    for (const qreal y : {15.0, 23.0, 31.0}) {
        path.moveTo(5, y);
        path.cubicTo(10, y - 3.6, 15, y - 3.6, 20, y);
        path.cubicTo(25, y + 3.6, 30, y + 3.6, 35, y);
    }
    path.moveTo(20, 3.5);
    path.lineTo(20, 24);
    painter.save();
    painter.translate(topLeft);
    painter.scale(markSide / 40, markSide / 40);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::black, 2.3, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(path);
    painter.restore();
}

/// The logo on white, without transparency, which PDF/A-1 does not allow.
QImage flattened(const QImage &image)
{
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    return flat;
}

void paintLogo(QPainter &painter, const QPointF &topLeft, const QByteArray &bytes)
{
    const QImage image = QImage::fromData(bytes);
    if (image.isNull())
        return paintMark(painter, topLeft);
    const QSizeF size = QSizeF(image.size()).scaled(markSide, markSide, Qt::KeepAspectRatio);
    const QPointF centred((markSide - size.width()) / 2, (markSide - size.height()) / 2);
    painter.drawImage(QRectF(topLeft + centred, size), flattened(image));
}

void paintPractice(QPainter &painter, const SheetContent &content)
{
    const qreal left = page::left + markSide + 4 * mm;
    const qreal width = page::right - qrSide - quiet - codeColumn - left;
    paintLogo(painter, QPointF(page::left, page::top), content.logo);
    qreal y = page::top - 1 * mm;
    const bool wide = textWidth(content.practice, styles::practice) > width;
    const TextStyle style = wide ? styles::bold : styles::practice;
    drawText(painter, QPointF(left, y), fitted(content.practice, style, width), style);
    y += styles::practice.leading * pt;
    for (const QString &line : content.practiceLines) {
        drawText(painter, QPointF(left, y), fitted(line, styles::small, width), styles::small);
        y += styles::small.leading * pt;
    }
}

Result<> paintQr(QPainter &painter, const QString &text)
{
    const QrCode code = TRY(qrCode(text));
    painter.save();
    painter.translate(page::right - qrSide, page::top);
    painter.scale(qrSide, qrSide);
    painter.fillPath(qrOutline(code), Qt::black);
    painter.restore();
    return {};
}

/// What stands where an issued sheet has its short code.
QString codeWords(const SheetContent &content)
{
    switch (content.kind) {
    case SheetKind::Draft:
        return paintedWord(content.words, u"painted.draftMark"_s);
    case SheetKind::Issued:
        return groupedCode(content.shortCode);
    case SheetKind::Extract:
        break;
    }
    return {};
}

/// When a form was printed, and its address, of which the end is kept.
QString formWords(const SheetContent &content)
{
    const QString words = u"printed "_s + content.printedAt;
    if (content.source.isEmpty())
        return words;
    return QFontMetricsF(sheetFont(styles::small)).elidedText(words + u" · "_s + content.source, Qt::ElideMiddle, page::bodyWidth);
}

/// Which form it is and when it was printed.
QString originWords(const SheetContent &content)
{
    if (content.questionnaire)
        return formWords(content);
    if (content.kind == SheetKind::Extract)
        return u"%1 · printed %2"_s.arg(content.title, content.printedAt);
    const QString text = content.kind == SheetKind::Draft ? paintedWord(content.words, u"painted.notFixed"_s) : content.fingerprint;
    return paintedWord(content.words, u"painted.origin"_s)
        .arg(content.form)
        .arg(content.version)
        .arg(content.language, content.printedAt, text);
}

/// Whose sheet it is, under the page's number; a line to write on where that is not known.
void paintBanner(QPainter &painter, const SheetContent &content)
{
    const qreal left = page::right - qrSide - quiet - codeColumn + quiet;
    const qreal labelWidth = 12 * mm;
    const qreal leading = styles::small.leading * pt;
    qreal y = page::top + leading + 1 * mm;
    for (const SheetLine &line : content.banner) {
        const bool isEmpty = line.text.isEmpty();
        const TextBox words(line.text, styles::smallBold, page::right - left - labelWidth);
        const qreal textTop = isEmpty ? y + 6.6 * mm - leading : y;
        drawText(painter, QPointF(left, textTop), line.label, styles::small);
        for (int i = 0; i < std::min(words.lineCount(), 2) && !isEmpty; ++i)
            words.drawLine(painter, i, QPointF(left + labelWidth, textTop + i * leading));
        y += isEmpty ? 6.6 * mm : std::min(words.lineCount(), 2) * leading + 0.5 * mm;
        if (isEmpty)
            painter.drawLine(QPointF(left + labelWidth, y - 1 * pt), QPointF(page::right, y - 1 * pt));
    }
}

Result<> paintHeader(QPainter &painter, const SheetContent &content, int pageNumber, int pageCount)
{
    paintPractice(painter, content);
    const bool hasCode = content.kind != SheetKind::Extract;
    const qreal codeRight = hasCode ? page::right - qrSide - quiet : page::right;
    drawTextEndingAt(painter, QPointF(codeRight, page::top), codeWords(content), styles::code);
    const qreal numberTop = content.banner.isEmpty() ? page::top + styles::code.leading * pt : page::top - 1 * mm;
    paintBanner(painter, content);
    drawTextEndingAt(painter, QPointF(codeRight, numberTop),
                     paintedWord(content.words, u"painted.page"_s).arg(pageNumber).arg(pageCount), styles::small);
    if (content.kind == SheetKind::Issued)
        TRY(paintQr(painter, qrText(content, pageNumber)));
    painter.setPen(QPen(Qt::black, 0.8 * pt));
    const qreal y = page::top + page::headerHeight;
    painter.drawLine(QPointF(page::left, y), QPointF(page::right, y));
    return {};
}

void paintFooter(QPainter &painter, const SheetContent &content, int pageNumber, int pageCount)
{
    painter.setPen(QPen(Qt::black, 0.5 * pt));
    painter.drawLine(QPointF(page::left, page::footerTop), QPointF(page::right, page::footerTop));
    QStringList place{codeWords(content), paintedWord(content.words, u"painted.pageFoot"_s).arg(pageNumber).arg(pageCount)};
    place.removeAll(QString());
    qreal y = page::footerTop + 1 * mm;
    drawText(painter, QPointF(page::left, y), footerName(content), styles::smallBold);
    drawTextEndingAt(painter, QPointF(page::right, y), place.join(u" · "_s), styles::smallBold);
    y += styles::small.leading * pt;
    drawText(painter, QPointF(page::left, y), originWords(content), styles::small);
}

/// Large pale words across the page, under everything else.
void paintMarks(QPainter &painter, const SheetContent &content)
{
    QStringList words;
    if (content.kind == SheetKind::Draft)
        words << paintedWord(content.words, u"painted.draftMark"_s);
    if (content.demo)
        words << paintedWord(content.words, u"painted.demoMark"_s);
    if (words.isEmpty())
        return;
    const TextStyle large{.size = 110, .leading = 130, .bold = true};
    painter.save();
    painter.translate(page::width / 2, page::height / 2);
    painter.rotate(-50);
    painter.setPen(QColor(0xe4, 0xe4, 0xe4));
    qreal y = -large.leading * pt * static_cast<qreal>(words.size()) / 2;
    for (const QString &word : words) {
        drawText(painter, QPointF(-textWidth(word, large) / 2, y), word, large);
        y += large.leading * pt;
    }
    painter.restore();
}

} // namespace

QString qrText(const SheetContent &content, int pageNumber)
{
    return u"DERMIS:%1:%2:%3:%4:%5"_s.arg(content.form)
        .arg(content.version)
        .arg(content.language)
        .arg(pageNumber)
        .arg(content.fingerprint);
}

QString footerName(const SheetContent &content)
{
    QString name = content.fileNumber.isEmpty() ? content.patientName
                                                : u"%1, %2"_s.arg(content.patientName, content.fileNumber);
    if (content.questionnaire)
        name = content.patientBlock.isEmpty() ? content.title : name + u" · "_s + content.title;
    return fitted(name, styles::smallBold, (content.questionnaire ? 148 : 125) * mm);
}

QString groupedCode(const QString &code)
{
    return code.left(4) + u'-' + code.mid(4);
}

Result<> paintPageFrame(QPainter &painter, const SheetContent &content, int pageNumber, int pageCount)
{
    paintMarks(painter, content);
    painter.setPen(Qt::black);
    TRY(paintHeader(painter, content, pageNumber, pageCount));
    paintFooter(painter, content, pageNumber, pageCount);
    return {};
}

} // namespace dermis
