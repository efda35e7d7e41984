// Reads an encrypted clinic by docs/security.md alone, with nothing of core/vault: the file is as it is
// described.
#include "tests/core/vault/vault_fixture.h"

#include <QFile>
#include <QtEndian>

#include <openssl/evp.h>
#include <sodium.h>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const uchar *raw(const QByteArray &bytes, qsizetype at = 0)
{
    return reinterpret_cast<const uchar *>(bytes.constData()) + at;
}

/// The file key from the first slot.
QByteArray fileKey(const QByteArray &file, const QByteArray &password)
{
    const QByteArray slot = file.mid(128, 192);
    const auto memory = qFromLittleEndian<quint64>(slot.constData() + 32);
    const auto passes = qFromLittleEndian<quint32>(slot.constData() + 40);
    QByteArray wrapping(32, '\0');
    REQUIRE(crypto_pwhash_argon2id(reinterpret_cast<uchar *>(wrapping.data()), 32, password.constData(),
                                   static_cast<quint64>(password.size()), raw(slot, 48), passes, memory,
                                   crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0);
    // file id, cipher, kind, person, memory, passes
    const QByteArray bound =
        file.mid(32, 16) + file.mid(20, 4) + slot.left(4) + slot.mid(8, 8) + slot.mid(32, 12);
    QByteArray key(64, '\0');
    REQUIRE(crypto_aead_xchacha20poly1305_ietf_decrypt(
                reinterpret_cast<uchar *>(key.data()), nullptr, nullptr, raw(slot, 88), 80, raw(bound),
                static_cast<quint64>(bound.size()), raw(slot, 64), raw(wrapping)) == 0);
    return key;
}

QByteArray decryptedUnit(const QByteArray &file, const QByteArray &key, qint64 unit, char kind)
{
    QByteArray tweak(16, '\0');
    qToLittleEndian(unit, tweak.data());
    tweak[8] = kind;
    QByteArray text(512, '\0');
    int written = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_DecryptInit_ex(context, EVP_aes_256_xts(), nullptr, raw(key), raw(tweak));
    EVP_DecryptUpdate(context, reinterpret_cast<uchar *>(text.data()), &written, raw(file, unit * 512), 512);
    EVP_CIPHER_CTX_free(context);
    return text;
}

QByteArray decrypted(const QByteArray &file, const QByteArray &key, qint64 firstUnit, qint64 count, char kind)
{
    QByteArray text;
    for (qint64 unit = firstUnit; unit < firstUnit + count; ++unit)
        text += decryptedUnit(file, key, unit, kind);
    return text;
}

/// Header, then frame heads and pages, without what fills their units up.
QByteArray decryptedLog(const QByteArray &log, const QByteArray &key)
{
    QByteArray text = decryptedUnit(log, key, 0, 2).left(32);
    for (qint64 unit = 1; unit + 9 <= log.size() / 512; unit += 9)
        text += decryptedUnit(log, key, unit, 2).left(24) + decrypted(log, key, unit + 1, 8, 2);
    return text;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

} // namespace

TEST_CASE_METHOD(VaultFixture, "an encrypted clinic and its log can be read by their description alone",
                 "[vault]")
{
    BareConnection connection(path);
    connection.query("PRAGMA journal_mode = wal");
    connection.run("CREATE TABLE person (name TEXT); INSERT INTO person VALUES ('in the database')");
    connection.query("PRAGMA wal_checkpoint(truncate)");
    connection.run("INSERT INTO person VALUES ('in the log')");
    const QByteArray file = bytesOf(path);
    const QByteArray log = bytesOf(path + u"-wal"_s);

    CHECK(file.startsWith("Dermis vault\r\n\x1a\n"));
    QByteArray checksum(32, '\0');
    crypto_generichash(reinterpret_cast<uchar *>(checksum.data()), 32, raw(file), 8160, nullptr, 0);
    CHECK((file.mid(8160, 32) == checksum));
    CHECK((file.mid(0, 8192) == file.mid(32768, 8192)));
    const QByteArray key64 = fileKey(file, password.normalized(QString::NormalizationForm_C).toUtf8());
    QByteArray check(16, '\0');
    crypto_generichash(reinterpret_cast<uchar *>(check.data()), 16, raw(file, 32), 16, raw(key64), 64);
    CHECK((file.mid(48, 16) == check));

    const QString plain = folder.filePath(u"plain.sqlite"_s);
    write(plain, decrypted(file, key64, 128, file.size() / 512 - 128, 1));
    write(plain + u"-wal"_s, decryptedLog(log, key64));
    BareConnection opened(plain, nullptr);
    CHECK(opened.query("SELECT name FROM person ORDER BY name") == "in the database in the log");
    CHECK(opened.query("PRAGMA integrity_check") == "ok");
}
