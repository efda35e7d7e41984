#include "core/clinic/closing_day.h"
#include "core/clinic/recovery_key_sheet.h"
#include "core/consents/access_sheet.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/support/database_fixture.h"
#include "tests/support/encrypted_clinic.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class DayFixture : public test::DatabaseFixture
{
public:
    DayFixture()
    {
        Patient person;
        person.familyName = u"Nkosi"_s;
        person.givenNames = u"Thandi"_s;
        person.birthDate = QDate(1990, 2, 28);
        patient = registerPatient(*database, nurse, clock.now(), person).value();
        Visit visit;
        visit.patientId = patient.id;
        visit.plannedOn = clock.today();
        visit.reason = u"keloid behind the ear"_s;
        REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
    }
    DayClosing close()
    {
        const auto closing = closeDay(*database, nurse, clock.now());
        REQUIRE(closing);
        return *closing;
    }
    QString pages(const Result<SheetContent> &content)
    {
        REQUIRE(content);
        const auto pdf = sheetPdf(*content);
        REQUIRE(pdf);
        return test::pagesOf(*pdf).join(u'\n').simplified();
    }

    Patient patient;
};

} // namespace

TEST_CASE_METHOD(DayFixture, "closing the day keeps who closed it, the numbers and the journal's head",
                 "[clinic]")
{
    const JournalHead before = *journalHead(*database);
    const DayClosing closing = close();
    CHECK(closing.day == clock.today());
    CHECK(closing.byName == nurse.name);
    CHECK(closing.visits == 1);
    CHECK(closing.head.sequence == before.sequence);
    CHECK(closing.head.hash == before.hash);
    const auto again = accountOfDay(*database, nurse, clock.today());
    REQUIRE(again);
    CHECK(again->closings.size() == 1);
    CHECK(again->head.sequence == before.sequence + 1); // the closing itself
    CHECK(historyOf(*database, u"day_closing"_s, closing.id)->size() == 1);
}

TEST_CASE_METHOD(DayFixture,
                 "a day's journal entries are those of the clinic's day, not of the day before or after",
                 "[clinic]")
{
    const qint64 today = accountOfDay(*database, nurse, clock.today())->entries;
    clock.advanceMilliseconds(24LL * 3600 * 1000);
    close();
    CHECK(accountOfDay(*database, nurse, clock.today())->entries == 1);
    CHECK(accountOfDay(*database, nurse, clock.today().addDays(-1))->entries == today);
    CHECK(accountOfDay(*database, nurse, clock.today().addDays(7))->entries == 0);
}

TEST_CASE_METHOD(DayFixture, "the closing page names the visits and the head, and no reason of a visit",
                 "[clinic]")
{
    CHECK(closingSheet(*database, nurse, clock.now(), clock.today()).error().code == ErrorCode::InvalidInput);
    const DayClosing closing = close();
    const QString page = pages(closingSheet(*database, nurse, clock.now(), clock.today()));
    CHECK(page.contains(u"Nkosi, Thandi"_s));
    CHECK(page.contains(nurse.name));
    CHECK(!page.contains(u"keloid"_s));
    CHECK(QString(page).remove(u' ').contains(QString::fromLatin1(closing.head.hash.toHex())));
}

TEST_CASE_METHOD(DayFixture,
                 "a head copied from paper is found at its entry, and one of another clinic is not",
                 "[clinic]")
{
    const DayClosing closing = close();
    const QString hex = QString::fromLatin1(closing.head.hash.toHex());
    for (const QString &typed : {hex, hex.toUpper(), hex.left(16), hex.left(8) + u' ' + hex.mid(8, 10)}) {
        const auto found = entryWithHead(*database, typed);
        REQUIRE(found);
        REQUIRE(found->has_value());
        CHECK((*found)->sequence == closing.head.sequence);
    }
    CHECK(entryWithHead(*database, QString(64, u'0'))->has_value() == false);
    for (const QString &bad : {hex.left(15), QString(hex + u"00"_s), u"this is no head at all"_s, QString()})
        CHECK(entryWithHead(*database, bad).error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(DayFixture,
                 "the list for the patient tells in plain words who looked, when and why it is kept",
                 "[clinic]")
{
    REQUIRE(recordAccess(*database, doctor, clock.now(), patient.id, AccessAct::Opened));
    clock.advanceMilliseconds(60'000);
    REQUIRE(recordAccess(*database, nurse, clock.now(), patient.id, AccessAct::Exported));
    const QString page = pages(accessSheet(*database, nurse, clock.now(), patient.id));
    CHECK(page.contains(u"Who opened your record"_s));
    CHECK(page.contains(u"looked at the record"_s));
    CHECK(page.contains(u"took a copy out of the clinic's file"_s));
    CHECK(page.indexOf(nurse.name + u" (nurse)"_s) < page.indexOf(doctor.name + u" (derm"_s));
    const QDate day = clock.today().addDays(1);
    CHECK(pages(accessSheet(*database, nurse, clock.now(), patient.id, day, day))
              .contains(u"Nobody opened the record in this time."_s));
    CHECK(accessSheet(*database, reception, clock.now(), patient.id).error().code == ErrorCode::NotAllowed);
}

TEST_CASE("the recovery key's sheet holds its groups and QR code, and says what it opens", "[clinic]")
{
    const test::EncryptedClinic clinic;
    const SignedIn owner = clinic.signIn();
    const auto key = makeRecoveryKey(*owner.database, owner.person.actor(), clinic.clock.now());
    REQUIRE(key);
    const auto content = recoveryKeySheet(*owner.database, owner.person.actor(), clinic.clock.now(), *key);
    REQUIRE(content);
    CHECK(!toJson(*content).contains(u"keyGroups"_s));
    const auto pdf = sheetPdf(*content);
    REQUIRE(pdf);
    const QStringList pages = test::pagesOf(*pdf);
    CHECK(pages.size() == 1);
    for (const QString &group : key->text().split(u'-'))
        CHECK(pages.first().contains(group));
    for (const QString &said :
         {u"Marula Street Dermatology"_s, u"2 Mar 2026"_s, u"Forgot password"_s, u"sealed envelope"_s})
        CHECK(pages.first().simplified().contains(said));
    const Actor nurse{owner.person.id, owner.person.name, Role::Nurse};
    CHECK(recoveryKeySheet(*owner.database, nurse, clinic.clock.now(), *key).error().code ==
          ErrorCode::NotAllowed);
}

TEST_CASE("a checked recovery key is remembered and journalled, and a wrong one is not", "[clinic]")
{
    test::EncryptedClinic clinic;
    const SignedIn owner = clinic.signIn();
    const Actor actor = owner.person.actor();
    const auto key = makeRecoveryKey(*owner.database, actor, clinic.clock.now());
    REQUIRE(key);
    CHECK(checkRecoveryKey(*owner.database, actor, clinic.clock.now(), RecoveryKey::random()).error().code ==
          ErrorCode::NotAllowed);
    CHECK(!practice(*owner.database)->recoveryKeyCheckedAt.isValid());
    clinic.clock.advanceMilliseconds(1000);
    const auto checked = checkRecoveryKey(*owner.database, actor, clinic.clock.now(), *key);
    REQUIRE(checked);
    CHECK(checked->recoveryKeyCheckedAt == clinic.clock.now());
    CHECK(historyOf(*owner.database, u"practice"_s, 1)->last().reason == u"recovery key checked"_s);
}

TEST_CASE("in an encrypted clinic the last owner with a password stays the owner and stays here", "[clinic]")
{
    const test::EncryptedClinic clinic;
    const SignedIn owner = clinic.signIn();
    const Actor actor = owner.person.actor();
    const QDateTime now = clinic.clock.now();
    Staff second;
    second.name = u"Sr Lindiwe Zwane"_s;
    second.roles = Role::Nurse | Role::Owner; // an owner, too, but nobody gave her a password
    second = saveStaff(*owner.database, actor, now, second).value();
    Staff gone = owner.person;
    gone.active = false;
    CHECK(saveStaff(*owner.database, actor, now, gone).error().code == ErrorCode::InvalidInput);
    Staff demoted = owner.person;
    demoted.roles = Role::Dermatologist;
    CHECK(saveStaff(*owner.database, actor, now, demoted).error().code == ErrorCode::InvalidInput);
    CHECK(clinic.signIn().person.roles.testFlag(Role::Owner));

    REQUIRE(givePassword(*owner.database, actor, now, second, u"her own four words"_s));
    CHECK(saveStaff(*owner.database, actor, now, demoted));
}
