#include "core/backup/proof_sheet.h"
#include "tests/core/backup/backup_fixture.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(BackupFixture,
                 "the proof sheet says what was restored, compared and found, and nothing of a patient",
                 "[backup]")
{
    const Backup made = backedUp();
    const auto sheet = proofSheet(database(), owner(), clock.now(), made);
    REQUIRE(sheet);
    CHECK(sheet->kind == SheetKind::Extract);
    CHECK(sheet->practice == u"Marula Street Dermatology"_s);
    CHECK(sheet->demo);
    QString words = sheet->body;
    CHECK(words.contains(u"| Patients | 6 |"));
    CHECK(words.contains(QString::number(made.entries)));
    CHECK(words.contains(u"2 Mar 2026 18:00"));
    words.remove(u' ');
    CHECK(words.contains(made.sha256));
    CHECK(words.contains(made.head));
    const auto pdf = proofPdf(database(), owner(), clock.now(), made);
    REQUIRE(pdf);
    CHECK(pdf->startsWith("%PDF"));
    CHECK(*proofPdf(database(), owner(), clock.now(), made) == *pdf);
}

TEST_CASE_METHOD(BackupFixture,
                 "a backup of an older Dermis, without what was compared, has a proof sheet, too", "[backup]")
{
    const Backup made = backedUp();
    Backup older = made;
    older.sha256 = QString(64, u'0');
    const auto sheet = proofSheet(database(), owner(), clock.now(), older);
    REQUIRE(sheet);
    CHECK(sheet->body.contains(u"| Patients | 6 |"));
    CHECK_FALSE(sheet->body.contains(u"all"_s + u" tables"_s));
}

TEST_CASE_METHOD(BackupFixture, "only an owner prints the proof", "[backup]")
{
    const Backup made = backedUp();
    const Actor nurse{StaffId(2), u"Sr Lindiwe Zwane"_s, Role::Nurse};
    CHECK(proofSheet(database(), nurse, clock.now(), made).error().code == ErrorCode::NotAllowed);
}
