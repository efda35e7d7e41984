#include "core/notes/note_repository.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/storage/drafts.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString columns = u"n.id, n.revision, n.patient_id, n.kind, n.dated, n.text, n.author, coalesce(s.name, ''), "
                        "n.written_at, n.signed_at, n.addendum_to, n.late_reason"_s;
const QString tables = u"note n LEFT JOIN staff s ON s.id = n.author"_s;

Note noteFromRow(const Statement &row)
{
    return {NoteId(row.integer(0)),
            static_cast<int>(row.integer(1)),
            PatientId(row.integer(2)),
            noteKindFromName(row.text(3)).value_or(NoteKind::History),
            row.date(4),
            row.text(5),
            StaffId(row.integer(6)),
            row.text(7),
            row.dateTime(8),
            row.dateTime(9),
            NoteId(row.integer(10)),
            row.text(11)};
}

Result<> check(const Note &note, const QDate &today)
{
    if (note.text.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"a note needs text"_s);
    if (!note.dated.isValid())
        return fail(ErrorCode::InvalidInput, u"a note needs a date"_s);
    if (note.dated > today)
        return fail(ErrorCode::InvalidInput, u"a note cannot be dated after today"_s);
    if (note.dated < today && note.lateReason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"a note for an earlier day needs the reason why it is late"_s);
    return {};
}

Result<> checkAddendum(Database &database, const Note &addendum)
{
    if (addendum.addendumTo.isNull())
        return {};
    const Note first = TRY(note(database, addendum.addendumTo));
    if (first.patientId != addendum.patientId)
        return fail(ErrorCode::InvalidInput, u"an addendum belongs to the same patient as its note"_s);
    if (!first.isSigned())
        return fail(ErrorCode::InvalidInput, u"note %1 is not signed yet; change it instead"_s.arg(first.id.toString()));
    return {};
}

Result<Note> mine(Database &database, const Actor &actor, NoteId id)
{
    TRY(require(actor, Permission::Notes));
    Note stored = TRY(note(database, id));
    if (stored.author != actor.id)
        return fail(ErrorCode::NotAllowed, u"a note is changed and signed by its author alone; write an addendum"_s);
    if (stored.isSigned())
        return fail(ErrorCode::InvalidInput, u"note %1 is signed; write an addendum"_s.arg(id.toString()));
    return stored;
}

} // namespace

Result<NoteId> insertNote(Transaction &transaction, const Note &note)
{
    TRY(check(note, clinicTime(transaction.now()).date()));
    TRY(checkAddendum(transaction.database(), note));
    const Row row{{u"patient_id"_s, note.patientId.value()},
                  {u"kind"_s, noteKindName(note.kind)},
                  {u"dated"_s, note.dated.toString(Qt::ISODate)},
                  {u"text"_s, note.text.trimmed()},
                  {u"author"_s, transaction.actor().id.value()},
                  {u"written_at"_s, toIsoUtc(transaction.now())},
                  {u"signed_at"_s, note.isSigned() ? QVariant(toIsoUtc(transaction.now())) : QVariant()},
                  {u"addendum_to"_s, note.addendumTo.toVariant()},
                  {u"late_reason"_s, note.lateReason.isNull() ? u""_s : note.lateReason.trimmed()}};
    return NoteId(TRY(transaction.insert(u"note"_s, row)));
}

Result<Note> addNote(Database &database, const Actor &actor, const QDateTime &now, const Note &added)
{
    TRY(require(actor, Permission::Notes));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const NoteId id = TRY(insertNote(transaction, added));
    TRY(endDraft(transaction, {added.patientId.value(), u"note"_s, actor.id}));
    TRY(transaction.commit());
    return note(database, id);
}

Result<Note> changeNote(Database &database, const Actor &actor, const QDateTime &now, const Note &changed,
                        const QString &reason)
{
    const Note stored = TRY(mine(database, actor, changed.id));
    TRY(check(changed, clinicTime(now).date()));
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"a change to a kept note needs a reason"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    TRY(transaction.update(u"note"_s, stored.id.value(), changed.revision,
                           {{u"kind"_s, noteKindName(changed.kind)},
                            {u"dated"_s, changed.dated.toString(Qt::ISODate)},
                            {u"text"_s, changed.text.trimmed()},
                            {u"late_reason"_s, changed.lateReason.isNull() ? u""_s : changed.lateReason.trimmed()}}));
    TRY(transaction.commit());
    return note(database, stored.id);
}

Result<Note> signNote(Database &database, const Actor &actor, const QDateTime &now, const Note &toSign)
{
    const Note stored = TRY(mine(database, actor, toSign.id));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(transaction.update(u"note"_s, stored.id.value(), toSign.revision, {{u"signed_at"_s, toIsoUtc(now)}}));
    TRY(transaction.commit());
    return note(database, stored.id);
}

Result<Note> note(Database &database, NoteId id)
{
    auto select = TRY(database.prepare(u"SELECT %1 FROM %2 WHERE n.id = :id"_s.arg(columns, tables)));
    select.bind(u":id"_s, id.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no note %1"_s.arg(id.toString()));
    return noteFromRow(select);
}

Result<QList<Note>> notesOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(
        u"SELECT %1 FROM %2 LEFT JOIN note f ON f.id = n.addendum_to WHERE n.patient_id = :patient "
        "ORDER BY coalesce(f.dated, n.dated) DESC, coalesce(f.id, n.id) DESC, n.id"_s.arg(columns, tables)));
    select.bind(u":patient"_s, patient.value());
    TRY(select.run());
    QList<Note> notes;
    while (TRY(select.next()))
        notes << noteFromRow(select);
    return notes;
}

} // namespace dermis
