#pragma once

#include "core/base/result.h"
#include "core/consents/qr_code.h"
#include "core/consents/sheet_content.h"

class QPainter;

namespace dermis {

/// What the QR code of one page says: form, version, language, page, fingerprint; no personal data.
QString qrText(const SheetContent &content, int pageNumber);
/// Patient's name and file number as they stand at the foot of every page; what a sheet about no one patient is about.
QString footerName(const SheetContent &content);
/// A short code as printed, in two groups of four.
QString groupedCode(const QString &code);

/// Header, footer and marks of one page; pages count from 1.
Result<> paintPageFrame(QPainter &painter, const SheetContent &content, int pageNumber, int pageCount);

} // namespace dermis
