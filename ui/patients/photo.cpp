#include "ui/patients/photo.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QImageWriter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int jpegQuality = 88;

/// Drawn on white and stripped of texts, so that nothing but the picture is kept.
QImage plainPicture(const QImage &image)
{
    QImage plain(image.size(), QImage::Format_RGB32);
    plain.fill(Qt::white);
    QPainter(&plain).drawImage(0, 0, image);
    return plain;
}

} // namespace

Result<QByteArray> reencodedPhoto(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"the picture file cannot be read; choose another"_s);
    QImageReader reader(&file);
    reader.setAutoTransform(true);
    QImage image = reader.read();
    if (image.isNull())
        return fail(ErrorCode::InvalidInput,
                    u"the file is not a picture that can be read; choose a JPEG or PNG"_s);
    if (std::max(image.width(), image.height()) > photoLongEdge)
        image = image.scaled(photoLongEdge, photoLongEdge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(jpegQuality);
    if (!writer.write(plainPicture(image)))
        return fail(ErrorCode::Io, u"the picture cannot be written as JPEG"_s);
    return bytes;
}

} // namespace dermis
