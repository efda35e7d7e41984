// Each row of docs/performance.md and its floor. DERMIS_BENCH_CLINIC names a demo clinic; it is changed (visits are added).
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/consents/consent.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_search.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/reassessment.h"
#include "core/storage/transaction.h"
#include "core/treatments/readiness.h"
#include "core/visits/visit_repository.h"
#include "tests/bench/floors.h"
#include "tests/support/must.h"

#include <QApplication>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <cstdio>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

struct World {
    QString path;
    std::unique_ptr<Database> database;
    Actor doctor;
    QDateTime now = QDateTime::currentDateTimeUtc();
    QDate today = clinicTime(now).date();
    Patient person; // with a full history
};

World *world = nullptr;

/// The record that is opened has 200 visits.
void fillVisits()
{
    auto transaction = must(Transaction::begin(*world->database, world->doctor, world->now));
    Visit visit;
    visit.patientId = world->person.id;
    visit.reason = u"Microneedling"_s;
    visit.state = VisitState::Done;
    for (qsizetype known = must(visitsOf(*world->database, world->person.id)).size(); known < 200; ++known) {
        visit.plannedOn = world->today.addDays(-known);
        must(insertVisit(transaction, visit));
    }
    must(transaction.commit());
}

void search(benchmark::State &state, const QString &text)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(must(searchPatients(*world->database, text, world->today, 50)));
}

void searchFloor(benchmark::State &state, const QByteArray &from, const QByteArray &to)
{
    bench::BareSqlite floor(world->path, "SELECT p.id, p.file_number, p.family_name, p.given_names, p.birth_date, p.sa_id_number, "
                                         "p.phones, p.active FROM patient_name n JOIN patient p ON p.id = n.patient_id "
                                         "WHERE n.family >= ?1 AND n.family < ?2 ORDER BY n.family, n.given, n.patient_id LIMIT 50");
    for (auto _ : state)
        benchmark::DoNotOptimize(floor.run(from, to));
}

void openRecord(benchmark::State &state)
{
    const PatientId id = world->person.id;
    const qint64 before = world->database->runs();
    for (auto _ : state) {
        const SafetyCheck check = must(checkSafety(*world->database, id, world->today));
        const QList<Consent> sheets = must(consents(*world->database, id));
        benchmark::DoNotOptimize(readiness(check, sheets, world->today));
        benchmark::DoNotOptimize(must(visitsOf(*world->database, id)));
        benchmark::DoNotOptimize(must(notesOf(*world->database, id)));
        benchmark::DoNotOptimize(must(responses(*world->database, id)));
    }
    state.counters["queries"] = static_cast<double>(world->database->runs() - before) / static_cast<double>(state.iterations());
}

void openRecordFloor(benchmark::State &state)
{
    const QByteArray id = world->person.id.toString().toUtf8();
    bench::BareSqlite row(world->path, "SELECT * FROM patient WHERE id = ?1");
    bench::BareSqlite visits(world->path, "SELECT * FROM visit WHERE patient_id = ?1");
    bench::BareSqlite answers(world->path, "SELECT * FROM response WHERE patient_id = ?1");
    for (auto _ : state)
        benchmark::DoNotOptimize(row.run(id) + visits.run(id) + answers.run(id));
}

void save(benchmark::State &state)
{
    Visit visit;
    visit.patientId = world->person.id;
    visit.plannedOn = world->today;
    visit.reason = u"Bench"_s;
    for (auto _ : state)
        benchmark::DoNotOptimize(must(bookVisit(*world->database, world->doctor, world->now, visit)));
}

void saveFloor(benchmark::State &state)
{
    bench::BareSave floor(world->path);
    for (auto _ : state)
        floor.run();
}

void commitFloor(benchmark::State &state)
{
    bench::BareSqlite setUp(world->path, "CREATE TABLE IF NOT EXISTS bench_scratch (text TEXT)");
    setUp.run();
    {
        bench::BareSqlite insert(world->path, "INSERT INTO bench_scratch VALUES (?1)");
        const QByteArray row(300, 'x');
        for (auto _ : state)
            benchmark::DoNotOptimize(insert.run(row));
    }
    bench::BareSqlite(world->path, "DROP TABLE bench_scratch").run();
}

/// The judging of one patient after another, as `assess --all` does; the report's rate is patients in a second.
void reassessAll(benchmark::State &state)
{
    qint64 patients = 0;
    for (auto _ : state)
        patients += must(reassess(*world->database, world->today)).patients;
    state.SetItemsProcessed(patients);
}

void assessRules(benchmark::State &state)
{
    const SafetyCheck check = must(checkSafety(*world->database, world->person.id, world->today));
    for (auto _ : state)
        benchmark::DoNotOptimize(assess(*check.inForce.rules, check.facts));
}

void sheet(benchmark::State &state)
{
    ConsentRequest request;
    request.patientId = world->person.id;
    for (auto _ : state)
        benchmark::DoNotOptimize(must(draftSheet(*world->database, world->doctor, world->now, request)));
}

void sheetFloor(benchmark::State &state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(bench::onePage());
}

void registerAll()
{
    using benchmark::RegisterBenchmark;
    RegisterBenchmark("search/one letter", search, u"d"_s);
    RegisterBenchmark("search/two letters", search, u"dl"_s);
    RegisterBenchmark("search/surname", search, u"dlamini"_s);
    RegisterBenchmark("search/given and surname", search, u"nomvula dlamini"_s);
    RegisterBenchmark("search/typo", search, u"dlamnii"_s);
    RegisterBenchmark("search/birth date", search, u"1992-03-14"_s);
    RegisterBenchmark("search/floor: surname prefix", searchFloor, "dlamini", "dlaminj");
    RegisterBenchmark("record/open", openRecord)->Unit(benchmark::kMicrosecond);
    RegisterBenchmark("record/floor: three reads", openRecordFloor)->Unit(benchmark::kMicrosecond);
    RegisterBenchmark("save/visit, journalled", save)->Unit(benchmark::kMicrosecond)->UseRealTime();
    RegisterBenchmark("save/floor: the same rows, bare", saveFloor)->Unit(benchmark::kMicrosecond)->UseRealTime();
    RegisterBenchmark("save/floor: one row, bare", commitFloor)->Unit(benchmark::kMicrosecond)->UseRealTime();
    RegisterBenchmark("assess/full rule set", assessRules)->Unit(benchmark::kMicrosecond);
    RegisterBenchmark("assess/every patient", reassessAll)->Unit(benchmark::kMillisecond)->Iterations(1);
    RegisterBenchmark("sheet/to PDF", sheet)->Unit(benchmark::kMillisecond);
    RegisterBenchmark("sheet/floor: one page", sheetFloor)->Unit(benchmark::kMillisecond);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QString path = qEnvironmentVariable("DERMIS_BENCH_CLINIC");
    if (path.isEmpty()) {
        std::fputs("Set DERMIS_BENCH_CLINIC to a demo clinic (dermis-cli demo --plain --clinic FILE --patients N).\n", stderr);
        return 2;
    }
    World opened;
    opened.path = path;
    opened.database = must(openClinic(path, opened.now));
    opened.doctor = must(onlyDermatologist(*opened.database)).actor();
    opened.person = must(patientByFileNumber(*opened.database, u"1"_s));
    world = &opened;
    fillVisits();
    benchmark::Initialize(&argc, argv);
    registerAll();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
