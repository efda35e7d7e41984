#include "core/base/canonical_json.h"
#include "core/safety/decision.h"
#include "tests/core/safety/stated_facts.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QJsonArray>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Assessment assessed(const QJsonObject &changes)
{
    return assess(*RuleSet::shipped(), statedFacts(changes));
}

/// All that fired, after checking that nothing else is left open.
QStringList firedAlone(const Assessment &assessment)
{
    CHECK(codes(assessment, Outcome::NotKnown) == QStringList());
    CHECK(codes(assessment, Outcome::OutOfDate) == QStringList());
    return codes(assessment, Outcome::Fired);
}

/// The zones for which a rule came to an outcome, each finding's scope instance in order.
QStringList zonesOf(const Assessment &assessment, const QString &rule, Outcome outcome)
{
    QStringList zones;
    for (const Finding &finding : assessment.withOutcome(outcome)) {
        if (finding.rule->code == rule)
            zones << finding.zone;
    }
    return zones;
}

} // namespace

// domain.md §1.11, as far as no product is involved; the session is on 2026-03-02.
TEST_CASE("vector 1: isotretinoin stopped exactly six months ago is information only", "[safety][vectors]")
{
    const QStringList fired =
        firedAlone(assessed({{u"Q-ISO-NOW"_s, false}, {u"Q-ISO-LAST"_s, u"2025-09-02"_s}}));
    CHECK(fired == QStringList{u"ISO-03"_s});
}

TEST_CASE("vector 2: a month without a day is read as its last day", "[safety][vectors]")
{
    const QStringList fired = firedAlone(assessed({{u"Q-ISO-LAST"_s, u"2025-09"_s}}));
    CHECK(fired == QStringList{u"ISO-02"_s});
}

TEST_CASE("vector 3: cold sores in the past do not matter to the abdomen", "[safety][vectors]")
{
    const QStringList fired = firedAlone(assessed({{u"Q-HSV-HX"_s, true}, {u"zone"_s, u"abdomen-upper"_s}}));
    CHECK(fired == QStringList());
}

TEST_CASE("vector 4: a wart on the chin blocks the chin, and the cheeks are ready without it",
          "[safety][vectors]")
{
    Facts facts = statedFacts();
    planZones(facts, {u"chin"_s, u"cheek-left"_s, u"cheek-right"_s});
    facts.setInZone(u"chin"_s, u"X-AREA.findings"_s, Coding{{}, u"wart"_s, u"Wart"_s});
    const Assessment withChin = assess(*RuleSet::shipped(), facts);
    CHECK(firedAlone(withChin) == QStringList{u"INF-03"_s});
    CHECK(zonesOf(withChin, u"MN-INF-03"_s, Outcome::Fired) == QStringList{u"chin"_s});
    CHECK(status(withChin, {}) == SessionStatus::AbsoluteFired);

    facts.zones.removeAll(u"chin"_s);
    const Assessment cheeks = assess(*RuleSet::shipped(), facts);
    CHECK(firedAlone(cheeks) == QStringList());
    CHECK(status(cheeks, {}) == SessionStatus::Ready);
}

TEST_CASE("vector 5: novocaine with a rash is an ester allergy and stops under the device label",
          "[safety][vectors]")
{
    const QStringList fired = firedAlone(assessed({{u"ALLERGY"_s, QJsonArray{u"procaine"_s}},
                                                   {u"Q-LA-RXN"_s, u"rash-or-swelling"_s},
                                                   {u"Q-LA-CLS"_s, u"ester"_s}}));
    CHECK(fired == QStringList{u"ANA-02"_s, u"ANA-18"_s});
}

TEST_CASE("vector 5b: fainting from novocaine is no allergy", "[safety][vectors]")
{
    const QStringList fired = firedAlone(assessed({{u"Q-LA-RXN"_s, u"faint-or-palpitations"_s}}));
    CHECK(fired == QStringList{u"ANA-04"_s});
}

TEST_CASE("vector 7: pregnancy not applicable, said so, is an answer", "[safety][vectors]")
{
    CHECK(firedAlone(assessed({{u"Q-PREG"_s, u"not-applicable"_s}})) == QStringList());
}

TEST_CASE("vector 8: an INR of ten days ago is too old for a patient on warfarin", "[safety][vectors]")
{
    const QStringList fired = firedAlone(
        assessed({{u"Q-ACO"_s, u"warfarin"_s}, {u"Q-INR"_s, 2.4}, {u"Q-INR-DATE"_s, u"2026-02-20"_s}}));
    CHECK(fired == QStringList{u"BLD-05"_s, u"BLD-04"_s});
}

TEST_CASE("vector 10: well controlled HIV, disclosed, is information and blocks nothing", "[safety][vectors]")
{
    const Assessment assessment =
        assessed({{u"Q-BBV"_s, QJsonArray{u"hiv"_s}}, {u"Q-IMM"_s, u"hiv-controlled"_s}});
    CHECK(firedAlone(assessment) == QStringList{u"INF-09"_s});
    CHECK(status(assessment, {}) == SessionStatus::Ready);
}

TEST_CASE("vector 12: allergies left blank stop the session and leave the checklist incomplete",
          "[safety][vectors]")
{
    const Assessment assessment =
        assessed({{u"Q-ALG"_s, QJsonValue::Null}, {u"missing"_s, QJsonArray{u"Q-ALG"_s}}});
    CHECK(codes(assessment, Outcome::Fired) == QStringList{u"ALG-07"_s, u"CAP-10"_s});
    CHECK(status(assessment, {}) == SessionStatus::AbsoluteFired);
}

TEST_CASE("vector 13: a patient of 17 needs both signatures, and is not yet of the age below 22",
          "[safety][vectors]")
{
    const QJsonObject unsigned17{
        {u"Q-AGE"_s, 17}, {u"PL-CONSENT.guardian"_s, false}, {u"PL-CONSENT.child"_s, true}};
    CHECK(codes(assessed(unsigned17), Outcome::Fired) == QStringList{u"CAP-03"_s, u"CAP-02"_s});
    CHECK(codes(assessed({{u"Q-AGE"_s, 17}}), Outcome::Fired) == QStringList{u"CAP-02"_s});
}

TEST_CASE("herpes in one part of the face blocks the whole face, and only the face", "[safety]")
{
    Facts facts = statedFacts();
    planZones(facts, {u"forehead"_s, u"cheek-left"_s, u"abdomen-upper"_s});
    facts.setInZone(u"cheek-left"_s, u"X-AREA.findings"_s, Coding{{}, u"herpes-or-shingles"_s, {}});
    CHECK(zonesOf(assess(*RuleSet::shipped(), facts), u"MN-INF-02"_s, Outcome::Fired) ==
          QStringList{u"forehead"_s, u"cheek-left"_s});

    facts.zones = {u"forehead"_s, u"abdomen-upper"_s}; // examined, though not to be treated
    const Assessment assessment = assess(*RuleSet::shipped(), facts);
    CHECK(zonesOf(assessment, u"MN-INF-02"_s, Outcome::Fired) == QStringList{u"forehead"_s});
    CHECK(assessment.find(u"MN-INF-02"_s, u"forehead"_s)->evidence.first().zone == u"cheek-left");
}

TEST_CASE("what holds for every zone is one finding, and an unexamined zone is one open item", "[safety]")
{
    Facts facts = statedFacts({{u"Q-KEL"_s, u"self-in-area"_s}});
    planZones(facts, {u"chin"_s, u"cheek-left"_s});
    facts.inZone[u"chin"_s].remove(u"X-AREA.findings"_s);
    const Assessment assessment = assess(*RuleSet::shipped(), facts);
    CHECK(zonesOf(assessment, u"MN-WND-01"_s, Outcome::Fired) == QStringList{QString()});
    const Finding *warts = assessment.find(u"MN-INF-03"_s);
    REQUIRE(warts);
    CHECK(warts->outcome == Outcome::NotKnown);
    CHECK(warts->zones == QStringList{u"chin"_s});
}

TEST_CASE("an answer that is out of date counts as not known and says so", "[safety]")
{
    Facts facts = statedFacts();
    facts.patient[u"Q-IE"_s].outOfDate = true;
    facts.patient[u"Q-PREG"_s].outOfDate = true;
    const Assessment assessment = assess(*RuleSet::shipped(), facts);
    CHECK(codes(assessment, Outcome::OutOfDate) == QStringList{u"ANA-17"_s, u"PRG-01"_s, u"PRG-02"_s, u"INF-12"_s});
    CHECK(status(assessment, {}) == SessionStatus::AbsoluteUnknown);
    CHECK(explanation(*assessment.find(u"MN-INF-12"_s)).startsWith(u"Out of date: "));
}

TEST_CASE("not asked and unsure are both not known, and told apart", "[safety]")
{
    const Assessment assessment = assessed({{u"Q-IE"_s, QJsonValue::Null}, {u"Q-EDS"_s, u"unsure!"_s}});
    const Finding *notAsked = assessment.find(u"MN-INF-12"_s);
    const Finding *unsure = assessment.find(u"MN-WND-07"_s);
    CHECK(notAsked->outcome == Outcome::NotKnown);
    CHECK(unsure->outcome == Outcome::NotKnown);
    CHECK(explanation(*notAsked).endsWith(u"not asked."));
    CHECK(explanation(*unsure).endsWith(u"unsure."));
    CHECK(toJson(*unsure).value(u"missing"_s) == QJsonArray{u"Q-EDS"_s});
}

TEST_CASE("findings come by severity, then category, then code", "[safety]")
{
    const Assessment assessment = assessed({{u"Q-PREG"_s, u"yes"_s},
                                            {u"Q-METAL"_s, u"jewellery"_s},
                                            {u"Q-SMOKE"_s, 20},
                                            {u"Q-LATEX"_s, u"rash"_s},
                                            {u"Q-VOL"_s, true},
                                            {u"Q-EDS"_s, true}});
    CHECK(codes(assessment, Outcome::Fired) ==
          QStringList{u"ANA-17"_s, u"PRG-01"_s, u"CAP-07"_s, u"ALG-02"_s, u"WND-07"_s, u"ALG-09"_s, u"WND-08"_s});
}

TEST_CASE("the same facts give the same findings in the same order", "[safety]")
{
    const Facts facts = statedFacts({{u"Q-PREG"_s, u"possible"_s}, {u"Q-DERM"_s, QJsonArray{u"eczema"_s}}});
    const QByteArray first = canonicalJson(toJson(assess(*RuleSet::shipped(), facts)));
    const QByteArray second = canonicalJson(toJson(assess(*RuleSet::shipped(), facts)));
    CHECK(first == second);
    CHECK(facts.digest() ==
          statedFacts({{u"Q-PREG"_s, u"possible"_s}, {u"Q-DERM"_s, QJsonArray{u"eczema"_s}}}).digest());
}

TEST_CASE("a finding tells when time alone ends it", "[safety]")
{
    CHECK(assessed({{u"Q-ISO-LAST"_s, u"2025-11-30"_s}}).find(u"MN-ISO-02"_s)->endsOn() == QDate(2026, 5, 30));
    CHECK(assessed({{u"Q-SUN"_s, u"2026-02-25"_s}}).find(u"MN-SKN-09"_s)->endsOn() == QDate(2026, 3, 11));
    CHECK_FALSE(assessed({{u"Q-EDS"_s, true}}).find(u"MN-WND-07"_s)->endsOn());
}

TEST_CASE("how long assessing the whole rule-set takes", "[.bench][safety]")
{
    Facts facts = statedFacts({{u"Q-KEL"_s, u"self-in-area"_s}, {u"Q-IE"_s, QJsonValue::Null}});
    planZones(facts, {u"forehead"_s, u"chin"_s, u"cheek-left"_s, u"cheek-right"_s, u"nose"_s});
    constexpr int rounds = 200;
    QElapsedTimer timer;
    timer.start();
    qsizetype findings = 0;
    for (int i = 0; i < rounds; ++i)
        findings += assess(*RuleSet::shipped(), facts).findings.size();
    WARN("assess: " << timer.nsecsElapsed() / rounds / 1000 << " us, " << findings / rounds << " findings");
}
