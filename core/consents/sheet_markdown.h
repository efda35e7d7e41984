#pragma once

#include "core/consents/sheet_pages.h"

#include <QList>
#include <QString>

namespace dermis {

/// Lays out Markdown without raw HTML or pictures: `#` title, `## 4 Name` numbered part, `###` sub-heading,
/// paragraphs, lists, tables, ☐ tick boxes, and list items that begin with ▭, which get a box for initials.
QList<Piece> markdownPieces(const QString &markdown);

} // namespace dermis
