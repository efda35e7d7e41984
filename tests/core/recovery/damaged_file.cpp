#include "tests/core/recovery/damaged_file.h"

#include "core/clinic/demo.h"
#include "tests/support/bare_connection.h"
#include "tests/support/printers.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

constexpr qint64 pageSize = 4096;

QString demoFile()
{
    static const QTemporaryDir folder;
    static const QString path = [] {
        const QString file = folder.filePath(u"demo.dermis"_s);
        REQUIRE(makeDemoClinic(file, {.patients = 20, .seed = 3, .today = QDate(2026, 3, 2)}));
        const auto database = Database::open(file);
        REQUIRE(database);
        REQUIRE((*database)->run(u"PRAGMA journal_mode = DELETE"_s));
        return file;
    }();
    return path;
}

} // namespace

DemoFile::DemoFile()
{
    REQUIRE(QFile::copy(demoFile(), path));
}

QList<qint64> DemoFile::pagesOf(const QString &table) const
{
    BareConnection connection(path, nullptr, SQLITE_OPEN_READONLY);
    QList<qint64> pages;
    for (const QByteArray &page :
         connection.query("SELECT pageno FROM dbstat WHERE name = '" + table.toUtf8() + "' ORDER BY pagetype = 'leaf', pageno")
             .split(' '))
        pages << page.toLongLong();
    return pages;
}

qint64 DemoFile::pageCount() const
{
    return QFile(path).size() / pageSize;
}

void DemoFile::destroyPage(qint64 page) const
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.seek((page - 1) * pageSize));
    REQUIRE(file.write(QByteArray(pageSize, '\xa5')) == pageSize);
}

void DemoFile::meddle(const QString &sql) const
{
    BareConnection connection(path, nullptr);
    connection.run(sql.toUtf8());
}

QMap<QString, QMap<qint64, QString>> DemoFile::rowsOf(const QString &path)
{
    BareConnection connection(path, nullptr, SQLITE_OPEN_READONLY);
    QMap<QString, QMap<qint64, QString>> rows;
    for (const QByteArray &table : connection.query("SELECT name FROM journalled_table").split(' ')) {
        const QByteArray columns = connection.query("SELECT group_concat('quote(' || name || ')', ' || char(124) || ') "
                                                    "FROM pragma_table_info('" + table + "') WHERE name <> 'revision'");
        for (const QByteArray &id : connection.query("SELECT id FROM " + table).split(' ')) {
            if (!id.isEmpty())
                rows[QString::fromUtf8(table)][id.toLongLong()] =
                    QString::fromUtf8(connection.query("SELECT " + columns + " FROM " + table + " WHERE id = " + id));
        }
    }
    return rows;
}

QByteArray DemoFile::bytes() const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace dermis::test
