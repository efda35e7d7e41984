#pragma once

#include "core/base/result.h"

#include <stdexcept>

namespace dermis::test {

/// The value of a step that a test only builds on; the test fails when the step does.
template <typename T>
T must(Result<T> result)
{
    if (!result)
        throw std::runtime_error(result.error().detail.toStdString());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace dermis::test
