#include "core/exchange/bundle_writer.h"
#include "core/safety/earliest_date.h"
#include "core/safety/rule_set.h"
#include "core/storage/documents.h"

using namespace Qt::StringLiterals;

namespace dermis {

using namespace fhir;

namespace {

QString issueSeverity(Severity severity)
{
    switch (severity) {
    case Severity::Absolute:
        return u"high"_s;
    case Severity::Relative:
        return u"moderate"_s;
    default:
        return u"low"_s;
    }
}

QString taskStatus(DeferralState state)
{
    if (state == DeferralState::Treated)
        return u"completed"_s;
    return isOpen(state) ? u"on-hold"_s : u"cancelled"_s;
}

} // namespace

void BundleWriter::addAllergies()
{
    if (m_record.allergyState.asked == AllergyAsked::NoneKnown) {
        Json json = resource(u"AllergyIntolerance/none-known"_s);
        json.set(u"clinicalStatus"_s,
                 codeable({}, terminology + u"allergyintolerance-clinical"_s, u"active"_s));
        json.set(u"verificationStatus"_s,
                 codeable({}, terminology + u"allergyintolerance-verification"_s, u"confirmed"_s));
        json.set(u"code"_s, codeable(u"No known allergies"_s, base + u"allergy"_s, u"none-known"_s));
        json.set(u"patient"_s, subject());
        json.set(u"recordedDate"_s, day(m_record.allergyState.confirmedOn));
        add(u"AllergyIntolerance/none-known"_s, std::move(json), u"Allergies"_s);
    }
    for (const Allergy &allergy : m_record.allergies)
        addAllergy(allergy);
}

void BundleWriter::addAllergy(const Allergy &allergy)
{
    const QString name = u"AllergyIntolerance/"_s + allergy.id.toString();
    const bool stands = allergy.status != AllergyStatus::Retired;
    const bool confirmed = allergy.certainty == Certainty::Confirmed;
    Json json = resource(name);
    json.set(u"clinicalStatus"_s, codeable({}, terminology + u"allergyintolerance-clinical"_s,
                                           stands ? u"active"_s : u"inactive"_s));
    json.set(u"verificationStatus"_s, codeable({}, terminology + u"allergyintolerance-verification"_s,
                                               confirmed ? u"confirmed"_s : u"unconfirmed"_s));
    json.set(u"code"_s, codeable(allergy.text, base + u"substance"_s, allergy.substance));
    json.set(u"patient"_s, subject());
    if (allergy.onset.isValid())
        json.set(u"onsetDateTime"_s, text(allergy.onset.toString()));
    if (allergy.status == AllergyStatus::NotRelevant)
        json.set(u"note"_s, list(Json::object().set(u"text"_s, text(u"Not relevant to needling"_s))));
    if (allergy.reaction != Reaction::NotStated || !allergy.reactionText.isEmpty()) {
        Json reaction = Json::object();
        reaction.set(u"manifestation"_s, list(codeable(allergy.reaction == Reaction::NotStated
                                                           ? allergy.reactionText
                                                           : reactionName(allergy.reaction))));
        if (!allergy.reactionText.isEmpty())
            reaction.set(u"description"_s, text(allergy.reactionText));
        if (allergy.severity != AllergySeverity::NotStated)
            reaction.set(u"severity"_s, text(allergySeverityName(allergy.severity)));
        json.set(u"reaction"_s, list(std::move(reaction)));
    }
    add(name, std::move(json), u"Allergies"_s);
}

void BundleWriter::addHistories()
{
    QSet<QuestionnaireId> forms;
    for (const SavedResponse &saved : m_record.histories) {
        const QString name = u"QuestionnaireResponse/"_s + saved.entry.id.toString();
        Json json = withId(saved.response.toFhir(saved.form), saved.entry.id.toString());
        json.set(u"subject"_s, subject());
        for (const Answer &answer : saved.response.answers())
            person(answer.answeredBy);
        person(saved.entry.author);
        add(name, std::move(json), u"History"_s);
        if (!forms.contains(saved.entry.questionnaire)) {
            forms.insert(saved.entry.questionnaire);
            const QString id = saved.entry.questionnaire.toString();
            add(u"Questionnaire/"_s + id, withId(saved.form.resourceJson(), id));
        }
    }
}

void BundleWriter::addNotes()
{
    for (const Note &note : m_record.notes) {
        const QString name = u"DocumentReference/note-"_s + note.id.toString();
        Json json = resource(name);
        json.set(u"status"_s, text(u"current"_s));
        json.set(u"docStatus"_s, text(note.isSigned() ? u"final"_s : u"preliminary"_s));
        json.set(u"type"_s,
                 codeable(noteKindName(note.kind), base + u"note-kind"_s, noteKindName(note.kind)));
        json.set(u"subject"_s, subject());
        json.set(u"date"_s, moment(note.writtenAt));
        json.set(u"author"_s, list(person(note.author)));
        if (!note.addendumTo.isNull())
            json.set(u"relatesTo"_s, list(Json::object()
                                              .set(u"code"_s, text(u"appends"_s))
                                              .set(u"target"_s, reference(u"DocumentReference/note-"_s +
                                                                          note.addendumTo.toString()))));
        if (!note.lateReason.isEmpty())
            json.set(u"description"_s, text(u"Written later because: "_s + note.lateReason));
        Json attachment = Json::object();
        attachment.set(u"contentType"_s, text(u"text/markdown"_s));
        attachment.set(u"data"_s, base64(note.text.toUtf8()));
        attachment.set(u"creation"_s, day(note.dated));
        json.set(u"content"_s, list(Json::object().set(u"attachment"_s, std::move(attachment))));
        add(name, std::move(json), u"Notes"_s);
    }
}

void BundleWriter::addAssessments()
{
    for (const FrozenAssessment &assessment : m_record.assessments) {
        const QString name = u"ClinicalImpression/"_s + QString::number(assessment.id);
        Json json = resource(name);
        json.set(u"status"_s, text(u"completed"_s));
        json.set(u"description"_s, text(u"Safety check, rules version "_s + assessment.ruleSetVersion));
        json.set(u"subject"_s, subject());
        json.set(u"date"_s, moment(assessment.madeAt));
        Json findings = Json::array();
        for (const QJsonValue &finding : assessment.findings) {
            if (finding[u"outcome"].toString() == u"clear")
                continue;
            findings.append(
                Json::object()
                    .set(u"itemCodeableConcept"_s, codeable(finding[u"title"].toString(), base + u"rule"_s,
                                                            finding[u"rule"].toString()))
                    .set(u"basis"_s, text(finding[u"outcome"].toString() + u": "_s +
                                          finding[u"explanation"].toString())));
        }
        if (!findings.isEmpty())
            json.set(u"finding"_s, std::move(findings));
        add(name, std::move(json), u"Findings"_s);
    }
}

void BundleWriter::addDecisions()
{
    for (const Decision &decision : m_record.decisions) {
        const QString name = u"DetectedIssue/"_s + decision.id.toString();
        const auto rule = RuleSet::shipped()->rule(decision.rule);
        Json json = resource(name);
        json.set(u"status"_s, text(u"final"_s));
        json.set(u"code"_s, codeable(rule ? rule->title : decision.rule, base + u"rule"_s, decision.rule));
        if (rule)
            json.set(u"severity"_s, text(issueSeverity(rule->severity)));
        json.set(u"patient"_s, subject());
        json.set(u"identifiedDateTime"_s, moment(decision.decidedAt));
        if (!decision.choice.reason.isEmpty())
            json.set(u"detail"_s, text(decision.choice.reason));
        Json mitigation = Json::object();
        mitigation.set(u"action"_s, codeable(actionWords(decision.choice), base + u"verdict"_s,
                                             verdictName(decision.choice.verdict)));
        mitigation.set(u"date"_s, moment(decision.decidedAt));
        mitigation.set(u"author"_s, person(decision.decidedBy));
        json.set(u"mitigation"_s, list(std::move(mitigation)));
        add(name, std::move(json), u"Decisions"_s);
    }
}

/// A treatment put off is a task that rests until a day.
void BundleWriter::addDeferrals()
{
    for (const Deferral &deferral : m_record.deferrals) {
        const QString name = u"Task/deferral-"_s + deferral.id.toString();
        Json json = resource(name);
        json.set(u"status"_s, text(taskStatus(deferral.state)));
        json.set(u"statusReason"_s, codeable(deferral.reason));
        json.set(u"intent"_s, text(u"plan"_s));
        json.set(u"code"_s, codeable(u"Microneedling put off"_s, base + u"deferral"_s, deferralStateName(deferral.state)));
        json.set(u"for"_s, subject());
        json.set(u"authoredOn"_s, moment(deferral.at));
        json.set(u"requester"_s, person(deferral.by));
        json.set(u"restriction"_s, Json::object().set(u"period"_s, Json::object().set(u"start"_s, day(deferral.until))));
        Json notes = Json::array();
        QStringList words = groundLines(deferral.grounds);
        words << deferral.advice << deferral.note;
        for (const QString &said : std::as_const(words)) {
            if (!said.isEmpty())
                notes.append(Json::object().set(u"text"_s, text(said)));
        }
        if (!notes.isEmpty())
            json.set(u"note"_s, std::move(notes));
        add(name, std::move(json), u"Put off"_s);
    }
}

QString BundleWriter::actionWords(const Choice &choice)
{
    QStringList words{verdictName(choice.verdict)};
    if (!choice.modification.isEmpty())
        words << choice.modification;
    if (choice.deferUntil.isValid())
        words << choice.deferUntil.toString(Qt::ISODate);
    return words.join(u", "_s);
}

/// Every sheet as a document; a consent to the treatment as FHIR's Consent too.
void BundleWriter::addConsents()
{
    for (const ConsentSheet &sheet : m_record.consents) {
        const Consent &consent = sheet.consent;
        const QString id = consent.id.toString();
        addSheet(sheet, id);
        if (consent.kind != FormKind::Consent)
            continue;
        const QString status = consent.state == ConsentState::Signed   ? u"active"_s
                               : consent.state == ConsentState::Issued ? u"proposed"_s
                                                                       : u"inactive"_s;
        Json json = resource(u"Consent/"_s + id);
        json.set(u"identifier"_s, list(identifier(u"consent-code"_s, consent.shortCode)));
        json.set(u"status"_s, text(status));
        json.set(u"scope"_s, codeable({}, terminology + u"consentscope"_s, u"treatment"_s));
        json.set(u"category"_s, list(codeable(u"Informed consent to treatment"_s)));
        json.set(u"patient"_s, subject());
        json.set(u"dateTime"_s, moment(consent.issuedAt));
        json.set(u"organization"_s, list(reference(u"Organization/practice"_s)));
        json.set(u"policyRule"_s, codeable(u"National Health Act 61 of 2003, s 7"_s));
        json.set(u"sourceReference"_s, reference(u"DocumentReference/consent-"_s + id + (sheet.signedPdf ? u"-signed"_s : QString())));
        add(u"Consent/"_s + id, std::move(json), u"Consent sheets"_s);
    }
}

void BundleWriter::addSheet(const ConsentSheet &sheet, const QString &id)
{
    const QString type = u"%1, version %2"_s.arg(sheet.consent.templateName).arg(sheet.consent.templateVersion);
    addPdf(sheet.consent, id, type, sheet.pdf);
    if (sheet.signedPdf)
        addPdf(sheet.consent, id + u"-signed"_s, type + u", signed on the screen"_s, *sheet.signedPdf);
}

void BundleWriter::addPdf(const Consent &consent, const QString &id, const QString &type, const QByteArray &pdf)
{
    const QString name = u"DocumentReference/consent-"_s + id;
    Json attachment = Json::object();
    attachment.set(u"contentType"_s, text(u"application/pdf"_s));
    attachment.set(u"language"_s, text(consent.language));
    attachment.set(u"url"_s, text(u"Binary/consent-"_s + id));
    attachment.set(u"size"_s, Json::number(QString::number(pdf.size())));
    Json json = resource(name);
    json.set(u"identifier"_s, list(identifier(u"sha256"_s, documentDigest(pdf))));
    json.set(u"status"_s, text(consent.state == ConsentState::Superseded ? u"superseded"_s : u"current"_s));
    json.set(u"type"_s, codeable(type));
    json.set(u"subject"_s, subject());
    json.set(u"date"_s, moment(consent.issuedAt));
    json.set(u"author"_s, list(person(consent.issuedBy)));
    json.set(u"content"_s, list(Json::object().set(u"attachment"_s, std::move(attachment))));
    add(name, std::move(json), u"Consent sheets"_s);
    Json binary = resource(u"Binary/consent-"_s + id);
    binary.set(u"contentType"_s, text(u"application/pdf"_s));
    binary.set(u"data"_s, base64(pdf));
    add(u"Binary/consent-"_s + id, std::move(binary));
}

} // namespace dermis
