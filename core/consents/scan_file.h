#pragma once

#include "core/base/result.h"

#include <QImage>

#include <memory>

class QBuffer;
class QPdfDocument;

namespace dermis {

/// A file as the scanner gave it: PDF, TIFF with one or more pages, JPEG or PNG.
class ScanFile
{
public:
    /// InvalidInput says what is wrong: no picture and no PDF, a password on it, no page, or more than 512 MB or 400 pages.
    static Result<ScanFile> read(const QByteArray &bytes);
    /// The bytes of a file for read(), no more than are needed to refuse it. NotFound: there is none. Io: it cannot be read.
    static Result<QByteArray> bytesAt(const QString &path);
    ScanFile(ScanFile &&) noexcept;
    ~ScanFile();

    int pages() const { return m_pages; }
    /// One page in grey, counted from 1, a PDF's at 200 dpi. InvalidInput when it cannot be read, or needs more than 512 MB.
    Result<QImage> page(int place) const;
    /// "application/pdf", "image/tiff", "image/jpeg", "image/png".
    QString mediaType() const { return m_mediaType; }

private:
    ScanFile();
    Result<> readPdf();
    Result<> readPicture();

    QByteArray m_bytes;
    QString m_mediaType;
    int m_pages = 0;
    std::unique_ptr<QBuffer> m_buffer;
    std::unique_ptr<QPdfDocument> m_pdf;
};

} // namespace dermis
