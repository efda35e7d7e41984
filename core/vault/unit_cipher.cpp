#include "core/vault/unit_cipher.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <openssl/evp.h>

namespace dermis {

namespace {

constexpr size_t unitBytes = UnitCipher::unitSize;
constexpr size_t blockSize = 16;
constexpr size_t keySize = 32;
constexpr size_t wordsOfUnit = unitBytes / sizeof(quint64);

/// As many units as are done at once: a page.
constexpr size_t unitsAtOnce = 8;
using Mask = std::array<quint64, unitsAtOnce * wordsOfUnit>;

bool isHole(const uchar *unit)
{
    static constexpr std::array<uchar, unitBytes> zeros{};
    return qFromUnaligned<quint64>(unit) == 0 && memcmp(unit, zeros.data(), zeros.size()) == 0;
}

/// AES-256 of single blocks, ready for use again and again; nothing when OpenSSL has no memory.
template <typename Init>
EVP_CIPHER_CTX *blockCipher(Init init, const uchar *key)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context && init(context, EVP_aes_256_ecb(), nullptr, key, nullptr) == 1)
        EVP_CIPHER_CTX_set_padding(context, 0);
    else
        EVP_CIPHER_CTX_free(std::exchange(context, nullptr));
    return context;
}

/// One unit's tweak times 1, x, x², ... in GF(2^128), one for each of its blocks.
void multiply(const quint64 *tweak, quint64 *mask)
{
    constexpr quint64 polynomial = 0x87; // x^128 = x^7 + x^2 + x + 1
    quint64 low = qFromLittleEndian(tweak[0]);
    quint64 high = qFromLittleEndian(tweak[1]);
    for (size_t word = 0; word < wordsOfUnit; word += 2) {
        mask[word] = qToLittleEndian(low);
        mask[word + 1] = qToLittleEndian(high);
        const quint64 carry = (high >> 63) * polynomial;
        high = high << 1 | low >> 63;
        low = low << 1 ^ carry;
    }
}

void mix(std::span<uchar> text, const Mask &mask)
{
    for (size_t word = 0; word < text.size() / sizeof(quint64); ++word) {
        uchar *const at = text.data() + word * sizeof(quint64);
        qToUnaligned(qFromUnaligned<quint64>(at) ^ mask[word], at);
    }
}

/// The blocks as the cipher turns them, in place.
bool turn(EVP_CIPHER_CTX *cipher, uchar *blocks, size_t size)
{
    int written = 0;
    return EVP_CipherUpdate(cipher, blocks, &written, blocks, static_cast<int>(size)) == 1 &&
           written == static_cast<int>(size);
}

} // namespace

void UnitCipher::Free::operator()(evp_cipher_ctx_st *context) const
{
    EVP_CIPHER_CTX_free(context); // wipes the expanded key
}

UnitCipher::UnitCipher(FileKind kind, Context encryptor, Context decryptor, Context tweaker)
    : m_kind(kind), m_encryptor(std::move(encryptor)), m_decryptor(std::move(decryptor)), m_tweaker(std::move(tweaker))
{
}

UnitCipher::~UnitCipher() = default;

std::unique_ptr<UnitCipher> UnitCipher::create(std::span<const uchar, 64> key, FileKind kind)
{
    const auto blocks = key.first<keySize>();
    const auto tweaks = key.last<keySize>();
    if (std::ranges::equal(blocks, tweaks)) // IEEE 1619 wants two keys
        return nullptr;
    Context encryptor(blockCipher(EVP_EncryptInit_ex, blocks.data()));
    Context decryptor(blockCipher(EVP_DecryptInit_ex, blocks.data()));
    Context tweaker(blockCipher(EVP_EncryptInit_ex, tweaks.data()));
    if (!encryptor || !decryptor || !tweaker)
        return nullptr;
    return std::unique_ptr<UnitCipher>(
        new UnitCipher(kind, std::move(encryptor), std::move(decryptor), std::move(tweaker)));
}

/// XTS of up to unitsAtOnce whole units. A tweak is the unit's number, little endian, then the kind of file.
bool UnitCipher::turnUnits(evp_cipher_ctx_st *cipher, quint64 unit, std::span<uchar> text)
{
    const size_t count = text.size() / unitBytes;
    std::array<quint64, 2 * unitsAtOnce> tweaks{};
    for (size_t i = 0; i < count; ++i) {
        tweaks[2 * i] = qToLittleEndian(unit + i);
        tweaks[2 * i + 1] = qToLittleEndian(quint64(m_kind));
    }
    if (!turn(m_tweaker.get(), reinterpret_cast<uchar *>(tweaks.data()), count * blockSize))
        return false;
    Mask mask;
    for (size_t i = 0; i < count; ++i)
        multiply(&tweaks[2 * i], &mask[i * wordsOfUnit]);
    mix(text, mask);
    if (!turn(cipher, text.data(), text.size()))
        return false;
    mix(text, mask);
    return true;
}

bool UnitCipher::encrypt(quint64 unit, std::span<uchar> bytes)
{
    for (; !bytes.empty(); unit += unitsAtOnce) {
        const auto text = bytes.first(std::min(bytes.size(), unitsAtOnce * unitBytes));
        if (!turnUnits(m_encryptor.get(), unit, text))
            return false;
        bytes = bytes.subspan(text.size());
    }
    return true;
}

bool UnitCipher::decrypt(quint64 unit, std::span<uchar> bytes)
{
    for (; !bytes.empty(); unit += unitsAtOnce) {
        const auto text = bytes.first(std::min(bytes.size(), unitsAtOnce * unitBytes));
        std::array<bool, unitsAtOnce> holes{};
        for (size_t i = 0; i < text.size() / unitBytes; ++i)
            holes[i] = isHole(&text[i * unitBytes]);
        if (!turnUnits(m_decryptor.get(), unit, text))
            return false;
        for (size_t i = 0; i < text.size() / unitBytes; ++i) {
            if (holes[i])
                memset(&text[i * unitBytes], 0, unitBytes);
        }
        bytes = bytes.subspan(text.size());
    }
    return true;
}

} // namespace dermis
