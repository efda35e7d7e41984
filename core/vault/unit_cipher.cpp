#include "core/vault/unit_cipher.h"

#include <QtEndian>

#include <array>
#include <cstring>
#include <openssl/evp.h>

namespace dermis {

namespace {

/// The unit's number, little endian, then the kind of file.
std::array<uchar, 16> tweakOf(quint64 unit, FileKind kind)
{
    std::array<uchar, 16> tweak{};
    qToLittleEndian(unit, tweak.data());
    tweak[8] = static_cast<uchar>(kind);
    return tweak;
}

bool isHole(const uchar *unit)
{
    static constexpr std::array<uchar, UnitCipher::unitSize> zeros{};
    return qFromUnaligned<quint64>(unit) == 0 && memcmp(unit, zeros.data(), zeros.size()) == 0;
}

} // namespace

void UnitCipher::Free::operator()(evp_cipher_ctx_st *context) const
{
    EVP_CIPHER_CTX_free(context); // wipes the expanded key
}

UnitCipher::UnitCipher(FileKind kind, Context encryptor, Context decryptor)
    : m_kind(kind), m_encryptor(std::move(encryptor)), m_decryptor(std::move(decryptor))
{
}

UnitCipher::~UnitCipher() = default;

std::unique_ptr<UnitCipher> UnitCipher::create(std::span<const uchar, 64> key, FileKind kind)
{
    Context encryptor(EVP_CIPHER_CTX_new());
    Context decryptor(EVP_CIPHER_CTX_new());
    if (!encryptor || !decryptor ||
        EVP_EncryptInit_ex(encryptor.get(), EVP_aes_256_xts(), nullptr, key.data(), nullptr) != 1 ||
        EVP_DecryptInit_ex(decryptor.get(), EVP_aes_256_xts(), nullptr, key.data(), nullptr) != 1)
        return nullptr;
    return std::unique_ptr<UnitCipher>(new UnitCipher(kind, std::move(encryptor), std::move(decryptor)));
}

bool UnitCipher::encrypt(quint64 unit, std::span<uchar> bytes)
{
    for (size_t at = 0; at < bytes.size(); at += unitSize, ++unit) {
        int written = 0;
        uchar *const text = bytes.data() + at;
        if (EVP_EncryptInit_ex(m_encryptor.get(), nullptr, nullptr, nullptr, tweakOf(unit, m_kind).data()) !=
                1 ||
            EVP_EncryptUpdate(m_encryptor.get(), text, &written, text, int(unitSize)) != 1)
            return false;
    }
    return true;
}

bool UnitCipher::decrypt(quint64 unit, std::span<uchar> bytes)
{
    for (size_t at = 0; at < bytes.size(); at += unitSize, ++unit) {
        int written = 0;
        uchar *const text = bytes.data() + at;
        if (isHole(text))
            continue;
        if (EVP_DecryptInit_ex(m_decryptor.get(), nullptr, nullptr, nullptr, tweakOf(unit, m_kind).data()) !=
                1 ||
            EVP_DecryptUpdate(m_decryptor.get(), text, &written, text, int(unitSize)) != 1)
            return false;
    }
    return true;
}

} // namespace dermis
