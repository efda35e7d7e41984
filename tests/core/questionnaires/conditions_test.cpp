#include "core/questionnaires/conditions.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr Truth F = Truth::False;
constexpr Truth T = Truth::True;
constexpr Truth U = Truth::Unknown;

} // namespace

TEST_CASE("three-valued and, or and not keep what is not known apart from no", "[questionnaires]")
{
    struct Line
    {
        Truth left, right, conjunction, disjunction;
    };
    const auto line = GENERATE(
        values<Line>({{T, T, T, T}, {T, F, F, T}, {T, U, U, T}, {F, F, F, F}, {F, U, F, U}, {U, U, U, U}}));
    CHECK(both(line.left, line.right) == line.conjunction);
    CHECK(both(line.right, line.left) == line.conjunction);
    CHECK(either(line.left, line.right) == line.disjunction);
    CHECK(either(line.right, line.left) == line.disjunction);
    CHECK(negated(U) == U);
    CHECK(negated(T) == F);
}

TEST_CASE("values compare by what they mean", "[questionnaires]")
{
    CHECK(compare(Operator::Equal, decimal(u"7.50"_s), decimal(u"7.5"_s)) == T);
    CHECK(compare(Operator::Greater, qint64(10), decimal(u"9.5"_s)) == T);
    CHECK(compare(Operator::GreaterOrEqual, qint64(10), qint64(10)) == T);
    CHECK(compare(Operator::LessOrEqual, qint64(11), qint64(10)) == F);
    CHECK(compare(Operator::NotEqual, u"a"_s, u"b"_s) == T);
    CHECK(compare(Operator::Less, u"a"_s, u"b"_s) == T);
    CHECK(compare(Operator::Equal, true, false) == F);
    CHECK(compare(Operator::Equal, Coding{u"s"_s, u"warfarin"_s, u"Warfarin"_s}, code(u"warfarin"_s)) == T);
    CHECK(compare(Operator::Equal, Coding{u"s"_s, u"x"_s, {}}, Coding{u"t"_s, u"x"_s, {}}) == F);
    CHECK(compare(Operator::Equal, u"warfarin"_s, code(u"warfarin"_s)) == F);
    CHECK(compare(Operator::NotEqual, u"some herb"_s, code(u"none"_s)) == T);
}

TEST_CASE("values that cannot be compared give unknown", "[questionnaires]")
{
    CHECK(compare(Operator::Greater, true, qint64(3)) == U);
    CHECK(compare(Operator::Greater, code(u"a"_s), code(u"b"_s)) == U);
    CHECK(compare(Operator::Less, Quantity{*Decimal::fromString(u"5"_s), u"mg"_s},
                  Quantity{*Decimal::fromString(u"6"_s), u"%"_s}) == U);
    CHECK(compare(Operator::Less, Quantity{*Decimal::fromString(u"5"_s), u"mg"_s},
                  Quantity{*Decimal::fromString(u"6"_s), u"mg"_s}) == T);
}

TEST_CASE("partial dates compare as the days they may mean", "[questionnaires]")
{
    CHECK(compare(Operator::Less, date(u"2025-09"_s), date(u"2025-10-01"_s)) == T);
    CHECK(compare(Operator::Less, date(u"2025-09"_s), date(u"2025-09-15"_s)) == U);
    CHECK(compare(Operator::Equal, date(u"2025-09"_s), date(u"2025-09-15"_s)) == U);
    CHECK(compare(Operator::Greater, date(u"2025"_s), date(u"2024-12-31"_s)) == T);
    CHECK(compare(Operator::GreaterOrEqual, date(u"2025-09"_s), date(u"2025-09"_s)) == T);
    CHECK(compare(Operator::Equal, date(u"2025-09-02"_s), date(u"2025-09-02"_s)) == T);
}

TEST_CASE("a comparison over an answer looks at all its values", "[questionnaires]")
{
    Answer list = Answer::of(qint64(1));
    list.values << qint64(5);
    CHECK(matches(list, Operator::Equal, qint64(5)) == T);
    CHECK(matches(list, Operator::NotEqual, qint64(5)) == F);
    CHECK(matches(list, Operator::NotEqual, qint64(7)) == T);
    CHECK(matches(list, Operator::Greater, qint64(4)) == T);
    CHECK(matches(list, Operator::Exists, true) == T);
    CHECK(matches(list, Operator::Exists, false) == F);
}

TEST_CASE("not asked and unsure are unknown to every comparison but exists", "[questionnaires]")
{
    const Answer answer = GENERATE(Answer(), Answer::unsure());
    CHECK(matches(answer, Operator::Equal, true) == U);
    CHECK(matches(answer, Operator::NotEqual, true) == U);
    CHECK(matches(answer, Operator::Less, qint64(1)) == U);
    CHECK(matches(answer, Operator::Exists, true) == F);
    CHECK(matches(answer, Operator::Exists, false) == T);
}
