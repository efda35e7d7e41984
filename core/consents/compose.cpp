#include "core/consents/compose.h"

#include "core/base/clock.h"
#include "core/consents/merge.h"
#include "core/consents/own_risks.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_start.h"
#include "core/consents/signature.h"
#include "core/consents/text_difference.h"
#include "core/patients/languages.h"
#include "core/patients/patient_repository.h"
#include "core/patients/phone_number.h"
#include "core/products/substance_catalogue.h"
#include "core/safety/zones.h"
#include "core/storage/documents.h"
#include "core/storage/journal.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int adultAge = 18;
constexpr qsizetype mostChangesTold = 20;
const QString notNeededForAdults = u"Not needed: the patient is 18 or older"_s;

/// A patient whose age is not known may be a minor, and is asked for both signatures.
bool mayBeMinor(const SheetSources &sources)
{
    return patientAge(sources.patient, sources.now).value_or(0) < adultAge;
}

QString guardianName(const Patient &patient)
{
    for (const Contact &contact : patient.contacts) {
        if (contact.kind == ContactKind::Guardian)
            return contact.relation.isEmpty() ? contact.name
                                              : u"%1, %2"_s.arg(contact.name, contact.relation);
    }
    return {};
}

QString guardianText(const SheetSources &sources)
{
    if (!mayBeMinor(sources))
        return u"Not needed"_s;
    const QString name = guardianName(sources.patient);
    return name.isEmpty() ? u"Not recorded"_s : name;
}

QString contactText(const Patient &patient)
{
    if (!patient.phones.isEmpty())
        return displayPhone(patient.phones.first().number);
    return patient.email.isEmpty() ? u"Not recorded"_s : patient.email;
}

QString allergyText(const SheetSources &sources)
{
    QStringList names;
    for (const Allergy &allergy : sources.allergies) {
        if (allergy.status != AllergyStatus::Active)
            continue;
        const Substance *substance = SubstanceCatalogue::shipped().find(allergy.substance);
        names << (substance ? substance->name : allergy.text);
    }
    if (!names.isEmpty())
        return names.join(u", "_s);
    switch (sources.allergyState.asked) {
    case AllergyAsked::NoneKnown:
    case AllergyAsked::Listed:
        return u"None known, confirmed %1"_s.arg(sheetDay(sources.allergyState.confirmedOn));
    case AllergyAsked::AskedUnknown:
        return u"Asked, not known"_s;
    case AllergyAsked::NeverAsked:
        break;
    }
    return u"Not yet asked"_s;
}

QList<SheetLine> patientBlock(const SheetSources &sources)
{
    const Patient &patient = sources.patient;
    return identityLines(patient, sources.now) +
           QList<SheetLine>{{u"Contact"_s, contactText(patient)},
            {u"Language"_s, patient.language.isEmpty() ? u"Not yet asked"_s : languageName(patient.language)},
            {u"Interpreter"_s, patient.interpreterNeeded ? u"Needed"_s : u"Not needed"_s},
            {u"Parent or guardian"_s, guardianText(sources)},
            {u"Allergies"_s, allergyText(sources)}};
}

/// Those who see a mark or hear the reading have to sign; another witness may (domain.md §6.3).
QList<SignatureRow> witnessRows(const SheetSources &sources)
{
    if (sources.byMark)
        return {{u"Witness 1 of the mark"_s, QString(), QString()}, {u"Witness 2 of the mark"_s, QString(), QString()}};
    return {{sources.readAloud ? u"Witness of the reading"_s : u"Witness"_s, QString(), QString()}};
}

QList<SignatureRow> signatureRows(const SheetSources &sources)
{
    const Patient &patient = sources.patient;
    const bool minor = mayBeMinor(sources);
    const QString child = minor ? u"Patient: the child agrees"_s : u"Patient"_s;
    return QList<SignatureRow>{{sources.byMark ? child + u", by mark"_s : child, patient.fullName(), QString()},
            {u"Parent or guardian"_s, minor ? guardianName(patient) : QString(),
             minor ? QString() : notNeededForAdults},
            {patient.interpreterNeeded ? u"Interpreter"_s : u"Interpreter, if one helped"_s, QString(),
             QString()},
            {u"Dermatologist"_s, sources.practice.doctor, QString()}} + witnessRows(sources);
}

/// What those who help certify, above the boxes.
QString helpText(const SheetSources &sources)
{
    QStringList lines;
    if (sources.readAloud || sources.byMark)
        lines << u"This sheet was read aloud in full by ______________________ in ______________________. ☐ The patient said back what it is for and when to phone."_s;
    if (sources.byMark)
        lines << u"The patient cannot write and makes a mark or thumb print in the box beside the name. Two adult witnesses, not from the practice and not of "
                 u"the family if that can be helped, sign for this: I know who made the mark, I heard the sheet read, and I saw the mark made."_s;
    else if (sources.readAloud)
        lines << u"The witness signs for this: I heard the sheet read, and the patient agreed."_s;
    return lines.join(u"\n\n"_s);
}

QString targetText(Target target)
{
    switch (target) {
    case Target::AcneScar:
        return u"acne scars"_s;
    case Target::Striae:
        return u"stretch marks"_s;
    case Target::Pigment:
        return u"dark marks"_s;
    case Target::Rejuvenation:
        return u"lines and texture"_s;
    case Target::OtherScar:
        return u"other scars"_s;
    }
    return {};
}

QJsonArray zoneFields(const Plan &plan)
{
    const QString toWriteIn = u"__________"_s;
    QJsonArray zones;
    for (const PlannedZone &zone : plan.zones) {
        zones << QJsonObject{
            {u"area"_s, zoneName(zone.zone)},
            {u"target"_s, zone.target ? targetText(*zone.target) : toWriteIn},
            {u"depth"_s, zone.depthMm ? QLocale::c().toString(*zone.depthMm, 'g', 3) + u" mm"_s : toWriteIn}};
    }
    return zones;
}

bool plansFor(const Plan &plan, Target target)
{
    return std::any_of(plan.zones.begin(), plan.zones.end(),
                       [target](const PlannedZone &zone) { return zone.target == target; });
}

QString phaseText(ProductPhase phase)
{
    switch (phase) {
    case ProductPhase::Before:
        return u"Before"_s;
    case ProductPhase::During:
        return u"During"_s;
    case ProductPhase::After:
        return u"After"_s;
    case ProductPhase::Home:
        return u"At home"_s;
    }
    return {};
}

/// What the plan puts on the skin by phase; the numbing cream has a part of its own.
QJsonArray productFields(const SafetyCheck &safety)
{
    const auto &cream = safety.facts.plan.anaesthetic;
    QJsonArray products;
    for (const PlannedUse &use : safety.facts.products) {
        if (use.isInstrument() || (cream && cream->product == use.shelved.product.id))
            continue;
        products << QJsonObject{{u"phase"_s, phaseText(use.phase)},
                                {u"home"_s, use.phase == ProductPhase::Home || use.phase == ProductPhase::After},
                                {u"name"_s, use.shelved.product.title()},
                                {u"lot"_s, use.lot ? use.lot->code : QString()}};
    }
    return products;
}

/// The name of a planned product; empty when it is not in the registry.
QString nameOf(const SafetyCheck &safety, ProductId product)
{
    for (const PlannedUse &use : safety.facts.products) {
        if (use.shelved.product.id == product)
            return use.shelved.product.title();
    }
    return {};
}

QString creamText(const SafetyCheck &safety)
{
    const auto &cream = safety.facts.plan.anaesthetic;
    if (!cream)
        return {};
    const QString name = nameOf(safety, cream->product);
    return cream->grams ? u"%1, %2 g"_s.arg(name, QLocale::c().toString(*cream->grams, 'g', 4)) : name;
}

QString deviceText(const SafetyCheck &safety)
{
    const Plan &plan = safety.facts.plan;
    return plan.deviceProduct.isNull() ? plan.device : nameOf(safety, plan.deviceProduct);
}

/// Every field a template may use; docs name the same.
QJsonObject fields(const SheetSources &sources)
{
    const Plan &plan = sources.safety.facts.plan;
    const Practice &practice = sources.practice;
    const QJsonArray offLabel = offLabelUses(sources.safety);
    const QJsonArray products = productFields(sources.safety);
    return {{u"doctor"_s, practice.doctor.trimmed().isEmpty() ? u"Your dermatologist"_s : practice.doctor},
            {u"practice"_s, practice.name},
            {u"phone"_s, practice.phone},
            {u"afterHours"_s, practice.afterHoursPhone},
            {u"email"_s, practice.email},
            {u"informationOfficer"_s, practice.informationOfficer},
            {u"patientName"_s, sources.patient.fullName()},
            {u"minor"_s, mayBeMinor(sources)},
            {u"interpreter"_s, sources.patient.interpreterNeeded},
            {u"hasZones"_s, !plan.zones.isEmpty()},
            {u"zones"_s, zoneFields(plan)},
            {u"device"_s, deviceText(sources.safety)},
            {u"hasProducts"_s, !products.isEmpty()},
            {u"products"_s, products},
            {u"cream"_s, creamText(sources.safety)},
            {u"sessionDate"_s, plan.date.isValid() ? sheetDay(sources.safety.assessment.session) : QString()},
            {u"targetAcneScar"_s, plansFor(plan, Target::AcneScar)},
            {u"targetStriae"_s, plansFor(plan, Target::Striae)},
            {u"targetPigment"_s, plansFor(plan, Target::Pigment)},
            {u"targetRejuvenation"_s, plansFor(plan, Target::Rejuvenation)},
            {u"targetOtherScar"_s, plansFor(plan, Target::OtherScar)},
            {u"hasOffLabel"_s, !offLabel.isEmpty()},
            {u"offLabel"_s, offLabel}};
}

QList<SheetLine> documentControl(const SheetSources &sources)
{
    const ConsentTemplate &form = sources.form;
    QStringList replaced;
    for (const QString &code : sources.replaces)
        replaced << groupedCode(code);
    QList<SheetLine> lines{{u"Form"_s, u"%1, version %2, language %3, text %4"_s.arg(form.name)
                            .arg(form.version)
                            .arg(form.language, form.digest.left(16))},
                           {u"Issued by"_s, sources.issuer}};
    if (form.kind == FormKind::Consent)
        lines << SheetLine{u"Rules"_s, ruleSetText(sources.safety)};
    lines << SheetLine{u"Journal head before"_s, sources.journalHead};
    if (form.kind != FormKind::Information && !isRefusal(form.name))
        lines << SheetLine{u"Replaces"_s, replaced.isEmpty() ? u"no earlier sheet"_s : replaced.join(u", "_s)};
    lines << SheetLine{u"File format"_s, u"made to PDF/A-1b, not certified"_s};
    return lines;
}

/// The text's first heading.
QString titleOf(const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        if (line.startsWith(u"# "_s))
            return line.mid(2).trimmed();
    }
    return u"Consent"_s;
}

QString riskLines(const SheetContent &content)
{
    QStringList lines;
    for (const SheetLine &risk : content.ownRisks)
        lines << (risk.label + u' ' + risk.text).simplified();
    return lines.join(u'\n');
}

/// What is new or gone since the patient last signed; told above the complete text.
void tellChanges(SheetContent &content, const SheetSources &sources)
{
    if (!sources.signedBefore)
        return;
    const SheetContent &before = *sources.signedBefore;
    content.changedSince = sheetDay(sources.signedOn);
    const QList<DifferenceLine> changes = readableChanges(riskLines(before), riskLines(content)) + readableChanges(before.body, content.body);
    for (const DifferenceLine &change : changes.first(std::min(changes.size(), mostChangesTold)))
        content.changes << SheetLine{change.kind == DifferenceLine::Kind::Added ? u"New"_s : u"No longer said"_s, change.text};
    if (changes.size() > mostChangesTold)
        content.changes << SheetLine{u"And"_s, u"%1 more lines in the text"_s.arg(changes.size() - mostChangesTold)};
}

/// The last sheet of this form and language that was signed, whatever became of it later but withdrawal. A refusal is not signed again.
Result<> gatherSigned(Database &database, const ConsentRequest &request, SheetSources &sources)
{
    if (isRefusal(request.templateName))
        return {};
    const QList<Consent> earlier = TRY(consents(database, request.patientId));
    for (const Consent &one : earlier) {
        if (one.templateName != request.templateName || one.language != request.language || one.state == ConsentState::Withdrawn)
            continue;
        const QList<Signature> given = TRY(signaturesOf(database, one.id));
        if (given.isEmpty())
            continue;
        sources.signedBefore = TRY(issuedContent(database, one.id));
        sources.signedOn = std::ranges::max(given, {}, &Signature::signedOn).signedOn;
        return {};
    }
    return {};
}

Result<QStringList> issuedCodes(Database &database, const ConsentRequest &request)
{
    QStringList codes;
    for (const Consent &consent : TRY(consents(database, request.patientId))) {
        if (consent.state == ConsentState::Issued && consent.templateName == request.templateName)
            codes << consent.shortCode;
    }
    return codes;
}

} // namespace

Result<SheetSources> gatherSheetSources(Database &database, const Actor &actor, const QDateTime &now,
                                        const ConsentRequest &request)
{
    SheetSources sources;
    sources.form = TRY(consentTemplate(database, request.templateName, request.language, clinicTime(now).date()));
    sources.practice = TRY(practice(database));
    if (!sources.practice.logoDigest.isEmpty())
        sources.logo = TRY(document(database, sources.practice.logoDigest));
    sources.patient = TRY(patient(database, request.patientId));
    sources.allergies = TRY(allergies(database, request.patientId));
    sources.allergyState = TRY(allergyState(database, request.patientId));
    sources.safety = TRY(checkSafety(database, request.patientId, clinicTime(now).date()));
    sources.replaces = TRY(issuedCodes(database, request));
    TRY(gatherSigned(database, request, sources));
    const JournalHead head = TRY(journalHead(database));
    sources.journalHead = QString::fromLatin1(head.hash.toHex());
    sources.issuer = actor.name;
    sources.readAloud = request.readAloud;
    sources.byMark = request.byMark;
    sources.now = now;
    return sources;
}

Result<SheetContent> composeSheet(const SheetSources &sources)
{
    SheetContent content = startSheet(sources.practice, sources.logo, sources.patient, sources.now);
    content.form = sources.form.name.toUpper();
    content.version = sources.form.version;
    content.language = sources.form.language.toUpper();
    content.body = TRY(mergeTemplate(sources.form.text, fields(sources)));
    const QString help = helpText(sources);
    if (!help.isEmpty())
        content.body.replace(u"\n[[signatures]]"_s, u"\n\n"_s + help + u"\n\n[[signatures]]"_s);
    content.title = titleOf(content.body);
    content.patientBlock = patientBlock(sources);
    content.ownRisks = ownRisks(sources.safety);
    content.ownRisksNote = ruleSetText(sources.safety);
    if (sources.form.kind != FormKind::Information)
        content.signatures = signatureRows(sources);
    content.control = documentControl(sources);
    tellChanges(content, sources);
    return content;
}

} // namespace dermis
