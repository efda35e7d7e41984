// Everybody planned is judged again: dermis_reassess_bench CLINIC PATIENTS makes a plain clinic of patients who all have a full history
// and a plan with products (when there is none), and times what docs/performance.md says.
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/demo.h"
#include "core/safety/reassessment.h"
#include "core/treatments/readiness_watch.h"
#include "tests/bench/floors.h"
#include "tests/support/must.h"
#include "tests/support/planned_shelf.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>

#include <cstdio>
#include <sys/resource.h>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

double processorSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What one act took, by the clock and on all processors.
template <typename Act>
void time(const char *what, Act act)
{
    QElapsedTimer clock;
    clock.start();
    const double before = processorSeconds();
    const qint64 patients = act();
    const double used = processorSeconds() - before;
    std::printf("%-44s %8lld patients  %7.2f s by the clock  %7.2f s of processor  %.3f ms each\n", what, static_cast<long long>(patients),
                static_cast<double>(clock.elapsed()) / 1e3, used, patients > 0 ? used * 1e3 / static_cast<double>(patients) : 0.0);
    std::fflush(stdout);
}

/// The same rows by SQLite alone.
qint64 readBare(const QString &path)
{
    qint64 rows = 0;
    for (const char *sql : {"SELECT * FROM patient", "SELECT id, revision, body FROM plan",
                            "SELECT content FROM response", "SELECT * FROM allergy", "SELECT * FROM allergy_state",
                            "SELECT * FROM decision", "SELECT * FROM consent"}) {
        const int read = bench::BareSqlite(path, sql).run();
        rows = std::max<qint64>(rows, read);
    }
    return rows;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() < 3) {
        std::fputs("dermis_reassess_bench CLINIC PATIENTS\n", stderr);
        return 2;
    }
    const QString path = arguments.at(1);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDate today = clinicTime(now).date();
    const bool isNew = !QFile::exists(path);
    if (isNew) {
        DemoOptions options;
        options.patients = arguments.at(2).toLongLong();
        options.fullHistories = options.patients;
        options.today = today;
        must(makeDemoClinic(path, options));
    }
    const auto database = must(openClinic(path, now));
    const Actor doctor = must(onlyDermatologist(*database)).actor();
    if (isNew) {
        const QList<Lot> shelf = must(test::addShelf(*database, doctor, now));
        must(test::planEverybody(*database, today.addDays(7), shelf));
    }
    must(database->run(u"DELETE FROM readiness_known"_s));
    must(database->run(u"DELETE FROM readiness_watch"_s));
    time("floor: the same rows, bare", [&] { return readBare(path); });
    time("reassess, the first time", [&] { return must(lookForChanges(*database, doctor, now)); });
    must(database->run(u"UPDATE readiness_known SET checked = -1"_s));
    time("reassess, something changed for everybody", [&] { return must(lookForChanges(*database, doctor, now)); });
    must(database->run(u"UPDATE readiness_known SET as_of = '%1'"_s.arg(today.addDays(-1).toString(Qt::ISODate))));
    time("reassess, on a new day", [&] { return must(lookForChanges(*database, doctor, now)); });
    time("assess --all", [&] { return must(reassess(*database, today)).patients; });
    return 0;
}
