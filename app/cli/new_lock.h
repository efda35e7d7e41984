#pragma once

#include "app/cli/command.h"
#include "core/vault/header.h"

namespace dermis::cli {

/// How a new clinic is to be encrypted, as the command line says it.
struct LockOptions {
    std::string passwordFile;
    int milliseconds = 500; ///< what trying one password takes on this computer

    void addTo(CLI::App &verb);
};

/// An empty password for a file that is not encrypted.
struct NewLock {
    QString password;
    Derivation derivation;
};
Result<NewLock> newLock(const LockOptions &options);

} // namespace dermis::cli
