#include "core/safety/earliest_date.h"
#include "tests/core/safety/stated_facts.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

EarliestDate dateOf(const QJsonObject &changes, const QDate &session = {})
{
    Facts facts = test::statedFacts(changes);
    if (session.isValid())
        facts.session = session;
    return earliestDate(assess(*RuleSet::shipped(), facts), {});
}

} // namespace

TEST_CASE("the earliest date is the last day of the rule's window, with its arithmetic", "[safety]")
{
    // Stated for the session of 2 March 2026; every span and every precision of a date.
    const auto [operand, last, code, span, earliest] = GENERATE(table<QString, QString, QString, QString, QDate>({
        {u"Q-ISO-LAST"_s, u"2025-11-30"_s, u"MN-ISO-02"_s, u"30 Nov 2025 + 6 months = 30 May 2026"_s, QDate(2026, 5, 30)},
        {u"Q-ISO-LAST"_s, u"2025-09"_s, u"MN-ISO-02"_s, u"Sep 2025, counted from 30 Sep 2025, + 6 months = 30 Mar 2026"_s,
         QDate(2026, 3, 30)},
        {u"Q-ISO-LAST"_s, u"2025"_s, u"MN-ISO-02"_s, u"2025, counted from 31 Dec 2025, + 6 months = 30 Jun 2026, the last day of that month"_s,
         QDate(2026, 6, 30)},
        {u"Q-SUN"_s, u"2026-02-25"_s, u"MN-SKN-09"_s, u"25 Feb 2026 + 14 days (practice default) = 11 Mar 2026"_s,
         QDate(2026, 3, 11)},
        {u"Q-RET"_s, u"2026-03-02"_s, u"MN-MED-01"_s, u"2 Mar 2026 + 24 hours from the end of that day = 4 Mar 2026"_s,
         QDate(2026, 3, 4)},
    }));
    const EarliestDate date = dateOf({{operand, last}});
    REQUIRE(date.grounds.size() == 1);
    CHECK(date.grounds.first().rule == code);
    CHECK(date.grounds.first().arithmetic.endsWith(span));
    CHECK(date.grounds.first().arithmetic.startsWith(code + u", "_s));
    CHECK(date.earliest() == earliest);
    CHECK(proposedDeferral(date).until == earliest);
    CHECK(proposedDeferral(date).computed == earliest);
}

TEST_CASE("six months before the end of February end on its last day, in leap years the 29th", "[safety]")
{
    const auto [last, session, earliest] = GENERATE(table<QString, QDate, QDate>({
        {u"2027-08-31"_s, QDate(2028, 2, 1), QDate(2028, 2, 29)},
        {u"2027-08-29"_s, QDate(2028, 2, 1), QDate(2028, 2, 29)},
        {u"2026-08-31"_s, QDate(2027, 2, 1), QDate(2027, 2, 28)},
        {u"2028-02-29"_s, QDate(2028, 3, 1), QDate(2028, 8, 29)},
    }));
    CHECK(dateOf({{u"Q-ISO-LAST"_s, last}}, session).latest == earliest);
}

TEST_CASE("on the computed date the rule does not fire any more, the day before it does", "[safety]")
{
    const QDate earliest = dateOf({{u"Q-ISO-LAST"_s, u"2025-11-30"_s}}).earliest().value();
    Facts facts = test::statedFacts({{u"Q-ISO-LAST"_s, u"2025-11-30"_s}});
    facts.session = earliest.addDays(-1);
    CHECK(assess(*RuleSet::shipped(), facts).find(u"MN-ISO-02"_s)->outcome == Outcome::Fired);
    facts.session = earliest;
    CHECK(assess(*RuleSet::shipped(), facts).find(u"MN-ISO-02"_s)->outcome == Outcome::Clear);
}

TEST_CASE("of several windows the latest counts", "[safety]")
{
    const EarliestDate date = dateOf({{u"Q-SUN"_s, u"2026-02-25"_s}, {u"Q-ISO-LAST"_s, u"2025-11-30"_s}});
    CHECK(date.lines().size() == 2);
    CHECK(date.latest == QDate(2026, 5, 30));
    CHECK(date.earliest() == QDate(2026, 5, 30));
}

TEST_CASE("what has no window is named, and then no date is proposed", "[safety]")
{
    const EarliestDate date = dateOf({{u"Q-PREG"_s, u"yes"_s}, {u"Q-SUN"_s, u"2026-02-25"_s}});
    CHECK(date.latest == QDate(2026, 3, 11));
    CHECK_FALSE(date.earliest());
    CHECK(date.lines().contains(u"No date can be computed: MN-PRG-01, Pregnant"_s));
    CHECK_FALSE(proposedDeferral(date).until.isValid());
    CHECK(actionsOf(date) == u"Rebook after pregnancy and breastfeeding");
}

TEST_CASE("what concerns this session only is named and stands in no later session's way", "[safety]")
{
    const EarliestDate date = dateOf({{u"Q-FEVER"_s, true}, {u"Q-SUN"_s, u"2026-02-25"_s}});
    CHECK(date.earliest() == QDate(2026, 3, 11));
    CHECK(date.lines().size() == 2);
    CHECK(date.lines().last().startsWith(u"This session or its products only, no date: MN-INF-06, "_s));
    CHECK_FALSE(dateOf({{u"Q-FEVER"_s, true}}).earliest());
}

TEST_CASE("a date that is not known gives none, and what did not fire gives no ground", "[safety]")
{
    CHECK(dateOf({{u"Q-ISO-LAST"_s, u"unsure!"_s}}).grounds.isEmpty());
    CHECK(dateOf({}).grounds.isEmpty());
    CHECK_FALSE(dateOf({}).earliest());
}

TEST_CASE("patients read the rule's own words; what is for the doctor's ear alone does not stand on paper", "[safety]")
{
    const EarliestDate sun = dateOf({{u"Q-SUN"_s, u"2026-02-25"_s}});
    CHECK(sun.grounds.first().forPatient == RuleSet::shipped()->rule(u"MN-SKN-09"_s)->patientText);
    const EarliestDate notAsked = dateOf({{u"Q-PREG"_s, QJsonValue()}});
    REQUIRE_FALSE(notAsked.grounds.isEmpty());
    CHECK(notAsked.grounds.first().forPatient.isEmpty()); // a gap of the record is no reason to read
    const EarliestDate pressed = dateOf({{u"Q-VOL"_s, true}});
    REQUIRE(pressed.grounds.size() == 1);
    CHECK(pressed.grounds.first().forPatient.isEmpty());
    CHECK(actionsOf(pressed).isEmpty());
}
