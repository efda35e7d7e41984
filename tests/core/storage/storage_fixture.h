#pragma once

#include "core/storage/database.h"
#include "core/storage/transaction.h"
#include "tests/support/must.h"

#include <QDateTime>
#include <QTemporaryDir>

#include <memory>

namespace dermis::test {

/// A clinic file with one journalled table of our own: `thing`, with a column of every
/// type.
class StorageFixture
{
public:
    StorageFixture();

    Transaction begin(const QString &reason = QString());
    /// Adds a thing in a transaction of its own; gives its id.
    qint64 addThing(const QString &name, qint64 subject = 1);
    /// Renames a thing in a transaction of its own.
    void renameThing(qint64 id, int revision, const QString &name, const QString &reason = QString());
    /// Changes the file as somebody with `sqlite3` would: without journal and without foreign keys.
    void tamper(const QString &sql);
    std::unique_ptr<Database> secondConnection() const;

    QTemporaryDir folder;
    QString path;
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
    std::unique_ptr<Database> database;
    Actor nurse;
};

} // namespace dermis::test
