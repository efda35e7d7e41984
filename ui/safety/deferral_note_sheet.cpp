#include "ui/safety/deferral_note_sheet.h"

#include "core/consents/deferral_note.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"

#include <QCoreApplication>

namespace dermis {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DeferralNoteSheet", text);
}

Result<SheetContent> makeSheet(const QString &path, const Actor &actor, const QDateTime &now, PatientId patient)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    return deferralNote(*database, actor, now, patient);
}

} // namespace

SheetToPrint deferralNoteToPrint(const ClinicContext &context, PatientId patient)
{
    return {tr("Print the note for the patient"),
            tr("What is put off, why, from when to come back and what to do until then. Nothing to sign."),
            tr("Put off"),
            tr("Put off.pdf"),
            [path = context.path(), actor = context.actor(), now = context.now(), patient] {
                return makeSheet(path, actor, now, patient);
            }};
}

} // namespace dermis
