#include "core/storage/journal_export.h"

#include "core/base/canonical_json.h"
#include "core/storage/database.h"
#include "core/storage/destruction.h"
#include "core/storage/journal.h"

#include <QIODevice>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 progressStep = 1024;

Result<> report(const JournalProgress &progress, qint64 entries)
{
    if (progress && entries % progressStep == 0 && !progress(entries))
        return fail(ErrorCode::Cancelled, u"stopped after %1 journal entries"_s.arg(entries));
    return {};
}

/// An entry with what lies beside it; a destroyed payload is null, an empty one is not.
struct ExportedEntry {
    JournalEntry entry;
    QByteArray payload;
    QByteArray salt;
};

QByteArray hexOrNull(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("null") : '"' + bytes.toHex() + '"';
}

QByteArray lineOf(const ExportedEntry &exported)
{
    QByteArray line = "{\"entry\":" + canonicalEntry(exported.entry);
    line += ",\"hash\":" + hexOrNull(exported.entry.hash) + ",\"payload\":";
    if (exported.payload.isNull())
        line += "null";
    else
        appendCanonicalString(line, QString::fromUtf8(exported.payload));
    line += ",\"salt\":" + hexOrNull(exported.salt) + "}\n";
    return line;
}

Result<qint64> writeEntries(Database &database, QIODevice &out, const JournalProgress &progress)
{
    auto select = TRY(database.prepare(
        u"SELECT sequence, at, actor, table_name, row_id, revision, payload_digest, hash, salt, payload "
        "FROM journal LEFT JOIN journal_payload USING (sequence) ORDER BY sequence"_s));
    TRY(select.run());
    qint64 count = 0;
    while (TRY(select.next())) {
        ExportedEntry exported;
        exported.entry = {select.integer(0), select.text(1), StaffId(select.integer(2)), select.text(3), select.integer(4),
                          static_cast<int>(select.integer(5)), select.bytes(6), select.bytes(7)};
        if (!select.isNull(8)) {
            exported.salt = select.bytes(8);
            exported.payload = select.text(9).toUtf8();
        }
        const QByteArray line = lineOf(exported);
        if (out.write(line) != line.size())
            return fail(ErrorCode::Io, u"the journal could not be written whole: %1"_s.arg(out.errorString()));
        TRY(report(progress, ++count));
    }
    return count;
}

/// The entry a line tells of; nothing when the line is not one.
std::optional<ExportedEntry> readLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const QJsonObject entry = object.value(u"entry"_s).toObject();
    const auto hex = [](const QJsonValue &value) { return QByteArray::fromHex(value.toString().toLatin1()); };
    ExportedEntry exported;
    exported.entry = {entry.value(u"sequence"_s).toInteger(),
                      entry.value(u"at"_s).toString(),
                      StaffId(entry.value(u"actor"_s).toInteger()),
                      entry.value(u"table"_s).toString(),
                      entry.value(u"row"_s).toInteger(),
                      static_cast<int>(entry.value(u"revision"_s).toInteger()),
                      hex(entry.value(u"payload"_s)),
                      hex(object.value(u"hash"_s))};
    if (exported.entry.payloadDigest.size() != 32 || exported.entry.hash.size() != 32)
        return std::nullopt;
    if (object.value(u"payload"_s).isString()) {
        exported.payload = object.value(u"payload"_s).toString().toUtf8();
        exported.salt = hex(object.value(u"salt"_s));
    } else if (!object.value(u"payload"_s).isNull() || !object.value(u"salt"_s).isNull()) {
        return std::nullopt;
    }
    return exported;
}

std::optional<Damage> damageIn(const ExportedEntry &exported, qint64 expected, const QByteArray &head)
{
    const JournalEntry &entry = exported.entry;
    const auto damage = [&entry](const QString &what, const QString &detail) {
        return Damage{what, entry.table, entry.row, entry.sequence, detail};
    };
    if (entry.sequence != expected)
        return damage(u"chain"_s, u"journal entry %1 is missing"_s.arg(expected));
    if (entryHash(head, entry) != entry.hash)
        return damage(u"chain"_s, u"journal entry %1 was altered"_s.arg(expected));
    if (!exported.payload.isNull() && payloadDigest(exported.salt, exported.payload) != entry.payloadDigest)
        return damage(u"payload"_s, u"the content of journal entry %1 was altered"_s.arg(expected));
    return std::nullopt;
}

/// The first entry whose content is missing without a certificate, or there against one.
std::optional<Damage> uncertified(const QMap<qint64, JournalEntry> &missing, const DestroyedEntries &destroyed, VerifyReport &found)
{
    for (const JournalEntry &entry : missing) {
        const qint64 certificate = destroyed.value(entry.sequence);
        if (certificate == 0)
            return Damage{u"payload"_s, entry.table, entry.row, entry.sequence,
                          u"the content of journal entry %1 is missing"_s.arg(entry.sequence)};
        ++found.destroyed[certificate];
    }
    for (auto named = destroyed.begin(); named != destroyed.end(); ++named) {
        if (!missing.contains(named.key()))
            return Damage{u"payload"_s, certificateTable.toString(), *named, named.key(),
                          u"certificate %1 says that journal entry %2 was destroyed, but its content is there"_s.arg(*named)
                              .arg(named.key())};
    }
    return std::nullopt;
}

} // namespace

Result<qint64> exportJournal(Database &database, QIODevice &out, const JournalProgress &progress)
{
    TRY(database.run(u"BEGIN"_s)); // one moment of the file, even while others write
    auto count = writeEntries(database, out, progress);
    (void)database.run(u"ROLLBACK"_s);
    return count;
}

Result<VerifyReport> verifyJournalExport(QIODevice &in, const JournalProgress &progress)
{
    VerifyReport found;
    QByteArray head = genesisHash();
    QMap<qint64, JournalEntry> missing; // without content, by sequence
    DestroyedEntries destroyed;         // as certificates say, which come later
    while (!in.atEnd()) {
        const auto exported = readLine(in.readLine());
        found.firstDamage = exported ? damageIn(*exported, found.entries + 1, head)
                                     : Damage{u"file"_s, {}, 0, found.entries + 1,
                                              u"line %1 is not a journal entry"_s.arg(found.entries + 1)};
        if (found.firstDamage)
            return found;
        if (exported->payload.isNull())
            missing.insert(exported->entry.sequence, exported->entry);
        else if (exported->entry.table == certificateTable)
            addCertificate(destroyed, exported->payload);
        head = exported->entry.hash;
        TRY(report(progress, ++found.entries));
    }
    if (found.entries == 0)
        found.firstDamage = Damage{u"file"_s, {}, 0, 0, u"there is no journal entry in it"_s};
    found.head = QString::fromLatin1(head.toHex());
    if (!found.firstDamage)
        found.firstDamage = uncertified(missing, destroyed, found);
    return found;
}

} // namespace dermis
