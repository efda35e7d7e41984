#include "tests/durability/clinic_on_disk.h"
#include "tests/support/files.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QRandomGenerator>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// The write-ahead log as a power cut leaves it: the end missing, and rubbish in the last sector that reached
/// the disk.
QByteArray torn(const QByteArray &log, qsizetype length)
{
    QByteArray rest = log.left(length);
    const qsizetype rubbish = qMin<qsizetype>(rest.size(), QRandomGenerator::system()->bounded(512));
    for (qsizetype i = rest.size() - rubbish; i < rest.size(); ++i)
        rest[i] = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return rest;
}

} // namespace

TEST_CASE("a write that was torn by a power cut is left out, and what stood before it stands", "[durability]")
{
    const ClinicOnDisk clinic;
    auto writer = Program::writer({u"save"_s, clinic.path, u"1"_s, u"0"_s});
    writer.waitForLines(30);
    writer.killAfter(0);
    const QByteArray file = fileBytes(clinic.path);
    const QByteArray log = fileBytes(clinic.path + u"-wal"_s);
    REQUIRE(log.size() < 1000 * 4096); // SQLite has not yet moved the log's pages into the file

    qint64 previous = -1;
    const int cuts = rounds(25);
    for (int cut = 0; cut <= cuts; ++cut) {
        const qsizetype length = log.size() * cut / cuts;
        INFO("the log cut at " << length << " of " << log.size() << " bytes");
        QFile::remove(clinic.path + u"-shm"_s);
        writeFile(clinic.path, file);
        writeFile(clinic.path + u"-wal"_s, cut == cuts ? log : torn(log, length));
        const auto database = clinic.open();
        checkWhole(*database);
        const qint64 entries = database->integer(u"SELECT count(*) FROM journal"_s).value_or(-1);
        CHECK(entries + 1 >= previous); // rubbish may cost the act that a shorter cut just kept
        previous = entries;
        if (cut == cuts)
            checkKept(*database, writer.said());
    }
}
