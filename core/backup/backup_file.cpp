#include "core/backup/backup_file.h"

#include "core/backup/scratch_folder.h"
#include "core/base/sha256.h"
#include "core/vault/header_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QtEndian>

#include <cerrno>
#include <sodium.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr char magic[] = "Dermis backup\r\n\x1a";
constexpr qsizetype magicSize = sizeof magic - 1;
constexpr quint32 currentFormat = 1;
constexpr qsizetype formatAt = 16;
constexpr qsizetype chunkSizeAt = 20;
constexpr qsizetype idAt = 24;
constexpr qsizetype idSize = 32;
constexpr qsizetype nonceAt = 56;
constexpr qsizetype headerAt = 80;
constexpr qsizetype chunkSize = 65536; // of plain text
constexpr qint64 pieceSize = 1 << 20;  // of a file copied as it is
constexpr qsizetype addedSize = crypto_secretstream_xchacha20poly1305_ABYTES;

static_assert(magicSize == formatAt);
static_assert(idAt + idSize == nonceAt);
static_assert(nonceAt + crypto_secretstream_xchacha20poly1305_HEADERBYTES == headerAt);

uchar *raw(QByteArray &bytes)
{
    return reinterpret_cast<uchar *>(bytes.data());
}

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

quint64 sizeOf(const QByteArray &bytes)
{
    return static_cast<quint64>(bytes.size());
}

/// BLAKE2b-256 of magic and backup id under the file key: each backup has a key of its own.
LockedBytes streamKey(const FileKey &key, const QByteArray &head)
{
    const QByteArray input = head.first(magicSize) + head.sliced(idAt, idSize);
    LockedBytes derived(crypto_secretstream_xchacha20poly1305_KEYBYTES);
    crypto_generichash(derived.bytes().data(), derived.bytes().size(), raw(input), sizeOf(input),
                       key.bytes().data(), key.bytes().size());
    return derived;
}

/// libsodium's stream; its state is as secret as the key.
class SecretStream
{
public:
    /// Begins a new one, and completes `head` with its nonce.
    static SecretStream toWrite(const FileKey &key, QByteArray &head)
    {
        SecretStream stream;
        const LockedBytes derived = streamKey(key, head);
        crypto_secretstream_xchacha20poly1305_init_push(stream.state(), raw(head) + nonceAt,
                                                        derived.bytes().data());
        return stream;
    }
    static SecretStream toRead(const FileKey &key, const QByteArray &head)
    {
        SecretStream stream;
        const LockedBytes derived = streamKey(key, head);
        crypto_secretstream_xchacha20poly1305_init_pull(stream.state(), raw(head) + nonceAt,
                                                        derived.bytes().data());
        return stream;
    }
    QByteArray seal(const QByteArray &plain, const QByteArray &with, bool isLast)
    {
        QByteArray sealed(plain.size() + addedSize, Qt::Uninitialized);
        crypto_secretstream_xchacha20poly1305_push(state(), raw(sealed), nullptr, raw(plain), sizeOf(plain),
                                                   raw(with), sizeOf(with), tagOf(isLast));
        return sealed;
    }
    /// The plain text; nothing when a byte is not as it was sealed.
    std::optional<QByteArray> open(const QByteArray &sealed, const QByteArray &with, bool isLast)
    {
        if (sealed.size() < addedSize)
            return std::nullopt;
        QByteArray plain(sealed.size() - addedSize, Qt::Uninitialized);
        uchar tag = 0;
        const int code = crypto_secretstream_xchacha20poly1305_pull(
            state(), raw(plain), nullptr, &tag, raw(sealed), sizeOf(sealed), raw(with), sizeOf(with));
        if (code != 0 || tag != tagOf(isLast))
            return std::nullopt;
        return plain;
    }

private:
    using State = crypto_secretstream_xchacha20poly1305_state;
    SecretStream() : m_state(sizeof(State)) {}
    State *state() { return reinterpret_cast<State *>(m_state.bytes().data()); }
    static uchar tagOf(bool isLast)
    {
        return isLast ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                      : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    }

    LockedBytes m_state;
};

tl::unexpected<Error> damaged(const QString &path)
{
    return fail(ErrorCode::Damaged,
                u"the backup %1 was altered or is not complete; use another one"_s.arg(path));
}

Result<> openToRead(QFile &file)
{
    if (!file.exists())
        return fail(ErrorCode::NotFound, u"there is no file %1"_s.arg(file.fileName()));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1 could not be read: %2"_s.arg(file.fileName(), file.errorString()));
    return {};
}

Result<QByteArray> readUpTo(QFile &file, qint64 size)
{
    QByteArray bytes = file.read(size);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Io, u"%1 could not be read: %2"_s.arg(file.fileName(), file.errorString()));
    return bytes;
}

tl::unexpected<Error> writeError(const QFile &file, int systemError)
{
    if (systemError == ENOSPC || systemError == EDQUOT)
        return fail(ErrorCode::DiskFull, u"the disk is full; %1 was not finished"_s.arg(file.fileName()));
    return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(file.fileName(), file.errorString()));
}

Result<> openToWrite(QFile &file)
{
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        return writeError(file, errno);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

Result<> write(QFile &file, const QByteArray &bytes)
{
    errno = 0;
    if (file.write(bytes) != bytes.size())
        return writeError(file, errno);
    return {};
}

Result<> checkWanted(const CopyProgress &progress, const QFile &file)
{
    if (progress && !progress(file.pos(), file.size()))
        return fail(ErrorCode::Cancelled, u"stopped; nothing was kept"_s);
    return {};
}

/// All but the nonce.
Result<QByteArray> newHead(const QString &vault)
{
    HeaderFile file = TRY(HeaderFile::open(vault));
    const Header header = TRY(file.read()).header;
    QByteArray head = QByteArray(magic, magicSize).leftJustified(headerAt, '\0');
    qToLittleEndian(currentFormat, head.data() + formatAt);
    qToLittleEndian(static_cast<quint32>(chunkSize), head.data() + chunkSizeAt);
    randombytes_buf(head.data() + idAt, idSize);
    return head + encodeHeader(header);
}

Result<BackupHead> readHead(QFile &file)
{
    BackupHead head;
    head.bytes = TRY(readUpTo(file, BackupHead::size));
    if (!head.bytes.startsWith(QByteArray(magic, magicSize)))
        return fail(ErrorCode::InvalidInput, u"%1 is not a backup of a Dermis clinic"_s.arg(file.fileName()));
    if (head.bytes.size() < BackupHead::size)
        return damaged(file.fileName());
    const HeaderCopy copy = decodeHeader(head.bytes.sliced(headerAt));
    if (qFromLittleEndian<quint32>(head.bytes.constData() + formatAt) > currentFormat ||
        copy.state == CopyState::Newer)
        return fail(ErrorCode::NewerVersion,
                    u"%1 was made by a newer Dermis; update this one"_s.arg(file.fileName()));
    if (copy.state != CopyState::Sound)
        return damaged(file.fileName());
    head.header = copy.header;
    return head;
}

/// Gives the chunks of a backup that was read up to behind its head, one after the other.
class Chunks
{
public:
    Chunks(QFile &file, const FileKey &key, const BackupHead &head)
        : m_file(file), m_head(head.bytes), m_stream(SecretStream::toRead(key, head.bytes))
    {
        m_digest.add(head.bytes);
    }
    bool isAtEnd() const { return m_isAtEnd; }
    QString sha256() { return QString::fromLatin1(m_digest.result().toHex()); }
    Result<QByteArray> next()
    {
        const QByteArray sealed = TRY(readUpTo(m_file, chunkSize + addedSize));
        m_isAtEnd = m_file.atEnd();
        m_digest.add(sealed);
        auto plain = m_stream.open(sealed, std::exchange(m_head, {}), m_isAtEnd);
        if (!plain)
            return damaged(m_file.fileName());
        return *std::move(plain);
    }

private:
    QFile &m_file;
    QByteArray m_head; // goes with the first chunk
    SecretStream m_stream;
    Sha256 m_digest;
    bool m_isAtEnd = false;
};

} // namespace

Result<> writeBackup(const QString &path, const QString &vault, const BackupContents &contents,
                     const FileKey &key, const CopyProgress &progress)
{
    QByteArray head = TRY(newHead(vault));
    QFile in(vault);
    QFile out(path);
    TRY(openToRead(in));
    TRY(openToWrite(out));
    SecretStream stream = SecretStream::toWrite(key, head);
    QByteArray first = QJsonDocument(toJson(contents)).toJson(QJsonDocument::Compact);
    if (first.size() > chunkSize)
        return fail(ErrorCode::InvalidInput, u"the practice's name is too long for a backup"_s);
    first.append(chunkSize - first.size(), ' ');
    TRY(write(out, head + stream.seal(first, head, false)));
    while (!in.atEnd()) {
        const QByteArray plain = TRY(readUpTo(in, chunkSize));
        TRY(write(out, stream.seal(plain, {}, in.atEnd())));
        TRY(checkWanted(progress, in));
    }
    return flushToDisk(out);
}

Result<BackupHead> readBackupHead(const QString &path)
{
    QFile file(path);
    TRY(openToRead(file));
    return readHead(file);
}

Result<BackupContents> readBackupContents(const QString &path, const FileKey &key)
{
    QFile file(path);
    TRY(openToRead(file));
    Chunks chunks(file, key, TRY(readHead(file)));
    const QByteArray first = TRY(chunks.next());
    return contentsFromJson(first);
}

Result<ExtractedBackup> extractBackup(const QString &path, const FileKey &key, const QString &vault,
                                      const CopyProgress &progress)
{
    QFile in(path);
    QFile out(vault);
    TRY(openToRead(in));
    Chunks chunks(in, key, TRY(readHead(in)));
    const QByteArray first = TRY(chunks.next());
    ExtractedBackup extracted{TRY(contentsFromJson(first)), {}};
    TRY(openToWrite(out));
    while (!chunks.isAtEnd()) {
        const QByteArray plain = TRY(chunks.next());
        TRY(write(out, plain));
        TRY(checkWanted(progress, in));
    }
    TRY(flushToDisk(out));
    extracted.sha256 = chunks.sha256();
    return extracted;
}

Result<> copyFile(const QString &from, const QString &to, const CopyProgress &progress)
{
    QFile in(from);
    QFile out(to);
    TRY(openToRead(in));
    TRY(openToWrite(out));
    while (!in.atEnd()) {
        const QByteArray piece = TRY(readUpTo(in, pieceSize));
        TRY(write(out, piece));
        TRY(checkWanted(progress, in));
    }
    return flushToDisk(out);
}

Result<QString> digestOfFile(const QString &path, const CopyProgress &progress)
{
    QFile file(path);
    TRY(openToRead(file));
    Sha256 digest;
    while (!file.atEnd()) {
        digest.add(TRY(readUpTo(file, pieceSize)));
        TRY(checkWanted(progress, file));
    }
    return QString::fromLatin1(digest.result().toHex());
}

} // namespace dermis
