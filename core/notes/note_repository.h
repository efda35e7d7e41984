#pragma once

#include "core/base/result.h"
#include "core/notes/note.h"
#include "core/storage/actor.h"

namespace dermis {

class Database;
class Transaction;

/// Writes a note and ends its draft (form "note"); needs Notes. A date before today needs a late reason.
Result<Note> addNote(Database &database, const Actor &actor, const QDateTime &now, const Note &note);
Result<NoteId> insertNote(Transaction &transaction, const Note &note);
/// Changes a note that is not signed; only its author may; InvalidInput once it is signed.
Result<Note> changeNote(Database &database, const Actor &actor, const QDateTime &now, const Note &note,
                        const QString &reason);
/// Freezes a note; only its author may.
Result<Note> signNote(Database &database, const Actor &actor, const QDateTime &now, const Note &note);

Result<Note> note(Database &database, NoteId id);
/// A patient's notes, newest date first; addenda stand after the note they belong to.
Result<QList<Note>> notesOf(Database &database, PatientId patient);

} // namespace dermis
