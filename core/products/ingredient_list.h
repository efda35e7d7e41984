#pragma once

#include "core/products/substance_catalogue.h"

namespace dermis {

/// One ingredient of a label, in the order of the label.
struct Ingredient
{
    QString words;        ///< as printed
    QString substance;    ///< its key; empty while it is not known
    bool isMaybe = false; ///< in the block "may contain (+/-)"
    bool operator==(const Ingredient &) const = default;
};

/// The label split at commas, bullets, semicolons and line breaks outside brackets, each part resolved where
/// it is known (domain.md §3.6, steps 1 to 3). Nothing is guessed: what is not known stays with an empty key.
QList<Ingredient> readIngredients(const QString &label, const SubstanceCatalogue &catalogue);
/// The parts that no substance is known for, as printed.
QStringList unknownIngredients(const QList<Ingredient> &ingredients);
/// A name on a label without its amount: "Mystery Extract 2 %" is "Mystery Extract".
QString bareName(const QString &name);
/// The substance that a name on a label means: as it stands, without what is in brackets, without its salt,
/// or by its beginning; null when it is not known.
const Substance *labelled(const QString &name, const SubstanceCatalogue &catalogue);

} // namespace dermis
