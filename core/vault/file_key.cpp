#include "core/vault/file_key.h"

#include <new>
#include <sodium.h>

namespace dermis {

LockedBytes::LockedBytes(size_t size) : m_size(size)
{
    if (sodium_init() < 0)
        throw std::bad_alloc();
    m_bytes.reset(static_cast<uchar *>(sodium_malloc(size)));
    if (!m_bytes)
        throw std::bad_alloc();
    sodium_memzero(m_bytes.get(), size);
}

void LockedBytes::Wipe::operator()(uchar *bytes) const
{
    sodium_free(bytes); // overwrites before it gives back
}

FileKey FileKey::random()
{
    LockedBytes bytes(size);
    randombytes_buf(bytes.bytes().data(), size);
    return FileKey(std::move(bytes));
}

FileKey::FileKey(LockedBytes bytes) : m_bytes(std::move(bytes))
{
    Q_ASSERT(m_bytes.bytes().size() == size);
}

std::array<uchar, FileKey::checkSize> FileKey::check(std::span<const uchar> fileId) const
{
    std::array<uchar, checkSize> check{};
    crypto_generichash(check.data(), check.size(), fileId.data(), fileId.size(), bytes().data(), size);
    return check;
}

} // namespace dermis
