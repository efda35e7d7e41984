#include "core/privacy/keep_until.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;

TEST_CASE("a record is kept as the vectors of domain.md 7.8 say", "[privacy]")
{
    struct Vector
    {
        const char *name;
        QDate lastContact;
        QDate birthDate;
        QDate keepUntil;
    };
    const auto vector = GENERATE(values<Vector>({{"adult", {2026, 3, 2}, {1980, 1, 1}, {2032, 3, 2}},
                                                 {"minor 17", {2026, 3, 2}, {2008, 6, 1}, {2032, 3, 2}},
                                                 {"child 13", {2026, 3, 2}, {2012, 6, 1}, {2033, 6, 1}},
                                                 {"leap", {2024, 2, 29}, {1990, 1, 1}, {2030, 2, 28}}}));
    INFO(vector.name);
    CHECK(keepUntil({vector.lastContact, vector.birthDate}).day == vector.keepUntil);
}

TEST_CASE("a hold and incapacity keep a record without end, whatever else is so", "[privacy]")
{
    const QDate longAgo(1990, 1, 1);
    CHECK(keepUntil({longAgo, longAgo, false, true, false}) == KeepUntil{std::nullopt, KeepReason::Hold});
    CHECK(keepUntil({longAgo, longAgo, true, true, true}) == KeepUntil{std::nullopt, KeepReason::Hold});
    CHECK(keepUntil({longAgo, longAgo, true, false, false}) ==
          KeepUntil{std::nullopt, KeepReason::Incapacity});
    CHECK_FALSE(keepUntil({longAgo, longAgo, false, true, false}).isOver(QDate(2300, 1, 1)));
}

TEST_CASE("an adverse event with a slow course keeps a record for 25 years", "[privacy]")
{
    const KeepUntil kept = keepUntil({{2026, 3, 2}, {1980, 1, 1}, false, false, true});
    CHECK(kept == KeepUntil{QDate(2051, 3, 2), KeepReason::SlowAdverseEvent});
    CHECK_FALSE(kept.isOver(QDate(2051, 3, 2))); // the last day still counts
    CHECK(kept.isOver(QDate(2051, 3, 3)));
}

TEST_CASE("the reason named is the one that decided", "[privacy]")
{
    CHECK(keepUntil({{2026, 3, 2}, {1980, 1, 1}}).reason == KeepReason::Dormancy);
    CHECK(keepUntil({{2026, 3, 2}, {2012, 6, 1}}).reason == KeepReason::Minority);
    CHECK(keepUntil({{2026, 3, 2}, {2025, 12, 1}, false, false, true}).reason ==
          KeepReason::SlowAdverseEvent); // of a baby
}
