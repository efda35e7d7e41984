#include "core/privacy/destroy_records.h"

#include "core/access/passwords.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/patients/patient_candidates.h"
#include "core/patients/patient_index.h"
#include "core/patients/patient_repository.h"
#include "core/privacy/dormant_records.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/destruction.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// Who approves as what.
struct Approvers
{
    StaffId owner;
    StaffId dermatologist;
};

Result<Staff> approver(Database &database, StaffId id, const QString &password, const QDateTime &now)
{
    const Staff person = TRY(staffMember(database, id));
    if (!person.active)
        return fail(ErrorCode::NotAllowed, u"%1 no longer works here"_s.arg(person.name));
    TRY(require(person.actor(), Permission::Destroy));
    TRY(provePassword(database, id, password, now));
    return person;
}

Result<Approvers> approvers(Database &database, const Actor &actor, const QDateTime &now, const DestructionRequest &request)
{
    if (actor.id == request.other || request.other.isNull())
        return fail(ErrorCode::NotAllowed,
                    u"a destruction is approved by an owner and a dermatologist, as two different people"_s);
    const Staff first = TRY(approver(database, actor.id, request.password, now));
    const Staff second = TRY(approver(database, request.other, request.otherPassword, now));
    if (first.roles.testFlag(Role::Owner) && second.roles.testFlag(Role::Dermatologist))
        return Approvers{first.id, second.id};
    if (second.roles.testFlag(Role::Owner) && first.roles.testFlag(Role::Dermatologist))
        return Approvers{second.id, first.id};
    return fail(ErrorCode::NotAllowed,
                u"of the two who approve a destruction, one is an owner and the other a dermatologist"_s);
}

Result<> checkRequest(const Actor &actor, const DestructionRequest &request)
{
    TRY(require(actor, Permission::Destroy));
    if (request.patients.isEmpty())
        return fail(ErrorCode::InvalidInput, u"say which records"_s);
    if (request.basis.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say on what basis the records are destroyed"_s);
    return {};
}

Result<> requireOver(const RecordAge &age, const QDate &today)
{
    if (age.keepUntil.isOver(today))
        return {};
    const QString reason = keepReasonName(age.keepUntil.reason);
    if (!age.keepUntil.day)
        return fail(ErrorCode::InvalidInput,
                    u"%1 is kept without end (%2); nothing was destroyed"_s.arg(age.fileNumber, reason));
    return fail(ErrorCode::InvalidInput,
                u"%1 is kept until %2 (%3); nothing was destroyed"_s.arg(
                    age.fileNumber, age.keepUntil.day->toString(Qt::ISODate), reason));
}

QString tokenOf(const QByteArray &key, const QString &identity)
{
    return QString::fromLatin1(
        QMessageAuthenticationCode::hash(identity.toUtf8(), key, QCryptographicHash::Sha256).toHex());
}

/// What a person would still know after years: ID number, else passport, else file number.
QString identityOf(const Patient &patient)
{
    if (!patient.saIdNumber.isEmpty())
        return u"id:"_s + patient.saIdNumber;
    if (!patient.passport.isEmpty())
        return u"passport:"_s + passportKey(patient.passport);
    return u"file:"_s + fileNumberKey(patient.fileNumber);
}

/// Empty while nothing was destroyed.
Result<QByteArray> tokenKey(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT key FROM destruction_key"_s));
    TRY(select.run());
    return TRY(select.next()) ? select.bytes(0) : QByteArray();
}

Result<QByteArray> tokenKeyMade(Transaction &transaction)
{
    QByteArray key = TRY(tokenKey(transaction.database()));
    if (!key.isEmpty())
        return key;
    key = transaction.database().newSalt();
    auto insert = TRY(transaction.prepare(u"INSERT INTO destruction_key (id, key) VALUES (1, ?)"_s));
    insert.add(key);
    TRY(insert.run());
    return key;
}

/// What stays of a record: token and dates.
struct Stub
{
    QString token;
    QDate lastContact;
    QDate keptUntil;
};

Result<Stub> destroyOne(Transaction &transaction, const Actor &actor, PatientId id, const QByteArray &key,
                        Destroyed &destroyed)
{
    Database &database = transaction.database();
    const QDate today = clinicTime(transaction.now()).date();
    const RecordAge age = TRY(recordAge(database, actor, today, id));
    TRY(requireOver(age, today));
    const Patient person = TRY(patient(database, id));
    TRY(eraseFromPatientIndex(transaction, person));
    TRY(removeTypedAnswers(transaction, id));
    TRY(endDraftsOf(transaction, id.value()));
    destroyed.add(TRY(destroySubject(transaction, id.value())));
    return Stub{tokenOf(key, identityOf(person)), age.lastContact.day, *age.keepUntil.day};
}

QString countsJson(const QMap<QString, qint64> &counts)
{
    QJsonObject object;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        object.insert(it.key(), *it);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Result<DestructionId> certify(Transaction &transaction, const Approvers &by, const QString &basis,
                              const QList<Stub> &stubs, const Destroyed &destroyed)
{
    const qint64 number = TRY(transaction.insert(
        u"destruction"_s, {{u"at"_s, toIsoUtc(transaction.now())},
                           {u"owner"_s, by.owner.value()},
                           {u"dermatologist"_s, by.dermatologist.value()},
                           {u"basis"_s, basis.trimmed()},
                           {u"patients"_s, static_cast<qint64>(stubs.size())},
                           {u"counts"_s, countsJson(destroyed.rows)},
                           {u"entries"_s, QString::fromUtf8(entryRanges(destroyed.entries))}}));
    for (const Stub &stub : stubs)
        TRY(transaction.insert(u"destroyed_record"_s,
                               {{u"destruction_id"_s, number},
                                {u"token"_s, stub.token},
                                {u"last_contact"_s, stub.lastContact.toString(Qt::ISODate)},
                                {u"kept_until"_s, stub.keptUntil.toString(Qt::ISODate)}}));
    return DestructionId(number);
}

const QString selectCertificates = u"SELECT d.id, d.revision, d.at, o.name, m.name, d.basis, d.patients, "
                                   u"d.counts, d.entries, d.wiped_at FROM destruction d "
                                   "JOIN staff o ON o.id = d.owner JOIN staff m ON m.id = d.dermatologist "_s;

Certificate certificateFromRow(const Statement &row)
{
    Certificate found;
    found.number = DestructionId(row.integer(0));
    found.revision = static_cast<int>(row.integer(1));
    found.at = row.dateTime(2);
    found.owner = row.text(3);
    found.dermatologist = row.text(4);
    found.basis = row.text(5);
    found.patients = row.integer(6);
    const QJsonObject counts = QJsonDocument::fromJson(row.bytes(7)).object();
    for (auto it = counts.begin(); it != counts.end(); ++it)
        found.counts.insert(it.key(), it->toInteger());
    const QJsonArray ranges = QJsonDocument::fromJson(row.bytes(8)).array();
    for (const QJsonValue &range : ranges)
        found.entries += range.toArray().at(1).toInteger() - range.toArray().at(0).toInteger() + 1;
    found.firstEntry = ranges.at(0).toArray().at(0).toInteger();
    if (!row.isNull(9))
        found.wipedAt = row.dateTime(9);
    return found;
}

Result<QList<Certificate>> certificatesWhere(Database &database, const QString &condition,
                                             const QVariantList &values)
{
    auto select = TRY(database.prepare(selectCertificates + condition));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<Certificate> found;
    while (TRY(select.next()))
        found << certificateFromRow(select);
    return found;
}

Result<> noteWiped(Database &database, const Actor &actor, const QDateTime &now,
                   const QList<Certificate> &unwiped)
{
    auto transaction = TRY(Transaction::begin(database, actor, now, u"freed bytes wiped"_s));
    for (const Certificate &each : unwiped)
        TRY(transaction.update(u"destruction"_s, each.number.value(), each.revision,
                               {{u"wiped_at"_s, toIsoUtc(now)}}));
    return transaction.commit();
}

} // namespace

Result<Certificate> destroyRecords(Database &database, const Actor &actor, const QDateTime &now,
                                   const DestructionRequest &request)
{
    TRY(checkRequest(actor, request));
    const Approvers by = TRY(approvers(database, actor, now, request));
    TRY(database.run(u"PRAGMA secure_delete = ON"_s)); // what is freed from here on is overwritten at once
    auto transaction = TRY(Transaction::begin(database, actor, now, u"lawful destruction"_s));
    const QByteArray key = TRY(tokenKeyMade(transaction));
    Destroyed destroyed;
    QList<Stub> stubs;
    for (const PatientId id : request.patients)
        stubs << TRY(destroyOne(transaction, actor, id, key, destroyed));
    const DestructionId number = TRY(certify(transaction, by, request.basis, stubs, destroyed));
    TRY(transaction.commit());
    const auto wiped = finishWiping(database, actor, now);
    if (!wiped && wiped.error().code != ErrorCode::Busy)
        return tl::unexpected(wiped.error());
    return certificate(database, actor, number);
}

Result<> finishWiping(Database &database, const Actor &actor, const QDateTime &now)
{
    TRY(require(actor, Permission::Destroy));
    const auto unwiped = TRY(certificatesWhere(database, u"WHERE d.wiped_at IS NULL"_s, {}));
    if (unwiped.isEmpty())
        return {};
    TRY(wipeFreedBytes(database));
    return noteWiped(database, actor, now, unwiped);
}

Result<QList<Certificate>> certificates(Database &database, const Actor &actor)
{
    TRY(require(actor, Permission::Retention));
    return certificatesWhere(database, u"ORDER BY d.id DESC"_s, {});
}

Result<Certificate> certificate(Database &database, const Actor &actor, DestructionId number)
{
    TRY(require(actor, Permission::Retention));
    const auto found = TRY(certificatesWhere(database, u"WHERE d.id = ?"_s, {number.value()}));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no certificate %1"_s.arg(number.toString()));
    return found.first();
}

Result<std::optional<Certificate>> destroyedUnder(Database &database, const Actor &actor,
                                                  const QString &identity)
{
    TRY(require(actor, Permission::Retention));
    const QByteArray key = TRY(tokenKey(database));
    if (key.isEmpty())
        return std::nullopt;
    const QString bare = QString(identity).remove(u' ');
    const auto found = TRY(certificatesWhere(
        database,
        u"WHERE d.id IN (SELECT destruction_id FROM destroyed_record WHERE token IN (?, ?, ?)) ORDER BY d.id DESC"_s,
        {tokenOf(key, u"id:"_s + bare), tokenOf(key, u"passport:"_s + passportKey(identity)),
         tokenOf(key, u"file:"_s + fileNumberKey(identity))}));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

Result<QList<Backup>> backupsHolding(Database &database, const Certificate &certificate)
{
    QList<Backup> holding;
    for (const Backup &backup : TRY(allBackups(database))) {
        const bool wasThere = backup.entries >= certificate.firstEntry && backup.at < certificate.at;
        if (wasThere && !backup.removedAt.isValid())
            holding << backup;
    }
    return holding;
}

QStringList copiesBeside(const Database &database)
{
    const QFileInfo clinic(database.path());
    QStringList copies;
    for (const QFileInfo &file :
         clinic.absoluteDir().entryInfoList({u"*.dermis"_s, u"*.dermis-backup"_s}, QDir::Files, QDir::Name)) {
        if (file.absoluteFilePath() != clinic.absoluteFilePath())
            copies << file.absoluteFilePath();
    }
    return copies;
}

} // namespace dermis
