#pragma once

#include "core/base/result.h"
#include "core/vault/file_key.h"
#include "core/vault/header.h"

#include <QString>

#include <chrono>

namespace dermis {

/// The cost that takes this computer about `target`: up to 256 MiB of memory, and passes until the time is
/// used.
Derivation measureDerivation(std::chrono::milliseconds target = std::chrono::milliseconds(500));

/// A password as the bytes that are derived from: composed (NFC) UTF-8, so that keyboards do not matter.
LockedBytes passwordBytes(const QString &password);
/// A digest of a sign-in name under the file's id, case and marks ignored.
std::array<uchar, 16> nameTag(const Header &header, const QString &signInName);

/// A new slot that gives `key` to whoever has the secret; Crypto when there is too little memory.
Result<KeySlot> wrapKey(const Header &header, SlotKind kind, qint64 staff, std::span<const uchar> secret,
                        const Derivation &derivation, const FileKey &key);
/// The key in the slot; NotAllowed when the secret is not the slot's, Crypto when there is too little memory.
Result<FileKey> unwrapKey(const Header &header, const KeySlot &slot, std::span<const uchar> secret);

} // namespace dermis
