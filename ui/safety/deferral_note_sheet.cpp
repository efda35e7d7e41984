#include "ui/safety/deferral_note_sheet.h"

#include "core/consents/deferral_note.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"

#include <QCoreApplication>

namespace dermis {

namespace {

QString noteText(const char *text)
{
    return QCoreApplication::translate("DeferralNoteSheet", text);
}

Result<SheetContent> makeNote(const QString &path, const Actor &actor, const QDateTime &now, PatientId patient)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    return deferralNote(*database, actor, now, patient);
}

} // namespace

SheetToPrint deferralNoteToPrint(const ClinicContext &context, PatientId patient)
{
    return {noteText("Print the note for the patient"),
            noteText("What is put off, why, from when to come back and what to do until then. Nothing to sign."),
            noteText("Put off"),
            noteText("Put off.pdf"),
            [path = context.path(), actor = context.actor(), now = context.now(), patient] {
                return makeNote(path, actor, now, patient);
            }};
}

} // namespace dermis
