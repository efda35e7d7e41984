#pragma once

#include "core/base/id.h"
#include "ui/printing/sheet_pane.h"

namespace dermis {

class ClinicContext;

/// The page that a patient takes home whose treatment is put off.
SheetToPrint deferralNoteToPrint(const ClinicContext &context, PatientId patient);

} // namespace dermis
