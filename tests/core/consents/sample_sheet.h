#pragma once

#include "core/consents/compose.h"
#include "core/consents/sheet_content.h"
#include "core/questionnaires/response.h"

namespace dermis::test {

/// Sources of one patient's sheet: Ms Azwihangwisi Ṋemuṱanzhela-O'Brien, 31, two zones, one decided risk.
SheetSources sampleSources();
/// A rule that fired, as an assessment finds it.
Finding fired(const QString &code, Severity severity, const QString &title, const QString &patientText,
              const QString &zone = QString());
/// The composed sheet with code and fingerprint, as if issued.
SheetContent sampleSheet();
SheetContent issued(SheetContent content);
/// The practice's paper with a form to fill in, for nobody yet.
SheetContent blankForm(const Questionnaire &form);
/// The same for the sample's patient.
SheetContent blankFormOfPatient(const Questionnaire &form);
/// The same patient's answers, saved on 2 Mar 2026 10:00 by Sr Lindiwe Zwane (1); Dr Ayanda Motau is 2.
SheetContent filledForm(const Questionnaire &form, const Response &response);
/// A half transparent PNG, and a JPEG.
QByteArray transparentLogo();
QByteArray photographedLogo();

} // namespace dermis::test
