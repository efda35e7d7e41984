#include "app/cli/new_lock.h"

#include "app/cli/terminal.h"
#include "core/vault/key_slot.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Result<QString> newPassword(const LockOptions &options, const QString &otherwise)
{
    if (const QString file = optionOr(options.passwordFile, "DERMIS_PASSWORD_FILE"); !file.isEmpty())
        return readPassword(file.toStdString());
    if (!otherwise.isEmpty())
        return otherwise;
    if (!isTerminal())
        return fail(ErrorCode::InvalidInput, u"a clinic needs a password; put it into a file and say --password-file FILE"_s);
    QString password = TRY(askSecret(u"New password: "_s));
    const QString again = TRY(askSecret(u"Once more: "_s));
    if (password != again)
        return fail(ErrorCode::InvalidInput, u"the two passwords differ"_s);
    return password;
}

} // namespace

void LockOptions::addTo(CLI::App &verb)
{
    auto *file = verb.add_option("--password-file", passwordFile,
                                 "The password stands in this file, - for standard input; DERMIS_PASSWORD_FILE stands in for it");
    verb.add_option("--unlock-time", milliseconds, "Milliseconds that trying one password takes on this computer")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
    verb.add_flag("--plain", plain, "Do not encrypt: whoever has the file can read it; for tests and tools")->excludes(file);
}

Result<NewLock> newLock(const LockOptions &options, const QString &otherwise)
{
    if (options.plain)
        return NewLock{};
    QString password = TRY(newPassword(options, otherwise));
    return NewLock{std::move(password), measureDerivation(std::chrono::milliseconds(options.milliseconds))};
}

} // namespace dermis::cli
