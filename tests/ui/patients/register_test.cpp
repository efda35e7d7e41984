#include "core/storage/drafts.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/patients/duplicates_card.h"
#include "ui/patients/record_page.h"
#include "ui/patients/register_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QLineEdit>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const Destination toRegister{Place::Register, {}, RecordTab::Summary, {}};

QLineEdit *field(QWidget &page, const QString &name)
{
    auto *edit = page.findChild<QLineEdit *>(name);
    REQUIRE(edit != nullptr);
    return edit;
}

void type(QWidget &page, const QString &name, const QString &text)
{
    field(page, name)->setFocus();
    QTest::keyClicks(field(page, name), text);
}

bool says(QWidget &page, const QString &text)
{
    for (const TextLabel *label : page.findChildren<TextLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

Button *bannerButton(QWidget &page, const QString &text)
{
    for (Button *button : page.findChild<ErrorBanner *>()->findChildren<Button *>()) {
        if (button->text() == text)
            return button;
    }
    FAIL("no button " << text.toStdString());
    return nullptr;
}

void finish(QWidget &page)
{
    QTest::mouseClick(page.findChild<Button *>(u"finish"_s), Qt::LeftButton);
}

} // namespace

TEST_CASE_METHOD(test::ClinicScreen,
                 "a patient with apostrophe, hyphen and accent is registered by the keyboard alone",
                 "[patients][gui]")
{
    RegisterPage page(context);
    show(page, toRegister);
    QSignalSpy went(&page, &Page::goTo);
    test::typeText(qApp->focusWidget(), u"O'Brien-Kgošana"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
    test::typeText(qApp->focusWidget(), u"Ṋeo Maria"_s);
    type(page, u"birthDate"_s, u"3/2/1988"_s);
    type(page, u"phone1"_s, u"+27 82 555 0142"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
    CHECK(field(page, u"phone1"_s)->text() == u"082 555 0142"_s);
    CHECK(field(page, u"birthDate"_s)->text() == u"3 Feb 1988"_s);
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"register"_s);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&went] { return went.count() == 1; }));
    const auto to = went.first().first().value<Destination>();
    CHECK(to.place == Place::Record);
    const Patient kept = patient(*database, to.patient).value();
    CHECK(kept.fullName() == u"Ṋeo Maria O'Brien-Kgošana"_s);
    CHECK(kept.birthDate == QDate(1988, 2, 3));
    CHECK(kept.phones.value(0).number == u"+27825550142"_s);
    CHECK(drafts(*database)->isEmpty());
}

TEST_CASE_METHOD(test::ClinicScreen, "what is wrong is said calmly once the field was left",
                 "[patients][gui]")
{
    RegisterPage page(context);
    show(page, toRegister);
    type(page, u"saIdNumber"_s, u"8001015009086"_s);
    CHECK_FALSE(says(page, u"The last digit does not fit"_s));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Tab);
    CHECK(says(page, u"The last digit does not fit"_s));
    QTest::keyClick(field(page, u"saIdNumber"_s), Qt::Key_End);
    QTest::keyClick(field(page, u"saIdNumber"_s), Qt::Key_Backspace);
    QTest::keyClicks(field(page, u"saIdNumber"_s), u"7"_s);
    CHECK_FALSE(says(page, u"The last digit does not fit"_s));
    CHECK(field(page, u"birthDate"_s)->text() == u"1 Jan 1980"_s);
}

TEST_CASE_METHOD(test::ClinicScreen, "an ID number of two possible centuries asks and never guesses",
                 "[patients][gui]")
{
    RegisterPage page(context);
    show(page, toRegister);
    type(page, u"saIdNumber"_s, u"1503045121086"_s);
    CHECK(field(page, u"birthDate"_s)->text().isEmpty());
    CHECK(says(page, u"Which birth date?"_s));
    for (Button *button : page.findChildren<Button *>()) {
        if (button->text() == u"4 Mar 2015"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    CHECK(field(page, u"birthDate"_s)->text() == u"4 Mar 2015"_s);
}

TEST_CASE_METHOD(test::ClinicScreen, "somebody who is here already is shown beside, with a way to the record",
                 "[patients][gui]")
{
    const PatientId here = person(u"Mokena"_s, u"Dineo"_s, QDate(1981, 9, 3), u"082 555 0142"_s);
    RegisterPage page(context);
    show(page, toRegister);
    type(page, u"familyName"_s, u"Mokena"_s);
    type(page, u"givenNames"_s, u"Dineo"_s);
    type(page, u"birthDate"_s, u"3 Sep 1981"_s);
    auto *duplicates = page.findChild<DuplicatesCard *>();
    REQUIRE(QTest::qWaitFor([duplicates] { return duplicates->count() == 1; }));
    CHECK(QTest::qWaitFor([&page] { return says(page, u"same name and birth date"_s); }));
    test::saveScreenshot(page, u"duplicates"_s);
    QSignalSpy went(&page, &Page::goTo);
    QTest::mouseClick(duplicates->findChild<Button *>(), Qt::LeftButton);
    CHECK(went.first().first().value<Destination>().patient == here);
    CHECK(drafts(*database)->size() == 1);
}

TEST_CASE_METHOD(test::ClinicScreen, "typing is kept within a second and offered when the form opens again",
                 "[patients][gui]")
{
    {
        RegisterPage page(context);
        show(page, toRegister);
        type(page, u"familyName"_s, u"Nemutanzhela"_s);
        type(page, u"birthDate"_s, u"14 Ma"_s);
        REQUIRE(QTest::qWaitFor([this] { return !drafts(*database)->isEmpty(); }, 20'000));
        REQUIRE(QTest::qWaitFor([&page] { return says(page, u"Draft saved"_s); }));
    }
    RegisterPage again(context);
    show(again, toRegister);
    CHECK(says(again, u"Compare, use it, or put it aside"_s));
    CHECK(field(again, u"familyName"_s)->text().isEmpty());
    CHECK_FALSE(field(again, u"familyName"_s)->isEnabled());
    test::saveScreenshot(again, u"draft-offered"_s);
    QTest::mouseClick(bannerButton(again, u"Use the draft"_s), Qt::LeftButton);
    CHECK(field(again, u"familyName"_s)->text() == u"Nemutanzhela"_s);
    CHECK(field(again, u"birthDate"_s)->text() == u"14 Ma"_s);
}

TEST_CASE_METHOD(test::ClinicScreen,
                 "a draft put aside is gone and what was typed in the find box stands there",
                 "[patients][gui]")
{
    REQUIRE(saveDraft(
        *database, {{0, registerDraftForm.toString(), nurse.id}, R"({"familyName":"Old"})", clock.now(), 0}));
    RegisterPage page(context);
    show(page, {Place::Register, {}, RecordTab::Summary, u"Thabo Mokoena"_s});
    QTest::mouseClick(bannerButton(page, u"Put it aside"_s), Qt::LeftButton);
    CHECK(field(page, u"familyName"_s)->text() == u"Mokoena"_s);
    CHECK(field(page, u"givenNames"_s)->text() == u"Thabo"_s);
}

TEST_CASE_METHOD(test::ClinicScreen,
                 "a change needs a reason, and a change by somebody else is shown, never overwritten",
                 "[patients][gui]")
{
    const PatientId id = person(u"Mokena"_s, u"Dineo"_s);
    RegisterPage page(context);
    show(page, {Place::Register, id, RecordTab::Summary, {}});
    type(page, u"email"_s, u"mine@example.co.za"_s);
    finish(page);
    CHECK(says(page, u"Say in a few words why"_s));
    type(page, u"reason"_s, u"new address given"_s);
    Patient theirs = patient(*database, id).value();
    theirs.email = u"theirs@example.co.za"_s;
    REQUIRE(updatePatient(*database, doctor, clock.now(), theirs, u"told by phone"_s));
    finish(page);
    CHECK(says(page, u"Dr Ayanda Motau changed these details meanwhile"_s));
    CHECK(says(page, u"theirs@example.co.za"_s));
    CHECK(patient(*database, id)->email == u"theirs@example.co.za"_s);
    test::saveScreenshot(page, u"conflict"_s);
    QTest::mouseClick(bannerButton(page, u"Keep mine"_s), Qt::LeftButton);
    finish(page);
    CHECK(patient(*database, id)->email == u"mine@example.co.za"_s);
}

TEST_CASE_METHOD(test::ClinicScreen, "the form is not cut short in a language with longer words",
                 "[patients][gui]")
{
    const test::LongerWords longer;
    const QSize size = GENERATE(QSize(1290, 680), QSize(1028, 540), QSize(848, 430));
    RegisterPage page(context);
    show(page, toRegister, size);
    CHECK(test::clippedTexts(page) == QStringList());
    test::saveScreenshot(page, u"register-longer-%1"_s.arg(size.width()));
}

TEST_CASE_METHOD(test::ClinicScreen, "a patient is taken off the list with a reason, and put back from the record",
                 "[patients][gui]")
{
    const PatientId patient = person(u"Botha"_s, u"Johan"_s);
    RegisterPage page(context);
    show(page, {.place = Place::Register, .patient = patient});
    const QSignalSpy went(&page, &Page::goTo);
    QTest::mouseClick(page.findChild<Button *>(u"retire"_s), Qt::LeftButton);
    auto *reason = field(page, u"retireReason"_s);
    CHECK(reason->hasFocus());
    CHECK(says(page, u"Write why"_s));
    CHECK(dermis::patient(*database, patient)->active);
    QTest::keyClicks(reason, u"Moved to Durban"_s);
    test::saveScreenshot(page, u"register-retire"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    CHECK(dermis::patient(*database, patient)->retiredReason == u"Moved to Durban"_s);
    REQUIRE(went.count() == 1);
    const auto to = went.first().first().value<Destination>();
    CHECK(to.place == Place::Record);

    RecordPage record(context);
    show(record, to);
    CHECK(says(record, u"Johan Botha is off the list"_s));
    CHECK(test::unnamedControls(&record) == QStringList());
    for (Button *button : record.findChildren<Button *>()) {
        if (button->text() == u"Put back on the list"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    CHECK(dermis::patient(*database, patient)->active);
    CHECK_FALSE(says(record, u"off the list"_s));
    page.open({.place = Place::Register});
    CHECK_FALSE(page.findChild<Button *>(u"retire"_s)->isVisible());
}
