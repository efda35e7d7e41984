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

QString guardianText(const SheetSources &sources, const SheetWords &words)
{
    if (!mayBeMinor(sources))
        return words(u"value.notNeeded"_s);
    const QString name = guardianName(sources.patient);
    return name.isEmpty() ? words(u"value.notRecorded"_s) : name;
}

QString contactText(const Patient &patient, const SheetWords &words)
{
    if (!patient.phones.isEmpty())
        return displayPhone(patient.phones.first().number);
    return patient.email.isEmpty() ? words(u"value.notRecorded"_s) : patient.email;
}

QString allergyText(const SheetSources &sources, const SheetWords &words)
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
        return words(u"value.noneKnown"_s).arg(sheetDay(sources.allergyState.confirmedOn, words));
    case AllergyAsked::AskedUnknown:
        return words(u"value.askedUnknown"_s);
    case AllergyAsked::NeverAsked:
        break;
    }
    return words(u"value.notAsked"_s);
}

QList<SheetLine> patientBlock(const SheetSources &sources, const SheetWords &words)
{
    const Patient &patient = sources.patient;
    return identityLines(patient, sources.now, words) +
           QList<SheetLine>{{words(u"patient.contact"_s), contactText(patient, words)},
            {words(u"patient.language"_s), patient.language.isEmpty() ? words(u"value.notAsked"_s) : languageName(patient.language)},
            {words(u"patient.interpreter"_s), words(patient.interpreterNeeded ? u"value.needed"_s : u"value.notNeeded"_s)},
            {words(u"patient.guardian"_s), guardianText(sources, words)},
            {words(u"patient.allergies"_s), allergyText(sources, words)}};
}

SignatureRow rowFor(const QString &capacity, const Signer &signer, const QString &name = {}, const QString &notNeeded = {})
{
    return {capacity, name, notNeeded, {}, signer};
}

/// Those who see a mark or hear the reading have to sign; another witness may (domain.md §6.3).
QList<SignatureRow> witnessRows(const SheetSources &sources, const SheetWords &words)
{
    using Role = Signer::Role;
    if (sources.byMark)
        return {rowFor(words(u"sign.witnessOfMark"_s).arg(1), {Role::Witness}), rowFor(words(u"sign.witnessOfMark"_s).arg(2), {Role::Witness})};
    return {rowFor(words(sources.readAloud ? u"sign.witnessOfReading"_s : u"sign.witness"_s), {Role::Witness, !sources.readAloud})};
}

QList<SignatureRow> signatureRows(const SheetSources &sources, const SheetWords &words)
{
    using Role = Signer::Role;
    const Patient &patient = sources.patient;
    const bool minor = mayBeMinor(sources);
    const QString capacity = words(minor ? u"sign.child"_s : u"patient"_s);
    const Signer signer{minor ? Role::Child : Role::Patient, false, sources.byMark};
    const bool isHelped = patient.interpreterNeeded;
    return QList<SignatureRow>{rowFor(sources.byMark ? words(u"sign.byMark"_s).arg(capacity) : capacity, signer, patient.fullName()),
                               rowFor(words(u"patient.guardian"_s), {Role::Guardian}, minor ? guardianName(patient) : QString(),
                                      minor ? QString() : words(u"sign.notNeededAdult"_s)),
                               rowFor(words(isHelped ? u"patient.interpreter"_s : u"sign.interpreterMaybe"_s), {Role::Interpreter, !isHelped}),
                               rowFor(words(u"sign.dermatologist"_s), {Role::Dermatologist}, sources.practice.doctor)} +
           witnessRows(sources, words);
}

/// What those who help certify, above the boxes.
QString helpText(const SheetSources &sources, const SheetWords &words)
{
    QStringList lines;
    if (sources.readAloud || sources.byMark)
        lines << words(u"help.readAloud"_s);
    if (sources.byMark)
        lines << words(u"help.byMark"_s);
    else if (sources.readAloud)
        lines << words(u"help.witnessOfReading"_s);
    return lines.join(u"\n\n"_s);
}

QJsonArray zoneFields(const Plan &plan, const SheetWords &words)
{
    const QString toWriteIn = u"__________"_s;
    QJsonArray zones;
    for (const PlannedZone &zone : plan.zones) {
        zones << QJsonObject{
            {u"area"_s, words.zone(zone.zone)},
            {u"target"_s, zone.target ? words(u"target."_s + targetName(*zone.target)) : toWriteIn},
            {u"depth"_s, zone.depthMm ? QLocale::c().toString(*zone.depthMm, 'g', 3) + u" mm"_s : toWriteIn}};
    }
    return zones;
}

bool plansFor(const Plan &plan, Target target)
{
    return std::any_of(plan.zones.begin(), plan.zones.end(),
                       [target](const PlannedZone &zone) { return zone.target == target; });
}

/// What the plan puts on the skin by phase; the numbing cream has a part of its own.
QJsonArray productFields(const SafetyCheck &safety, const SheetWords &words)
{
    const auto &cream = safety.facts.plan.anaesthetic;
    QJsonArray products;
    for (const PlannedUse &use : safety.facts.products) {
        if (use.isInstrument() || (cream && cream->product == use.shelved.product.id))
            continue;
        products << QJsonObject{{u"phase"_s, words(u"phase."_s + phaseName(use.phase))},
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
QJsonObject fields(const SheetSources &sources, const SheetWords &words)
{
    const Plan &plan = sources.safety.facts.plan;
    const Practice &practice = sources.practice;
    const QJsonArray offLabel = offLabelUses(sources.safety, words);
    const QJsonArray products = productFields(sources.safety, words);
    return {{u"doctor"_s, practice.doctor.trimmed().isEmpty() ? words(u"value.doctor"_s) : practice.doctor},
            {u"practice"_s, practice.name},
            {u"phone"_s, practice.phone},
            {u"afterHours"_s, practice.afterHoursPhone},
            {u"email"_s, practice.email},
            {u"informationOfficer"_s, practice.informationOfficer},
            {u"patientName"_s, sources.patient.fullName()},
            {u"minor"_s, mayBeMinor(sources)},
            {u"interpreter"_s, sources.patient.interpreterNeeded},
            {u"hasZones"_s, !plan.zones.isEmpty()},
            {u"zones"_s, zoneFields(plan, words)},
            {u"device"_s, deviceText(sources.safety)},
            {u"hasProducts"_s, !products.isEmpty()},
            {u"products"_s, products},
            {u"cream"_s, creamText(sources.safety)},
            {u"sessionDate"_s, plan.date.isValid() ? sheetDay(sources.safety.assessment.session, words) : QString()},
            {u"targetAcneScar"_s, plansFor(plan, Target::AcneScar)},
            {u"targetStriae"_s, plansFor(plan, Target::Striae)},
            {u"targetPigment"_s, plansFor(plan, Target::Pigment)},
            {u"targetRejuvenation"_s, plansFor(plan, Target::Rejuvenation)},
            {u"targetOtherScar"_s, plansFor(plan, Target::OtherScar)},
            {u"hasOffLabel"_s, !offLabel.isEmpty()},
            {u"offLabel"_s, offLabel}};
}

QList<SheetLine> documentControl(const SheetSources &sources, const SheetWords &words)
{
    const ConsentTemplate &form = sources.form;
    QStringList replaced;
    for (const QString &code : sources.replaces)
        replaced << groupedCode(code);
    QList<SheetLine> lines{{words(u"control.form"_s), words(u"control.formText"_s).arg(form.name, QString::number(form.version), form.language, form.digest.left(16))},
                           {words(u"control.issuedBy"_s), sources.issuer}};
    if (form.kind == FormKind::Consent)
        lines << SheetLine{words(u"control.rules"_s), ruleSetText(sources.safety, words)};
    lines << SheetLine{words(u"control.journal"_s), sources.journalHead};
    if (form.kind != FormKind::Information && !isRefusal(form.name))
        lines << SheetLine{words(u"control.replaces"_s), replaced.isEmpty() ? words(u"control.replacesNone"_s) : replaced.join(u", "_s)};
    lines << SheetLine{words(u"control.format"_s), words(u"control.formatText"_s)};
    return lines;
}

/// The text's first heading.
QString titleOf(const QString &text, const SheetWords &words)
{
    for (const QString &line : text.split(u'\n')) {
        if (line.startsWith(u"# "_s))
            return line.mid(2).trimmed();
    }
    return words(u"title"_s);
}

QString riskLines(const SheetContent &content)
{
    QStringList lines;
    for (const SheetLine &risk : content.ownRisks)
        lines << (risk.label + u' ' + risk.text).simplified();
    return lines.join(u'\n');
}

/// What is new or gone since the patient last signed; told above the complete text.
void tellChanges(SheetContent &content, const SheetSources &sources, const SheetWords &words)
{
    if (!sources.signedBefore)
        return;
    const SheetContent &before = *sources.signedBefore;
    content.changedSince = sheetDay(sources.signedOn, words);
    const QList<DifferenceLine> changes = readableChanges(riskLines(before), riskLines(content)) + readableChanges(before.body, content.body);
    for (const DifferenceLine &change : changes.first(std::min(changes.size(), mostChangesTold)))
        content.changes << SheetLine{words(change.kind == DifferenceLine::Kind::Added ? u"change.new"_s : u"change.gone"_s), change.text};
    if (changes.size() > mostChangesTold)
        content.changes << SheetLine{words(u"change.and"_s), words(u"change.more"_s).arg(changes.size() - mostChangesTold)};
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
    const SheetWords &words = sheetWords(sources.form.language);
    SheetContent content = startSheet(sources.practice, sources.logo, sources.patient, sources.now, words);
    content.form = sources.form.name.toUpper();
    content.version = sources.form.version;
    content.language = sources.form.language.toUpper();
    content.body = TRY(mergeTemplate(sources.form.text, fields(sources, words)));
    const QString help = helpText(sources, words);
    if (!help.isEmpty())
        content.body.replace(u"\n[[signatures]]"_s, u"\n\n"_s + help + u"\n\n[[signatures]]"_s);
    content.title = titleOf(content.body, words);
    content.patientBlock = patientBlock(sources, words);
    content.ownRisks = ownRisks(sources.safety, words);
    content.ownRisksNote = ruleSetText(sources.safety, words);
    if (sources.form.kind != FormKind::Information)
        content.signatures = signatureRows(sources, words);
    content.control = documentControl(sources, words);
    tellChanges(content, sources, words);
    return content;
}

} // namespace dermis
