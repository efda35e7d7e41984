#include "app/cli/new_lock.h"

#include "core/vault/key_slot.h"

namespace dermis::cli {

void LockOptions::addTo(CLI::App &verb)
{
    verb.add_option("--password-file", passwordFile,
                    "Encrypt the clinic; the password stands in this file, - for standard input; DERMIS_PASSWORD_FILE stands in for it");
    verb.add_option("--unlock-time", milliseconds, "Milliseconds that trying one password takes on this computer")
        ->check(CLI::Range(1, 10000))
        ->capture_default_str();
}

Result<NewLock> newLock(const LockOptions &options)
{
    const QString file = optionOr(options.passwordFile, "DERMIS_PASSWORD_FILE");
    if (file.isEmpty())
        return NewLock{};
    QString password = TRY(readPassword(file.toStdString()));
    return NewLock{std::move(password), measureDerivation(std::chrono::milliseconds(options.milliseconds))};
}

} // namespace dermis::cli
