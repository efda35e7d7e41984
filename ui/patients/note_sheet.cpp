#include "ui/patients/note_sheet.h"

#include "core/consents/note_sheet.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"

#include <QCoreApplication>

namespace dermis {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("NoteSheet", text);
}

Result<SheetContent> makeSheet(const QString &path, const Actor &actor, const QDateTime &now, PatientId patient, NoteId note)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    const QList<NoteId> chosen = note.isNull() ? QList<NoteId>() : QList<NoteId>{note};
    return notesSheet(*database, actor, now, patient, chosen);
}

} // namespace

SheetToPrint notesToPrint(const ClinicContext &context, PatientId patient, NoteId note)
{
    return {tr("Print notes"),
            note.isNull() ? tr("All notes of the record, the newest first. A copy, nothing to sign.")
                          : tr("One note with its addenda. A copy, nothing to sign."),
            tr("Notes"),
            tr("Notes.pdf"),
            [path = context.path(), actor = context.actor(), now = context.now(), patient, note] {
                return makeSheet(path, actor, now, patient, note);
            }};
}

} // namespace dermis
