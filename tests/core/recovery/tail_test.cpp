#include "core/notes/note_repository.h"
#include "core/patients/patient_index.h"
#include "core/patients/patient_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/recovery/backups_nearby.h"
#include "core/recovery/recovery.h"
#include "core/storage/destruction.h"
#include "core/storage/drafts.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "core/visits/visit_repository.h"
#include "core/clinic/clinic.h"
#include "tests/core/backup/backup_fixture.h"
#include "tests/support/must.h"

#include <QDir>
#include <QFile>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// A clinic with a backup, and work since then.
class WorkSince : public BackupFixture
{
public:
    WorkSince()
        : backup(backedUp().path())
    {
        Patient patient;
        patient.familyName = u"Kgošana"_s;
        patient.givenNames = u"Siobhán"_s;
        patient.birthDate = QDate(1992, 3, 14);
        const auto added = registerPatient(database(), owner(), clock.now(), patient);
        REQUIRE(added);
        newcomer = added->id;
        const Draft draft{{newcomer.value(), u"note"_s, owner().id}, R"({"text":"half a"})", clock.now(), 0};
        REQUIRE(saveDraft(database(), draft));
        head = must(journalHead(database()));
    }
    Result<RecoveredClinic> merge(const QString &from)
    {
        return restoreWithTail(from, unlocked(from), path, std::nullopt, merged, clock);
    }
    SignedIn openedMerged()
    {
        auto opened = signIn(merged, u"Dr Thandeka Mabuza"_s, password, clock.now());
        REQUIRE(opened);
        return std::move(*opened);
    }

    QString backup;
    PatientId newcomer;
    JournalHead head;
    QString merged = folder.filePath(u"merged.dermis"_s);
};

} // namespace

TEST_CASE_METHOD(WorkSince, "what was saved after the backup is taken from the damaged file", "[recovery]")
{
    const auto clinic = merge(backup);
    if (!clinic)
        UNSCOPED_INFO(clinic.error().detail.toStdString());
    REQUIRE(clinic);
    CHECK(clinic->report.isAllThere());
    CHECK(clinic->report.entriesKept >= 2); // the backup's own line in the list, and the patient
    CHECK(clinic->report.head == QString::fromLatin1(head.hash.toHex()));
    CHECK(clinic->whole.isWhole());
    const SignedIn opened = openedMerged();
    CHECK(must(patient(*opened.database, newcomer)).familyName == u"Kgošana");
    CHECK(must(drafts(*opened.database, u"note"_s)).size() == 1);
    const auto page = must(journalPage(*opened.database, 0, 5));
    CHECK(page.first().entry.table == u"restored_from");
    CHECK(must(verifyClinic(*opened.database)).isWhole());
    CHECK(must(opened.database->integer(u"SELECT entries_kept FROM salvage"_s)) == clinic->report.entriesKept);
}

TEST_CASE_METHOD(WorkSince, "the merge stops at the first entry that does not verify, and says how many were taken", "[recovery]")
{
    REQUIRE(database().run(u"UPDATE journal_payload SET payload = replace(payload, 'Siobh', 'Sinea') WHERE sequence = %1"_s.arg(
        head.sequence)));
    const auto clinic = merge(backup);
    REQUIRE(clinic);
    CHECK_FALSE(clinic->report.isAllThere());
    CHECK(clinic->report.stoppedAt.contains(QString::number(head.sequence)));
    CHECK(clinic->report.entriesLost == 1);
    const SignedIn opened = openedMerged();
    CHECK_FALSE(patient(*opened.database, newcomer));
    CHECK(must(verifyClinic(*opened.database)).isWhole());
}

TEST_CASE_METHOD(WorkSince, "a backup of another clinic is not merged with", "[recovery]")
{
    REQUIRE(database().run(u"UPDATE journal SET hash = zeroblob(32)"_s));
    const auto clinic = merge(backup);
    REQUIRE_FALSE(clinic);
    CHECK(clinic.error().code == ErrorCode::InvalidInput);
    CHECK_FALSE(QFile::exists(merged));
}

TEST_CASE_METHOD(WorkSince, "what was lawfully destroyed since the backup is not brought back", "[recovery]")
{
    constexpr qint64 gone = 3;
    {
        auto transaction = must(Transaction::begin(database(), owner(), clock.now()));
        REQUIRE(eraseFromPatientIndex(transaction, must(patient(database(), PatientId(gone)))));
        REQUIRE(removeTypedAnswers(transaction, PatientId(gone)));
        const Destroyed destroyed = must(destroySubject(transaction, gone));
        const qint64 other = must(database().integer(u"SELECT max(id) FROM staff"_s));
        must(transaction.insert(u"destruction"_s, {{u"at"_s, toIsoUtc(clock.now())},
                                                   {u"owner"_s, owner().id.value()},
                                                   {u"dermatologist"_s, other},
                                                   {u"basis"_s, u"kept long enough"_s},
                                                   {u"patients"_s, 1},
                                                   {u"counts"_s, u"{}"_s},
                                                   {u"entries"_s, QString::fromUtf8(entryRanges(destroyed.entries))}}));
        REQUIRE(transaction.commit());
    }
    SECTION("merged with a backup that still has it")
    {
        REQUIRE(must(merge(backup)).report.isAllThere());
    }
    SECTION("salvaged alone")
    {
        REQUIRE(must(salvageClinic(path, must(unlock(path, u"Dr Thandeka Mabuza"_s, password)), merged, clock)).report.isAllThere());
    }
    const SignedIn opened = openedMerged();
    CHECK_FALSE(patient(*opened.database, PatientId(gone)));
    CHECK(must(opened.database->integer(u"SELECT count(*) FROM journal j JOIN journal_payload p USING (sequence) "
                                        "WHERE j.table_name = 'patient' AND j.row_id = 3"_s)) == 0);
    CHECK(must(opened.database->integer(u"SELECT count(*) FROM visit WHERE patient_id = 3"_s)) == 0);
    CHECK(must(verifyClinic(*opened.database)).isWhole());
}

TEST_CASE_METHOD(WorkSince, "an encrypted clinic is salvaged into an encrypted clinic with the same passwords", "[recovery]")
{
    const Unlocked key = must(unlock(path, u"Dr Thandeka Mabuza"_s, password));
    const auto clinic = salvageClinic(path, key, merged, clock);
    REQUIRE(clinic);
    CHECK(clinic->report.isAllThere());
    CHECK(clinicForm(merged) == ClinicForm::Vault);
    const SignedIn opened = openedMerged();
    CHECK(must(patient(*opened.database, newcomer)).familyName == u"Kgošana");
    const auto page = must(journalPage(*opened.database, 0, 1));
    CHECK(page.first().entry.actor == opened.person.id);
}

TEST_CASE_METHOD(WorkSince, "backups are found in the damaged clinic's list and in folders, newest first, each once", "[recovery]")
{
    REQUIRE(QFile::copy(backup, folder.filePath(u"older.dermis-backup"_s)));
    auto found = backupsFor(&database(), {target, folder.path()});
    REQUIRE(found.size() == 2);
    const auto listed = std::ranges::find(found, true, &FoundBackup::isListed);
    REQUIRE(listed != found.end());
    CHECK(listed->path == backup);
    CHECK(listed->at == clock.now());
    found = backupsFor(nullptr, {target});
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found.first().isListed);
    REQUIRE(QFile::remove(backup));
    CHECK(backupsFor(&database(), {target}).isEmpty());
}
