#pragma once

#include "core/consents/sheet_pages.h"

#include <QList>
#include <QString>

namespace dermis {

/// How close text is set.
enum class MarkdownSetting {
    Usual,  ///< beside the margin column in which the numbers of the parts stand
    Compact ///< as wide as the page, half the space between lines of a table and paragraphs; the type stays as large
};

/// Lays out Markdown without raw HTML or pictures: `#` title, `## 4 Name` numbered part, `###` sub-heading,
/// paragraphs, lists, tables, ☐ tick boxes, and list items that begin with ▭, which get a box for initials. Compact: what is quoted (`> `) stands
/// in a heavy box, and a table whose first row is empty has no head.
QList<Piece> markdownPieces(const QString &markdown, MarkdownSetting setting = MarkdownSetting::Usual);

} // namespace dermis
