#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/storage/drafts.h"
#include "core/storage/verification.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class NoteFixture : public test::DatabaseFixture
{
public:
    NoteFixture()
    {
        Patient typed;
        typed.familyName = u"O'Brien"_s;
        typed.givenNames = u"Siobhán"_s;
        typed.birthDate = QDate(1990, 5, 6);
        patient = registerPatient(*database, nurse, clock.now(), typed).value().id;
    }

    Note noteOf(const QString &text) const
    {
        Note note;
        note.patientId = patient;
        note.dated = QDate(2026, 3, 2);
        note.text = text;
        return note;
    }

    PatientId patient;
};

} // namespace

TEST_CASE_METHOD(NoteFixture, "a note is kept with its author and ends the draft", "[notes]")
{
    const DraftKey key{patient.value(), u"note"_s, nurse.id};
    REQUIRE(saveDraft(*database, {key, "{}", clock.now(), 0}));
    const auto written = addNote(*database, nurse, clock.now(), noteOf(u"**Itchy** since Monday"_s));
    REQUIRE(written);
    CHECK(written->authorName == u"Sr Lindiwe Zwane");
    CHECK_FALSE(written->isSigned());
    CHECK_FALSE(findDraft(*database, key)->has_value());
    CHECK(verify(*database)->isWhole());
}

TEST_CASE_METHOD(NoteFixture, "signing freezes a note and later text is an addendum", "[notes]")
{
    const Note written = addNote(*database, doctor, clock.now(), noteOf(u"Acne scars, both cheeks"_s)).value();
    Note early = noteOf(u"more"_s);
    early.addendumTo = written.id;
    CHECK(addNote(*database, doctor, clock.now(), early).error().code == ErrorCode::InvalidInput);

    const Note frozen = signNote(*database, doctor, clock.now(), written).value();
    Note changed = frozen;
    changed.text = u"Something else"_s;
    CHECK(changeNote(*database, doctor, clock.now(), changed, u"typing slip"_s).error().code == ErrorCode::InvalidInput);
    CHECK_FALSE(database->run(u"UPDATE note SET text = 'x' WHERE id = %1"_s.arg(frozen.id.toString())));

    Note addendum = noteOf(u"Also the forehead"_s);
    addendum.addendumTo = frozen.id;
    Patient another;
    another.familyName = u"Naidoo"_s;
    another.givenNames = u"Priya"_s;
    another.birthDate = QDate(1988, 5, 5);
    Note astray = addendum;
    astray.patientId = registerPatient(*database, nurse, clock.now(), another).value().id;
    CHECK(addNote(*database, nurse, clock.now(), astray).error().code == ErrorCode::InvalidInput);
    REQUIRE(addNote(*database, nurse, clock.now(), addendum));
    const auto notes = notesOf(*database, patient);
    REQUIRE(notes->size() == 2);
    CHECK(notes->at(0).id == frozen.id);
    CHECK(notes->at(1).addendumTo == frozen.id);
}

TEST_CASE_METHOD(NoteFixture, "a late note says why and a future one is refused", "[notes]")
{
    Note late = noteOf(u"Called on Friday"_s);
    late.dated = QDate(2026, 2, 27);
    CHECK(addNote(*database, nurse, clock.now(), late).error().code == ErrorCode::InvalidInput);
    late.lateReason = u"The power was out"_s;
    CHECK(addNote(*database, nurse, clock.now(), late));
    Note future = noteOf(u"Tomorrow"_s);
    future.dated = QDate(2026, 3, 3);
    CHECK(addNote(*database, nurse, clock.now(), future).error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(NoteFixture, "a note is changed by its author alone, with a reason", "[notes]")
{
    Note written = addNote(*database, nurse, clock.now(), noteOf(u"Left cheek"_s)).value();
    written.text = u"Right cheek"_s;
    CHECK(changeNote(*database, doctor, clock.now(), written, u"slip"_s).error().code == ErrorCode::NotAllowed);
    CHECK(changeNote(*database, nurse, clock.now(), written, u" "_s).error().code == ErrorCode::InvalidInput);
    const auto changed = changeNote(*database, nurse, clock.now(), written, u"wrong side"_s);
    REQUIRE(changed);
    CHECK(changed->text == u"Right cheek");
    CHECK(changed->revision == 2);
}

TEST_CASE_METHOD(NoteFixture, "reception writes no notes", "[notes]")
{
    const auto refused = addNote(*database, reception, clock.now(), noteOf(u"x"_s));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotAllowed);
    CHECK(refused.error().detail.contains(u"dermatologist, nurse"));
}
