#pragma once

#include "core/notes/note.h"
#include "ui/patients/record_view.h"

#include <QCoreApplication>

namespace dermis {

/// The words of a patient's record, for translators.
struct Record
{
    Q_DECLARE_TR_FUNCTIONS(dermis::Record)
};

QString noteKindWords(NoteKind kind);
QString reactionWords(Reaction reaction);
QString targetWords(Target target);
/// Where a visit stands, for a timeline.
QString visitStateWords(const Visit &visit);
QString consentStateWords(const Consent &consent);
/// "Consent v3, EN", "Leaflet v1, AF".
QString consentWords(const Consent &consent);

} // namespace dermis
