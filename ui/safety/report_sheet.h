#pragma once

#include "core/base/id.h"
#include "ui/printing/sheet_pane.h"

namespace dermis {

class ClinicContext;

/// The whole safety check of a patient on paper.
SheetToPrint reportToPrint(const ClinicContext &context, PatientId patient);

} // namespace dermis
