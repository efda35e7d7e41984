#pragma once

#include "core/base/id.h"
#include "core/questionnaires/questionnaire.h"
#include "ui/printing/sheet_pane.h"

#include <optional>

namespace dermis {

class ClinicContext;

// A clinic's form on paper, for SheetPane::open(). `context` outlives the sheet.

/// "Print blank...": the form to fill in by hand, with the patient's name where one is given.
SheetToPrint blankFormToPrint(const ClinicContext &context, const Questionnaire &form, std::optional<PatientId> patient = std::nullopt);
/// A patient's saved answers, in one of the form's languages (its own when empty). Whoever shows it journals at SheetPane::printed() that it
/// was printed: recordAccess(..., AccessAct::Printed).
SheetToPrint filledFormToPrint(const ClinicContext &context, ResponseId response, const QString &language = QString());

} // namespace dermis
