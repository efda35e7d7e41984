#pragma once

#include "core/consents/compose.h"
#include "core/consents/sheet_content.h"

namespace dermis::test {

/// Sources of one patient's sheet: Ms Azwihangwisi Ṋemuṱanzhela-O'Brien, 31, two zones, one decided risk.
SheetSources sampleSources();
/// A rule that fired, as an assessment finds it.
Finding fired(const QString &code, Severity severity, const QString &title, const QString &patientText,
              const QString &zone = QString());
/// The composed sheet with code and fingerprint, as if issued.
SheetContent sampleSheet();
SheetContent issued(SheetContent content);
/// A half transparent PNG, and a JPEG.
QByteArray transparentLogo();
QByteArray photographedLogo();

} // namespace dermis::test
