#pragma once

#include "core/products/product.h"

#include <QMap>

namespace dermis {

/// The most of an anaesthetic from an age on.
struct AnaestheticTier
{
    int fromAge = 0;
    double grams = 0;
    double cm2 = 0;
    double minutes = 0;
};

/// What the label of one anaesthetic allows (domain.md §1.8).
struct AnaestheticLimits
{
    QString key; ///< "emla"
    QString words; ///< a word of the product's title
    QString name;
    double gramsPer10Cm2 = 0;
    QMap<QString, double> mgPerGram; ///< by substance
    QList<AnaestheticTier> tiers;    ///< oldest first
    QString source;

    /// The tier of an age; null below the youngest.
    const AnaestheticTier *at(int age) const;
};

/// The limits known for a product, by its title; null where the reference gives none.
const AnaestheticLimits *limitsOf(const Product &anaesthetic);

/// The depth in mm above which the practice wants a warning [P] (domain.md §4.3); nothing where it gives none.
std::optional<double> depthCap(const QString &zone);
QString depthCapSource();

} // namespace dermis
