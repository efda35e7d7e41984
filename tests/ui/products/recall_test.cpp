// Whom a lot touched, and calling them back, in the window.
#include "core/treatments/recall.h"
#include "core/treatments/session.h"
#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/products/products_screen.h"

#include <QCheckBox>
#include <QFile>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Fatima and Nomvula with the lot N-1 of the needles, Fatima with N-2 besides.
class RecallScreen : public ProductsScreen
{
public:
    RecallScreen()
    {
        needles = add(u"Needles 36"_s, {}, ProductKind::Cartridge);
        lot = receive(needles.id, u"N-1"_s, QDate(2027, 1, 31), 40);
        const Lot other = receive(needles.id, u"N-2"_s, QDate(2027, 2, 28), 40);
        fatima = planned(u"Davids"_s, u"Fatima"_s);
        nomvula = planned(u"Dlamini"_s, u"Nomvula"_s);
        treat(fatima, lot.id, clock.today().addDays(-9));
        treat(fatima, other.id, clock.today());
        treat(nomvula, lot.id, clock.today());
    }
    PatientId planned(const QString &family, const QString &given)
    {
        const PatientId id = person(family, given, QDate(1990, 5, 1), u"+27825550118"_s);
        Plan plan;
        plan.patientId = id;
        PlannedZone zone;
        zone.zone = u"chin"_s;
        plan.zones = {zone};
        REQUIRE(savePlan(*database, nurse, clock.now(), plan));
        return id;
    }
    void treat(PatientId patient, LotId used, const QDate &day)
    {
        Session session;
        session.patient = patient;
        session.treatedOn = day;
        UsedProduct one;
        one.lot = used;
        session.used = {one};
        session.reason = u"Recorded from the paper of that day"_s;
        REQUIRE(recordSession(*database, nurse, clock.now(), session));
    }
    void openUses(const char *button = "whoHadLot")
    {
        open();
        press(button);
        QCoreApplication::processEvents();
    }
    QAbstractItemView *people() { return find<QAbstractItemView>("recallPeople"); }
    QStringList names()
    {
        QStringList all;
        for (int row = 0; row < people()->model()->rowCount(); ++row)
            all << people()->model()->index(row, 0).data().toString();
        return all;
    }
    QString cellOf(int row, int column) { return people()->model()->index(row, column).data().toString(); }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    Recall theRecall() { return recalls(*database, nurse)->constFirst(); }
    void beginIt(const char *button = "recallBegin")
    {
        type("recallReason", u"Letter of the maker"_s);
        press(button);
        REQUIRE(QTest::qWaitFor([&] { return names().size() == 2; }, 20'000));
    }
    void key(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    /// Of the patient in that row.
    RecalledPatient kept(PatientId patient)
    {
        const auto all = recalledPatients(*database, nurse, theRecall().id);
        REQUIRE(all);
        for (const RecalledPatient &one : *all) {
            if (one.patient.id == patient)
                return one;
        }
        return {};
    }

    Product needles;
    Lot lot;
    PatientId fatima;
    PatientId nomvula;
};

} // namespace

TEST_CASE_METHOD(RecallScreen, "a lot names whom it touched, the last first, with what a call needs", "[products][recall]")
{
    openUses();
    CHECK(text("recallTitle") == u"Who had Needles 36, lot N-1?");
    CHECK(names() == QStringList{u"Nomvula Dlamini"_s, u"Fatima Davids"_s});
    CHECK(cellOf(1, 1) == u"082 555 0118");
    CHECK(cellOf(1, 3) == u"Chin");
    CHECK(QApplication::focusWidget() == people());
    const QString said = people()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
    CHECK(said.contains(u"1 session"_s)); // of this lot alone
    key(Qt::Key_Escape);
    CHECK(find("whoHadLot")->isVisible());
    press("whoHadProduct");
    CHECK(text("recallTitle") == u"Who had Needles 36?");
    CHECK(people()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"session"_s));
}

TEST_CASE_METHOD(RecallScreen, "days narrow whom it touched, and what is no day is said", "[products][recall]")
{
    openUses();
    type("recallTo", clock.today().addDays(-1).toString(Qt::ISODate));
    QTest::keyClick(line("recallTo"), Qt::Key_Return);
    CHECK(names() == QStringList{u"Fatima Davids"_s});
    type("recallTo", u"soon"_s);
    press("recallLook");
    CHECK(says("recallTo").contains(u"Type a day"_s));
    CHECK(names() == QStringList{u"Fatima Davids"_s});
}

TEST_CASE_METHOD(RecallScreen, "Enter on a patient opens the record", "[products][recall]")
{
    openUses();
    const QSignalSpy gone(page.get(), &Page::goTo);
    key(Qt::Key_Down);
    key(Qt::Key_Return);
    REQUIRE(gone.size() == 1);
    const auto to = gone.constFirst().constFirst().value<Destination>();
    CHECK(to.place == Place::Record);
    CHECK(to.patient == fatima);
}

TEST_CASE_METHOD(RecallScreen, "a recall begins with a reason, and each patient's state is one key", "[products][recall]")
{
    openUses();
    press("recallBegin");
    CHECK(says("recallReason").contains(u"Write what the maker"_s));
    CHECK(recalls(*database, nurse)->isEmpty());
    beginIt();
    CHECK(theRecall().scope.lot == lot.id);
    CHECK_FALSE(theRecall().isDrill);
    CHECK(text("recallTitle") == u"Recall: Needles 36, lot N-1");
    REQUIRE(QApplication::focusWidget() == people());
    key(Qt::Key_Home);
    const PatientId first = names().constFirst() == u"Fatima Davids" ? fatima : nomvula;
    key(Qt::Key_3);
    CHECK(kept(first).state == RecallState::Reached);
    CHECK(cellOf(0, 4) == u"Reached");
    type("recallNote", u"Ring 3 times after 17:00"_s); // digits in the note are letters
    QTest::keyClick(line("recallNote"), Qt::Key_Return);
    CHECK(kept(first).note == u"Ring 3 times after 17:00");
    CHECK(kept(first).state == RecallState::Reached);
    REQUIRE(QApplication::focusWidget() == people());
    key(Qt::Key_Down);
    CHECK(line("recallNote")->text().isEmpty());
    key(Qt::Key_4);
    CHECK(cellOf(1, 4) == u"Not reached");
    CHECK(theRecall().counts.value(RecallState::NotReached) == 1);
}

TEST_CASE_METHOD(RecallScreen, "contact list and letters leave as files, and the end needs words", "[products][recall]")
{
    openUses();
    beginIt();
    prompter.answer = folder.filePath(u"list.csv"_s);
    press("recallContacts");
    QFile list(prompter.answer);
    REQUIRE(list.open(QIODevice::ReadOnly));
    const QByteArray csv = list.readAll();
    CHECK(csv.count('\n') == 3);
    CHECK(csv.contains("Nomvula Dlamini,082 555 0118,"));
    press("recallLetters");
    CHECK(says("recallWords").contains(u"Write what the patients"_s));
    type("recallWords", u"The maker found a fault."_s);
    press("recallLetters");
    Button *save = nullptr;
    REQUIRE(QTest::qWaitFor(
        [&] {
            for (Button *button : page->findChildren<Button *>()) {
                if (button->isVisible() && button->isEnabled() && button->text().contains(u"PDF"_s))
                    save = button;
            }
            return save != nullptr;
        },
        20'000));
    const auto *bothSides = page->findChild<QCheckBox *>(); // two people's letters on one leaf would be told to both
    CHECK_FALSE(bothSides->isChecked());
    CHECK_FALSE(bothSides->isEnabled());
    prompter.answer = folder.filePath(u"letters.pdf"_s);
    QTest::mouseClick(save, Qt::LeftButton);
    QFile letters(prompter.answer);
    REQUIRE(letters.open(QIODevice::ReadOnly));
    CHECK(letters.readAll().count("/Type /Page\n") == 2);
    QTest::keyClick(save, Qt::Key_Escape);
    CHECK(find("recallLetters")->isVisible());
    press("recallEnd");
    CHECK(says("recallOutcome").contains(u"Write what came of it"_s));
    CHECK(theRecall().isOpen());
    type("recallOutcome", u"Both were reached"_s);
    QTest::keyClick(line("recallOutcome"), Qt::Key_Return);
    CHECK(theRecall().outcome == u"Both were reached");
    CHECK_FALSE(find("recallState-reached")->isEnabled());
    key(Qt::Key_Escape); // back to what it touched
    CHECK(text("recallTitle") == u"Who had Needles 36, lot N-1?");
    CHECK(find<QAbstractItemView>("recalls")->model()->index(0, 1).data().toString().contains(u"Ended"_s));
}

TEST_CASE_METHOD(RecallScreen, "a drill writes to nobody; reception sees nothing of it", "[products][recall]")
{
    openUses();
    beginIt("recallDrill");
    CHECK(theRecall().isDrill);
    CHECK_FALSE(find("recallLetters")->isVisible());
    context.setActor(reception);
    open();
    CHECK_FALSE(find("whoHadProduct")->isEnabled());
    CHECK_FALSE(find("whoHadLot")->isVisible());
}

TEST_CASE_METHOD(RecallScreen, "each control of a recall has a name, light and dark", "[products][recall][pictures]")
{
    const auto theme = GENERATE(Theme::Light, Theme::Dark);
    const auto size = GENERATE(QSize(1290, 696), QSize(1844, 1008));
    applyTheme(*qApp, theme);
    const QString suffix = u"-%1-%2"_s.arg(theme == Theme::Dark ? u"dark"_s : u"light"_s).arg(size.width());
    open(size);
    press("whoHadLot");
    QTest::qWait(60); // laid out
    CHECK(unnamedControls(page.get()) == QStringList());
    CHECK(page->minimumSizeHint().width() <= 1204);
    saveScreenshot(*page, u"recall-look"_s + suffix);
    beginIt();
    key(Qt::Key_3);
    QTest::qWait(60);
    CHECK(unnamedControls(page.get()) == QStringList());
    CHECK(page->minimumSizeHint().width() <= 1204);
    saveScreenshot(*page, u"recall-follow"_s + suffix);
}
