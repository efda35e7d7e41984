#include "tests/core/backup/backup_fixture.h"

#include "core/clinic/demo.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

const QString doctor = u"Dr Thandeka Mabuza"_s;

/// Made once for all cases: a demo clinic takes longer to make than to copy.
QString demoClinic(const QString &password)
{
    static const QTemporaryDir folder;
    static const QString path = [&password] {
        const QString file = folder.filePath(u"demo.dermis"_s);
        const auto made = makeDemoClinic(file, {.patients = 6,
                                                .seed = 3,
                                                .today = QDate(2026, 3, 2),
                                                .password = password,
                                                .derivation = {8192, 1}});
        REQUIRE(made);
        return file;
    }();
    return path;
}

} // namespace

BackupFixture::BackupFixture()
{
    REQUIRE(QFile::copy(demoClinic(password), path));
    REQUIRE(QDir().mkdir(target));
    auto opened = signIn(path, doctor, password, clock.now());
    REQUIRE(opened);
    signedIn = *std::move(opened);
}

Backup BackupFixture::backedUp(const BackupProgress &progress)
{
    const auto made = createBackup(database(), owner(), clock, target, progress);
    REQUIRE(made);
    return *made;
}

ErrorCode BackupFixture::refusal(const QString &place, const BackupProgress &progress)
{
    const auto made = createBackup(database(), owner(), clock, place, progress);
    REQUIRE_FALSE(made);
    INFO(made.error().detail.toStdString());
    CHECK(!made.error().detail.isEmpty());
    return made.error().code;
}

Unlocked BackupFixture::unlocked(const QString &backup) const
{
    const auto opened = unlockBackup(backup, doctor, password);
    REQUIRE(opened);
    return *opened;
}

ErrorCode BackupFixture::checkRefusal(const QString &backup, const Unlocked &unlocked) const
{
    const auto checked = checkBackup(backup, unlocked, clock);
    REQUIRE_FALSE(checked);
    return checked.error().code;
}

QStringList BackupFixture::filesInTarget() const
{
    return QDir(target).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(bytes) == bytes.size());
}

} // namespace dermis::test
