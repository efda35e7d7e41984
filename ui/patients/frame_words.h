#pragma once

#include "ui/context/destination.h"
#include "ui/patients/record_view.h"
#include "ui/widgets/allergy_strip.h"
#include "ui/widgets/readiness_bar.h"

namespace dermis {

/// What the strip shows; `mayChange` when the person may change allergies.
AllergyStripContent stripContent(const RecordView &view, bool mayChange);
/// What the readiness line shows; each part's target is its topic, read back by topicOf().
ReadinessLine readinessLine(const RecordView &view);

/// Where a gap is settled.
struct GapPlace
{
    RecordTab tab = RecordTab::Safety;
    bool toIntake = false;
    bool toAllergies = false;
    bool toPlan = false;
};
GapPlace placeOf(ReadinessPart::Topic topic);
std::optional<ReadinessPart::Topic> topicOf(const QString &target);

} // namespace dermis
