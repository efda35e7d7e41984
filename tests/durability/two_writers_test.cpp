#include "tests/durability/clinic_on_disk.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

qint64 kept(const QList<Said> &said)
{
    return std::count_if(said.begin(), said.end(),
                         [](const Said &one) { return one.kind != "key" && one.kind != "draft"; });
}

} // namespace

TEST_CASE("two who write at once lose nothing, and the chain of the journal stays whole", "[durability]")
{
    const ClinicOnDisk clinic;
    const qint64 before = clinic.open()->integer(u"SELECT count(*) FROM journal"_s).value_or(-1);
    const QString count = QString::number(rounds(60));
    auto first = Program::writer({u"save"_s, clinic.path, u"1"_s, count});
    auto second = Program::writer({u"save"_s, clinic.path, u"100001"_s, count});
    first.waitForLines(1);
    second.waitForLines(1);
    const auto note = Program::cli({u"note"_s, u"add"_s, u"1"_s, u"--text"_s, u"Beside the others."_s,
                                    u"--clinic"_s, clinic.path})
                          .finish();
    CHECK(first.finish() == 0);
    CHECK(second.finish() == 0);
    CHECK(note == 0);

    const auto database = clinic.open();
    checkWhole(*database);
    checkKept(*database, first.said());
    checkKept(*database, second.said());
    const qint64 entries = database->integer(u"SELECT count(*) FROM journal"_s).value_or(-1);
    CHECK(entries - before >= kept(first.said()) + kept(second.said()) + 1);
}

TEST_CASE("when one of two writers is killed, the other one goes on", "[durability]")
{
    const ClinicOnDisk clinic;
    auto first = Program::writer({u"save"_s, clinic.path, u"1"_s, u"0"_s});
    auto second = Program::writer({u"save"_s, clinic.path, u"100001"_s, u"80"_s});
    first.waitForLines(1);
    second.waitForLines(1);
    first.killAfter(20000);
    CHECK(second.finish() == 0);
    const auto database = clinic.open();
    checkWhole(*database);
    checkKept(*database, first.said());
    checkKept(*database, second.said());
}
