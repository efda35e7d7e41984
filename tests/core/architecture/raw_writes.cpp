#include "tests/core/architecture/raw_writes.h"

#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

/// Literals that stand beside each other become one, as the compiler reads them, keeping the lines.
QString withJoinedLiterals(QString source)
{
    static const QRegularExpression seam(u"\"(?:_s)?(\\s*)(?:u8|u)?\""_s);
    return source.replace(seam, u"\\1"_s);
}

} // namespace

QStringList journalledTables(const QDir &migrations)
{
    static const QRegularExpression listed(u"INSERT INTO journalled_table[^;]*"_s);
    static const QRegularExpression name(u"\\(\\s*'(\\w+)'"_s);
    QStringList tables;
    for (const QString &script : migrations.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        QFile file(migrations.filePath(script));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        for (const auto &statement : listed.globalMatch(text)) {
            for (const auto &row : name.globalMatch(statement.captured()))
                tables << row.captured(1);
        }
    }
    return tables;
}

QStringList rawWrites(const QString &file, const QString &source, const QStringList &tables)
{
    const QRegularExpression write(
        u"\\b(?:INSERT(?:\\s+OR\\s+\\w+)?\\s+INTO|REPLACE\\s+INTO|UPDATE(?:\\s+OR\\s+\\w+)?|"
        "DELETE\\s+FROM)\\s+(%1|%\\d)(?!\\w)"_s.arg(tables.join(u'|')),
        QRegularExpression::CaseInsensitiveOption);
    const QString text = withJoinedLiterals(source);
    QStringList found;
    for (const auto &match : write.globalMatch(text)) {
        const qsizetype line = text.first(match.capturedStart()).count(u'\n') + 1;
        found << u"%1:%2 writes %3 past the journal"_s.arg(file).arg(line).arg(match.captured(1));
    }
    return found;
}

} // namespace dermis::test
