#include "ui/patients/record_words.h"

#include "ui/consents/form_words.h"
#include "ui/context/words.h"


using namespace Qt::StringLiterals;

namespace dermis {

QString noteKindWords(NoteKind kind)
{
    switch (kind) {
    case NoteKind::History:
        return Record::tr("History");
    case NoteKind::Examination:
        return Record::tr("Examination");
    case NoteKind::Diagnosis:
        return Record::tr("Diagnosis");
    case NoteKind::Plan:
        return Record::tr("Plan");
    case NoteKind::Call:
        return Record::tr("Phone call");
    }
    return {};
}

QString reactionWords(Reaction reaction)
{
    switch (reaction) {
    case Reaction::NotStated:
    case Reaction::Other:
        return {};
    case Reaction::Rash:
        return Record::tr("rash");
    case Reaction::HivesOrSwelling:
        return Record::tr("hives or swelling");
    case Reaction::ContactDermatitis:
        return Record::tr("contact dermatitis");
    case Reaction::Anaphylaxis:
        return Record::tr("anaphylaxis");
    case Reaction::FaintOrPalpitations:
        return Record::tr("fainted or palpitations");
    }
    return {};
}

QString targetWords(Target target)
{
    switch (target) {
    case Target::AcneScar:
        return Record::tr("Acne scars");
    case Target::Striae:
        return Record::tr("Stretch marks");
    case Target::Pigment:
        return Record::tr("Pigment");
    case Target::Rejuvenation:
        return Record::tr("Rejuvenation");
    case Target::OtherScar:
        return Record::tr("Other scar");
    }
    return {};
}

QString visitStateWords(const Visit &visit)
{
    switch (visit.state) {
    case VisitState::Expected:
        return visit.plannedAt.isValid()
                   ? Record::tr("Expected at %1").arg(visit.plannedAt.toString(u"HH:mm"_s))
                   : Record::tr("Expected");
    case VisitState::Arrived:
        return Record::tr("Arrived at %1").arg(timeWords(visit.stateSince));
    case VisitState::Intake:
        return Record::tr("Intake in progress");
    case VisitState::ReadyForDoctor:
        return Record::tr("Ready for doctor");
    case VisitState::Consent:
        return Record::tr("Consent to print");
    case VisitState::InSession:
        return Record::tr("In session");
    case VisitState::Done:
        return Record::tr("Done");
    case VisitState::Deferred:
        return visit.deferredUntil.isValid()
                   ? Record::tr("Deferred to %1").arg(dateWords(visit.deferredUntil))
                   : Record::tr("Deferred");
    case VisitState::DidNotCome:
        return Record::tr("Did not come");
    }
    return {};
}

QString consentStateWords(const Consent &consent)
{
    switch (consent.state) {
    case ConsentState::Issued:
        return consent.kind == FormKind::Information ? Record::tr("given") : Record::tr("to be signed");
    case ConsentState::Signed:
        return Record::tr("signed");
    case ConsentState::Withdrawn:
        return Record::tr("withdrawn");
    case ConsentState::Superseded:
        return Record::tr("replaced by a later sheet");
    }
    return {};
}

QString consentWords(const Consent &consent)
{
    const QString form = consent.kind == FormKind::Consent ? Record::tr("Consent") : formTitle(consent.templateName);
    return Record::tr("%1 v%2, %3").arg(form).arg(consent.templateVersion).arg(consent.language.toUpper());
}

} // namespace dermis
