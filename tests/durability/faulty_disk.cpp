#include "tests/durability/faulty_disk.h"

#include "core/base/clock.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <set>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

constexpr qint64 fillStep = 4096;
constexpr qint64 usualFillSteps = 12;

bool isEveryFaultWanted()
{
    return qEnvironmentVariableIsSet("DERMIS_EVERY_FAULT");
}

/// The numbers of the calls to fail, from 1.
std::set<qint64> pointsIn(const std::vector<std::string> &calls, bool isEveryOneWanted)
{
    std::map<std::string, std::pair<qint64, qint64>> firstAndLast;
    std::set<qint64> points;
    for (qint64 number = 1; number <= std::ssize(calls); ++number) {
        const auto known =
            firstAndLast.try_emplace(calls[static_cast<size_t>(number - 1)], number, number).first;
        known->second.second = number;
        if (isEveryOneWanted)
            points.insert(number);
    }
    for (const auto &[call, numbers] : firstAndLast)
        points.insert({numbers.first, numbers.second});
    return points;
}

/// Whether a failed act is told in words that fit a disk that fails. SQLite takes what cannot be read for
/// damage, as on a dying disk it is.
void checkWords(const Error &error, ErrorCode expected, const std::string &whatFailed)
{
    CHECK_FALSE(error.detail.isEmpty());
    const bool mayBeDamage = whatFailed.starts_with("pread");
    if (error.code != expected && error.code != ErrorCode::ReadOnly &&
        !(mayBeDamage && error.code == ErrorCode::Damaged))
        FAIL_CHECK(Catch::StringMaker<Error>::convert(error));
}

} // namespace

FaultyDisk::FaultyDisk() : m_hooks(clinic.folder.path().toStdString())
{
    keep();
}

void FaultyDisk::keep()
{
    m_kept.clear();
    const QDir folder(clinic.folder.path());
    QDirIterator entries(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        m_kept[folder.relativeFilePath(file.fileName())] = file.readAll();
    }
}

void FaultyDisk::startOver()
{
    m_hooks.heal();
    const QDir folder(clinic.folder.path());
    for (const QFileInfo &entry :
         folder.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        REQUIRE(
            (entry.isDir() ? QDir(entry.filePath()).removeRecursively() : QFile::remove(entry.filePath())));
    for (const auto &[name, bytes] : m_kept) {
        QFile file(folder.filePath(name));
        REQUIRE(folder.mkpath(QFileInfo(file.fileName()).path()));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
    }
}

bool FaultyDisk::tryOnce(const Act &act, const Check &check, ErrorCode expected)
{
    const Result<> done = act();
    m_hooks.heal();
    INFO("failed: " << m_hooks.whatFailed() << "; the act: " << Catch::StringMaker<Result<>>::convert(done));
    if (!done)
        checkWords(done.error(), expected, m_hooks.whatFailed());
    check(done.has_value());
    if (!m_hooks.hasFailed())
        REQUIRE(done);
    return m_hooks.hasFailed();
}

void FaultyDisk::failEachCall(const Act &act, const Check &check)
{
    failCalls(act, check, isEveryFaultWanted());
}

void FaultyDisk::failEveryCall(const Act &act, const Check &check)
{
    failCalls(act, check, true);
}

void FaultyDisk::failCalls(const Act &act, const Check &check, bool isEveryOneWanted)
{
    startOver();
    m_hooks.failAt(-1);
    REQUIRE(act());
    const auto points = pointsIn(m_hooks.calls(), isEveryOneWanted);
    for (const qint64 call : points) {
        startOver();
        m_hooks.failAt(call);
        INFO("call " << call);
        tryOnce(act, check, ErrorCode::Io);
    }
    WARN(points.size() << " of " << *points.rbegin() << " calls on the disk failed in turn");
}

void FaultyDisk::fillAtEachStep(const Act &act, const Check &check)
{
    constexpr qint64 plenty = qint64(1) << 40;
    startOver();
    m_hooks.fullAfter(plenty);
    REQUIRE(act());
    const qint64 steps = (plenty - m_hooks.room()) / fillStep + 1;
    const qint64 stride = isEveryFaultWanted() ? 1 : std::max<qint64>(steps / usualFillSteps, 1);
    int trials = 0;
    for (qint64 step = 0;; step += stride, ++trials) {
        startOver();
        m_hooks.fullAfter(step * fillStep);
        INFO("full after " << step << " steps of 4096 bytes");
        if (!tryOnce(act, check, ErrorCode::DiskFull))
            break;
    }
    WARN("the disk was full at " << trials << " sizes in turn");
}

Result<SignedIn> FaultyDisk::enter() const
{
    return signIn(clinic.path, clinic.doctor.id.toString(), clinic.password, SystemClock().now());
}

SignedIn FaultyDisk::enterWhole() const
{
    auto signedIn = enter();
    REQUIRE(signedIn);
    checkWhole(*signedIn->database);
    return std::move(*signedIn);
}

} // namespace dermis::test
