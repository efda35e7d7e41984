#include "core/clinic/clinic.h"

#include "core/access/passwords.h"
#include "core/access/staff.h"
#include "core/clinic/clinic_file.h"
#include "core/consents/consent_template.h"
#include "core/patients/patient_index.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/drafts.h"
#include "core/storage/format_check.h"
#include "core/storage/migrations.h"
#include "core/storage/transaction.h"
#include "core/vault/vault.h"
#include "core/vault/vault_vfs.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<> ensureShippedContent(Transaction &transaction)
{
    TRY(ensureShippedQuestionnaires(transaction));
    return ensureShippedTemplates(transaction);
}

Result<> fill(Database &database, const NewClinic &clinic, const QDateTime &now)
{
    const auto migrations = TRY(shippedMigrations());
    TRY(migrate(database, migrations));
    auto transaction = TRY(Transaction::begin(database, Actor{}, now));
    TRY(insertPractice(transaction, clinic.practice));
    QList<Staff> people = clinic.staff;
    if (!clinic.password.isEmpty())
        people.first().passwordSetAt = now;
    for (const Staff &person : people)
        TRY(insertStaff(transaction, person));
    TRY(ensureShippedContent(transaction));
    return transaction.commit();
}

constexpr qint64 firstStaff = 1; // the number that the first row of the table gets

/// The key of a new encrypted file, whose first slot is the first person's; nothing for a plain one.
Result<std::shared_ptr<const FileKey>> lock(const QString &path, const NewClinic &clinic)
{
    if (clinic.password.isEmpty())
        return nullptr;
    const Staff &first = clinic.staff.first();
    TRY(checkNewPassword(clinic.password, first.name));
    const Unlocked unlocked = TRY(createVault(path, {firstStaff, first.name}, clinic.password, clinic.derivation));
    TRY(offerKey(path, unlocked.key));
    return unlocked.key;
}

Result<std::shared_ptr<const FileKey>> build(const QString &path, const NewClinic &clinic, const QDateTime &now)
{
    const auto key = TRY(lock(path, clinic));
    const auto database = TRY(Database::open(path, {.create = true}));
    if (clinic.saltSource)
        database->setSaltSource(clinic.saltSource);
    TRY(fill(*database, clinic, now));
    TRY(finishClinicFile(*database));
    return key;
}

/// Adds what the program ships and the file lacks; most times nothing, and then nothing is written.
Result<> updateContent(Database &database, const QDateTime &now)
{
    if (TRY(hasShippedQuestionnaires(database)) && TRY(hasShippedTemplates(database)))
        return {};
    auto transaction = TRY(Transaction::begin(database, Actor{}, now));
    TRY(ensureShippedContent(transaction));
    return transaction.commit();
}

/// A file opened to be read only must have today's format, since it cannot be brought up to date.
Result<> checkVersion(Database &database)
{
    const auto migrations = TRY(shippedMigrations());
    if (TRY(formatVersion(database)) < migrations.last().version)
        return fail(ErrorCode::ReadOnly, u"%1 has an older format; open it once for writing"_s.arg(database.path()));
    return migrate(database, migrations); // runs nothing; refuses a newer file
}

Result<> updateFormat(Database &database)
{
    const auto migrations = TRY(shippedMigrations());
    const int version = TRY(formatVersion(database));
    if (version == 0)
        return fail(ErrorCode::Damaged, u"%1 holds no clinic; it was never finished"_s.arg(database.path()));
    if (version < migrations.last().version)
        TRY(copyBeforeMigration(database, version));
    return migrate(database, migrations); // refuses a newer file
}

Result<> bringUpToDate(Database &database, const QDateTime &now)
{
    TRY(updateFormat(database));
    return updateContent(database, now);
}

/// What can be read of a damaged file is shown; nothing is written to it, here or by another program. Of an older format nothing
/// can be shown, since it cannot be brought up to date.
Result<std::unique_ptr<Database>> openDamaged(std::unique_ptr<Database> database, const Damage &damage, const QDateTime &now)
{
    const auto migrations = TRY(shippedMigrations());
    const int version = formatVersion(*database).value_or(0);
    if (version > migrations.last().version)
        return fail(ErrorCode::NewerVersion, u"%1 was made by a newer Dermis; install the newer program"_s.arg(database->path()));
    if (version < migrations.last().version)
        return fail(ErrorCode::Damaged, damage.detail);
    (void)markDamaged(database->path(), {now, damage});
    database->refuseWrites(damage);
    return database;
}

} // namespace

Result<std::unique_ptr<Database>> createClinic(const QString &path, const NewClinic &clinic, const QDateTime &now)
{
    TRY(checkNameIsFree(path));
    const QString unfinished = path + u".unfinished"_s;
    removeClinicFile(unfinished);
    const auto key = build(unfinished, clinic, now);
    if (!key) {
        removeClinicFile(unfinished);
        return tl::unexpected(key.error());
    }
    TRY(nameClinicFile(unfinished, path));
    if (*key != nullptr)
        TRY(offerKey(path, *key));
    return Database::open(path);
}

Result<std::unique_ptr<Database>> openClinic(const QString &path, const QDateTime &now, const OpenOptions &options)
{
    auto database = TRY(Database::open(path, options));
    if (database->damage())
        return openDamaged(std::move(database), *database->damage(), now);
    const auto prepare = [&] { return options.readOnly ? checkVersion(*database) : bringUpToDate(*database, now); };
    auto ready = prepare();
    if (!ready && ready.error().code == ErrorCode::Damaged) { // SQLite takes a read that failed once for damage
        database.reset();
        database = TRY(Database::open(path, options));
        ready = prepare();
    }
    if (ready)
        return database;
    if (ready.error().code == ErrorCode::Damaged)
        return openDamaged(std::move(database), Damage{u"file"_s, {}, 0, 0, ready.error().detail}, now);
    return tl::unexpected(ready.error());
}

Result<VerifyReport> verifyClinic(Database &database)
{
    return verify(database, {checkFormat, checkCounters, checkDrafts, checkAnswers, checkPatientIndex});
}

NewClinic clinicOf(const QString &practiceName, const QString &doctor)
{
    NewClinic clinic;
    clinic.practice.name = practiceName;
    clinic.practice.doctor = doctor;
    Staff dermatologist;
    dermatologist.name = doctor;
    dermatologist.roles = Role::Dermatologist | Role::Owner;
    clinic.staff << dermatologist;
    return clinic;
}

} // namespace dermis
