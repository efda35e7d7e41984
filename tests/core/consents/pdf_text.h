#pragma once

#include <QByteArray>
#include <QStringList>

namespace dermis::test {

/// The text of each page, as a reader finds it.
QStringList pagesOf(const QByteArray &pdf);

} // namespace dermis::test
