#include "core/consents/note_sheet.h"

#include "core/access/permissions.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/sheet_start.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/storage/documents.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

NoteId firstOf(const Note &note)
{
    return note.addendumTo.isNull() ? note.id : note.addendumTo;
}

/// The chosen notes, each whole.
Result<QList<Note>> withAddenda(const QList<Note> &notes, const QList<NoteId> &chosen)
{
    QList<NoteId> firsts;
    for (const NoteId id : chosen) {
        const auto found =
            std::find_if(notes.begin(), notes.end(), [id](const Note &note) { return note.id == id; });
        if (found == notes.end())
            return fail(ErrorCode::NotFound, u"the patient has no note %1"_s.arg(id.toString()));
        firsts << firstOf(*found);
    }
    QList<Note> printed;
    for (const Note &note : notes) {
        if (chosen.isEmpty() || firsts.contains(firstOf(note)))
            printed << note;
    }
    if (printed.isEmpty())
        return fail(ErrorCode::NotFound, u"the patient has no notes to print"_s);
    return printed;
}

QString capitalised(const QString &word)
{
    return word.left(1).toUpper() + word.mid(1);
}

/// A note's own words below the sheet's headings; a line that looks like a drawn part stays text.
QString bodyOf(const Note &note)
{
    static const QRegularExpression largeHeading(u"^#{1,2}(?=\\s)"_s, QRegularExpression::MultilineOption);
    static const QRegularExpression partName(u"^\\[\\["_s, QRegularExpression::MultilineOption);
    return QString(note.text).replace(largeHeading, u"###"_s).replace(partName, u"\\[["_s);
}

QList<SheetLine> aboutTheExtract(qsizetype printed, qsizetype all, const QString &printedBy)
{
    return {{u"Notes on this sheet"_s, u"%1 of %2 in the record, the newest first"_s.arg(printed).arg(all)},
            {u"Printed by"_s, printedBy}};
}

} // namespace

QString noteMarkdown(const Note &note, int level)
{
    const QString head =
        note.addendumTo.isNull() ? QString(level, u'#') + u' ' + capitalised(noteKindName(note.kind)) : u"### Addendum"_s;
    const QString standing =
        note.isSigned() ? u"signed %1"_s.arg(sheetMoment(note.signedAt)) : u"**not signed**"_s;
    QStringList parts{u"%1, %2"_s.arg(head, sheetDay(note.dated)),
                      u"%1, %2"_s.arg(markdownEscaped(note.authorName), standing)};
    if (!note.lateReason.isEmpty())
        parts << u"Written on %1, later because: %2"_s.arg(sheetMoment(note.writtenAt),
                                                           markdownEscaped(note.lateReason));
    return (parts << bodyOf(note)).join(u"\n\n"_s);
}

Result<SheetContent> notesSheet(Database &database, const Actor &actor, const QDateTime &now,
                                PatientId patientId, const QList<NoteId> &chosen)
{
    TRY(require(actor, Permission::ReadRecords));
    const QList<Note> all = TRY(notesOf(database, patientId));
    const QList<Note> printed = TRY(withAddenda(all, chosen));
    const Practice letterhead = TRY(practice(database));
    QByteArray logo;
    if (!letterhead.logoDigest.isEmpty())
        logo = TRY(document(database, letterhead.logoDigest));
    const Patient owner = TRY(patient(database, patientId));
    SheetContent content = startSheet(letterhead, logo, owner, now);
    content.kind = SheetKind::Extract;
    content.title = u"Notes from the record"_s;
    content.form = u"NOTES"_s;
    content.patientBlock = identityLines(owner, now);
    content.control = aboutTheExtract(printed.size(), all.size(), actor.name);
    QStringList body{u"# "_s + content.title, u"[[patient]]"_s};
    for (const Note &note : printed)
        body << noteMarkdown(note, 2);
    content.body = (body << u"[[document control]]"_s).join(u"\n\n"_s);
    return content;
}

Result<QByteArray> notesPdf(Database &database, const Actor &actor, const QDateTime &now, PatientId patientId,
                            const QList<NoteId> &chosen)
{
    return sheetPdf(TRY(notesSheet(database, actor, now, patientId, chosen)));
}

} // namespace dermis
