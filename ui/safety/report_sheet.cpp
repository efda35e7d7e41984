#include "ui/safety/report_sheet.h"

#include "core/storage/database.h"
#include "core/treatments/assessment_sheet.h"
#include "ui/context/clinic_context.h"

#include <QCoreApplication>

namespace dermis {

namespace {

QString reportText(const char *text)
{
    return QCoreApplication::translate("ReportSheet", text);
}

Result<SheetContent> makeReport(const QString &path, const Actor &actor, const QDateTime &now, PatientId patient)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    return assessmentSheet(*database, actor, now, patient);
}

} // namespace

SheetToPrint reportToPrint(const ClinicContext &context, PatientId patient)
{
    return {reportText("Print the report"),
            reportText("Every rule with why it fired or did not, the facts, the decisions and the sources. A copy, nothing to sign."),
            reportText("Safety assessment"),
            reportText("Safety assessment.pdf"),
            [path = context.path(), actor = context.actor(), now = context.now(), patient] {
                return makeReport(path, actor, now, patient);
            }};
}

} // namespace dermis
