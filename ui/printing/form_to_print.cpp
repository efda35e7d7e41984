#include "ui/printing/form_to_print.h"

#include "core/consents/questionnaire_sheet.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"

#include <QCoreApplication>

namespace dermis {

namespace {

QString formTr(const char *text)
{
    return QCoreApplication::translate("FormToPrint", text);
}

} // namespace

SheetToPrint blankFormToPrint(const ClinicContext &context, const Questionnaire &form, std::optional<PatientId> patient)
{
    return {formTr("Print blank form"),
            formTr("To fill in by hand: boxes and lines, and in words when a question is to be answered."),
            formTr("Form"),
            formTr("Form.pdf"),
            [path = context.path(), actor = context.actor(), now = context.now(), form, patient]() -> Result<SheetContent> {
                const auto database = TRY(Database::open(path, {.readOnly = true}));
                return blankFormSheet(*database, actor, now, form, patient);
            }};
}

SheetToPrint filledFormToPrint(const ClinicContext &context, ResponseId response, const QString &language)
{
    return {formTr("Print answers"),
            formTr("The saved answers, without questions that do not apply. A copy, nothing to sign."),
            formTr("Answers"),
            formTr("Answers.pdf"),
            [path = context.path(), actor = context.actor(), now = context.now(), response, language]() -> Result<SheetContent> {
                const auto database = TRY(Database::open(path, {.readOnly = true}));
                return filledFormSheet(*database, actor, now, response, language);
            }};
}

} // namespace dermis
