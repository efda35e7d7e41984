#pragma once

#include <QStringList>

class QComboBox;

namespace dermis {

/// Fills a box with a form's languages, by their names in themselves; hidden when there is nothing to choose. Silent.
void fillLanguages(QComboBox &box, const QStringList &languages, const QString &current);

} // namespace dermis
