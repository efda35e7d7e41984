#include "tests/core/consents/sample_sheet.h"

#include "core/consents/questionnaire_sheet.h"
#include "core/consents/sheet_start.h"

#include <QBuffer>
#include <QFile>
#include <QImage>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

const QDateTime formPrintedAt(QDate(2026, 3, 2), QTime(8, 0), Qt::UTC);

ConsentTemplate shippedTemplate()
{
    QFile file(u":/dermis/consents/microneedling.en.md"_s);
    if (!file.open(QIODevice::ReadOnly))
        throw std::runtime_error("the shipped consent text is not in the resources");
    ConsentTemplate form;
    form.id = TemplateId(1);
    form.name = u"microneedling"_s;
    form.language = u"en"_s;
    form.version = 1;
    form.text = QString::fromUtf8(file.readAll());
    form.digest = QString(64, u'c');
    return form;
}

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

Practice samplePractice()
{
    Practice practice;
    practice.name = u"Marula Street Dermatology"_s;
    practice.doctor = u"Dr Ayanda Motau"_s;
    practice.hpcsaNumber = u"MP 0000000"_s;
    practice.practiceNumber = u"0000000"_s;
    practice.address = u"12 Marula Street, Demo Park 0001"_s;
    practice.phone = u"012 555 0100"_s;
    practice.afterHoursPhone = u"012 555 0199"_s;
    practice.email = u"front@marula.example"_s;
    practice.informationOfficer = u"Kabelo Moagi"_s;
    return practice;
}

Patient samplePatient()
{
    Patient patient;
    patient.id = PatientId(7);
    patient.revision = 1;
    patient.fileNumber = u"MSD-00389"_s;
    patient.title = u"Ms"_s;
    patient.familyName = u"Ṋemuṱanzhela-O'Brien"_s;
    patient.givenNames = u"Azwihangwisi"_s;
    patient.birthDate = QDate(1995, 2, 2);
    patient.passport = u"A01234567"_s;
    patient.phones = {{u"+27825550134"_s, u""_s}};
    patient.language = u"ve-ZA"_s;
    return patient;
}

Decision decisionOn(const Finding &finding)
{
    Decision decision;
    decision.rule = finding.rule->code;
    decision.ruleVersion = finding.rule->version;
    decision.zone = finding.zone;
    decision.factsDigest = finding.factsDigest;
    decision.choice.verdict = Verdict::Modify;
    decision.choice.reason = u"Small test area first, then the rest"_s;
    decision.choice.modification = u"a small test area first"_s;
    return decision;
}

SafetyCheck sampleSafety()
{
    SafetyCheck safety;
    safety.assessment.ruleSetVersion = u"1.0"_s;
    safety.inForce.rules = std::make_shared<const RuleSet>();
    safety.facts.plan.device = u"SkinPen"_s;
    safety.facts.plan.date = QDate(2026, 11, 23);
    safety.assessment.session = safety.facts.plan.date;
    for (const QString &zone : {u"cheek-left"_s, u"cheek-right"_s})
        safety.facts.plan.zones << PlannedZone{zone, Target::AcneScar, 1.5, std::nullopt};
    safety.assessment.findings = {fired(u"MN-PIG-01"_s, Severity::Relative, u"Dark marks"_s,
                                        u"Dark marks are more likely in your skin."_s, u"cheek-left"_s),
                                  fired(u"MN-VAG-01"_s, Severity::Caution, u"Fainting"_s,
                                        u"You have fainted before. You will lie flat."_s)};
    safety.decisions = {decisionOn(safety.assessment.findings.first())};
    return safety;
}

} // namespace

SheetContent blankForm(const Questionnaire &form)
{
    const SheetContent start = startSheet(samplePractice(), {}, samplePractice().name, formPrintedAt);
    return blankFormSheet(form, start, std::nullopt, formPrintedAt);
}

SheetContent blankFormOfPatient(const Questionnaire &form)
{
    const SheetContent start = startSheet(samplePractice(), {}, samplePractice().name, formPrintedAt);
    return blankFormSheet(form, start, samplePatient(), formPrintedAt);
}

SheetContent filledForm(const Questionnaire &form, const Response &response)
{
    const SheetContent start = startSheet(samplePractice(), {}, samplePractice().name, formPrintedAt);
    const AnswersOnPaper answers{response, StaffId(1), formPrintedAt, {{StaffId(1), u"Sr Lindiwe Zwane"_s}, {StaffId(2), u"Dr Ayanda Motau"_s}}};
    return filledFormSheet(form, answers, start, samplePatient(), formPrintedAt);
}

Finding fired(const QString &code, Severity severity, const QString &title, const QString &patientText,
              const QString &zone)
{
    Rule rule;
    rule.code = code;
    rule.severity = severity;
    rule.title = title;
    rule.patientText = patientText;
    if (const auto shipped = RuleSet::shipped()->rule(code)) {
        rule.offLabel = shipped->offLabel;
        rule.onSheet = shipped->onSheet;
    }
    Finding finding;
    finding.rule = std::make_shared<const Rule>(rule);
    finding.outcome = Outcome::Fired;
    finding.zone = zone;
    finding.factsDigest = u"facts"_s;
    return finding;
}

SheetSources sampleSources()
{
    SheetSources sources;
    sources.form = shippedTemplate();
    sources.practice = samplePractice();
    sources.patient = samplePatient();
    sources.allergyState.asked = AllergyAsked::NoneKnown;
    sources.allergyState.confirmedOn = QDate(2026, 11, 23);
    sources.safety = sampleSafety();
    sources.journalHead = QString(64, u'7');
    sources.issuer = u"Sr Lindiwe Zwane"_s;
    sources.now = QDateTime(QDate(2026, 11, 23), QTime(8, 31), Qt::UTC);
    return sources;
}

SheetContent issued(SheetContent content)
{
    content.issue(u"C7K4QX2M"_s, u"9F3C11AB44DD0E27"_s);
    return content;
}

SheetContent sampleSheet()
{
    const auto content = composeSheet(sampleSources());
    if (!content)
        throw std::runtime_error(content.error().detail.toStdString());
    return issued(*content);
}

QByteArray transparentLogo()
{
    QImage image(60, 40, QImage::Format_ARGB32);
    image.fill(QColor(200, 30, 30, 100));
    return encoded(image, "PNG");
}

QByteArray photographedLogo()
{
    QImage image(60, 40, QImage::Format_RGB32);
    image.fill(QColor(30, 90, 160));
    return encoded(image, "JPEG");
}

} // namespace dermis::test
