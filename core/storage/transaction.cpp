#include "core/storage/transaction.h"

#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString insertSql(const QString &table, const Row &values)
{
    QStringList columns;
    QStringList places;
    for (auto it = values.keyBegin(); it != values.keyEnd(); ++it) {
        columns << *it;
        places << u"?"_s;
    }
    columns << u"revision"_s;
    places << u"1"_s;
    return u"INSERT INTO %1 (%2) VALUES (%3) RETURNING *"_s.arg(table, columns.join(u", "), places.join(u", "));
}

QString updateSql(const QString &table, const Row &changes)
{
    QStringList columns;
    for (auto it = changes.keyBegin(); it != changes.keyEnd(); ++it)
        columns << *it + u" = ?"_s;
    columns << u"revision = revision + 1"_s;
    return u"UPDATE %1 SET %2 WHERE id = ? AND revision = ? RETURNING *"_s.arg(table, columns.join(u", "));
}

} // namespace

Transaction::Transaction(Database &database, Actor actor, const QDateTime &now, QString reason)
    : m_database(&database)
    , m_actor(std::move(actor))
    , m_now(now)
    , m_nowText(toIsoUtc(now))
    , m_reason(std::move(reason))
{
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_actor(std::move(other.m_actor))
    , m_now(other.m_now)
    , m_nowText(std::move(other.m_nowText))
    , m_reason(std::move(other.m_reason))
    , m_sequence(other.m_sequence)
    , m_head(std::move(other.m_head))
    , m_shapes(std::move(other.m_shapes))
{
}

Transaction::~Transaction()
{
    if (m_database != nullptr)
        (void)m_database->run(u"ROLLBACK"_s);
}

Result<Transaction> Transaction::begin(Database &database, const Actor &actor, const QDateTime &now,
                                       const QString &reason)
{
    TRY(database.checkWritable());
    TRY(database.run(u"BEGIN IMMEDIATE"_s));
    return Transaction(database, actor, now, reason);
}

Result<> Transaction::loadHead()
{
    if (m_sequence >= 0)
        return {};
    const JournalHead head = TRY(journalHead(*m_database));
    m_sequence = head.sequence;
    m_head = head.hash;
    return {};
}

const RowShape &Transaction::shape(const QString &table, const Statement &returned)
{
    auto known = m_shapes.find(table);
    if (known == m_shapes.end())
        known = m_shapes.insert(table, shapeOf(returned));
    return *known;
}

Result<> Transaction::record(const QString &table, Statement &returned)
{
    TRY(loadHead());
    const RowShape &columns = shape(table, returned);
    const QByteArray payload = journalPayload(returned, columns, m_reason);
    const QByteArray salt = m_database->newSalt();
    const JournalEntry entry{m_sequence + 1,
                             m_nowText,
                             m_actor.id,
                             table,
                             returned.integer(columns.id),
                             static_cast<int>(returned.integer(columns.revision)),
                             payloadDigest(salt, payload),
                             {}};
    const QByteArray hash = entryHash(m_head, entry);

    auto insert = TRY(m_database->prepare(
        u"INSERT INTO journal (sequence, at, actor, table_name, row_id, revision, payload_digest, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s));
    insert.add(entry.sequence).add(entry.at).add(entry.actor.value()).add(entry.table).add(entry.row);
    insert.add(entry.revision).add(entry.payloadDigest).add(hash);
    TRY(insert.run());
    auto insertPayload = TRY(m_database->prepare(
        u"INSERT INTO journal_payload (sequence, salt, payload) VALUES (?, ?, ?)"_s));
    insertPayload.add(entry.sequence).add(salt).add(QString::fromUtf8(payload));
    TRY(insertPayload.run());
    m_sequence = entry.sequence;
    m_head = hash;
    return {};
}

Result<qint64> Transaction::insert(const QString &table, const Row &values)
{
    auto insert = TRY(m_database->prepare(insertSql(table, values)));
    for (const QVariant &value : values)
        insert.add(value);
    TRY(insert.run());
    if (!TRY(insert.next()))
        return fail(ErrorCode::Storage, u"%1: the new row was not returned"_s.arg(table));
    const qint64 id = insert.integer(shape(table, insert).id);
    TRY(record(table, insert));
    return id;
}

Result<int> Transaction::update(const QString &table, qint64 id, int revision, const Row &changes)
{
    auto update = TRY(m_database->prepare(updateSql(table, changes)));
    for (const QVariant &value : changes)
        update.add(value);
    update.add(id).add(revision);
    TRY(update.run());
    if (!TRY(update.next()))
        return fail(ErrorCode::Conflict, u"%1 %2 is no longer at revision %3"_s.arg(table).arg(id).arg(revision));
    TRY(record(table, update));
    return revision + 1;
}

Result<> Transaction::commit()
{
    if (auto committed = m_database->run(u"COMMIT"_s); !committed)
        return committed; // the destructor rolls back
    m_database = nullptr;
    return {};
}

} // namespace dermis
