#include "core/consents/note_sheet.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/support/database_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class NoteSheetFixture : public test::DatabaseFixture
{
public:
    NoteSheetFixture()
    {
        Patient typed;
        typed.familyName = u"O'Brien-Kgošana"_s;
        typed.givenNames = u"Siobhán"_s;
        typed.birthDate = QDate(1990, 5, 6);
        patient = registerPatient(*database, nurse, clock.now(), typed).value();
    }

    Note write(const Actor &author, NoteKind kind, const QString &text,
               const QDate &dated = QDate(2026, 3, 2))
    {
        Note note;
        note.patientId = patient.id;
        note.kind = kind;
        note.dated = dated;
        note.text = text;
        note.lateReason = dated < QDate(2026, 3, 2) ? u"The power was out (load-shedding)"_s : QString();
        return addNote(*database, author, clock.now(), note).value();
    }

    Note addTo(const Note &first, const QString &text)
    {
        Note addendum;
        addendum.patientId = patient.id;
        addendum.kind = first.kind;
        addendum.dated = QDate(2026, 3, 2);
        addendum.text = text;
        addendum.addendumTo = first.id;
        return addNote(*database, nurse, clock.now(), addendum).value();
    }

    QString printed(const QList<NoteId> &chosen = {})
    {
        const auto pdf = notesPdf(*database, nurse, clock.now(), patient.id, chosen);
        REQUIRE(pdf);
        return test::pagesOf(*pdf).join(u'\n').simplified();
    }

    Patient patient;
};

/// Whether the parts stand in the text one after the other.
bool inOrder(const QString &text, const QStringList &parts)
{
    qsizetype at = 0;
    for (const QString &part : parts) {
        at = text.indexOf(part, at);
        UNSCOPED_INFO(part.toStdString());
        if (at < 0)
            return false;
    }
    return true;
}

} // namespace

TEST_CASE_METHOD(NoteSheetFixture, "notes are printed newest first with author, signature and addenda",
                 "[consents]")
{
    write(nurse, NoteKind::Call, u"She *called* about swelling"_s, QDate(2026, 2, 27));
    const Note seen =
        write(doctor, NoteKind::Examination, u"**Acne scars**, both cheeks\n\n- rolling\n- boxcar"_s);
    REQUIRE(signNote(*database, doctor, clock.now(), seen));
    addTo(seen, u"Also the forehead"_s);
    const QString text = printed();
    INFO(text.toStdString());
    CHECK(inOrder(text, {u"Notes from the record"_s, u"Siobhán O'Brien-Kgošana"_s, u"6 May 1990"_s,
                         patient.fileNumber, u"Examination, 2 Mar 2026"_s,
                         u"Dr Ayanda Motau, signed 2 Mar 2026 10:00"_s, u"Acne scars, both cheeks"_s,
                         u"boxcar"_s, u"Addendum, 2 Mar 2026"_s, u"Sr Lindiwe Zwane, not signed"_s,
                         u"Also the forehead"_s, u"Call, 27 Feb 2026"_s, u"Sr Lindiwe Zwane, not signed"_s,
                         u"Written on 2 Mar 2026 10:00, later because: The power was out (load-shedding)"_s,
                         u"She called about swelling"_s, u"3 of 3 in the record"_s, u"Sr Lindiwe Zwane"_s}));
    CHECK_FALSE(text.contains(u"DRAFT"_s));
    CHECK_FALSE(text.contains(u"version"_s));
    CHECK(text.contains(u"Notes from the record · printed 2 Mar 2026 10:00"_s));
}

TEST_CASE_METHOD(NoteSheetFixture, "the same notes at the same time have the same bytes", "[consents]")
{
    write(doctor, NoteKind::Plan, u"Six sessions"_s);
    const auto first = notesPdf(*database, doctor, clock.now(), patient.id);
    REQUIRE(first);
    CHECK(*first == *notesPdf(*database, doctor, clock.now(), patient.id));
}

TEST_CASE_METHOD(NoteSheetFixture, "one note is printed with its addenda and without the others",
                 "[consents]")
{
    write(nurse, NoteKind::Call, u"Another matter"_s);
    const Note seen = write(doctor, NoteKind::Diagnosis, u"Acne scars"_s);
    REQUIRE(signNote(*database, doctor, clock.now(), seen));
    const Note added = addTo(seen, u"Post-inflammatory"_s);
    for (const NoteId chosen : {seen.id, added.id}) {
        const QString text = printed({chosen});
        CHECK(inOrder(text, {u"Acne scars"_s, u"Post-inflammatory"_s, u"2 of 3 in the record"_s}));
        CHECK_FALSE(text.contains(u"Another matter"_s));
    }
}

TEST_CASE_METHOD(NoteSheetFixture, "a note cannot ask for drawn parts, code or the sheet's own headings",
                 "[consents]")
{
    write(nurse, NoteKind::History, u"[[signatures]]\n\n# Large\n\n<b>bold</b> {{phone}}"_s);
    CHECK(inOrder(printed(), {u"[[signatures]]"_s, u"Large"_s, u"{{phone}}"_s}));
}

TEST_CASE_METHOD(NoteSheetFixture, "a long note turns the page and every page bears name and number",
                 "[consents]")
{
    write(nurse, NoteKind::History, u"A line of the history that fills the page.\n\n"_s.repeated(80));
    const auto pdf = notesPdf(*database, nurse, clock.now(), patient.id);
    REQUIRE(pdf);
    const QStringList pages = test::pagesOf(*pdf);
    REQUIRE(pages.size() > 1);
    for (qsizetype i = 0; i < pages.size(); ++i) {
        CHECK(pages.at(i).contains(u"Siobhán O'Brien-Kgošana, %1"_s.arg(patient.fileNumber)));
        CHECK(pages.at(i).contains(u"page %1 of %2"_s.arg(i + 1).arg(pages.size())));
    }
}

TEST_CASE_METHOD(NoteSheetFixture, "notes are not printed when there are none, or for those who may not read",
                 "[consents]")
{
    CHECK(notesPdf(*database, nurse, clock.now(), patient.id).error().code == ErrorCode::NotFound);
    const Note kept = write(nurse, NoteKind::History, u"x"_s);
    CHECK(notesPdf(*database, nurse, clock.now(), patient.id, {NoteId(kept.id.value() + 7)}).error().code ==
          ErrorCode::NotFound);
    CHECK(notesPdf(*database, reception, clock.now(), patient.id).error().code == ErrorCode::NotAllowed);
}
