#include "tests/core/vault/vault_fixture.h"

#include <QFile>

namespace dermis::test {

VaultFixture::VaultFixture()
{
    const auto made = createVault(path, thandeka, password, quick);
    REQUIRE(made);
    key = made->key;
    REQUIRE(offerKey(path, key));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.seek(at));
    REQUIRE(file.write(bytes) == bytes.size());
}

} // namespace dermis::test
