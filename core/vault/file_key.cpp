#include "core/vault/file_key.h"

#include <new>
#include <sodium.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace dermis {

bool forbidCrashDumps()
{
#if defined(Q_OS_LINUX) && !defined(__SANITIZE_ADDRESS__) // the leak checker reads memory as a debugger does
    return prctl(PR_SET_DUMPABLE, 0) == 0;
#else
    return false;
#endif
}

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
