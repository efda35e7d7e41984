#pragma once

#include "core/products/product.h"
#include "core/safety/plan.h"

namespace dermis {

/// The uses as they are typed, "acne-scar face; rejuvenation neck II III IV": a target, zones or "face" where
/// they are limited, phototypes where they are.
QString authorisedUsesText(const QList<AuthorisedUse> &uses);
/// Reads the same; phototypes may be a range, "II-IV". InvalidInput names the word that is none.
Result<QList<AuthorisedUse>> authorisedUsesFromText(const QString &text);
/// InvalidInput names the target or zone that Dermis does not know.
Result<> checkAuthorisedUses(const QList<AuthorisedUse> &uses);
/// Whether the device is authorised for the target of a planned zone there, phototypes aside.
bool covers(const AuthorisedUse &use, const PlannedZone &planned);

} // namespace dermis
