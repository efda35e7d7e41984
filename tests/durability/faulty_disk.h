#pragma once

#include "core/clinic/sign_in.h"
#include "tests/durability/clinic_on_disk.h"
#include "tests/support/disk_hooks.h"

#include <functional>
#include <map>

namespace dermis::test {

/// A folder with an encrypted clinic, on a disk that may fail in any call; each trial starts from the same
/// files.
class FaultyDisk
{
public:
    FaultyDisk();

    /// What is in the folder now is what each trial starts from.
    void keep();
    /// Makes the folder as it was kept.
    void startOver();

    using Act = std::function<Result<>()>;
    /// Looks, on a sound disk again, at what the act left; hears whether the act said that it was done.
    using Check = std::function<void(bool isDone)>;
    /// Does the act again and again from the same beginning, each time with another call failing once: every
    /// call with DERMIS_EVERY_FAULT set, else the first and the last of each kind on each file.
    void failEachCall(const Act &act, const Check &check);
    /// The same with every call, always.
    void failEveryCall(const Act &act, const Check &check);
    /// The same with a disk that is full after 0, 4096, 8192 ... bytes more, until it is large enough; every
    /// step with DERMIS_EVERY_FAULT set, else twelve or so.
    void fillAtEachStep(const Act &act, const Check &check);

    Result<SignedIn> enter() const;
    /// Opens the clinic, which must work and be whole.
    SignedIn enterWhole() const;
    QString filePath(const QString &name) const { return clinic.folder.filePath(name); }

    ClinicOnDisk clinic{QStringLiteral("first words of mine")};

private:
    void failCalls(const Act &act, const Check &check, bool isEveryOneWanted);
    /// Answers whether anything failed.
    bool tryOnce(const Act &act, const Check &check, ErrorCode expected);

    DiskHooks m_hooks;
    std::map<QString, QByteArray> m_kept; // by the path within the folder
};

} // namespace dermis::test
