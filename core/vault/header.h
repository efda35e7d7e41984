#pragma once

#include <QByteArray>

#include <array>
#include <span>

namespace dermis {

/// What a key slot opens for.
enum class SlotKind : quint32 { Empty = 0, Person = 1, Recovery = 2 };

/// The cost of turning a password into a key: Argon2id's memory in bytes and passes over it.
struct Derivation
{
    qint64 memoryBytes = 0;
    int passes = 0;
    bool operator==(const Derivation &) const = default;
};

/// One way to open the file: the file key, wrapped with a key derived from one secret.
struct KeySlot
{
    SlotKind kind = SlotKind::Empty;
    qint64 staff = 0;                ///< the person's opaque number in the clinic; 0 for the recovery key
    std::array<uchar, 16> nameTag{}; ///< keyed digest of the sign-in name, so that no name stands in clear
    Derivation derivation;
    std::array<uchar, 16> salt{};
    std::array<uchar, 24> nonce{};
    std::array<uchar, 80> wrappedKey{}; ///< 64 bytes and the authentication tag
    bool operator==(const KeySlot &) const = default;
};

/// The clear part at the start of an encrypted clinic file; docs/security.md gives it byte by byte.
struct Header
{
    static constexpr qint64 regionSize =
        65536; ///< the database begins behind it; a multiple of SQLite's largest page
    static constexpr qint64 copySize = 8192;
    static constexpr std::array<qint64, 2> copyOffsets{0, 32768};
    static constexpr quint32 currentVersion = 1;
    static constexpr quint32 oldestVersion = 1;
    static constexpr quint32 aes256Xts = 1;

    quint32 version = currentVersion;
    quint32 cipher = aes256Xts;
    quint64 sequence = 0; ///< grows with every change; the sound copy with the higher one counts
    std::array<uchar, 16> fileId{};
    std::array<uchar, 16> keyCheck{};
    std::array<KeySlot, 32> keySlots;
    bool operator==(const Header &) const = default;
};

/// What one copy of a header turned out to be.
enum class CopyState {
    Sound,
    Damaged, ///< begins as ours, but the checksum or a value does not hold
    Foreign, ///< does not begin as ours
    Older,   ///< sound, of a format this program no longer reads
    Newer    ///< sound, of a format or cipher this program does not know yet
};

struct HeaderCopy
{
    CopyState state = CopyState::Foreign;
    Header header; ///< only when sound
};

/// The copy's `copySize` bytes, checksum included.
QByteArray encodeHeader(const Header &header);
/// Reads any bytes whatever; never fails otherwise than by its state.
HeaderCopy decodeHeader(const QByteArray &bytes);

} // namespace dermis
