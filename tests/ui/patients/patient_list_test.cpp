#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/patients/patient_finder.h"
#include "ui/patients/patient_table_model.h"
#include "ui/patients/patients_page.h"
#include "ui/widgets/button.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTableView>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int million = 1'000'000;
constexpr int pageRows = 100;

/// A million people made up page by page.
Result<PatientRows> invented(const PatientCursor &after)
{
    PatientRows rows;
    const qint64 first = after.id.value() + 1;
    for (qint64 id = first; id < first + pageRows && id <= million; ++id) {
        PatientRow row;
        row.line.id = PatientId(id);
        row.line.familyName = u"Person %1"_s.arg(id);
        rows.rows << row;
    }
    rows.next.id = PatientId(first + pageRows - 1);
    rows.more = rows.next.id.value() < million;
    return rows;
}

} // namespace

TEST_CASE("the patient list reads pages as they are wanted, up to the last of a million", "[patients][gui]")
{
    PatientTableModel model;
    model.setSource(invented, QDate(2026, 3, 2));
    CHECK(model.rowCount() == pageRows);
    CHECK(model.canFetchMore({}));
    model.fetchMore({});
    CHECK(model.rowCount() == 2 * pageRows);
    CHECK(model.row(model.index(pageRows, 0))->line.familyName == u"Person 101"_s);
    while (model.rowCount() < million && model.canFetchMore({}))
        model.fetchMore({});
    CHECK(model.rowCount() == million);
    CHECK_FALSE(model.canFetchMore({}));
}

TEST_CASE("the list of those found keeps the rules of a model", "[patients][gui]")
{
    PatientTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRows(invented({})->rows, QDate(2026, 3, 2));
    CHECK(model.rowCount() == pageRows);
    CHECK(model.index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(u"Person 1"));
    model.setRows({}, QDate(2026, 3, 2));
    CHECK(model.rowCount() == 0);
}

TEST_CASE("a page that cannot be read keeps what is shown and says so", "[patients][gui]")
{
    PatientTableModel model;
    int asked = 0;
    QSignalSpy failed(&model, &PatientTableModel::readFailed);
    model.setSource(
        [&asked](const PatientCursor &after) -> Result<PatientRows> {
            if (++asked > 1)
                return fail(ErrorCode::Storage, u"no"_s);
            return invented(after);
        },
        QDate(2026, 3, 2));
    model.fetchMore({});
    CHECK(model.rowCount() == pageRows);
    CHECK(failed.count() == 1);
    CHECK_FALSE(model.canFetchMore({}));
}

TEST_CASE_METHOD(test::ClinicScreen, "typing filters the list and Enter opens the first", "[patients][gui]")
{
    person(u"Mokena"_s, u"Dineo"_s);
    const PatientId wanted = person(u"O'Brien-Kgošana"_s, u"Ṋeo"_s, QDate(1988, 2, 3), u"082 555 0142"_s);
    PatientsPage page(context);
    show(page);
    auto *table = page.findChild<QTableView *>();
    CHECK(table->model()->rowCount() == 2);
    QSignalSpy went(&page, &Page::goTo);
    QTest::keyClicks(qApp->focusWidget(), u"kgosana"_s);
    REQUIRE(QTest::qWaitFor([table] { return table->model()->rowCount() == 1; }));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    REQUIRE(went.count() == 1);
    CHECK(went.first().first().value<Destination>() ==
          Destination{Place::Record, wanted, RecordTab::Summary, {}});
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"patients"_s);
}

TEST_CASE_METHOD(test::ClinicScreen, "nobody found offers to register what was typed", "[patients][gui]")
{
    PatientsPage page(context);
    show(page);
    QSignalSpy went(&page, &Page::goTo);
    QTest::keyClicks(qApp->focusWidget(), u"zzz nobody"_s);
    REQUIRE(QTest::qWaitFor([&page] { return page.findChild<Button *>(u"registerNew"_s)->isVisible(); }));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_N, Qt::ControlModifier);
    REQUIRE(went.count() == 1);
    CHECK(went.first().first().value<Destination>().place == Place::Register);
    CHECK(went.first().first().value<Destination>().text == u"zzz nobody"_s);
}

TEST_CASE_METHOD(test::ClinicScreen, "only the newest of many searches is answered", "[patients]")
{
    person(u"Mokena"_s, u"Dineo"_s);
    PatientFinder finder(path);
    QSignalSpy found(&finder, &PatientFinder::found);
    for (const QString &text : {u"m"_s, u"mo"_s, u"mok"_s})
        finder.search(text, clock.today(), 10);
    REQUIRE(QTest::qWaitFor([&found] { return found.count() > 0; }));
    QTest::qWait(50);
    REQUIRE(found.count() == 1);
    const auto answer = found.first().first().value<PatientsFound>();
    CHECK(answer.text == u"mok"_s);
    CHECK(answer.result.matches.size() == 1);
    const FindAnswer shown = toFindAnswer(answer, clock.today());
    REQUIRE(shown.hits.size() == 1);
    CHECK(shown.hits.first().name == u"Mokena, Dineo"_s);
    CHECK(shown.hits.first().matched.value(0) == TextSpan{0, 3});
}
