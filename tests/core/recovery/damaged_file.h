#pragma once

#include "core/storage/database.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QTemporaryDir>

namespace dermis::test {

/// A plain demo clinic of a few patients, closed, in a folder of its own.
class DemoFile
{
public:
    DemoFile();

    /// The pages of one table or index, the root first when there is more than one; or of every one.
    QList<qint64> pagesOf(const QString &table) const;
    qint64 pageCount() const;
    /// Writes rubbish over a page (the first is 1).
    void destroyPage(qint64 page) const;
    /// Runs SQL past the program, without regard to references.
    void meddle(const QString &sql) const;
    /// The content of each journalled table, row by row, without revisions; by table and id.
    static QMap<QString, QMap<qint64, QString>> rowsOf(const QString &path);
    QByteArray bytes() const;

    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("practice.dermis"));
    QString salvaged = folder.filePath(QStringLiteral("salvaged.dermis"));
};

} // namespace dermis::test
