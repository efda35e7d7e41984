#pragma once

#include "ui/theme/tokens.h"

class QApplication;

namespace dermis {

/// Sets style, palette and base font; may be called again while windows are open.
void applyTheme(QApplication &application, Theme theme);

} // namespace dermis
