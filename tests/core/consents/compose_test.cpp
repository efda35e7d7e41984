#include "core/consents/compose.h"
#include "core/consents/own_risks.h"
#include "core/consents/sheet_painter.h"
#include "tests/core/consents/pdf_text.h"
#include "tests/core/consents/sample_sheet.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

SheetContent composed(const SheetSources &sources)
{
    const auto content = composeSheet(sources);
    REQUIRE(content);
    return *content;
}

QString lineOf(const QList<SheetLine> &lines, const QString &label)
{
    for (const SheetLine &line : lines) {
        if (line.label == label)
            return line.text;
    }
    return u"(no such line)"_s;
}

} // namespace

TEST_CASE("the patient's block says what is recorded, and what is not", "[consents]")
{
    SheetSources sources = test::sampleSources();
    QList<SheetLine> block = composed(sources).patientBlock;
    CHECK(lineOf(block, u"Patient"_s) == u"Ms Azwihangwisi Ṋemuṱanzhela-O'Brien"_s);
    CHECK(lineOf(block, u"Born"_s) == u"2 Feb 1995 (31 years)"_s);
    CHECK(lineOf(block, u"Passport"_s) == u"A01234567"_s);
    CHECK(lineOf(block, u"Contact"_s) == u"082 555 0134"_s);
    CHECK(lineOf(block, u"Language"_s) == u"Tshivenda"_s);
    CHECK(lineOf(block, u"Allergies"_s) == u"None known, confirmed 23 Nov 2026"_s);

    sources.patient.passport.clear();
    sources.patient.phones.clear();
    sources.patient.language.clear();
    sources.allergyState.asked = AllergyAsked::NeverAsked;
    block = composed(sources).patientBlock;
    CHECK(lineOf(block, u"SA ID number"_s) == u"Not recorded"_s);
    CHECK(lineOf(block, u"Contact"_s) == u"Not recorded"_s);
    CHECK(lineOf(block, u"Language"_s) == u"Not yet asked"_s);
    CHECK(lineOf(block, u"Allergies"_s) == u"Not yet asked"_s);
}

TEST_CASE("an adult signs alone; a child signs with a parent or guardian", "[consents]")
{
    SheetSources sources = test::sampleSources();
    QList<SignatureRow> rows = composed(sources).signatures;
    REQUIRE(rows.size() == 5);
    CHECK(rows.at(1).notNeeded == u"Not needed: the patient is 18 or older"_s);

    sources.patient.birthDate = QDate(2010, 1, 1);
    sources.patient.contacts = {{ContactKind::NextOfKin, u"Aunt"_s, {}, {}, {}},
                                {ContactKind::Guardian, u"Tshilidzi O'Brien"_s, u"mother"_s, {}, {}}};
    const SheetContent child = composed(sources);
    CHECK(child.signatures.at(0).capacity.contains(u"child"_s));
    CHECK(child.signatures.at(1).notNeeded.isEmpty());
    CHECK(child.signatures.at(1).name == u"Tshilidzi O'Brien, mother"_s);
    CHECK(child.body.contains(u"The patient is under 18"_s));
    CHECK_FALSE(child.body.contains(u"For marketing"_s));

    sources.patient.birthDate = QDate();
    CHECK(composed(sources).signatures.at(1).notNeeded.isEmpty());
}

TEST_CASE("the day somebody turns 18 counts as 18", "[consents]")
{
    SheetSources sources = test::sampleSources();
    sources.patient.birthDate = QDate(2008, 11, 23);
    CHECK_FALSE(composed(sources).signatures.at(1).notNeeded.isEmpty());
    sources.patient.birthDate = QDate(2008, 11, 24);
    CHECK(composed(sources).signatures.at(1).notNeeded.isEmpty());
}

TEST_CASE("an interpreter's statement is printed when one is needed", "[consents]")
{
    SheetSources sources = test::sampleSources();
    CHECK_FALSE(composed(sources).body.contains(u"I interpreted accurately"_s));
    sources.patient.interpreterNeeded = true;
    CHECK(composed(sources).body.contains(u"I interpreted accurately"_s));
    CHECK(composed(sources).signatures.at(2).capacity == u"Interpreter"_s);
}

TEST_CASE("own risks are the relative findings and cautions, in words for patients", "[consents]")
{
    SheetSources sources = test::sampleSources();
    QList<SheetLine> risks = composed(sources).ownRisks;
    REQUIRE(risks.size() == 2);
    CHECK(risks.at(0) ==
          SheetLine{u"Dark marks (Left cheek)"_s,
                    u"Dark marks are more likely in your skin. What we change: a small test area first"_s});
    CHECK(risks.at(1) == SheetLine{u"Fainting"_s, u"You have fainted before. You will lie flat."_s});

    sources.safety.assessment.findings = {
        test::fired(u"MN-CAP-04"_s, Severity::Info, u"Younger than 22"_s, u""_s),
        test::fired(u"MN-HSV-01"_s, Severity::Caution, u"Cold sores"_s, u""_s)};
    const SheetContent sheet = composed(sources);
    CHECK(sheet.ownRisks == QList<SheetLine>{{QString(), u"Cold sores"_s}});
    CHECK(sheet.body.contains(u"**Younger than 22**"_s));

    sources.safety.assessment.findings = {
        test::fired(u"MN-EXP-06"_s, Severity::Info, u"Weaker response"_s, u""_s, u"chin"_s),
        test::fired(u"MN-INF-09"_s, Severity::Info, u"Standard precautions"_s, u""_s)};
    CHECK(composed(sources).ownRisks == QList<SheetLine>{{QString(), u"Weaker response (Chin)"_s}});

    Finding notAsked = test::fired(u"MN-WND-06"_s, Severity::Relative, u"Slow healing"_s, u""_s);
    notAsked.outcome = Outcome::NotKnown;
    sources.safety.assessment.findings = {notAsked}; // nothing that was found
    CHECK_FALSE(composed(sources).ownRisks.contains(SheetLine{QString(), u"Slow healing"_s}));
    sources.safety.assessment.findings.clear();
    CHECK(composed(sources).ownRisks ==
          QList<SheetLine>{{QString(), u"Your answers show no risk beyond those in part 6."_s}});
    CHECK(composed(sources).body.contains(u"None was found in your answers."_s));
}

TEST_CASE("a contraindication of the label is no off-label use before the doctor decided it", "[consents]")
{
    SheetSources sources = test::sampleSources();
    sources.safety.assessment.findings = {
        test::fired(u"MN-BLD-03"_s, Severity::Relative, u"Blood thinner"_s, u"You may bruise."_s)};
    sources.safety.decisions.clear();
    CHECK_FALSE(composed(sources).body.contains(u"**Blood thinner**"_s));
}

TEST_CASE("a decided contraindication of the label prints with the doctor's reason", "[consents]")
{
    SheetSources sources = test::sampleSources();
    const Finding finding =
        test::fired(u"MN-ISO-01"_s, Severity::Relative, u"Isotretinoin"_s, u"You take isotretinoin."_s);
    sources.safety.assessment.findings = {finding};
    Decision decision = sources.safety.decisions.first();
    decision.rule = finding.rule->code;
    decision.zone.clear();
    decision.choice.verdict = Verdict::Proceed;
    decision.choice.reason = u"Low dose, small area"_s;
    sources.safety.decisions = {decision};
    CHECK(composed(sources).body.contains(
        u"**Isotretinoin** You take isotretinoin\\. Because: Low dose\\, small area"_s));
}

TEST_CASE("a rule-set that is not signed off says so in print", "[consents]")
{
    SheetSources sources = test::sampleSources();
    CHECK(composed(sources).ownRisksNote.contains(u"proposed, not signed off"_s));
    sources.safety.inForce.signedOff = true;
    sources.safety.inForce.signedBy = u"Dr Ayanda Motau"_s;
    CHECK(composed(sources).ownRisksNote == u"Rule set 1.0, signed off by Dr Ayanda Motau."_s);
}

TEST_CASE("what is not planned leaves a line to write on", "[consents]")
{
    SheetSources sources = test::sampleSources();
    sources.safety.facts.plan = Plan();
    sources.practice.phone.clear();
    sources.practice.afterHoursPhone.clear();
    sources.practice.doctor.clear();
    const SheetContent sheet = composed(sources);
    CHECK(sheet.body.contains(u"Areas, what they are for, and needle depth: ____"_s));
    CHECK(sheet.body.contains(u"Device, make and type: ____"_s));
    CHECK(sheet.body.contains(u"Phone: **____"_s));
    CHECK(sheet.body.contains(u"Your dermatologist plans"_s));
}

TEST_CASE("content read back from its frozen JSON paints the same sheet", "[consents]")
{
    const SheetContent sheet = test::sampleSheet();
    SheetContent read = sheetContentFromJson(toJson(sheet));
    CHECK(test::issued(read) == sheet);
}

TEST_CASE("the sheet names the planned products by phase, the numbing cream and the device of the registry", "[consents]")
{
    SheetSources sources = test::sampleSources();
    CHECK(composed(sources).body.contains(u"No product has been planned yet."));
    const auto used = [](qint64 id, ProductKind kind, const QString &name, ProductPhase phase) {
        PlannedUse use;
        use.shelved.product.id = ProductId(id);
        use.shelved.product.kind = kind;
        use.shelved.product.name = name;
        use.phase = phase;
        return use;
    };
    Facts &facts = sources.safety.facts;
    facts.products = {used(1, ProductKind::Topical, u"Plain balm"_s, ProductPhase::After),
                      used(2, ProductKind::Anaesthetic, u"EMLA"_s, ProductPhase::Before),
                      used(3, ProductKind::Device, u"Pen 5"_s, ProductPhase::During)};
    facts.products.first().lot = Lot();
    facts.products.first().lot->code = u"B7"_s;
    facts.plan.anaesthetic = PlannedAnaesthetic();
    facts.plan.anaesthetic->product = ProductId(2);
    facts.plan.anaesthetic->grams = 15;
    facts.plan.deviceProduct = ProductId(3);
    const QString body = composed(sources).body;
    INFO(body.toStdString());
    CHECK(body.contains(u"| After | Plain balm | B7 |"));
    CHECK_FALSE(body.contains(u"No product has been planned yet."));
    CHECK(body.contains(u"Planned: **EMLA\\, 15 g**."));
    CHECK_FALSE(body.contains(u"| Before | EMLA"));
    CHECK(body.contains(u"Device, make and type: Pen 5."));
}
