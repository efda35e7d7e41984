#include "core/backup/backup_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>
#include <sodium.h>
#include <unistd.h>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype idAt = 24;
constexpr qsizetype nonceAt = 56;
constexpr qsizetype chunkSize = 65536;

/// Both files lie in memory where the system has such a place.
QString folder()
{
    static const QTemporaryDir made(QDir(u"/dev/shm"_s).exists() ? u"/dev/shm/fuzz-XXXXXX"_s
                                                                 : u"fuzz-XXXXXX"_s);
    return made.path();
}

const FileKey &key()
{
    static const FileKey key{LockedBytes(FileKey::size)};
    return key;
}

QByteArray soundHead()
{
    Header header;
    header.sequence = 1;
    header.keyCheck = key().check(header.fileId);
    QByteArray head("Dermis backup\r\n\x1a", 16);
    head += QByteArray::fromHex("0100000000000100");
    return head.leftJustified(nonceAt + crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0') +
           encodeHeader(header);
}

uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

/// A backup that was sealed with the right key around the input, as docs/security.md tells, so that what lies
/// behind the seal is reached: the first chunk's text up to a zero byte, then chunks of which each begins
/// with its length.
QByteArray sealed(QByteArray input)
{
    QByteArray head = soundHead();
    const QByteArray named = head.first(16) + head.sliced(idAt, 32);
    QByteArray streamKey(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
    crypto_generichash(raw(streamKey), static_cast<size_t>(streamKey.size()),
                       reinterpret_cast<const uchar *>(named.constData()), static_cast<size_t>(named.size()),
                       key().bytes().data(), key().bytes().size());
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, raw(head) + nonceAt, raw(streamKey));
    QByteArray backup = head;
    QByteArray with = head;
    const auto seal = [&](QByteArray plain, bool isLast) {
        QByteArray chunk(plain.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
        crypto_secretstream_xchacha20poly1305_push(
            &state, raw(chunk), nullptr, raw(plain), static_cast<size_t>(plain.size()), raw(with),
            static_cast<size_t>(with.size()),
            isLast ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                   : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        with.clear();
        backup += chunk;
    };
    const qsizetype end = input.indexOf('\0');
    const QByteArray contents = input.first(end < 0 ? input.size() : end);
    input = input.sliced(end < 0 ? input.size() : end + 1);
    seal(contents.leftJustified(chunkSize, ' ', true), input.isEmpty());
    while (!input.isEmpty()) {
        const qsizetype size = std::min<qsizetype>(input.size() - 1, static_cast<uchar>(input.front()));
        seal(input.sliced(1, size), input.size() == size + 1);
        input = input.sliced(size + 1);
    }
    return backup;
}

void read(const QByteArray &backup)
{
    const QString path = folder() + u"/backup"_s;
    const QString clinic = folder() + u"/clinic"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(backup) != backup.size())
        abort();
    file.close();
    QFile::remove(clinic);
    const auto head = readBackupHead(path);
    const auto contents = readBackupContents(path, key());
    const auto extracted = extractBackup(path, key(), clinic, {});
    const auto isToldWhy = [](const auto &result) { return result || !result.error().detail.isEmpty(); };
    if (!isToldWhy(head) || !isToldWhy(contents) || !isToldWhy(extracted))
        abort();
    if (extracted && (!contents || !(extracted->contents == *contents)))
        abort();
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    return sodium_init() < 0 ? 1 : 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uchar *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    read(input);
    read(soundHead() + input);
    read(sealed(input));
    return 0;
}
