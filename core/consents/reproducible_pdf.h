#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>

namespace dermis {

/// XMP metadata of a PDF/A-1b file with frozen dates, as QPdfWriter::setDocumentXmpMetadata takes it; `source` is the SHA-256 of the document
/// that this one was made from, or empty.
QByteArray frozenXmp(const QString &title, const QDateTime &created, const QString &source = QString());

/// The file QPdfWriter wrote, made the same for the same pages: objects numbered and written in reading order
/// (Qt writes fonts in the order of a hash seeded anew in every process), `/CreationDate` set to `created`,
/// `/ID` from `identity`. Damaged when the bytes are not laid out as QPdfWriter lays them out.
Result<QByteArray> reproduciblePdf(const QByteArray &pdf, const QDateTime &created,
                                   const QByteArray &identity);

} // namespace dermis
