#pragma once

#include "core/storage/actor.h"
#include "core/storage/database.h"
#include "core/storage/journal.h"

#include <QDateTime>
#include <QHash>
#include <QMap>
#include <QVariant>

namespace dermis {

/// Column names and their values.
using Row = QMap<QString, QVariant>;

/// One act by one person: begins IMMEDIATE, journals what it writes, and rolls back unless committed.
///
/// Journalled tables (listed in `journalled_table`) have an integer `id` and a `revision`; they are written
/// only by insert() and update() here. Rows are never deleted.
class Transaction
{
public:
    /// `now` stands in every journal entry; `reason` says why something already kept is changed.
    static Result<Transaction> begin(Database &database, const Actor &actor, const QDateTime &now,
                                     const QString &reason = QString());
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();

    /// Adds a row at revision 1 and journals it; gives its id. A value for `id` may be given.
    Result<qint64> insert(const QString &table, const Row &values);
    /// Changes a row and journals it; gives the new revision. Conflict when the row is no longer at `revision`.
    Result<int> update(const QString &table, qint64 id, int revision, const Row &changes);
    /// Writes that are not history: drafts, search indexes, typed answers.
    Result<Statement> prepare(const QString &sql) { return m_database->prepare(sql); }
    Result<> commit();

    Database &database() { return *m_database; }
    const Actor &actor() const { return m_actor; }
    QDateTime now() const { return m_now; }
    QString reason() const { return m_reason; }
    /// Why what is written from now on is changed.
    void setReason(const QString &reason) { m_reason = reason; }

private:
    Transaction(Database &database, Actor actor, const QDateTime &now, QString reason);
    Result<> loadHead();
    const RowShape &shape(const QString &table, const Statement &returned);
    Result<> record(const QString &table, Statement &returned);

    Database *m_database;
    Actor m_actor;
    QDateTime m_now;
    QString m_nowText;
    QString m_reason;
    qint64 m_sequence = -1; // of the last journal entry; -1 until read
    QByteArray m_head;
    QHash<QString, RowShape> m_shapes; // by table
};

} // namespace dermis
