#include "core/consents/form_check.h"

#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Patient samplePatient(bool full)
{
    Patient patient;
    patient.givenNames = u"Sample"_s;
    patient.familyName = u"Patient"_s;
    patient.fileNumber = u"SAMPLE"_s;
    patient.interpreterNeeded = full;
    return patient;
}

/// Every target once.
Plan samplePlan(PatientId patient, const QDate &day)
{
    Plan plan;
    plan.patientId = patient;
    plan.date = day;
    plan.device = u"Sample device"_s;
    const QList<std::pair<QString, Target>> zones{{u"cheek-left"_s, Target::AcneScar},
                                                  {u"abdomen-lower"_s, Target::Striae},
                                                  {u"cheek-right"_s, Target::Pigment},
                                                  {u"forehead"_s, Target::Rejuvenation},
                                                  {u"chin"_s, Target::OtherScar}};
    for (const auto &[zone, target] : zones) {
        PlannedZone planned;
        planned.zone = zone;
        planned.target = target;
        planned.depthMm = 1;
        plan.zones << planned;
    }
    return plan;
}

PlannedUse sampleUse(const QString &name, ProductPhase phase)
{
    PlannedUse use;
    use.shelved.product.name = name;
    use.phase = phase;
    return use;
}

Practice withSampleDetails(Practice practice)
{
    const auto fill = [](QString &field, const QString &sample) { field = field.isEmpty() ? sample : field; };
    fill(practice.name, u"Sample practice"_s);
    fill(practice.doctor, u"Dr Sample"_s);
    fill(practice.phone, u"012 345 6789"_s);
    fill(practice.afterHoursPhone, u"012 345 6788"_s);
    fill(practice.email, u"sample@practice.example"_s);
    fill(practice.informationOfficer, u"Sample Officer"_s);
    return practice;
}

} // namespace

Result<SheetSources> sampleSources(const ConsentTemplate &form, const Practice &practice, const QDateTime &now, bool full)
{
    SheetSources sources;
    sources.form = form;
    sources.practice = full ? withSampleDetails(practice) : practice;
    sources.patient = samplePatient(full);
    sources.now = now;
    const QDate day = clinicTime(now).date();
    if (!full)
        sources.patient.birthDate = day.addYears(-30);
    sources.safety.inForce.rules = RuleSet::shipped();
    sources.safety.assessment.session = day;
    sources.safety.assessment.ruleSetVersion = RuleSet::shipped()->version();
    if (full) {
        sources.safety.facts.plan = samplePlan(sources.patient.id, day);
        sources.safety.facts.products = {sampleUse(u"Sample gel"_s, ProductPhase::During), sampleUse(u"Sample moisturiser"_s, ProductPhase::Home)};
    }
    return sources;
}

} // namespace dermis
