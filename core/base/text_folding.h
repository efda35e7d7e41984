#pragma once

#include <QString>
#include <QStringList>

namespace dermis {

/// Text as the search compares it: case folded, marks removed (Kgošana → kgosana, Ṋemuṱanzhela → nemutanzhela),
/// apostrophes of every kind dropped, every other run of signs one space.
QString folded(const QString &text);
/// The words of folded(text).
QStringList foldedWords(const QString &text);

} // namespace dermis
