#include "core/backup/backup_file.h"
#include "tests/core/backup/backup_fixture.h"

#include <QFile>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype sealedChunk = 65536 + 17;

/// A backup that tests alter, with what opens it while it is whole.
class AlteredBackup : public BackupFixture
{
public:
    AlteredBackup() : whole(bytesOf(made.path())) {}
    /// What unlocking and then checking says of a file with these bytes.
    ErrorCode refusalOf(const QByteArray &bytes)
    {
        write(altered, bytes);
        const auto opened = unlockBackup(altered, u"1"_s, password);
        const ErrorCode code = opened ? checkRefusal(altered, *opened) : opened.error().code;
        CHECK(checkRefusal(altered, key) == code); // also for one who has the file key
        CHECK(filesInTarget().size() == 2);        // the backup and the altered one
        return code;
    }

    const Backup made = backedUp();
    const Unlocked key = unlocked(made.path());
    const QByteArray whole;
    const QString altered = target + u"/altered.dermis-backup"_s;
};

} // namespace

TEST_CASE_METHOD(AlteredBackup, "a flipped bit anywhere in a backup is found", "[backup]")
{
    const auto [at, expected] = GENERATE(table<qsizetype, ErrorCode>({
        {0, ErrorCode::InvalidInput}, // magic
        {15, ErrorCode::InvalidInput},
        {19, ErrorCode::NewerVersion}, // format
        {20, ErrorCode::Damaged},      // size of a chunk
        {24, ErrorCode::Damaged},      // backup id
        {55, ErrorCode::Damaged},
        {56, ErrorCode::Damaged}, // nonce
        {79, ErrorCode::Damaged},
        {112, ErrorCode::Damaged},           // the header's file id
        {80 + 128 + 88, ErrorCode::Damaged}, // a wrapped key
        {80 + 8000, ErrorCode::Damaged},     // zeros
        {80 + 8191, ErrorCode::Damaged},     // checksum
    }));
    QByteArray bytes = whole;
    bytes[at] = static_cast<char>(bytes.at(at) ^ 4);
    INFO("byte " << at);
    CHECK(refusalOf(bytes) == expected);
}

TEST_CASE_METHOD(AlteredBackup, "a flipped bit anywhere in the encrypted part is found", "[backup]")
{
    QList<qsizetype> places{BackupHead::size, whole.size() - 1};
    for (qsizetype chunk = BackupHead::size; chunk < whole.size(); chunk += sealedChunk)
        places << chunk << std::min(chunk + 1000, whole.size() - 1)
               << std::min(chunk + sealedChunk, whole.size()) - 1;
    for (const qsizetype at : places) {
        QByteArray bytes = whole;
        bytes[at] = static_cast<char>(bytes.at(at) ^ 1);
        INFO("byte " << at);
        CHECK(refusalOf(bytes) == ErrorCode::Damaged);
    }
}

TEST_CASE_METHOD(AlteredBackup, "a backup that is cut off, goes on too long or is out of order is found",
                 "[backup]")
{
    CHECK(refusalOf({}) == ErrorCode::InvalidInput);
    CHECK(refusalOf(whole.first(10)) == ErrorCode::InvalidInput);
    for (const qsizetype size :
         {qsizetype(16), BackupHead::size - 1, BackupHead::size, BackupHead::size + 5,
          BackupHead::size + sealedChunk, BackupHead::size + 2 * sealedChunk, whole.size() - 1}) {
        INFO("cut to " << size);
        CHECK(refusalOf(whole.first(size)) == ErrorCode::Damaged);
    }
    CHECK(refusalOf(whole + 'x') == ErrorCode::Damaged);
    CHECK(refusalOf(whole + whole.last(sealedChunk)) == ErrorCode::Damaged);
    const qsizetype second = BackupHead::size + sealedChunk;
    const QByteArray swapped = whole.first(second) + whole.sliced(second + sealedChunk, sealedChunk) +
                               whole.sliced(second, sealedChunk) + whole.sliced(second + 2 * sealedChunk);
    CHECK(refusalOf(swapped) == ErrorCode::Damaged);
}

TEST_CASE_METHOD(AlteredBackup, "a file that is no backup is refused as such", "[backup]")
{
    CHECK(unlockBackup(path, u"1"_s, password).error().code == ErrorCode::InvalidInput);
    CHECK(unlockBackup(folder.filePath(u"nowhere"_s), u"1"_s, password).error().code == ErrorCode::NotFound);
}
