#include "core/vault/recovery_key.h"

#include <algorithm>
#include <cstdlib>

using namespace dermis;

extern "C" int LLVMFuzzerTestOneInput(const uchar *data, size_t size)
{
    const auto key = RecoveryKey::fromText(
        QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (!key)
        return 0;
    const auto again = RecoveryKey::fromText(key->qrText());
    if (!again || !std::ranges::equal(key->bytes(), again->bytes()))
        abort();
    return 0;
}
