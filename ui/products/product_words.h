#pragma once

#include "core/products/shelf.h"
#include "ui/theme/severity.h"

#include <QStringList>

namespace dermis {

/// A state as it is shown: shape and colour, its word, and one line more.
struct StatusLook
{
    SeverityMark mark = SeverityMark::NotAsked;
    QString word;   ///< "Not assessed"
    QString detail; ///< "review by 31 Mar 2027"
};

QString kindWords(ProductKind kind);
QString categoryWords(ProductCategory category);
QString statusWords(NeedlingStatus status);
/// What a status allows, and what it needs.
QString statusHint(NeedlingStatus status);
QString statedWords(Stated stated);
QString phaseWords(ProductPhase phase);
QString gateWords(GateProblem problem);
/// "by Veldt, numbing cream 5 %": the second line of a product.
QString underTitle(const Product &product);

/// The needling status of a product on a day, or that it is not used any more.
StatusLook statusLook(const ShelfLine &line, const QDate &day);
/// Whether a lot may be used on a day.
StatusLook lotLook(const Lot &lot, const Product &product, const QDate &day);
/// "2 lots"
QString stockWords(const ShelfLine &line);
/// "1 expired", "1 expires soon"; empty when all is well.
QString stockWarning(const ShelfLine &line, const QDate &day);
/// What may be done with a product on a day, in one sentence or two.
StatusLook verdict(const ShelfLine &line, const QList<Ingredient> &ingredients, const QDate &day);

} // namespace dermis
