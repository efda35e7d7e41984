#pragma once

#include "core/consents/sheet_content.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace dermis {

/// What is checked before a sheet goes to the printer (ui/design-language.md §12).
enum class SheetCheckKind { TextInsideMargins, NoEmptyField, CodesReadBack, NameOnEveryPage };

/// One check and its outcome.
struct SheetCheck
{
    SheetCheckKind kind = SheetCheckKind::TextInsideMargins;
    bool passed = false;
    QString detail; ///< English, which page; empty when passed
    bool operator==(const SheetCheck &) const = default;
};

/// Stable English name: text-inside-margins, no-empty-field, codes-read-back, name-on-every-page.
QString sheetCheckName(SheetCheckKind kind);
/// All four checks of a rendered sheet, in order.
QList<SheetCheck> checkSheet(const QByteArray &pdf, const SheetContent &content);

} // namespace dermis
