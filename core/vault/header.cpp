#include "core/vault/header.h"

#include <QtEndian>

#include <sodium.h>
#include <string_view>

namespace dermis {

namespace {

constexpr std::string_view magic = "Dermis vault\r\n\x1a\n"; // line ends, so that a transfer as text shows
constexpr auto magicSize = qsizetype(magic.size());
constexpr qsizetype firstSlotAt = 128;
constexpr qsizetype slotSize = 192;
constexpr qsizetype checksumSize = 32;
constexpr qsizetype checksumAt = Header::copySize - checksumSize;
constexpr quint32 argon2id13 = 1;
constexpr qint64 largestMemory = qint64(4) << 30;
constexpr int mostPasses = 64;

static_assert(firstSlotAt + slotSize * qsizetype(std::tuple_size_v<decltype(Header::keySlots)>) <=
              checksumAt);

/// Puts values one after another, little endian.
class Writer
{
public:
    explicit Writer(QByteArray &bytes) : m_bytes(bytes) {}
    void seek(qsizetype at) { m_at = at; }
    template <typename Number>
    void number(Number value)
    {
        qToLittleEndian(value, m_bytes.data() + m_at);
        m_at += qsizetype(sizeof(Number));
    }
    void bytes(std::span<const uchar> value)
    {
        std::copy(value.begin(), value.end(), m_bytes.begin() + m_at);
        m_at += qsizetype(value.size());
    }

private:
    QByteArray &m_bytes;
    qsizetype m_at = magicSize;
};

/// Takes them again.
class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_bytes(bytes) {}
    void seek(qsizetype at) { m_at = at; }
    template <typename Number>
    Number number()
    {
        const auto value = qFromLittleEndian<Number>(m_bytes.constData() + m_at);
        m_at += qsizetype(sizeof(Number));
        return value;
    }
    template <size_t size>
    void bytes(std::array<uchar, size> &value)
    {
        std::copy_n(m_bytes.begin() + m_at, size, value.begin());
        m_at += qsizetype(size);
    }

private:
    const QByteArray &m_bytes;
    qsizetype m_at = magicSize;
};

QByteArray checksumOf(const QByteArray &bytes)
{
    QByteArray checksum(checksumSize, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<uchar *>(checksum.data()), size_t(checksumSize),
                       reinterpret_cast<const uchar *>(bytes.constData()), quint64(checksumAt), nullptr, 0);
    return checksum;
}

void putSlot(Writer &out, const KeySlot &slot)
{
    out.number(static_cast<quint32>(slot.kind));
    out.number(argon2id13);
    out.number(slot.staff);
    out.bytes(slot.nameTag);
    out.number(slot.derivation.memoryBytes);
    out.number(qint32(slot.derivation.passes));
    out.number(quint32(0));
    out.bytes(slot.salt);
    out.bytes(slot.nonce);
    out.bytes(slot.wrappedKey);
}

/// False when the slot cannot have been written by this format.
bool takeSlot(Reader &in, KeySlot &slot)
{
    const auto kind = in.number<quint32>();
    const auto function = in.number<quint32>();
    slot.kind = static_cast<SlotKind>(kind);
    slot.staff = in.number<qint64>();
    in.bytes(slot.nameTag);
    slot.derivation.memoryBytes = in.number<qint64>();
    slot.derivation.passes = in.number<qint32>();
    in.number<quint32>();
    in.bytes(slot.salt);
    in.bytes(slot.nonce);
    in.bytes(slot.wrappedKey);
    if (slot.kind == SlotKind::Empty)
        return true;
    return kind <= static_cast<quint32>(SlotKind::Recovery) && function == argon2id13 &&
           slot.derivation.memoryBytes >= qint64(crypto_pwhash_MEMLIMIT_MIN) &&
           slot.derivation.memoryBytes <= largestMemory && slot.derivation.passes >= 1 &&
           slot.derivation.passes <= mostPasses;
}

bool takeSlots(Reader &in, Header &header)
{
    qsizetype at = firstSlotAt;
    for (KeySlot &slot : header.keySlots) {
        in.seek(at);
        if (!takeSlot(in, slot))
            return false;
        at += slotSize;
    }
    return true;
}

} // namespace

QByteArray encodeHeader(const Header &header)
{
    QByteArray bytes(Header::copySize, '\0');
    std::copy(magic.begin(), magic.end(), bytes.begin());
    Writer out(bytes);
    out.number(header.version);
    out.number(header.cipher);
    out.number(header.sequence);
    out.bytes(header.fileId);
    out.bytes(header.keyCheck);
    qsizetype at = firstSlotAt;
    for (const KeySlot &slot : header.keySlots) {
        out.seek(at);
        putSlot(out, slot);
        at += slotSize;
    }
    bytes.replace(checksumAt, checksumSize, checksumOf(bytes));
    return bytes;
}

HeaderCopy decodeHeader(const QByteArray &bytes)
{
    if (!bytes.startsWith(QByteArrayView(magic.data(), magicSize)))
        return {CopyState::Foreign, {}};
    if (bytes.size() != Header::copySize || bytes.sliced(checksumAt) != checksumOf(bytes))
        return {CopyState::Damaged, {}};
    Reader in(bytes);
    HeaderCopy copy;
    copy.header.version = in.number<quint32>();
    copy.header.cipher = in.number<quint32>();
    copy.header.sequence = in.number<quint64>();
    in.bytes(copy.header.fileId);
    in.bytes(copy.header.keyCheck);
    if (copy.header.version < Header::oldestVersion)
        copy.state = CopyState::Older;
    else if (copy.header.version > Header::currentVersion || copy.header.cipher != Header::aes256Xts)
        copy.state = CopyState::Newer;
    else
        copy.state = takeSlots(in, copy.header) ? CopyState::Sound : CopyState::Damaged;
    return copy;
}

} // namespace dermis
