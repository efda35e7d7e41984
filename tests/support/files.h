#pragma once

#include <QByteArray>
#include <QFile>

#include <catch2/catch.hpp>

namespace dermis::test {

/// Everything in the file; the test fails where it cannot be read.
inline QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// Makes the file, or replaces what was in it.
inline void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

} // namespace dermis::test
