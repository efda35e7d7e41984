#pragma once

#include "core/products/shelf.h"
#include "core/treatments/recall.h"
#include "ui/theme/severity.h"

namespace dermis {

/// "To contact", "Reached" ...
QString recallStateWords(RecallState state);
/// Its sign: who is still to be found, who was.
SeverityMark recallStateMark(RecallState state);
/// "2 Mar 2026 to 9 Mar 2026"; one day alone, "since", "until", or every day.
QString spanWords(const QDate &from, const QDate &to);
/// "HA-1 gel, lot H2207" of a product on the shelf.
QString scopeWords(const ShelfLine &line, LotId lot);
/// "3 of 7 found": reached or seen.
QString foundWords(const Recall &recall);
/// "Left cheek, Chin"
QString zonesWords(const QStringList &codes);

} // namespace dermis
