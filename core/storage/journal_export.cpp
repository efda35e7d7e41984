#include "core/storage/journal_export.h"

#include "core/base/canonical_json.h"
#include "core/storage/database.h"
#include "core/storage/destruction.h"
#include "core/storage/journal.h"

#include <QIODevice>
#include <QtConcurrentMap>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 progressStep = 1024;
constexpr qsizetype linesAtOnce = 1024;

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

const nlohmann::json *member(const nlohmann::json &object, const char *key)
{
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

/// Null where there is no text; an empty text is not.
QByteArray textOf(const nlohmann::json &object, const char *key)
{
    const auto *text = member(object, key);
    return text && text->is_string() ? QByteArray::fromStdString(text->get_ref<const std::string &>()) : QByteArray();
}

qint64 numberOf(const nlohmann::json &object, const char *key)
{
    const auto *number = member(object, key);
    return number && number->is_number_integer() ? number->get<qint64>() : 0;
}

bool isNull(const nlohmann::json &object, const char *key)
{
    const auto *value = member(object, key);
    return value && value->is_null();
}

/// The entry a line tells of; nothing when the line is not one.
std::optional<ExportedEntry> readLine(const QByteArray &line)
{
    const auto object = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
    const auto *entry = member(object, "entry");
    if (!entry)
        return std::nullopt;
    ExportedEntry exported;
    exported.entry = {numberOf(*entry, "sequence"),
                      QString::fromUtf8(textOf(*entry, "at")),
                      StaffId(numberOf(*entry, "actor")),
                      QString::fromUtf8(textOf(*entry, "table")),
                      numberOf(*entry, "row"),
                      static_cast<int>(numberOf(*entry, "revision")),
                      QByteArray::fromHex(textOf(*entry, "payload")),
                      QByteArray::fromHex(textOf(object, "hash"))};
    if (exported.entry.payloadDigest.size() != 32 || exported.entry.hash.size() != 32)
        return std::nullopt;
    exported.payload = textOf(object, "payload");
    exported.salt = QByteArray::fromHex(textOf(object, "salt"));
    if (exported.payload.isNull() && !(isNull(object, "payload") && isNull(object, "salt")))
        return std::nullopt;
    return exported;
}

/// What can be told of a line without those before it.
struct CheckedLine {
    std::optional<ExportedEntry> exported; ///< nothing when the line is not an entry
    bool isContentAltered = false;
};

CheckedLine checkLine(const QByteArray &line)
{
    CheckedLine checked{readLine(line)};
    if (checked.exported && !checked.exported->payload.isNull())
        checked.isContentAltered =
            payloadDigest(checked.exported->salt, checked.exported->payload) != checked.exported->entry.payloadDigest;
    return checked;
}

/// The next lines, checked on all cores.
QList<CheckedLine> nextLines(QIODevice &in)
{
    QList<QByteArray> lines;
    while (lines.size() < linesAtOnce && !in.atEnd())
        lines << in.readLine();
    return QtConcurrent::blockingMapped<QList<CheckedLine>>(lines, checkLine);
}

std::optional<Damage> damageIn(const CheckedLine &line, qint64 expected, const QByteArray &head)
{
    if (!line.exported)
        return Damage{u"file"_s, {}, 0, expected, u"line %1 is not a journal entry"_s.arg(expected)};
    const JournalEntry &entry = line.exported->entry;
    const auto damage = [&entry](const QString &what, const QString &detail) {
        return Damage{what, entry.table, entry.row, entry.sequence, detail};
    };
    if (entry.sequence != expected)
        return damage(u"chain"_s, u"journal entry %1 is missing"_s.arg(expected));
    if (entryHash(head, entry) != entry.hash)
        return damage(u"chain"_s, u"journal entry %1 was altered"_s.arg(expected));
    if (line.isContentAltered)
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
        for (const CheckedLine &line : nextLines(in)) {
            found.firstDamage = damageIn(line, found.entries + 1, head);
            if (found.firstDamage)
                return found;
            const auto &[entry, payload, salt] = *line.exported;
            if (payload.isNull())
                missing.insert(entry.sequence, entry);
            else if (entry.table == certificateTable)
                addCertificate(destroyed, payload);
            head = entry.hash;
            TRY(report(progress, ++found.entries));
        }
    }
    if (found.entries == 0)
        found.firstDamage = Damage{u"file"_s, {}, 0, 0, u"there is no journal entry in it"_s};
    found.head = QString::fromLatin1(head.toHex());
    if (!found.firstDamage)
        found.firstDamage = uncertified(missing, destroyed, found);
    return found;
}

} // namespace dermis
