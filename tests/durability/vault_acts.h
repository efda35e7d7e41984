#pragma once

#include "core/vault/vault.h"
#include "tests/support/memory_disk.h"

#include <QByteArray>

#include <memory>

struct sqlite3;

namespace dermis::test {

/// A connection whose every step may fail.
class Acts
{
public:
    Acts(const QString &path, const QByteArray &journalMode);
    ~Acts();
    Acts(const Acts &) = delete;
    Acts &operator=(const Acts &) = delete;

    bool isOpen() const { return m_isOpen; }
    static bool makeTables(const QString &path, const QByteArray &journalMode);
    /// Writes act `number`, more than the cache holds; true when SQLite says that it is kept.
    bool keep(int number);
    /// The last act that is in the file; -1 when it cannot be read.
    int lastKept();
    /// Empty when the file is sound and holds each act up to the last, whole.
    QByteArray damage();

private:
    bool run(const QByteArray &sql);
    QByteArray answer(const QByteArray &sql);

    sqlite3 *m_database = nullptr;
    bool m_isOpen = false;
};

/// A vault on a disk in memory with the tables, nobody holding it open.
struct VaultOnMemoryDisk
{
    explicit VaultOnMemoryDisk(const QByteArray &journalMode);
    ~VaultOnMemoryDisk();

    MemoryDisk disk;
    QString path = QStringLiteral("/clinic.dermis");
    QString password = QStringLiteral("first");
    std::shared_ptr<const FileKey> key;
    MemoryDisk::Files files;
};

} // namespace dermis::test
