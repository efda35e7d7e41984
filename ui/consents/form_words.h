#pragma once

#include "core/consents/consent_template.h"

namespace dermis {

/// "Microneedling", "Leaflet", ...; a form of the practice's own by its name.
QString formTitle(const QString &name);
/// "isiZulu": an official language by its own name, another as the computer names it.
QString formLanguage(const QString &code);
/// "version 3, in force since 2 Mar 2026", "version 4, draft, not yet reviewed".
QString formStanding(const ConsentTemplate &form, const QDate &day);

} // namespace dermis
