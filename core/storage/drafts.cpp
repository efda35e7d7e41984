#include "core/storage/drafts.h"

#include "core/base/clock.h"
#include "core/base/sha256.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Draft draftFromRow(const Statement &row)
{
    return {{row.integer(0), row.text(1), StaffId(row.integer(2))},
            row.bytes(3),
            row.dateTime(4),
            row.integer(5)};
}

/// Drafts are outside the journal; this tells whether one is still as it was typed.
QByteArray digestOf(const Draft &draft)
{
    QByteArray text = QByteArray::number(draft.key.subject) + ' ' +
                      QByteArray::number(draft.key.author.value()) + ' ' + QByteArray::number(draft.basedOn) +
                      ' ' + toIsoUtc(draft.savedAt).toUtf8() + ' ' + draft.key.form.toUtf8();
    text += '\0';
    return sha256(text, QString::fromUtf8(draft.body).toUtf8());
}

constexpr auto columns = "subject, form, author, body, saved_at, based_on";
constexpr auto insertOrUpdate = "INSERT INTO draft (subject, form, author, body, saved_at, based_on, digest) "
                                "VALUES (:subject, :form, :author, :body, :saved_at, :based_on, :digest) "
                                "ON CONFLICT (subject, form, author) DO UPDATE SET "
                                "body = excluded.body, saved_at = excluded.saved_at, based_on = excluded.based_on, "
                                "digest = excluded.digest";

Statement &bindDraft(Statement &statement, const Draft &draft)
{
    return statement.bind(u":subject"_s, draft.key.subject)
        .bind(u":form"_s, draft.key.form)
        .bind(u":author"_s, draft.key.author.value())
        .bind(u":body"_s, QString::fromUtf8(draft.body))
        .bind(u":saved_at"_s, toIsoUtc(draft.savedAt))
        .bind(u":based_on"_s, draft.basedOn)
        .bind(u":digest"_s, digestOf(draft));
}

Result<> remove(Database &database, const DraftKey &key)
{
    auto statement = TRY(database.prepare(
        u"DELETE FROM draft WHERE subject = :subject AND form = :form AND author = :author"_s));
    statement.bind(u":subject"_s, key.subject).bind(u":form"_s, key.form).bind(u":author"_s, key.author.value());
    return statement.run();
}

} // namespace

Result<> saveDraft(Database &database, const Draft &draft)
{
    TRY(database.checkWritable());
    auto statement = TRY(database.prepare(QString::fromLatin1(insertOrUpdate)));
    return bindDraft(statement, draft).run();
}

Result<> saveDraftOver(Database &database, const Draft &draft, const std::optional<Draft> &seen)
{
    TRY(database.checkWritable());
    auto statement = TRY(database.prepare(
        QString::fromLatin1(insertOrUpdate) +
        u" WHERE body = :seen_body AND saved_at = :seen_at AND based_on = :seen_based_on RETURNING id"_s));
    bindDraft(statement, draft)
        .bind(u":seen_body"_s, seen ? QVariant(QString::fromUtf8(seen->body)) : QVariant())
        .bind(u":seen_at"_s, seen ? QVariant(toIsoUtc(seen->savedAt)) : QVariant())
        .bind(u":seen_based_on"_s, seen ? QVariant(seen->basedOn) : QVariant());
    TRY(statement.run());
    if (!TRY(statement.next()))
        return fail(ErrorCode::Conflict, u"this draft was changed in another window"_s);
    TRY(statement.next()); // to the end, where it is committed
    return {};
}

Result<std::optional<Draft>> findDraft(Database &database, const DraftKey &key)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM draft WHERE subject = :subject AND form = :form AND author = :author"_s.arg(
            QString::fromLatin1(columns))));
    select.bind(u":subject"_s, key.subject).bind(u":form"_s, key.form).bind(u":author"_s, key.author.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return std::nullopt;
    return draftFromRow(select);
}

Result<QList<Draft>> drafts(Database &database, const QString &form)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM draft WHERE :form = '' OR form = :form ORDER BY saved_at DESC, id DESC"_s.arg(
            QString::fromLatin1(columns))));
    select.bind(u":form"_s, form.isNull() ? u""_s : form);
    TRY(select.run());
    QList<Draft> all;
    while (TRY(select.next()))
        all << draftFromRow(select);
    return all;
}

Result<QList<Draft>> draftsAbout(Database &database, qint64 subject)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM draft WHERE subject = ? ORDER BY saved_at DESC, id DESC"_s.arg(QString::fromLatin1(columns))));
    TRY(select.add(subject).run());
    QList<Draft> all;
    while (TRY(select.next()))
        all << draftFromRow(select);
    return all;
}

Result<QHash<StaffId, int>> draftCounts(Database &database)
{
    auto select = TRY(database.prepare(u"SELECT author, count(*) FROM draft GROUP BY author"_s));
    TRY(select.run());
    QHash<StaffId, int> counts;
    while (TRY(select.next()))
        counts.insert(StaffId(select.integer(0)), static_cast<int>(select.integer(1)));
    return counts;
}

Result<> endDraft(Transaction &transaction, const DraftKey &key)
{
    return remove(transaction.database(), key);
}

Result<> endDraftsOf(Transaction &transaction, qint64 subject)
{
    auto statement = TRY(transaction.prepare(u"DELETE FROM draft WHERE subject = ?"_s));
    statement.add(subject);
    return statement.run();
}

Result<> discardDraft(Database &database, const DraftKey &key)
{
    TRY(database.checkWritable());
    return remove(database, key);
}

Result<std::optional<Damage>> checkDrafts(Database &database)
{
    auto select = TRY(database.prepare(
        u"SELECT %1, digest, id FROM draft ORDER BY id"_s.arg(QString::fromLatin1(columns))));
    TRY(select.run());
    while (TRY(select.next())) {
        if (!select.isNull(6) && select.bytes(6) != digestOf(draftFromRow(select)))
            return Damage{u"draft"_s, u"draft"_s, select.integer(7), 0,
                          u"this draft is not as it was typed"_s};
    }
    return std::nullopt;
}

} // namespace dermis
