#include "core/clinic/clinic.h"
#include "core/consents/consent.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/notes/note_repository.h"
#include "core/privacy/destroy_records.h"
#include "core/privacy/dormant_records.h"
#include "core/privacy/privacy_sheets.h"
#include "core/privacy/retention_flag.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/allergy.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/journal_export.h"
#include "core/storage/transaction.h"
#include "core/visits/deferral.h"
#include "tests/core/privacy/privacy_fixture.h"

#include <QBuffer>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// One adult of 2018 with a sheet, and words in every part of the record that stand nowhere else in the
/// clinic.
class DestructionFixture : public PrivacyFixture
{
public:
    DestructionFixture()
    {
        auto select = must(database->prepare(
            u"SELECT p.id FROM patient p WHERE p.birth_date < '1990' AND EXISTS (SELECT 1 FROM consent c "
            u"WHERE c.patient_id = p.id) "
            "AND EXISTS (SELECT 1 FROM response r WHERE r.patient_id = p.id) ORDER BY p.id LIMIT 1"_s));
        must(select.run());
        REQUIRE(must(select.next()));
        gone = PatientId(select.integer(0));
        writeWords();
    }

    void writeWords()
    {
        Patient person = must(patient(*database, gone));
        person.givenNames = u"Xhobiqwezanne"_s;
        person.familyName = u"Vrolikheidsbergh"_s;
        person = must(updatePatient(*database, nurse, then, person, u"spelt wrongly Qwyrtobane"_s));
        person.familyName = u"Tsamaisowitzke"_s;
        must(updatePatient(*database, nurse, then, person, u"married"_s));
        must(addNote(*database, nurse, then,
                     {{},
                      0,
                      gone,
                      NoteKind::Call,
                      then.date(),
                      u"Zebrafinkenlied on the cheek."_s,
                      {},
                      {},
                      {},
                      {},
                      {},
                      {}}));
        Allergy allergy;
        allergy.patientId = gone;
        allergy.text = u"Gommagommawortel cream"_s;
        must(addAllergy(*database, nurse, then, allergy));
        must(
            saveDraft(*database,
                      {{gone.value(), u"note"_s, nurse.id}, "{\"text\":\"Halfgeskryweprikbord\"}", then, 0}));
        SavedResponse saved = *must(latestResponse(*database, gone, intakeUrl()));
        saved.response.setAnswer(saved.form, {u"Q-WISH"_s, {}}, Answer::of(u"Maanligbehandeling"_s));
        must(saveResponse(*database, nurse, then, gone, saved.entry.questionnaire, saved.response,
                          saved.entry.id, u"said more"_s));
        Deferral deferral;
        deferral.patient = gone;
        deferral.until = then.date().addDays(30);
        deferral.reason = u"Uitgesteldeherfsdag, the skin must settle"_s;
        must(putOff(*database, nurse, then, deferral));
        photo = "\x89PNG" + QByteArray("Fotokopievanwangbeen").repeated(3);
        const Patient married = must(patient(*database, gone));
        must(setPatientPhoto(*database, nurse, then, gone, married.revision, photo, u"image/png"_s));
        sheet = must(sheetBytes(*database, must(consents(*database, gone)).first().id));
    }

    /// Everything of the record that must not be found in the file: words, document bytes, salts.
    QList<QByteArray> traces()
    {
        QList<QByteArray> found{"Xhobiqwezanne",       "xhobiqwezanne",        "Vrolikheidsbergh",
                                "vrolikheidsbergh",    "vrolikheid",           "Tsamaisowitzke",
                                "tsamaisowitzke",      "Qwyrtobane",           "Zebrafinkenlied",
                                "Gommagommawortel",    "Halfgeskryweprikbord", "Maanligbehandeling",
                                "Fotokopievanwangbeen",  "Uitgesteldeherfsdag"};
        found << sheet.mid(sheet.size() / 2, 48);
        auto salts = must(
            database->prepare(u"SELECT p.salt FROM journal j JOIN journal_payload p USING (sequence) WHERE "
                              "j.table_name = 'patient' AND j.row_id = ?"_s));
        salts.add(gone.value());
        must(salts.run());
        while (must(salts.next()))
            found << salts.bytes(0);
        return found;
    }
    DestructionRequest request() const
    {
        return {{gone}, u"HPCSA Booklet 9: six years since the last contact"_s, {}, doctor.id, {}};
    }
    Certificate destroy() { return must(destroyRecords(*database, owner, now, request())); }
    VerifyReport verified() { return must(verifyClinic(*database)); }
    ErrorCode refused(const DestructionRequest &asked, const Actor &actor)
    {
        const auto done = destroyRecords(*database, actor, now, asked);
        REQUIRE_FALSE(done);
        CHECK(count(u"SELECT count(*) FROM destruction"_s) == 0);
        CHECK(patient(*database, gone));
        return done.error().code;
    }

    PatientId gone;
    QByteArray photo;
    QByteArray sheet;
};

} // namespace

TEST_CASE_METHOD(DestructionFixture,
                 "after a lawful destruction no byte of the record is in the file or its log", "[privacy]")
{
    const QList<QByteArray> before = traces();
    REQUIRE(database->integer(u"PRAGMA wal_checkpoint(TRUNCATE)"_s) == 0);
    const QByteArray kept = bytesOnDisk();
    for (const QByteArray &trace : before) {
        if (trace !=
            "vrolikheid") { // part of a name as it stands in the list of similar spellings, if it does
            INFO(trace.toHex().toStdString());
            CHECK(kept.contains(trace));
        }
    }
    const Certificate done = destroy();
    CHECK(done.wipedAt == now);
    const QByteArray left = bytesOnDisk();
    for (const QByteArray &trace : before) {
        INFO(trace.toStdString());
        CHECK_FALSE(left.contains(trace));
    }
}

TEST_CASE_METHOD(DestructionFixture, "the chain still verifies and tells of the certificate", "[privacy]")
{
    const qint64 entries = count(u"SELECT count(*) FROM journal"_s);
    const Certificate done = destroy();
    CHECK(done.patients == 1);
    CHECK(done.owner == u"Nomsa Dube"_s);
    CHECK(done.dermatologist == doctor.name);
    CHECK(done.counts.value(u"patient"_s) == 1);
    CHECK(done.counts.value(u"consent"_s) > 0);
    CHECK(done.counts.value(u"document"_s) >= 3); // sheet, its inputs, photo
    const VerifyReport report = verified();
    INFO((report.firstDamage ? report.firstDamage->detail : QString()).toStdString());
    CHECK(report.isWhole());
    CHECK(report.destroyed == QMap<qint64, qint64>{{done.number.value(), done.entries}});
    CHECK(report.entries > entries); // certificate and stub were added, nothing was taken out
    CHECK(patient(*database, gone).error().code == ErrorCode::NotFound);
    CHECK(count(u"SELECT count(*) FROM draft WHERE subject = %1"_s.arg(gone.value())) == 0);
}

TEST_CASE_METHOD(DestructionFixture, "an exported journal verifies with its certificates, and tells of them",
                 "[privacy]")
{
    const Certificate done = destroy();
    QBuffer buffer;
    REQUIRE(buffer.open(QIODevice::ReadWrite));
    REQUIRE(exportJournal(*database, buffer));
    buffer.seek(0);
    const VerifyReport report = must(verifyJournalExport(buffer));
    CHECK(report.isWhole());
    CHECK(report.destroyed.value(done.number.value()) == done.entries);
}

TEST_CASE_METHOD(
    DestructionFixture,
    "a content that goes missing without a certificate is damage, also after a lawful destruction",
    "[privacy]")
{
    destroy();
    REQUIRE(database->run(
        u"DELETE FROM journal_payload WHERE sequence = (SELECT sequence FROM journal JOIN journal_payload "
        "USING (sequence) WHERE table_name = 'record_access' OR table_name = 'visit' LIMIT 1)"_s));
    CHECK(verified().firstDamage->what == u"payload"_s);
    QBuffer buffer;
    REQUIRE(buffer.open(QIODevice::ReadWrite));
    REQUIRE(exportJournal(*database, buffer));
    buffer.seek(0);
    CHECK(must(verifyJournalExport(buffer)).firstDamage->what == u"payload"_s);
}

TEST_CASE_METHOD(DestructionFixture, "a certificate that names more than is missing is damage", "[privacy]")
{
    const Certificate done = destroy();
    auto transaction = must(Transaction::begin(*database, doctor, now, u"meddling"_s));
    must(transaction.update(u"destruction"_s, done.number.value(), done.revision,
                            {{u"entries"_s, u"[[1,1]]"_s}}));
    must(transaction.commit());
    const VerifyReport report = verified();
    REQUIRE_FALSE(report.isWhole());
    CHECK(report.firstDamage->sequence == 1);
    CHECK(report.firstDamage->detail.contains(u"its content is there"_s));
}

TEST_CASE_METHOD(DestructionFixture, "nobody destroys a record alone, without the role, or before its time",
                 "[privacy]")
{
    CHECK(refused(request(), doctor) == ErrorCode::NotAllowed); // owner and dermatologist in one person
    DestructionRequest wrongRole = request();
    wrongRole.other = nurse.id;
    CHECK(refused(wrongRole, owner) == ErrorCode::NotAllowed);
    Staff third;
    third.name = u"Third Owner"_s;
    third.roles = Role::Owner;
    wrongRole.other = must(saveStaff(*database, doctor, then, third)).id; // two owners, no dermatologist
    CHECK(refused(wrongRole, owner) == ErrorCode::NotAllowed);
    CHECK(refused(request(), nurse) == ErrorCode::NotAllowed);
    DestructionRequest noBasis = request();
    noBasis.basis = u" "_s;
    CHECK(refused(noBasis, owner) == ErrorCode::InvalidInput);
    must(addNote(*database, nurse, now.addYears(-1),
                 {{}, 0, gone, NoteKind::Call, today.addYears(-1), u"Called."_s, {}, {}, {}, {}, {}, {}}));
    CHECK(refused(request(), owner) == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(DestructionFixture,
                 "a record under a hold is not destroyed, and none of those asked for with it", "[privacy]")
{
    const auto over = must(recordsOver(*database, owner, today, today));
    REQUIRE(over.size() > 2);
    DestructionRequest several = request();
    for (const RecordAge &record : over) {
        if (record.patient != gone)
            several.patients << record.patient;
    }
    must(setRetentionFlag(*database, owner, now, several.patients.last(), RetentionFlagKind::Hold,
                          u"complaint"_s));
    const qint64 patients = count(u"SELECT count(*) FROM patient"_s);
    CHECK(refused(several, owner) == ErrorCode::InvalidInput);
    CHECK(count(u"SELECT count(*) FROM patient"_s) == patients);
    CHECK(verified().isWhole());
}

TEST_CASE_METHOD(DestructionFixture, "everybody whose time is over can be destroyed in one act", "[privacy]")
{
    DestructionRequest all = request();
    all.patients.clear();
    all.other = owner.id;
    for (const RecordAge &record : must(recordsOver(*database, owner, today, today)))
        all.patients << record.patient;
    const Certificate done = must(destroyRecords(*database, doctor, now, all));
    CHECK(done.patients == all.patients.size());
    CHECK(verified().isWhole());
    CHECK(must(recordsOver(*database, owner, today, today)).isEmpty());
}

TEST_CASE_METHOD(DestructionFixture, "a document that another record names stays", "[privacy]")
{
    const PatientId other = must(patientByFileNumber(*database, gone.value() == 1 ? u"2"_s : u"1"_s)).id;
    const Patient person = must(patient(*database, other));
    must(setPatientPhoto(*database, nurse, now, other, person.revision, photo, u"image/png"_s));
    destroy();
    CHECK(must(document(*database, documentDigest(photo))) == photo);
    CHECK(verified().isWhole());
}

TEST_CASE_METHOD(DestructionFixture,
                 "who asks with the number is told the certificate, and nobody else learns whose it was",
                 "[privacy]")
{
    const Patient person = must(patient(*database, gone));
    REQUIRE_FALSE(person.saIdNumber.isEmpty());
    CHECK(must(destroyedUnder(*database, owner, person.saIdNumber)) == std::nullopt);
    const Certificate done = destroy();
    CHECK(must(destroyedUnder(*database, owner, person.saIdNumber))->number == done.number);
    CHECK(must(destroyedUnder(*database, owner, u"8001015009087"_s)) == std::nullopt);
    CHECK(destroyedUnder(*database, nurse, person.saIdNumber).error().code == ErrorCode::NotAllowed);
    CHECK_FALSE(bytesOnDisk().contains(person.saIdNumber.toUtf8()));
}

TEST_CASE_METHOD(DestructionFixture,
                 "while another program reads, the records are destroyed and the wiping is due", "[privacy]")
{
    const auto reader = must(Database::open(path, {.create = false, .readOnly = true}));
    REQUIRE(reader->run(u"PRAGMA busy_timeout = 1"_s));
    REQUIRE(database->run(u"PRAGMA busy_timeout = 50"_s));
    REQUIRE(reader->run(u"BEGIN"_s));
    REQUIRE(reader->integer(u"SELECT count(*) FROM patient"_s));
    const Certificate done = destroy();
    CHECK_FALSE(done.wipedAt.isValid());
    CHECK(finishWiping(*database, owner, now).error().code == ErrorCode::Busy);
    REQUIRE(reader->run(u"COMMIT"_s));
    REQUIRE(finishWiping(*database, owner, now));
    CHECK(must(certificate(*database, owner, done.number)).wipedAt == now);
    CHECK_FALSE(bytesOnDisk().contains("Zebrafinkenlied"));
    CHECK(verified().isWhole());
}

TEST_CASE_METHOD(DestructionFixture, "backups from before are named until they are removed", "[privacy]")
{
    const auto keepBackup = [this](const QString &name, const QDateTime &at, qint64 entries) {
        return must(recordBackup(*database, owner, at,
                                 {{},
                                  0,
                                  at,
                                  folder.path(),
                                  name,
                                  100,
                                  QString(64, u'a'),
                                  entries,
                                  QString(64, u'b'),
                                  24,
                                  at,
                                  {}}));
    };
    keepBackup(u"old.dermis-backup"_s, then.addDays(1), count(u"SELECT count(*) FROM journal"_s));
    keepBackup(u"before-the-patient.dermis-backup"_s, then, 1);
    const Certificate done = destroy();
    keepBackup(u"new.dermis-backup"_s, now.addDays(1), count(u"SELECT count(*) FROM journal"_s));
    const auto holding = must(backupsHolding(*database, done));
    REQUIRE(holding.size() == 1);
    CHECK(holding.first().fileName == u"old.dermis-backup"_s);
}

TEST_CASE_METHOD(DestructionFixture,
                 "the certificate prints with number, counts and names of the two, and nobody else's",
                 "[privacy]")
{
    const Certificate done = destroy();
    const SheetContent sheetOfIt = must(certificateSheet(*database, owner, now, done.number));
    CHECK(sheetOfIt.title == u"Certificate of destruction %1"_s.arg(done.number.toString()));
    CHECK(sheetOfIt.body.contains(u"Nomsa Dube"_s));
    CHECK(sheetOfIt.body.contains(u"consent sheets"_s));
    CHECK(sheetOfIt.body.contains(u"were wiped"_s));
    CHECK_FALSE(sheetOfIt.body.contains(u"Tsamaisowitzke"_s));
    CHECK(must(sheetPdf(sheetOfIt)).startsWith("%PDF"));
}
