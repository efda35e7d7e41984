// How long it takes to see whom something touched, among a million sessions.
#include "core/storage/transaction.h"
#include "core/treatments/recall.h"
#include "tests/core/treatments/shelf_fixture.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 30;

/// 20,000 patients with 50 sessions each over ten years: each with a serum of the one product and a cartridge of one of 200 lots;
/// those who came to the practice late have the high file numbers, as in life.
struct MillionSessions : ShelfFixture
{
    void fill()
    {
        firstLot = receive(needles, u"M-0"_s, 10'000).value();
        for (int i = 1; i < 200; ++i)
            receive(needles, u"M-%1"_s.arg(i), 10'000);
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        REQUIRE(transaction);
        const QString count = u"WITH RECURSIVE n(i) AS (SELECT %1 UNION ALL SELECT i + 1 FROM n WHERE i < %2) "_s;
        for (int i = 0; i < 20'000; ++i)
            patients << personIn(*transaction, i);
        const qint64 base = patients.constFirst().value();
        fill(count.arg(0).arg(999'999) +
             u"INSERT INTO session (id, revision, patient_id, treated_on, plan, reason) SELECT 1000 + i, 1, %1 + i / 50, "
             "date('2016-01-01', '+' || (i / 50 * 3000 / 20000 + i % 50 * 12) || ' days'), "
             "'{\"zones\":[{\"zone\":\"chin\"},{\"zone\":\"forehead\"}]}', '' FROM n"_s.arg(base));
        for (const bool isSerum : {true, false})
            fill(u"INSERT INTO session_use (revision, session_id, patient_id, treated_on, product_id, lot_id, units, unit_code) "
                 "SELECT 1, id, patient_id, treated_on, %1, %2, 1, '' FROM session WHERE id >= 1000"_s.arg(
                     (isSerum ? serum : needles).toString(),
                     isSerum ? serumLot.toString() : u"%1 + id % 200"_s.arg(firstLot)));
        REQUIRE(transaction->commit());
    }
    void fill(const QString &sql) { REQUIRE(database->run(sql)); }
    PatientId personIn(Transaction &transaction, int number)
    {
        Patient typed;
        typed.familyName = u"Number%1"_s.arg(number);
        typed.givenNames = u"Patient"_s;
        typed.birthDate = QDate(1990, 1, 1);
        typed.phones = {{u"+27825550118"_s, {}}};
        const auto id = insertPatient(transaction, typed);
        REQUIRE(id);
        return *id;
    }
    /// Tells how long the first 50 take, beside a floor of the same moment.
    void measure(const char *name, const RecallScope &scope)
    {
        QList<qint64> times;
        for (int i = 0; i < rounds; ++i) {
            QElapsedTimer timer;
            timer.start();
            const auto page = exposedPatients(*database, nurse, scope, {}, 50);
            times << timer.nsecsElapsed();
            REQUIRE(page);
            REQUIRE_FALSE(page->isEmpty());
        }
        std::sort(times.begin(), times.end());
        const double floor = floorOf();
        const double middle = static_cast<double>(times.at(rounds / 2)) / 1e6;
        std::printf("%-34s p50 %7.2f ms  max %7.2f ms  floor %7.2f ms  ratio %.1f\n", name, middle,
                    static_cast<double>(times.last()) / 1e6, floor, middle / floor);
    }
    /// 50 patients read by their numbers: what a page of names costs at the least.
    double floorOf()
    {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i)
            REQUIRE(patient(*database, patients.at(i * 399)));
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    QList<PatientId> patients;
    qint64 firstLot = 0;
};

} // namespace

// Run by hand: test_treatments "[.million]"
TEST_CASE_METHOD(MillionSessions, "among a million sessions the first page of whom it touched comes at once", "[.million]")
{
    fill();
    const QDate late(2025, 1, 1);
    measure("by product", {serum, {}, {}, {}});
    measure("by lot", {{}, LotId(firstLot + 7), {}, {}});
    measure("by product, the last weeks", {serum, {}, late, {}});
    measure("by product, one week of the first", {serum, {}, QDate(2016, 1, 1), QDate(2016, 1, 7)});
    measure("by product, years in the middle", {serum, {}, QDate(2018, 1, 1), QDate(2022, 1, 1)});
    measure("by lot, a year", {{}, LotId(firstLot + 7), QDate(2020, 1, 1), QDate(2021, 1, 1)});
    QElapsedTimer timer;
    timer.start();
    CHECK(exposedCount(*database, nurse, {serum, {}, {}, {}}) == 20'000);
    std::printf("%-34s %lld ms\n", "counting all of a product", static_cast<long long>(timer.elapsed()));
}
