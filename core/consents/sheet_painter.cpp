#include "core/consents/sheet_painter.h"

#include "core/base/clock.h"
#include "core/consents/form_on_paper.h"
#include "core/consents/merge.h"
#include "core/consents/reproducible_pdf.h"
#include "core/consents/sheet_frames.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_markdown.h"
#include "core/consents/sheet_words.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostWritingLines = 20;
constexpr int shownDigest = 16; // hex digits; the metadata have all of them

/// What makes the file the one it is.
QByteArray identityOf(const SheetContent &content)
{
    QString identity = content.form + content.fingerprint + content.signedFrom;
    for (const SignatureRow &row : content.signatures)
        identity += row.drawn ? row.drawn->proof : QString();
    return identity.toUtf8();
}

/// Code and fingerprint, which only an issued sheet has, before what the form says about itself.
QList<Piece> documentControl(const SheetContent &content)
{
    QList<SheetLine> lines;
    if (content.kind == SheetKind::Draft)
        lines << SheetLine{paintedWord(content.words, u"painted.draft"_s), paintedWord(content.words, u"painted.draftText"_s)};
    if (content.kind == SheetKind::Issued)
        lines << SheetLine{paintedWord(content.words, u"painted.code"_s),
                           paintedWord(content.words, u"painted.codeText"_s).arg(groupedCode(content.shortCode), content.fingerprint)};
    lines << content.control;
    if (!content.signedFrom.isEmpty() && !lines.isEmpty()) // on the last line, for the pages stay as they were issued
        lines.last().text += u" · "_s + paintedWord(content.words, u"painted.signedFrom"_s).arg(content.signedFrom.left(shownDigest));
    return controlPieces(lines);
}

/// The drawn part a `[[name]]` line asks for.
Result<QList<Piece>> framePieces(const QString &name, const SheetContent &content)
{
    if (name == u"patient"_s)
        return patientPieces(content.patientBlock);
    if (name == u"own risks"_s)
        return ownRiskPieces(content.ownRisks, content.ownRisksNote);
    if (name == u"questions"_s && content.questionnaire)
        return formPieces(*content.questionnaire);
    if (name == u"signatures"_s)
        return QList<Piece>{signatureBlock(content.signatures, content.words)};
    if (name == u"recovery key"_s)
        return QList<Piece>{TRY(recoveryKeyPiece(content.keyGroups, content.keyCode))};
    if (name == u"document control"_s)
        return documentControl(content);
    static const QRegularExpression writing(u"^write (\\d+)$"_s);
    const QRegularExpressionMatch match = writing.match(name);
    const int lines = match.captured(1).toInt();
    if (match.hasMatch() && lines > 0 && lines <= mostWritingLines)
        return QList<Piece>{writingBox(lines)};
    return fail(ErrorCode::InvalidInput,
                u"the consent text asks for a part [[%1]], which Dermis does not draw"_s.arg(name));
}

/// Under the title what changed since the patient signed last, then the complete text.
QString bodyWithChanges(const SheetContent &content)
{
    if (content.changedSince.isEmpty())
        return content.body;
    QStringList lines{QString(), u"### "_s + paintedWord(content.words, u"painted.changedSince"_s).arg(content.changedSince), QString()};
    for (const SheetLine &change : content.changes)
        lines << u"- **%1:** %2"_s.arg(change.label, markdownEscaped(change.text));
    if (content.changes.isEmpty())
        lines << paintedWord(content.words, u"painted.nothingChanged"_s);
    const qsizetype title = content.body.indexOf(u'\n');
    return QString(content.body).insert(std::max<qsizetype>(title, 0), lines.join(u'\n') + u'\n');
}

/// The body in order: Markdown between `[[name]]` lines, drawn parts at them. Field values cannot make such a
/// line, because their brackets are escaped.
Result<QList<Piece>> bodyPieces(const SheetContent &content)
{
    QList<Piece> pieces;
    QStringList text;
    MarkdownSetting setting = MarkdownSetting::Usual;
    for (const QString &line : bodyWithChanges(content).split(u'\n')) {
        if (!line.startsWith(u"[["_s) || !line.endsWith(u"]]"_s)) {
            text << line;
            continue;
        }
        append(pieces, markdownPieces(text.join(u'\n'), setting));
        text.clear();
        if (line == u"[[compact]]") {
            setting = MarkdownSetting::Compact;
            continue;
        }
        if (!pieces.isEmpty())
            pieces.last().keepWithNext = true;
        const QList<Piece> frame = TRY(framePieces(line.mid(2, line.size() - 4), content));
        append(pieces, frame);
    }
    append(pieces, markdownPieces(text.join(u'\n'), setting));
    return pieces;
}

Result<> paintPages(QPainter &painter, QPagedPaintDevice &device, const SheetContent &content)
{
    const QList<Piece> pieces = TRY(bodyPieces(content));
    const QList<PlacedPage> pages = paginate(pieces);
    for (qsizetype number = 0; number < pages.size(); ++number) {
        if (number > 0)
            device.newPage();
        TRY(paintPageFrame(painter, content, static_cast<int>(number) + 1, static_cast<int>(pages.size())));
        for (const PlacedPiece &placed : pages.at(number)) {
            painter.setPen(QPen(Qt::black, 0.6 * pt));
            painter.setBrush(Qt::NoBrush);
            pieces.at(placed.piece).paint(painter, QPointF(page::left, placed.top));
        }
    }
    return {};
}

Result<> paintSheets(const QList<SheetContent> &sheets, QPagedPaintDevice &device)
{
    QPainter painter;
    if (!painter.begin(&device))
        return fail(ErrorCode::Io, u"the printer could not be started; check that it is on and connected"_s);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    painter.scale(device.logicalDpiX() / qreal(unitsPerInch), device.logicalDpiY() / qreal(unitsPerInch));
    for (qsizetype number = 0; number < sheets.size(); ++number) {
        if (number > 0)
            device.newPage();
        TRY(paintPages(painter, device, sheets.at(number)));
    }
    if (!painter.end())
        return fail(ErrorCode::Io, u"the printer stopped before the sheet was complete; print it again"_s);
    return {};
}

} // namespace

Result<> paintSheet(const SheetContent &content, QPagedPaintDevice &device)
{
    return paintSheets({content}, device);
}

Result<QByteArray> sheetPdf(const SheetContent &content)
{
    return sheetsPdf({content});
}

Result<QByteArray> sheetsPdf(const QList<SheetContent> &sheets)
{
    const SheetContent &first = sheets.constFirst();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QDateTime made = fromIsoUtc(first.signedFrom.isEmpty() ? first.issuedAt : first.signedAt);
    {
        QPdfWriter writer(&buffer);
        writer.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
        writer.setResolution(unitsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(first.title);
        writer.setCreator(u"Dermis"_s);
        writer.setDocumentXmpMetadata(frozenXmp(first.title, made, first.signedFrom));
        TRY(paintSheets(sheets, writer));
    }
    return reproduciblePdf(buffer.data(), made, identityOf(first));
}

} // namespace dermis
