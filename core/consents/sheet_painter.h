#pragma once

#include "core/base/result.h"
#include "core/consents/sheet_content.h"

class QPagedPaintDevice;

namespace dermis {

/// The sheet as a PDF made to PDF/A-1b (not certified): the same content gives the same bytes.
/// InvalidInput when the body names a drawn part that does not exist.
Result<QByteArray> sheetPdf(const SheetContent &content);
/// Several sheets in one file, each from a new page and with page numbers of its own; title and dates are the first one's.
Result<QByteArray> sheetsPdf(const QList<SheetContent> &sheets);
/// Paints the same pages on a printer or another paged device that is set to A4 without margins.
Result<> paintSheet(const SheetContent &content, QPagedPaintDevice &device);

} // namespace dermis
