// Reads a backup by docs/security.md alone, with nothing of core/backup: the file is as it is described.
#include "tests/core/backup/backup_fixture.h"

#include <QJsonDocument>
#include <QtEndian>

#include <sodium.h>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headSize = 8272;

uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

const uchar *raw(const QByteArray &bytes, qsizetype at = 0)
{
    return reinterpret_cast<const uchar *>(bytes.constData()) + at;
}

quint64 sizeOf(const QByteArray &bytes)
{
    return static_cast<quint64>(bytes.size());
}

QByteArray decrypted(const QByteArray &file, std::span<const uchar> fileKey)
{
    const QByteArray input = file.first(16) + file.mid(24, 32);
    QByteArray key(32, '\0');
    crypto_generichash(raw(key), 32, raw(input), sizeOf(input), fileKey.data(), fileKey.size());
    crypto_secretstream_xchacha20poly1305_state state;
    REQUIRE(crypto_secretstream_xchacha20poly1305_init_pull(&state, raw(file, 56), raw(key)) == 0);
    QByteArray text;
    QByteArray with = file.first(headSize);
    for (qsizetype at = headSize; at < file.size(); at += 65536 + 17) {
        const QByteArray sealed = file.mid(at, 65536 + 17);
        QByteArray plain(sealed.size() - 17, '\0');
        uchar tag = 0;
        REQUIRE(crypto_secretstream_xchacha20poly1305_pull(&state, raw(plain), nullptr, &tag, raw(sealed),
                                                           sizeOf(sealed), raw(with), sizeOf(with)) == 0);
        CHECK((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) ==
              (at + sealed.size() == file.size()));
        text += plain;
        with.clear();
    }
    return text;
}

} // namespace

TEST_CASE_METHOD(BackupFixture, "a backup is laid out as docs/security.md says", "[backup]")
{
    const Backup made = backedUp();
    const QByteArray file = bytesOf(made.path());
    CHECK(file.startsWith("Dermis backup\r\n\x1a"_ba));
    CHECK(qFromLittleEndian<quint32>(file.constData() + 16) == 1);
    CHECK(qFromLittleEndian<quint32>(file.constData() + 20) == 65536);
    const QByteArray text = decrypted(file, unlocked(made.path()).key->bytes());
    const QJsonObject contents = QJsonDocument::fromJson(text.first(65536)).object();
    CHECK(contents.value(u"practice"_s).toString() == u"Marula Street Dermatology"_s);
    CHECK(contents.value(u"head"_s).toString() == made.head);
    const QByteArray clinic = text.sliced(65536);
    CHECK(clinic.first(8192) == file.mid(80, 8192));
    const QString copy = folder.filePath(u"copy.dermis"_s);
    write(copy, clinic);
    CHECK(signIn(copy, u"1"_s, password, clock.now()));
}
