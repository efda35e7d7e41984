#include "core/base/canonical_json.h"
#include "core/base/clock.h"
#include "core/base/csv.h"
#include "core/base/partial_date.h"
#include "core/base/result.h"
#include "core/base/sha256.h"
#include "core/base/text_folding.h"

#include <QJsonArray>
#include <QJsonObject>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("SHA-256 is that of the standard, over both parts joined", "[base]")
{
    // NIST's examples for FIPS 180-4: "abc", and nothing at all
    CHECK(sha256("abc").toHex() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256("a", "bc") == sha256("abc"));
    CHECK(sha256({}).toHex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("folding makes names comparable", "[base]")
{
    const auto [text, expected] = GENERATE(table<QString, QString>({
        {u"Kgošana"_s, u"kgosana"_s},
        {u"Ṋemuṱanzhela"_s, u"nemutanzhela"_s},
        {u"O'Brien"_s, u"obrien"_s},
        {u"O’Brien"_s, u"obrien"_s},
        {u"van der Merwe"_s, u"van der merwe"_s},
        {u"Smith-Jones"_s, u"smith jones"_s},
        {u"  Łukasz   Ægir "_s, u"lukasz aegir"_s},
        {u"MSD-00418"_s, u"msd 00418"_s},
        {u""_s, u""_s},
    }));
    CHECK(folded(text) == expected);
}

TEST_CASE("a partial date knows the first and last day it could mean", "[base]")
{
    const auto month = PartialDate::fromString(u"2025-09"_s);
    REQUIRE(month);
    CHECK(month->earliest() == QDate(2025, 9, 1));
    CHECK(month->latest() == QDate(2025, 9, 30));
    CHECK(month->toString() == u"2025-09");
    const auto year = PartialDate::fromString(u"2024"_s);
    REQUIRE(year);
    CHECK(year->latest() == QDate(2024, 12, 31));
    const auto text = GENERATE(as<QString>(), u"2025-13"_s, u"2025-02-29"_s, u"25-01-01"_s, u""_s, u"2025-1"_s,
                               u"2025-01-01-01"_s, u"２０２５"_s);
    CHECK_FALSE(PartialDate::fromString(text));
}

TEST_CASE("months clamp to the month's end and birthdays of 29 February are kept", "[base]")
{
    CHECK(addMonthsClamped(QDate(2026, 8, 31), 6) == QDate(2027, 2, 28));
    CHECK(ageOn(QDate(2004, 2, 29), QDate(2022, 2, 27)) == 17);
    CHECK(ageOn(QDate(2004, 2, 29), QDate(2022, 2, 28)) == 18);
    CHECK(ageOn(QDate(2008, 3, 3), QDate(2026, 3, 2)) == 17);
}

TEST_CASE("canonical JSON is RFC 8785", "[base]")
{
    // Numbers from RFC 8785, appendix B.
    const auto [value, expected] = GENERATE(table<double, QByteArray>({
        {0.0, "0"},
        {-0.0, "0"},
        {5e-324, "5e-324"},
        {-1.7976931348623157e308, "-1.7976931348623157e+308"},
        {9007199254740992.0, "9007199254740992"},
        {295147905179352830000.0, "295147905179352830000"},
        {1e21, "1e+21"},
        {1e-6, "0.000001"},
        {1e-7, "1e-7"},
        {333333333.33333329, "333333333.3333333"},
        {1.5, "1.5"},
        {-0.0000033333333333333333, "-0.0000033333333333333333"},
    }));
    CHECK(canonicalJson(value) == expected);
    const QJsonObject object{{u"b"_s, QJsonArray{1, u"\u20ac$\x0f\nA'B\"\\"_s, QJsonValue::Null}}, {u"a"_s, true}};
    CHECK(canonicalJson(object) == "{\"a\":true,\"b\":[1,\"\u20ac$\\u000f\\nA'B\\\"\\\\\",null]}");
}

TEST_CASE("a moment is stored as UTC text and read back", "[base]")
{
    const QDateTime moment(QDate(2026, 11, 23), QTime(10, 43, 2, 120), Qt::UTC);
    CHECK(toIsoUtc(moment) == u"2026-11-23T10:43:02.120Z");
    CHECK(fromIsoUtc(toIsoUtc(moment)) == moment);
    CHECK(clinicTime(moment).time() == QTime(12, 43, 2, 120));
    for (const QString &spelling :
         {u"2026-03-02T21:59:59.999Z"_s, u"2026-03-02T22:00:00.000Z"_s, u"1969-12-31T21:59:59.999Z"_s, u"1924-02-29T22:00:00.000Z"_s,
          u"2026-03-02T08:00:00Z"_s, u"2026-03-02T08:00:00.000+02:00"_s, u"2026-13-02T08:00:00.000Z"_s, u"2026-03-02 08:00:00.000Z"_s,
          u"2026-03-0xT08:00:00.000Z"_s, u"2026-03-02T24:00:00.000Z"_s, u""_s}) {
        INFO(spelling.toStdString());
        const QDateTime read = fromIsoUtc(spelling);
        CHECK(read == QDateTime::fromString(spelling, Qt::ISODateWithMs).toUTC());
        CHECK(clinicDay(read) == clinicTime(read).date());
    }
    CHECK(FixedClock(QDateTime(QDate(2026, 11, 23), QTime(22, 30), Qt::UTC)).today() == QDate(2026, 11, 24));
}

namespace {

Result<int> half(int value)
{
    if (value % 2 != 0)
        return fail(ErrorCode::InvalidInput, u"%1 is odd"_s.arg(value));
    return value / 2;
}

Result<int> quarter(int value)
{
    const int first = TRY(half(value));
    return half(first);
}

} // namespace

TEST_CASE("TRY gives the value or returns the error", "[base]")
{
    CHECK(quarter(8).value() == 2);
    const auto odd = quarter(6);
    REQUIRE_FALSE(odd);
    CHECK(odd.error() == Error{ErrorCode::InvalidInput, u"3 is odd"_s});
}

TEST_CASE("CSV is read as it is written, with the line of each record", "[base]")
{
    const auto records = readCsv("\xef\xbb\xbfname,note\r\n\r\n\"Serum, \"\"C\"\"\",\"two\nlines\"\nplain,\n");
    REQUIRE(records);
    REQUIRE(records->size() == 3);
    CHECK(records->at(0).fields == QStringList{u"name"_s, u"note"_s});
    CHECK(records->at(1).fields == QStringList{u"Serum, \"C\""_s, u"two\nlines"_s});
    CHECK(records->at(1).line == 3);
    CHECK(records->at(2).line == 5);
    CHECK(records->at(2).fields == QStringList{u"plain"_s, u""_s});
    for (const CsvRecord &record : *records)
        CHECK(readCsv(csvLine(record.fields).toUtf8())->first().fields == record.fields);
    CHECK(readCsv("")->isEmpty());
    CHECK(readCsv("a,b\n\"open").error().detail.contains(u"line 2"_s));
    CHECK(readCsv("a\nb\"c\n").error().detail.contains(u"line 2"_s));
    CHECK(readCsv("a\n\xff\n").error().detail.contains(u"line 2"_s));
}
