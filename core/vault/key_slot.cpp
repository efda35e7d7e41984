#include "core/vault/key_slot.h"

#include "core/base/text_folding.h"

#include <QElapsedTimer>
#include <QtEndian>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 usualMemory = qint64(256) << 20;
constexpr qint64 leastMemory = qint64(64) << 20;
constexpr int leastPasses = 2;
constexpr int usualMostPasses = 16;
constexpr size_t wrappingKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

static_assert(std::tuple_size_v<decltype(KeySlot::salt)> == crypto_pwhash_argon2id_SALTBYTES);
static_assert(std::tuple_size_v<decltype(KeySlot::nonce)> == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(std::tuple_size_v<decltype(KeySlot::wrappedKey)> ==
              FileKey::size + crypto_aead_xchacha20poly1305_ietf_ABYTES);

bool derive(std::span<uchar> out, std::span<const uchar> secret, const uchar *salt,
            const Derivation &derivation)
{
    return crypto_pwhash_argon2id(out.data(), out.size(), reinterpret_cast<const char *>(secret.data()),
                                  secret.size(), salt, static_cast<quint64>(derivation.passes),
                                  static_cast<size_t>(derivation.memoryBytes),
                                  crypto_pwhash_argon2id_ALG_ARGON2ID13) == 0;
}

Result<LockedBytes> wrappingKey(std::span<const uchar> secret, const KeySlot &slot)
{
    LockedBytes key(wrappingKeySize);
    if (!derive(key.bytes(), secret, slot.salt.data(), slot.derivation))
        return fail(ErrorCode::Crypto,
                    u"opening the clinic needs %1 MB of free memory; close other programs"_s.arg(
                        slot.derivation.memoryBytes >> 20));
    return key;
}

/// What the slot's tag vouches for beside the key: that it is this file's, this person's, at this cost.
QByteArray boundTo(const Header &header, const KeySlot &slot)
{
    const auto number = [](auto value) {
        value = qToLittleEndian(value);
        return QByteArray(reinterpret_cast<const char *>(&value), sizeof(value));
    };
    return QByteArray(reinterpret_cast<const char *>(header.fileId.data()), std::ssize(header.fileId)) +
           number(header.cipher) + number(static_cast<quint32>(slot.kind)) + number(slot.staff) +
           number(slot.derivation.memoryBytes) + number(qint32(slot.derivation.passes));
}

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

} // namespace

Derivation measureDerivation(std::chrono::milliseconds target)
{
    std::array<uchar, crypto_pwhash_argon2id_SALTBYTES> salt{};
    LockedBytes out(wrappingKeySize);
    for (qint64 memory = usualMemory;; memory /= 2) {
        QElapsedTimer timer;
        timer.start();
        const bool derived = derive(out.bytes(), salt, salt.data(), {memory, leastPasses});
        const double onePass = double(timer.nsecsElapsed()) / 1e6 / leastPasses;
        if (derived && (onePass * leastPasses <= double(target.count()) || memory <= leastMemory)) {
            const int passes = qRound(double(target.count()) / onePass);
            return {memory, std::clamp(passes, leastPasses, usualMostPasses)};
        }
        if (memory <= leastMemory)
            return {leastMemory, leastPasses};
    }
}

LockedBytes passwordBytes(const QString &password)
{
    QByteArray text = password.normalized(QString::NormalizationForm_C).toUtf8();
    LockedBytes bytes(static_cast<size_t>(text.size()));
    std::copy(text.cbegin(), text.cend(), bytes.bytes().begin());
    sodium_memzero(text.data(), static_cast<size_t>(text.size()));
    return bytes;
}

std::array<uchar, 16> nameTag(const Header &header, const QString &signInName)
{
    const QByteArray name = folded(signInName).toUtf8();
    std::array<uchar, 16> tag{};
    crypto_generichash(tag.data(), tag.size(), raw(name), static_cast<quint64>(name.size()),
                       header.fileId.data(), header.fileId.size());
    return tag;
}

Result<KeySlot> wrapKey(const Header &header, SlotKind kind, qint64 staff, std::span<const uchar> secret,
                        const Derivation &derivation, const FileKey &key)
{
    KeySlot slot;
    slot.kind = kind;
    slot.staff = staff;
    slot.derivation = derivation;
    randombytes_buf(slot.salt.data(), slot.salt.size());
    randombytes_buf(slot.nonce.data(), slot.nonce.size());
    const LockedBytes wrapping = TRY(wrappingKey(secret, slot));
    const QByteArray bound = boundTo(header, slot);
    crypto_aead_xchacha20poly1305_ietf_encrypt(slot.wrappedKey.data(), nullptr, key.bytes().data(),
                                               FileKey::size, raw(bound), static_cast<quint64>(bound.size()),
                                               nullptr, slot.nonce.data(), wrapping.bytes().data());
    return slot;
}

Result<FileKey> unwrapKey(const Header &header, const KeySlot &slot, std::span<const uchar> secret)
{
    const LockedBytes wrapping = TRY(wrappingKey(secret, slot));
    const QByteArray bound = boundTo(header, slot);
    LockedBytes key(FileKey::size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            key.bytes().data(), nullptr, nullptr, slot.wrappedKey.data(), slot.wrappedKey.size(), raw(bound),
            static_cast<quint64>(bound.size()), slot.nonce.data(), wrapping.bytes().data()) != 0)
        return fail(ErrorCode::NotAllowed, u"that is not the password"_s);
    return FileKey(std::move(key));
}

} // namespace dermis
