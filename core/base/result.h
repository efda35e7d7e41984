#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <type_traits>
#include <utility>

namespace dermis {

/// What kind of thing went wrong; front ends choose words and exit codes by it.
enum class ErrorCode {
    NotFound,     ///< the named thing does not exist
    InvalidInput, ///< what was given cannot be accepted; detail says what and where
    Conflict,     ///< somebody else changed the same row since it was read
    NotAllowed,   ///< the person's role does not permit it; detail names the roles that may
    NotReady,     ///< a clinical condition is not met; detail names what is open
    Storage,      ///< the database refused for another reason
    DiskFull,     ///< no space left; nothing was changed
    ReadOnly,     ///< the file or its folder cannot be written
    Busy,         ///< another program holds the file
    Damaged,      ///< the file is not a clinic or is broken
    NewerVersion, ///< the file was written by a newer Dermis
    Io,           ///< a file other than the clinic could not be read or written
    Locked,       ///< the file is encrypted and nobody has signed in
    Crypto,       ///< a key or digest operation failed
    Cancelled     ///< the person stopped it
};

/// The code's stable English name, as `dermis-cli --json` prints it.
QString errorCodeName(ErrorCode code);

/// A failure: its kind, and one plain English sentence that says what and where, without patient data.
struct Error {
    ErrorCode code = ErrorCode::Storage;
    QString detail;
    bool operator==(const Error &) const = default;
};

/// A value or an Error; Result<> carries no value.
template <typename T = void>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
};

/// An error to return: `return fail(ErrorCode::NotFound, u"patient 12"_s);`
inline tl::unexpected<Error> fail(ErrorCode code, QString detail)
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

/// What was given cannot be kept, and why: `return invalidInput(u"a lot needs its number"_s);`
inline tl::unexpected<Error> invalidInput(QString why)
{
    return fail(ErrorCode::InvalidInput, std::move(why));
}

template <typename T>
T take(Result<T> &&result)
{
    return std::move(result).value();
}
inline void take(Result<void> &&) {}

} // namespace dermis

/// The value, or an early return of the error. Do not nest.
#define TRY(expression)                                                                                      \
    __extension__({                                                                                          \
        auto tried = (expression);                                                                           \
        if (!tried)                                                                                          \
            return tl::unexpected(std::move(tried).error());                                                 \
        ::dermis::take(std::move(tried));                                                                    \
    })
