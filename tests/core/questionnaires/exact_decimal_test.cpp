#include "core/questionnaires/exact_decimal.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

ExactDecimal exact(const char *text)
{
    return ExactDecimal::fromString(QString::fromLatin1(text)).value();
}
QString written(const std::optional<ExactDecimal> &number)
{
    return number ? number->toString() : u"none"_s;
}

} // namespace

TEST_CASE("a decimal is read as it is written", "[questionnaires]")
{
    struct Line
    {
        const char *text, *expected;
    };
    const auto line = GENERATE(values<Line>(
        {{"7.50", "7.50"},
         {"-0.05", "-0.05"},
         {"+3", "3"},
         {"007", "7"},
         {"0.0", "0.0"},
         {"1e3", "1000"},
         {"1.5E-3", "0.0015"},
         {"0e99999999", "0"},
         {"1e-99999999", "0.0000000000000000000000000000000000000"},
         {"1234567890123456789012345678901234567", "1234567890123456789012345678901234567"},
         {"12345678901234567890123456789012345678", "none"},
         {"1e37", "none"},
         {"0.12345678901234567890123456789012345678901", "0.1234567890123456789012345678901234567"},
         {"", "none"},
         {"-", "none"},
         {".5", "none"},
         {"5.", "none"},
         {"1e", "none"},
         {"1e+", "none"},
         {"1.2.3", "none"},
         {"1 ", "none"}}));
    CAPTURE(line.text);
    CHECK(written(ExactDecimal::fromString(QString::fromLatin1(line.text))) ==
          QString::fromLatin1(line.expected));
}

TEST_CASE("decimals are computed without binary rounding", "[questionnaires]")
{
    CHECK(written(ExactDecimal::sum(exact("0.1"), exact("0.2"))) == u"0.3");
    CHECK(written(ExactDecimal::sum(exact("1.50"), exact("2.5"))) == u"4.00");
    CHECK(written(ExactDecimal::sum(exact("1234567890123456789012345678901234567"), exact("0.5"))) ==
          u"1234567890123456789012345678901234568"); // no room for the half, which is rounded
    CHECK(written(ExactDecimal::sum(exact("9999999999999999999999999999999999999"), exact("1"))) == u"none");
    CHECK(written(ExactDecimal::product(exact("1.10"), exact("1.1"))) == u"1.210");
    CHECK(written(ExactDecimal::product(exact("0.3333333333333333"), exact("0.3333333333333333"))) ==
          u"0.1111111111111111");
    CHECK(written(ExactDecimal::product(exact("1e20"), exact("1e20"))) == u"none");
    CHECK(written(ExactDecimal::quotient(exact("7"), exact("2"))) == u"3.5");
    CHECK(written(ExactDecimal::quotient(exact("2"), exact("3"))) == u"0.6666666666666667");
    CHECK(written(ExactDecimal::quotient(exact("-1"), exact("8"))) == u"-0.125");
    CHECK(written(ExactDecimal::quotient(exact("5"), exact("0.002"))) == u"2500");
    CHECK(written(ExactDecimal::quotient(exact("1"), exact("0.0"))) == u"none");
    CHECK(written(ExactDecimal::truncatedQuotient(exact("-5.5"), exact("0.7"))) == u"-7");
    CHECK(written(ExactDecimal::remainder(exact("5.5"), exact("0.7"))) == u"0.6");
    CHECK(written(ExactDecimal::remainder(exact("5"), exact("0"))) == u"none");
}

TEST_CASE("decimals round half away from zero", "[questionnaires]")
{
    CHECK(exact("2.5").rounded(0).toString() == u"3");
    CHECK(exact("-2.5").rounded(0).toString() == u"-3");
    CHECK(exact("1.005").rounded(2).toString() == u"1.01");
    CHECK(exact("1.4999").rounded(0).toString() == u"1");
    CHECK(exact("-1.1").floor().toString() == u"-2");
    CHECK(exact("-1.1").ceiling().toString() == u"-1");
    CHECK(exact("1.1").ceiling().toString() == u"2");
    CHECK(exact("3.0").floor().toString() == u"3");
    CHECK(exact("-1.9").truncated().toString() == u"-1");
    CHECK(exact("10.500").trimmed().toString() == u"10.5");
    CHECK(exact("100").trimmed().toString() == u"100");
}

TEST_CASE("decimals compare by value, also far apart", "[questionnaires]")
{
    CHECK(exact("7.50") == exact("7.5"));
    CHECK(exact("-1") < exact("0.5"));
    CHECK(exact("9999999999999999999999999999999999999") > exact("0.0000000000000000000000001"));
    CHECK(exact("-9999999999999999999999999999999999999") < exact("0.0000000000000000000000001"));
    CHECK(exact("0.0000000000000000000000001") < exact("9999999999999999999999999999999999999"));
}

TEST_CASE("a decimal is an integer only when it is whole and fits", "[questionnaires]")
{
    CHECK(exact("42.0").toInteger() == 42);
    CHECK(exact("-2147483648").toInteger() == -2147483647 - 1);
    CHECK(exact("2147483648").toInteger() == std::nullopt);
    CHECK(exact("2147483648").toLong() == 2147483648LL);
    CHECK(exact("9223372036854775808").toLong() == std::nullopt);
    CHECK(exact("1.5").toInteger() == std::nullopt);
    CHECK(written(ExactDecimal::fromDouble(0.1 + 0.2)) == u"0.3");
    CHECK(written(ExactDecimal::fromDouble(std::numeric_limits<double>::infinity())) == u"none");
}
