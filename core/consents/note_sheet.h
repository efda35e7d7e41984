#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>

namespace dermis {

class Database;
struct Note;
struct SheetContent;

/// A patient's notes on the practice's paper, newest first: kind, date, author and signature of each, its
/// addenda under it. `chosen` names the notes to print; empty: all. An addendum brings its whole note.
/// Needs ReadRecords; NotFound when there is no such note of this patient, or none at all. Nothing is kept.
Result<SheetContent> notesSheet(Database &database, const Actor &actor, const QDateTime &now,
                                PatientId patient, const QList<NoteId> &chosen = {});
/// One note as Markdown for a sheet: kind and date as a heading of that level, 2 or 3 (an addendum: 3), author, signature, words.
QString noteMarkdown(const Note &note, int level);
/// The same as a PDF; the same notes at the same time give the same bytes.
Result<QByteArray> notesPdf(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                            const QList<NoteId> &chosen = {});

} // namespace dermis
