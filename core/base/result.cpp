#include "core/base/result.h"

using namespace Qt::StringLiterals;

namespace dermis {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return u"not-found"_s;
    case ErrorCode::InvalidInput:
        return u"invalid-input"_s;
    case ErrorCode::Conflict:
        return u"conflict"_s;
    case ErrorCode::NotAllowed:
        return u"not-allowed"_s;
    case ErrorCode::NotReady:
        return u"not-ready"_s;
    case ErrorCode::Storage:
        return u"storage"_s;
    case ErrorCode::DiskFull:
        return u"disk-full"_s;
    case ErrorCode::ReadOnly:
        return u"read-only"_s;
    case ErrorCode::Busy:
        return u"busy"_s;
    case ErrorCode::Damaged:
        return u"damaged"_s;
    case ErrorCode::NewerVersion:
        return u"newer-version"_s;
    case ErrorCode::Io:
        return u"io"_s;
    case ErrorCode::Locked:
        return u"locked"_s;
    case ErrorCode::Crypto:
        return u"crypto"_s;
    case ErrorCode::Cancelled:
        return u"cancelled"_s;
    }
    return u"storage"_s;
}

} // namespace dermis
