#include "core/consents/scan_file.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPdfDocument>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype largestFile = 512 * 1024 * 1024;
constexpr int mostPages = 400;
constexpr int largestPictureMb = 512;
constexpr qreal dpi = 200;
constexpr qreal pointsPerInch = 72;
constexpr qreal longestSide = 12'000; // pixels: a poster as PDF is no sheet

QImage onWhite(const QImage &picture)
{
    if (!picture.hasAlphaChannel())
        return picture.convertToFormat(QImage::Format_Grayscale8);
    QImage paper(picture.size(), QImage::Format_Grayscale8);
    const QImage drawn = picture.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < paper.height(); ++y) {
        uchar *to = paper.scanLine(y);
        const auto *from = reinterpret_cast<const QRgb *>(drawn.constScanLine(y));
        for (int x = 0; x < paper.width(); ++x) {
            const int alpha = qAlpha(from[x]);
            to[x] = static_cast<uchar>((qGray(from[x]) * alpha + 255 * (255 - alpha)) / 255);
        }
    }
    return paper;
}

} // namespace

ScanFile::ScanFile() = default;
ScanFile::ScanFile(ScanFile &&) noexcept = default;
ScanFile::~ScanFile() = default;

Result<ScanFile> ScanFile::read(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return invalidInput(u"the file is empty; scan again"_s);
    if (bytes.size() > largestFile)
        return invalidInput(u"the file is larger than 512 MB; scan fewer pages at once, at 200 to 300 dpi"_s);
    ScanFile file;
    file.m_bytes = bytes;
    const bool isPdf = bytes.left(1024).contains("%PDF-");
    if (const Result<> done = isPdf ? file.readPdf() : file.readPicture(); !done)
        return tl::unexpected(done.error());
    if (file.m_pages < 1)
        return invalidInput(u"the file has no page; scan again"_s);
    if (file.m_pages > mostPages)
        return invalidInput(u"the file has %1 pages; file at most %2 at once"_s.arg(file.m_pages).arg(mostPages));
    return file;
}

Result<QByteArray> ScanFile::bytesAt(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    const QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    return bytes;
}

Result<> ScanFile::readPdf()
{
    m_mediaType = u"application/pdf"_s;
    m_buffer = std::make_unique<QBuffer>();
    m_buffer->setData(m_bytes);
    m_buffer->open(QIODevice::ReadOnly);
    m_pdf = std::make_unique<QPdfDocument>();
    m_pdf->load(m_buffer.get());
    if (m_pdf->error() == QPdfDocument::Error::IncorrectPassword)
        return invalidInput(u"the PDF has a password; scan without one"_s);
    if (m_pdf->status() != QPdfDocument::Status::Ready)
        return invalidInput(u"the PDF is damaged and cannot be read; scan again"_s);
    m_pages = m_pdf->pageCount();
    return {};
}

Result<> ScanFile::readPicture()
{
    QBuffer buffer(&m_bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    const QByteArray format = reader.format();
    if (format != "png" && format != "jpeg" && format != "tiff")
        return invalidInput(u"this is no scan that Dermis reads: PDF, TIFF, JPEG or PNG"_s);
    m_mediaType = u"image/"_s + QString::fromLatin1(format);
    m_pages = format == "tiff" ? std::max(reader.imageCount(), 1) : 1;
    return {};
}

Result<QImage> ScanFile::page(int place) const
{
    if (place < 1 || place > m_pages)
        return invalidInput(u"the file has no page %1"_s.arg(place));
    if (m_pdf) {
        const QSizeF size = m_pdf->pagePointSize(place - 1) * dpi / pointsPerInch;
        if (size.isEmpty() || std::max(size.width(), size.height()) > longestSide)
            return invalidInput(u"page %1 is not of a size that a sheet has"_s.arg(place));
        const QImage rendered = m_pdf->render(place - 1, size.toSize());
        return rendered.isNull() ? Result<QImage>(invalidInput(u"page %1 cannot be read; scan it again"_s.arg(place))) : onWhite(rendered);
    }
    QBuffer buffer;
    buffer.setData(m_bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader::setAllocationLimit(largestPictureMb);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (place > 1 && !reader.jumpToImage(place - 1))
        return invalidInput(u"page %1 cannot be read; scan it again"_s.arg(place));
    const QSize size = reader.size();
    if (qint64(size.width()) * size.height() * 4 > qint64(largestPictureMb) * 1024 * 1024)
        return invalidInput(u"page %1 would need more than 512 MB; scan at 200 to 300 dpi"_s.arg(place));
    const QImage picture = reader.read();
    if (picture.isNull())
        return invalidInput(u"page %1 cannot be read (%2); scan it again"_s.arg(place).arg(reader.errorString()));
    return onWhite(picture);
}

} // namespace dermis
