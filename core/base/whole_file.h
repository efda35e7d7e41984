#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace dermis {

/// Writes the file whole or leaves what was there; Io says which file and why not.
Result<> writeWhole(const QString &path, const QByteArray &bytes);

} // namespace dermis
