#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace dermis {

/// The longest edge of a kept photo in pixels.
inline constexpr int photoLongEdge = 1600;

/// A picture file as it is kept: upright, without EXIF or GPS, long edge capped, JPEG.
/// Io when the file cannot be read, InvalidInput when it is not a picture.
Result<QByteArray> reencodedPhoto(const QString &path);

} // namespace dermis
