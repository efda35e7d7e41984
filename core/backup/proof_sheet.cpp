#include "core/backup/proof_sheet.h"

#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/sheet_start.h"
#include "core/storage/database.h"
#include "core/storage/documents.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString counted(qint64 count)
{
    QString digits = QString::number(count);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QChar(0x202f)); // a narrow space, as on the screen
    return digits;
}

QString groups(const QString &hex)
{
    QStringList parts;
    for (qsizetype at = 0; at < hex.size(); at += 8)
        parts << hex.mid(at, 8);
    return parts.join(u' ');
}

QString tableWord(const QString &table)
{
    static const QMap<QString, QString> words{
        {u"patient"_s, u"Patients"_s},
        {u"visit"_s, u"Visits"_s},
        {u"note"_s, u"Notes"_s},
        {u"consent"_s, u"Consent sheets"_s},
        {u"document"_s, u"Documents, whose bytes were compared with their digest"_s}};
    return words.value(table);
}

QString lineOf(const QString &label, const QString &value)
{
    return u"| %1 | %2 |"_s.arg(label, value);
}

QString comparison(const Backup &backup, const std::optional<BackupProof> &proof)
{
    QStringList lines{u"| Compared with the clinic | In both |"_s, u"|---|---|"_s};
    qint64 all = 0;
    if (proof) {
        for (const ComparedRows &compared : comparedRows(*proof))
            lines << lineOf(tableWord(compared.table), counted(compared.rows));
        for (const qint64 rows : proof->rows)
            all += rows;
        lines << lineOf(u"Rows of all %1 tables"_s.arg(proof->rows.size()), counted(all));
    } else {
        lines << lineOf(u"Patients"_s, counted(backup.patients));
    }
    lines << lineOf(u"Journal entries, chain unbroken"_s, counted(backup.entries));
    return lines.join(u'\n');
}

QString body(const Backup &backup, const std::optional<BackupProof> &proof)
{
    const QString size = QLocale::c().formattedDataSize(backup.size);
    return QStringList{
        u"# Proof of restore"_s,
        u"The backup named below was read back from its disk, decrypted, opened as a working clinic, checked "
        u"from end to "
        "end, and compared with the clinic it was made of. Nothing differed."_s,
        u"| The backup | |\n|---|---|"_s + u'\n' +
            QStringList{lineOf(u"Holds the clinic as of"_s, sheetMoment(backup.at)),
                        lineOf(u"Restored and compared"_s, sheetMoment(backup.provenAt)),
                        lineOf(u"File"_s, markdownEscaped(backup.fileName)),
                        lineOf(u"Folder"_s, markdownEscaped(backup.place)), lineOf(u"Size"_s, size)}
                .join(u'\n'),
        comparison(backup, proof),
        u"## 1 To compare later"_s,
        u"SHA-256 of the backup file: %1"_s.arg(groups(backup.sha256)),
        u"Head of the journal: %1"_s.arg(groups(backup.head)),
        u"A backup restores with any password of its day, or with the recovery key: Settings, Backup, or `dermis-cli restore`."_s,
        u"[[document control]]"_s}
        .join(u"\n\n"_s);
}

} // namespace

QList<ComparedRows> comparedRows(const BackupProof &proof)
{
    QList<ComparedRows> compared;
    for (const QString &table : {u"patient"_s, u"visit"_s, u"note"_s, u"consent"_s})
        compared << ComparedRows{table, proof.rows.value(table)};
    return compared << ComparedRows{u"document"_s, proof.documents};
}

Result<SheetContent> proofSheet(Database &database, const Actor &actor, const QDateTime &now,
                                const Backup &backup)
{
    TRY(require(actor, Permission::Backup));
    const auto proof = TRY(proofOf(database, backup));
    const Practice letterhead = TRY(practice(database));
    QByteArray logo;
    if (!letterhead.logoDigest.isEmpty())
        logo = TRY(document(database, letterhead.logoDigest));
    const QString title = u"Proof of restore"_s;
    SheetContent content =
        startSheet(letterhead, logo, u"%1, %2"_s.arg(title, sheetMoment(backup.provenAt)), now);
    content.kind = SheetKind::Extract;
    content.title = title;
    content.form = u"BACKUP"_s;
    content.control = {{u"Printed by"_s, actor.name}};
    content.body = body(backup, proof);
    return content;
}

Result<QByteArray> proofPdf(Database &database, const Actor &actor, const QDateTime &now,
                            const Backup &backup)
{
    const SheetContent content = TRY(proofSheet(database, actor, now, backup));
    return sheetPdf(content);
}

} // namespace dermis
