#include "core/patients/patient_index.h"
#include "core/patients/patient_repository.h"
#include "core/patients/patient_search.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "core/storage/verification.h"
#include "tests/core/patients/sample_patients.h"
#include "tests/support/printers.h"

#include <QSet>

#include <thread>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class Clinic : public test::DatabaseFixture
{
public:
    Result<VerifyReport> verified() { return verify(*database, {checkPatientIndex}); }
    QStringList found(const QString &text)
    {
        const auto result = searchPatients(*database, text, clock.today());
        REQUIRE(result);
        QStringList numbers;
        for (const PatientMatch &match : result->matches)
            numbers << match.patient.fileNumber;
        return numbers;
    }
};

Patient amalie()
{
    Patient patient = test::person(u"Amalie-José"_s, u"O'Brien van der Merwe"_s, QDate(1980, 1, 1), u"082 123 4567"_s);
    patient.title = u"Ms"_s;
    patient.preferredName = u"Mali"_s;
    patient.sex = Sex::Female;
    patient.saIdNumber = u"800101 5009 087"_s;
    patient.email = u"amalie@example.co.za"_s;
    patient.address = u"1 Example Street\nDemo Park 0001"_s;
    patient.language = u"af-ZA"_s;
    patient.interpreterNeeded = true;
    patient.contacts << Contact{ContactKind::Guardian, u"Ṋemuṱanzhela Tshilidzi"_s, u"aunt"_s, u"011 123 4567"_s, {}};
    patient.medicalAid = {u"Demo Health"_s, u"Classic"_s, u"0001234"_s};
    patient.notes = u"Prefers mornings."_s;
    return patient;
}

} // namespace

TEST_CASE_METHOD(Clinic, "a registered patient is read back as typed, with numbers in one spelling", "[patients]")
{
    const auto kept = registerPatient(*database, reception, clock.now(), amalie());
    REQUIRE(kept);
    Patient expected = amalie();
    expected.id = kept->id;
    expected.revision = 1;
    expected.fileNumber = u"MSD-00001"_s;
    expected.saIdNumber = u"8001015009087"_s;
    expected.phones.first().number = u"+27821234567"_s;
    expected.contacts.first().phone = u"+27111234567"_s;
    CHECK(*kept == expected);
    CHECK(*patient(*database, kept->id) == expected);
    for (const QString &spelling : {u"MSD-00001"_s, u"msd 1"_s, u"1"_s, u"00001"_s})
        CHECK(patientByFileNumber(*database, spelling)->id == kept->id);
    CHECK(patientByFileNumber(*database, u"ABC-00001"_s).error().code == ErrorCode::NotFound);
    CHECK(verified()->isWhole());
}

TEST_CASE_METHOD(Clinic, "a patient with a problem is refused by field and nothing is kept", "[patients]")
{
    Patient patient = amalie();
    patient.familyName = u" "_s;
    patient.birthDate = clock.today().addDays(1);
    patient.saIdNumber.clear();
    const auto kept = registerPatient(*database, reception, clock.now(), patient);
    REQUIRE_FALSE(kept);
    CHECK(kept.error().code == ErrorCode::InvalidInput);
    CHECK(kept.error().detail == u"the family name is missing; the birth date is in the future"_s);
    CHECK(*patientCount(*database, true) == 0);
    CHECK(test::registered(*this, amalie()).fileNumber == u"MSD-00001"_s);
}

TEST_CASE_METHOD(Clinic, "somebody without a role may not register", "[patients]")
{
    const auto kept = registerPatient(*database, Actor{StaffId(9), u"Nobody"_s, {}}, clock.now(), amalie());
    REQUIRE_FALSE(kept);
    CHECK(kept.error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(Clinic, "registering ends the author's own draft only", "[patients]")
{
    REQUIRE(saveDraft(*database, {{0, u"register"_s, reception.id}, "{}", clock.now(), 0}));
    REQUIRE(saveDraft(*database, {{0, u"register"_s, nurse.id}, "{}", clock.now(), 0}));
    test::registered(*this, amalie());
    const auto left = drafts(*database, u"register"_s);
    REQUIRE(left->size() == 1);
    CHECK(left->first().key.author == nurse.id);
}

TEST_CASE_METHOD(Clinic, "two connections never give the same file number", "[patients]")
{
    const auto registerMany = [this](Database &connection) {
        for (int i = 0; i < 20; ++i)
            (void)registerPatient(connection, reception, clock.now(), test::person(u"Neo"_s, u"Tau"_s, QDate(1990, 1, 1)));
    };
    std::thread other([&] { registerMany(*secondConnection()); });
    registerMany(*database);
    other.join();
    QSet<QString> numbers;
    const auto page = patientPage(*database, {}, 100);
    for (const PatientLine &line : page->lines)
        numbers << line.fileNumber;
    CHECK(numbers.size() == 40);
    CHECK(numbers.contains(u"MSD-00040"_s));
    CHECK(verified()->isWhole());
}

TEST_CASE_METHOD(Clinic, "a correction is journalled with its reason and found under the new name only", "[patients]")
{
    Patient patient = test::registered(*this, amalie());
    patient.familyName = u"Khumalo"_s;
    patient.phones.first().number = u"083 765 4321"_s;
    const auto changed = updatePatient(*database, nurse, clock.now(), patient, u"married"_s);
    REQUIRE(changed);
    CHECK(changed->revision == 2);
    CHECK(changed->phones.first().number == u"+27837654321"_s);
    CHECK(found(u"khumalo"_s) == QStringList{u"MSD-00001"_s});
    CHECK(found(u"merwe"_s).isEmpty());
    CHECK(found(u"0821234567"_s).isEmpty());
    const auto history = historyOf(*database, u"patient"_s, patient.id.value());
    REQUIRE(history->size() == 2);
    CHECK(history->last().reason == u"married"_s);
    CHECK(history->first().row.value(u"family_name"_s).toString() == u"O'Brien van der Merwe"_s);
    CHECK(verified()->isWhole());
}

TEST_CASE_METHOD(Clinic, "changing what is kept needs a reason, adding to it does not", "[patients]")
{
    Patient patient = test::registered(*this, test::person(u"Neo"_s, u"Tau"_s, QDate(1990, 1, 1)));
    patient.email = u"neo@example.co.za"_s;
    patient.phones << Phone{u"082 123 4567"_s, {}};
    const auto added = updatePatient(*database, nurse, clock.now(), patient, {});
    REQUIRE(added);
    patient = *added;
    patient.phones << Phone{u"011 123 4567"_s, u"work"_s};
    CHECK_FALSE(needsReason(*added, patient));
    patient.email = u"tau@example.co.za"_s;
    CHECK(updatePatient(*database, nurse, clock.now(), patient, u" "_s).error().code == ErrorCode::InvalidInput);
    CHECK(updatePatient(*database, nurse, clock.now(), patient, u"typing mistake"_s));
}

TEST_CASE_METHOD(Clinic, "of two corrections of one revision the second is a conflict", "[patients]")
{
    Patient mine = test::registered(*this, amalie());
    Patient theirs = mine;
    theirs.notes = u"Prefers afternoons."_s;
    REQUIRE(updatePatient(*secondConnection(), nurse, clock.now(), theirs, u"asked"_s));
    mine.notes = u"Prefers evenings."_s;
    CHECK(updatePatient(*database, reception, clock.now(), mine, u"asked"_s).error().code == ErrorCode::Conflict);
    CHECK(patient(*database, mine.id)->notes == u"Prefers afternoons."_s);
    CHECK(verified()->isWhole());
}

TEST_CASE_METHOD(Clinic, "a retired patient leaves the list, stays findable, and may come back", "[patients]")
{
    const Patient stays = test::registered(*this, test::person(u"Neo"_s, u"Tau"_s, QDate(1990, 1, 1)));
    const Patient leaves = test::registered(*this, test::person(u"Anna"_s, u"Tau"_s, QDate(1990, 1, 1)));
    CHECK(retirePatient(*database, reception, clock.now(), leaves.id, 1, u" "_s).error().code == ErrorCode::InvalidInput);
    const auto retired = retirePatient(*database, reception, clock.now(), leaves.id, 1, u"moved away"_s);
    REQUIRE(retired);
    CHECK_FALSE(retired->active);
    CHECK(retired->retiredReason == u"moved away"_s);
    CHECK(*patientCount(*database) == 1);
    CHECK(*patientCount(*database, true) == 2);
    CHECK(patientPage(*database, {}, 10)->lines.size() == 1);
    CHECK(patientPage(*database, {}, 10, true)->lines.size() == 2);
    CHECK(found(u"tau"_s) == QStringList{stays.fileNumber, leaves.fileNumber});
    const auto back = reactivatePatient(*database, reception, clock.now(), leaves.id, 2);
    REQUIRE(back);
    CHECK(back->active);
    CHECK(found(u"tau"_s) == QStringList{leaves.fileNumber, stays.fileNumber});
    CHECK(verified()->isWhole());
}

TEST_CASE_METHOD(Clinic, "a photo is kept as a document", "[patients]")
{
    const Patient patient = test::registered(*this, amalie());
    const auto changed = setPatientPhoto(*database, reception, clock.now(), patient.id, 1, "jpeg bytes", u"image/jpeg"_s);
    REQUIRE(changed);
    CHECK(*document(*database, changed->photoDigest) == "jpeg bytes");
    CHECK(setPatientPhoto(*database, reception, clock.now(), patient.id, 1, "other", u"image/jpeg"_s).error().code
          == ErrorCode::Conflict);
    CHECK(verified()->isWhole());
}

TEST_CASE_METHOD(Clinic, "a patient changed behind the journal's back is named", "[patients]")
{
    const Patient patient = test::registered(*this, amalie());
    REQUIRE(database->run(u"UPDATE patient SET notes = 'other' WHERE id = 1"_s));
    const auto report = verified();
    REQUIRE(report->firstDamage);
    CHECK(report->firstDamage->table == u"patient"_s);
    CHECK(report->firstDamage->row == patient.id.value());
}

TEST_CASE_METHOD(Clinic, "a search index that is not as its rebuild is noticed and mended", "[patients]")
{
    const Patient patient = test::registered(*this, amalie());
    const QString damage = GENERATE(
        u"DELETE FROM patient_name"_s, u"DELETE FROM patient_number WHERE kind = 'contact'"_s,
        u"INSERT INTO patient_number VALUES ('phone', '27820000000', 1)"_s,
        u"INSERT INTO patient_words (patient_words) VALUES ('delete-all')"_s);
    REQUIRE(database->run(damage));
    CHECK(verified()->firstDamage->what == u"index"_s);
    REQUIRE(rebuildPatientIndex(*database));
    CHECK(verified()->isWhole());
    CHECK(found(u"obrien"_s) == QStringList{patient.fileNumber});
    CHECK(found(u"obrein"_s) == QStringList{patient.fileNumber});
}

TEST_CASE_METHOD(Clinic, "the search index is checked in a file that may only be read", "[patients]")
{
    test::registered(*this, amalie());
    const auto readOnly = Database::open(path, {.readOnly = true});
    REQUIRE(readOnly);
    const auto damage = checkPatientIndex(**readOnly);
    REQUIRE(damage);
    CHECK_FALSE(damage->has_value());
}

TEST_CASE_METHOD(Clinic, "pages of the list follow the folded names without gap or repeat", "[patients]")
{
    std::mt19937_64 random(7);
    auto transaction = Transaction::begin(*database, reception, clock.now());
    REQUIRE(transaction);
    for (int i = 0; i < 250; ++i)
        REQUIRE(insertPatient(*transaction, test::invented(random)));
    REQUIRE(transaction->commit());

    const auto all = patientPage(*database, {}, 1000);
    REQUIRE(all->lines.size() == 250);
    CHECK_FALSE(all->more);
    QList<PatientLine> paged;
    PatientCursor cursor;
    for (bool more = true; more;) {
        const auto page = patientPage(*database, cursor, 40);
        REQUIRE(page);
        paged << page->lines;
        cursor = page->next;
        more = page->more;
    }
    CHECK(paged == all->lines);
}

TEST_CASE_METHOD(Clinic, "an empty practice prefix gives a bare file number", "[patients]")
{
    auto transaction = Transaction::begin(*database, doctor, clock.now());
    REQUIRE(transaction);
    REQUIRE(transaction->update(u"practice"_s, 1, 1, {{u"file_number_prefix"_s, u""_s}}));
    REQUIRE(transaction->commit());
    CHECK(test::registered(*this, amalie()).fileNumber == u"00001"_s);
}
