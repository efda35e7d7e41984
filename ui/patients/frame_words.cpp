#include "ui/patients/frame_words.h"

#include "core/products/substance_catalogue.h"
#include "ui/context/words.h"
#include "ui/patients/record_words.h"


#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Topic = ReadinessPart::Topic;
constexpr std::array allTopics{Topic::Allergies, Topic::Checklist, Topic::Finding, Topic::Decisions,
                               Topic::Cautions,  Topic::Products,  Topic::Consent,   Topic::RuleSet};

QString targetOf(Topic topic)
{
    return QString::number(static_cast<int>(topic));
}

SeverityMark markOf(ReadinessPart::Level level)
{
    switch (level) {
    case ReadinessPart::Level::Clear:
        return SeverityMark::Clear;
    case ReadinessPart::Level::Caution:
        return SeverityMark::Caution;
    case ReadinessPart::Level::NotKnown:
        return SeverityMark::NotAsked;
    case ReadinessPart::Level::Relative:
        return SeverityMark::Relative;
    case ReadinessPart::Level::Stop:
        return SeverityMark::Absolute;
    }
    return SeverityMark::Note;
}

QString partWords(const ReadinessPart &part)
{
    const bool clear = part.level == ReadinessPart::Level::Clear;
    switch (part.topic) {
    case Topic::Allergies:
        if (clear)
            return Record::tr("Allergies confirmed");
        return part.count == 0 && part.date.isValid() ? Record::tr("Allergies to confirm again")
                                                      : Record::tr("Allergies to settle");
    case Topic::Checklist:
        return clear ? Record::tr("Checklist complete") : Record::tr("Checklist: %1 to ask").arg(part.count);
    case Topic::Finding:
        return part.title;
    case Topic::Decisions:
        if (clear)
            return Record::tr("Decisions made");
        return part.count == 1 ? Record::tr("1 decision open")
                               : Record::tr("%1 decisions open").arg(part.count);
    case Topic::Cautions:
        if (clear)
            return Record::tr("Cautions seen");
        return part.count == 1 ? Record::tr("1 caution to see")
                               : Record::tr("%1 cautions to see").arg(part.count);
    case Topic::Products:
        if (clear)
            return Record::tr("Products allowed");
        if (part.level == ReadinessPart::Level::NotKnown)
            return Record::tr("Plan: %1").arg(part.title);
        return part.count == 1 ? part.title : Record::tr("%1 products may not be used so").arg(part.count);
    case Topic::Consent:
        if (clear)
            return Record::tr("Consent signed, valid to %1").arg(dateWords(part.date));
        if (part.date.isValid())
            return Record::tr("Consent printed %1, to be signed").arg(dateWords(part.date));
        return part.title.isEmpty() ? Record::tr("No consent sheet") : Record::tr("Consent no longer covers: %1").arg(part.title);
    case Topic::RuleSet:
        return clear ? Record::tr("Rules signed off") : Record::tr("Rules not signed off");
    }
    return {};
}

QString allergyName(const Allergy &allergy)
{
    const Substance *substance = SubstanceCatalogue::shipped().find(allergy.substance);
    return substance != nullptr ? substance->name : allergy.text;
}

QString allergyDetail(const Allergy &allergy)
{
    QStringList parts{allergy.reactionText.isEmpty() ? reactionWords(allergy.reaction)
                                                     : allergy.reactionText};
    if (allergy.onset.isValid())
        parts << QString::number(allergy.onset.earliest().year());
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QList<AllergyEntry> stripEntries(const QList<Allergy> &allergies)
{
    QList<AllergyEntry> entries;
    for (const Allergy &allergy : allergies) {
        if (allergy.status == AllergyStatus::Active)
            entries << AllergyEntry{allergy.id.value(), allergyName(allergy), allergyDetail(allergy),
                                    !allergy.isUnmatched(), false};
    }
    return entries;
}

AllergyKnowledge knowledgeOf(const RecordView &view, const QList<AllergyEntry> &entries)
{
    switch (view.allergyState.asked) {
    case AllergyAsked::NeverAsked:
        return AllergyKnowledge::NeverAsked;
    case AllergyAsked::AskedUnknown:
        return AllergyKnowledge::NotKnown;
    case AllergyAsked::NoneKnown:
        return view.allergiesTooOld ? AllergyKnowledge::TooOld : AllergyKnowledge::NoneKnown;
    case AllergyAsked::Listed:
        break;
    }
    const bool unmatched =
        std::any_of(entries.begin(), entries.end(), [](const AllergyEntry &e) { return !e.matched; });
    return unmatched ? AllergyKnowledge::NotConfirmed : AllergyKnowledge::Listed;
}

} // namespace

AllergyStripContent stripContent(const RecordView &view, bool mayChange)
{
    AllergyStripContent content;
    content.entries = stripEntries(view.allergies);
    content.knowledge = knowledgeOf(view, content.entries);
    content.mayChange = mayChange;
    const AllergyState &state = view.allergyState;
    if (state.confirmedOn.isValid()) {
        const bool holds =
            content.knowledge == AllergyKnowledge::Listed || content.knowledge == AllergyKnowledge::NoneKnown;
        content.confirmation = (holds ? Record::tr("Confirmed %1 by %2") : Record::tr("Asked %1 by %2"))
                                   .arg(dateWords(state.confirmedOn), state.confirmedByName);
        if (holds && view.allergiesTooOld)
            content.confirmation += Record::tr(", ask again today");
    }
    if (content.knowledge == AllergyKnowledge::TooOld) {
        content.headline = Record::tr("No known allergies, asked on %1").arg(dateWords(state.confirmedOn));
        content.confirmation = Record::tr("Asked by %1").arg(state.confirmedByName);
    }
    return content;
}

ReadinessLine readinessLine(const RecordView &view)
{
    ReadinessLine line;
    for (const ReadinessPart &part : view.readiness.parts)
        line.parts << ReadinessLinePart{markOf(part.level), partWords(part), targetOf(part.topic)};
    if (view.readiness.deferredUntil.isValid()) {
        line.state = ReadinessState::Deferred;
        line.headline = Record::tr("Deferred to %1").arg(dateWords(view.readiness.deferredUntil));
    } else if (view.readiness.isReady()) {
        line.state = ReadinessState::Ready;
    } else {
        line.state = ReadinessState::NotReady;
    }
    if (view.readiness.gaps() > 0) {
        line.action = Record::tr("Settle next");
        line.actionKey = QKeySequence(Qt::Key_F8);
    }
    return line;
}

GapPlace placeOf(Topic topic)
{
    switch (topic) {
    case Topic::Allergies:
        return {RecordTab::Summary, false, true, false};
    case Topic::Products:
        return {RecordTab::Summary, false, false, true};
    case Topic::Checklist:
        return {RecordTab::Summary, true, false, false};
    case Topic::Consent:
        return {RecordTab::Consent, false, false, false};
    case Topic::Finding:
    case Topic::Decisions:
    case Topic::Cautions:
    case Topic::RuleSet:
        break;
    }
    return {RecordTab::Safety, false, false, false};
}

std::optional<Topic> topicOf(const QString &target)
{
    for (const Topic topic : allTopics) {
        if (targetOf(topic) == target)
            return topic;
    }
    return std::nullopt;
}

} // namespace dermis
