#pragma once

#include "core/base/ink.h"

#include <QRectF>

class QPainter;

namespace dermis {

/// Draws a signature as it was drawn, made smaller where it is larger than its place; in page units.
void paintInk(QPainter &painter, const QRectF &place, const Ink &ink);

} // namespace dermis
