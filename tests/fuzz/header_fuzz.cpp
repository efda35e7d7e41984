#include "core/vault/header.h"

#include <cstdlib>
#include <sodium.h>

using namespace dermis;

namespace {

constexpr qsizetype checksumSize = 32;

void mustHold(bool condition)
{
    if (!condition)
        abort();
}

/// The input as a copy with a right checksum, so that the values behind it are reached.
QByteArray sealed(const QByteArray &input)
{
    QByteArray copy = input.left(Header::copySize).leftJustified(Header::copySize, '\0');
    crypto_generichash(reinterpret_cast<uchar *>(copy.data()) + Header::copySize - checksumSize, checksumSize,
                       reinterpret_cast<const uchar *>(copy.constData()), Header::copySize - checksumSize,
                       nullptr, 0);
    return copy;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uchar *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    decodeHeader(input);
    const HeaderCopy copy = decodeHeader(sealed(input));
    if (copy.state != CopyState::Sound)
        return 0;
    const HeaderCopy again = decodeHeader(encodeHeader(copy.header));
    mustHold(again.state == CopyState::Sound);
    mustHold(again.header == copy.header);
    return 0;
}
