#pragma once

#include "core/base/id.h"
#include "ui/printing/sheet_pane.h"

namespace dermis {

class ClinicContext;

/// A patient's notes on paper: one with its addenda, or with a null id all of them. `context` outlives the sheet.
SheetToPrint notesToPrint(const ClinicContext &context, PatientId patient, NoteId note);

} // namespace dermis
