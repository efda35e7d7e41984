#pragma once

#include "app/cli/command.h"
#include "core/vault/header.h"

namespace dermis::cli {

/// How a new clinic is to be encrypted, as the command line says it.
struct LockOptions {
    std::string passwordFile;
    bool plain = false;
    int milliseconds = 500; ///< what trying one password takes on this computer

    void addTo(CLI::App &verb);
};

/// The password is empty for a file that is not encrypted.
struct NewLock {
    QString password;
    Derivation derivation;
};
/// `otherwise` is the password when no file is named; empty: somebody at a terminal is asked for one, and else it is InvalidInput.
Result<NewLock> newLock(const LockOptions &options, const QString &otherwise = {});

} // namespace dermis::cli
