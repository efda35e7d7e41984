#include "tests/core/storage/storage_fixture.h"

#include "core/storage/migrations.h"

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

QList<Migration> migrationsWithThing()
{
    QList<Migration> migrations = must(shippedMigrations());
    migrations.append({static_cast<int>(migrations.size()) + 1, u"thing.sql"_s, uR"(
        CREATE TABLE thing (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            revision INTEGER NOT NULL,
            subject INTEGER NOT NULL,
            name TEXT NOT NULL CHECK (trim(name) <> ''),
            remark TEXT,
            amount REAL,
            picture BLOB
        ) STRICT;
        CREATE TABLE thing_index (thing INTEGER PRIMARY KEY) STRICT;
        INSERT INTO journalled_table VALUES ('thing', 'subject');)"_s});
    return migrations;
}

} // namespace

StorageFixture::StorageFixture()
    : path(folder.filePath(u"clinic.dermis"_s)), database(must(Database::open(path, {.create = true})))
{
    must(migrate(*database, migrationsWithThing()));
    auto transaction = must(Transaction::begin(*database, Actor{}, now));
    const StaffId id(
        must(transaction.insert(u"staff"_s, {{u"name"_s, u"Lindiwe Zwane"_s}, {u"roles"_s, u"nurse"_s}})));
    must(transaction.commit());
    nurse = {id, u"Lindiwe Zwane"_s, Role::Nurse};
}

Transaction StorageFixture::begin(const QString &reason)
{
    return must(Transaction::begin(*database, nurse, now, reason));
}

qint64 StorageFixture::addThing(const QString &name, qint64 subject)
{
    auto transaction = begin();
    const qint64 id = must(transaction.insert(u"thing"_s, {{u"name"_s, name}, {u"subject"_s, subject}}));
    must(transaction.commit());
    return id;
}

void StorageFixture::renameThing(qint64 id, int revision, const QString &name, const QString &reason)
{
    auto transaction = begin(reason);
    must(transaction.update(u"thing"_s, id, revision, {{u"name"_s, name}}));
    must(transaction.commit());
}

void StorageFixture::tamper(const QString &sql)
{
    const auto other = secondConnection();
    must(other->run(u"PRAGMA foreign_keys = OFF"_s));
    must(other->runScript(sql));
}

std::unique_ptr<Database> StorageFixture::secondConnection() const
{
    return must(Database::open(path));
}

} // namespace dermis::test
