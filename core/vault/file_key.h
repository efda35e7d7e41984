#pragma once

#include <QtGlobal>

#include <array>
#include <memory>
#include <span>

namespace dermis {

/// Keeps the system from writing this program's memory into a crash dump; true when it agreed.
bool forbidCrashDumps();

/// Secret bytes in memory that is locked against swapping, guarded, and wiped when given back.
class LockedBytes
{
public:
    /// `size` zero bytes; throws std::bad_alloc as every allocation does.
    explicit LockedBytes(size_t size);

    std::span<uchar> bytes() { return {m_bytes.get(), m_size}; }
    std::span<const uchar> bytes() const { return {m_bytes.get(), m_size}; }

private:
    struct Wipe
    {
        void operator()(uchar *bytes) const;
    };
    std::unique_ptr<uchar, Wipe> m_bytes;
    size_t m_size;
};

/// The 512 random bits a clinic file is encrypted with; it can be moved, never copied.
class FileKey
{
public:
    static constexpr size_t size = 64;
    static constexpr size_t checkSize = 16;

    /// A new key from the system's generator.
    static FileKey random();
    /// Takes over `size` bytes.
    explicit FileKey(LockedBytes bytes);

    std::span<const uchar, size> bytes() const { return m_bytes.bytes().first<size>(); }
    /// Tells whether a key belongs to the file with this id, and gives nothing of the key away.
    std::array<uchar, checkSize> check(std::span<const uchar> fileId) const;

private:
    LockedBytes m_bytes;
};

} // namespace dermis
