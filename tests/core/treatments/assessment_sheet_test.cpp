#include "core/treatments/assessment_sheet.h"

#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/safety/sign_decision.h"
#include "core/storage/journal.h"
#include "tests/core/treatments/treatment_fixture.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class ReportFixture : public test::TreatmentFixture
{
public:
    ReportFixture()
    {
        const AnswerValue pregnant = Coding{{}, u"yes"_s, {}};
        REQUIRE(keepIntake(*database, nurse, clock.now(), intake(), responseWith(u"Q-PREG"_s, Answer::of(pregnant))));
        check = checkSafety(*database, patient, clock.today()).value();
    }
    SheetContent sheet() const { return assessmentSheet(*database, nurse, clock.now(), patient).value(); }

    SafetyCheck check;
};

} // namespace

TEST_CASE_METHOD(ReportFixture, "the report names every rule once or more, and every code that is not checked", "[treatments]")
{
    const QString body = sheet().body;
    for (const auto &rule : check.inForce.rules->rules()) {
        INFO(rule->code.toStdString());
        CHECK(body.contains(rule->code));
    }
    for (const QString &code : check.assessment.notYetChecked) {
        INFO(code.toStdString());
        CHECK(body.contains(code));
    }
    for (const Finding &finding : check.assessment.findings) {
        INFO(finding.rule->code.toStdString());
        CHECK_FALSE(finding.evidence.isEmpty()); // each line says because of what
    }
    CHECK(body.contains(u"MN-PRG-01, absolute"_s));
    CHECK(body.contains(u"proposed, not signed off"_s));
    CHECK(body.contains(u"| 2 Mar 2026 | Sr Lindiwe Zwane |"_s));
}

TEST_CASE_METHOD(ReportFixture, "the report says by which rules, on which facts, and where the journal stood", "[treatments]")
{
    const SheetContent content = sheet();
    const auto line = [&](const QString &label) {
        for (const SheetLine &each : content.control) {
            if (each.label == label)
                return each.text;
        }
        return QString();
    };
    CHECK(line(u"Rules"_s).contains(check.inForce.rules->version()));
    CHECK(line(u"Facts"_s) == check.facts.digest());
    CHECK(line(u"Journal head"_s) == QString::fromLatin1(journalHead(*database)->hash.toHex()));
    CHECK(line(u"Printed by"_s) == nurse.name);
    CHECK(sheetPdf(content).value() == sheetPdf(sheet()).value());
}

TEST_CASE_METHOD(ReportFixture, "cards are CDS Hooks cards: short, known indicators, each its own uuid, always the same", "[treatments]")
{
    const QJsonArray cards = cdsCards(check).value(u"cards"_s).toArray();
    const auto open = std::count_if(check.assessment.findings.begin(), check.assessment.findings.end(),
                                    [](const Finding &finding) { return finding.outcome != Outcome::Clear; });
    CHECK(cards.size() == open);
    static const QRegularExpression uuid(u"^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    QSet<QString> uuids;
    bool isPregnancyCritical = false;
    for (const QJsonValue &card : cards) {
        const QString summary = card[u"summary"_s].toString();
        INFO(summary.toStdString());
        CHECK_FALSE(summary.isEmpty());
        CHECK(summary.size() <= 140);
        CHECK(QStringList{u"info"_s, u"warning"_s, u"critical"_s}.contains(card[u"indicator"_s].toString()));
        CHECK_FALSE(card[u"detail"_s].toString().isEmpty());
        CHECK_FALSE(card[u"source"_s][u"label"_s].toString().isEmpty());
        CHECK(uuid.match(card[u"uuid"_s].toString()).hasMatch());
        uuids.insert(card[u"uuid"_s].toString());
        isPregnancyCritical |= card[u"source"_s][u"topic"_s][u"code"_s] == u"MN-PRG-01"_s && card[u"indicator"_s] == u"critical"_s;
    }
    CHECK(uuids.size() == cards.size());
    CHECK(isPregnancyCritical);
    CHECK(cdsCards(checkSafety(*database, patient, clock.today()).value()) == cdsCards(check));
}
