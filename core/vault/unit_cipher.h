#pragma once

#include <QtGlobal>

#include <memory>
#include <span>

struct evp_cipher_ctx_st;

namespace dermis {

/// What a file of SQLite's is for; part of every tweak, so that equal content looks different in each.
enum class FileKind : uchar { Database = 1, Log = 2, Journal = 3, Temporary = 4 };

/// AES-256-XTS (IEEE 1619) over units of 512 bytes, each tweaked by its number and the kind of file; for one thread at a
/// time.
///
/// OpenSSL does AES, here stands only how XTS joins its blocks: OpenSSL's own XTS must be set up anew for each unit, which takes as
/// long as decrypting it (docs/decisions/0009). A test compares the two.
///
/// A unit that is all zero on the disk was never written (a hole) and reads as zeros.
class UnitCipher
{
public:
    static constexpr qsizetype unitSize = 512;

    /// Nothing when OpenSSL has no memory, or both halves of the key are equal.
    static std::unique_ptr<UnitCipher> create(std::span<const uchar, 64> key, FileKind kind);
    ~UnitCipher();
    UnitCipher(const UnitCipher &) = delete;
    UnitCipher &operator=(const UnitCipher &) = delete;

    /// In place, for whole units of which the first is number `unit`.
    bool encrypt(quint64 unit, std::span<uchar> bytes);
    bool decrypt(quint64 unit, std::span<uchar> bytes);

private:
    struct Free
    {
        void operator()(evp_cipher_ctx_st *context) const;
    };
    using Context = std::unique_ptr<evp_cipher_ctx_st, Free>;
    UnitCipher(FileKind kind, Context encryptor, Context decryptor, Context tweaker);
    bool turnUnits(evp_cipher_ctx_st *cipher, quint64 unit, std::span<uchar> text);

    FileKind m_kind;
    Context m_encryptor;
    Context m_decryptor;
    Context m_tweaker;
};

} // namespace dermis
