#include "ui/questionnaires/date_input.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("dates are understood to the precision that was typed", "[questionnaires]")
{
    const auto [typed, understood] = GENERATE(table<QString, QString>({
        {u"2025"_s, u"2025"_s},
        {u"2025-09"_s, u"2025-09"_s},
        {u"09/2025"_s, u"2025-09"_s},
        {u"Sep 2025"_s, u"2025-09"_s},
        {u"september 2025"_s, u"2025-09"_s},
        {u"2 Sep 2025"_s, u"2025-09-02"_s},
        {u"2/9/2025"_s, u"2025-09-02"_s},
        {u"02.09.25"_s, u"2025-09-02"_s},
        {u"2025-09-02"_s, u"2025-09-02"_s},
        {u"14 mar 92"_s, u"1992-03-14"_s},
        {u"today"_s, u"2026-03-02"_s},
        {u"yesterday"_s, u"2026-03-01"_s},
    }));
    const auto date = dateFromTyping(typed, QDate(2026, 3, 2));
    REQUIRE(date);
    CHECK(date->toString() == understood);
    CHECK(dateFromTyping(dateToType(*date), QDate(2026, 3, 2)) == date);
}

TEST_CASE("what is no real date is not understood", "[questionnaires]")
{
    const QString typed =
        GENERATE(u"31 Feb 2025"_s, u"13/2025"_s, u"last week"_s, u"5"_s, u"2 Se"_s, u""_s, u"1/2/3/4"_s);
    CHECK_FALSE(dateFromTyping(typed, QDate(2026, 3, 2)));
}

TEST_CASE("the echo says what is not known", "[questionnaires]")
{
    CHECK(dateEcho(*PartialDate::fromString(u"2025"_s)) == u"2025, month not known");
    CHECK(dateEcho(*PartialDate::fromString(u"2025-09"_s)) == u"September 2025, day not known");
    CHECK(dateEcho(*PartialDate::fromString(u"2025-09-02"_s)) == u"Tuesday, 2 September 2025");
}
