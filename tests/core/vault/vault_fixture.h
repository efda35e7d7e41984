#pragma once

#include "core/vault/vault.h"
#include "core/vault/vault_vfs.h"
#include "tests/support/bare_connection.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>

namespace dermis::test {

/// As cheap as Argon2id can be.
inline constexpr Derivation quick{8192, 1};

/// A new encrypted clinic of one person, unlocked.
struct VaultFixture
{
    VaultFixture();

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("clinic.dermis"));
    KeyHolder thandeka{1, QStringLiteral("Thandeka Mabuza")};
    KeyHolder lindiwe{2, QStringLiteral("Lindiwe Zwane")};
    QString password = QStringLiteral("blou gomma Ñandú 7");
    std::shared_ptr<const FileKey> key;
};

/// The bytes of a file; empty when there is none.
QByteArray bytesOf(const QString &path);
void overwrite(const QString &path, qint64 at, const QByteArray &bytes);

} // namespace dermis::test
