#pragma once

#include "core/products/substance_catalogue.h"
#include "core/storage/actor.h"

#include <QDateTime>

namespace dermis {

class Database;

/// The shipped catalogue with what this clinic added.
Result<SubstanceCatalogue> substances(Database &database);
/// Adds a substance of the clinic's own; an empty key is made from the name. InvalidInput when a name is
/// taken. Needs Products.
Result<Substance> addSubstance(Database &database, const Actor &actor, const QDateTime &now,
                               const Substance &substance);

/// A person says that these words of a label mean a known substance: from now on they are a name that counts
/// as it, on every label. InvalidInput when the words mean something already. Needs Products.
Result<Substance> nameIngredient(Database &database, const Actor &actor, const QDateTime &now,
                                 const QString &words, const QString &substance);

/// What an import of ingredient names did.
struct ImportedSubstances
{
    int added = 0;
    int known = 0; ///< names that already meant a substance
};
/// Adds the names of a CosIng annex (columns reference_number, common_ingredients, cas_number) as ingredient
/// names; all or none. InvalidInput names the line. Needs Products.
Result<ImportedSubstances> importCosIng(Database &database, const Actor &actor, const QDateTime &now,
                                        const QByteArray &csv, const QString &annex);

} // namespace dermis
