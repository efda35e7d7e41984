#pragma once

#include "core/consents/sheet_pages.h"

#include <QTextLayout>

namespace dermis {

/// A block's or a cell's text with its bold runs.
struct RichText
{
    QString text;
    QList<QTextLayout::FormatRange> formats;
};

/// A ruled table: the first row is its head and comes again on each page; no row is split, and a small table
/// neither. Compact: less space in the rows, and no head when the first row is empty.
QList<Piece> tablePieces(const QList<QList<RichText>> &rows, qreal left, qreal width, bool isCompact = false);

} // namespace dermis
