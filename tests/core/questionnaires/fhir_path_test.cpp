#include "core/questionnaires/fhir_path.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const Json &pathResponse()
{
    static const Json json = must(Json::parse(R"({
      "resourceType": "QuestionnaireResponse", "id": "r1", "status": "completed",
      "authored": "2024-03-10T09:00:00+02:00",
      "item": [
        {"linkId": "g", "item": [
          {"linkId": "weight", "answer": [{"valueDecimal": 70.50}]},
          {"linkId": "height", "answer": [{"valueQuantity":
            {"value": 175, "unit": "cm", "system": "http://unitsofmeasure.org", "code": "cm"}}]},
          {"linkId": "age", "answer": [{"valueInteger": 42}]},
          {"linkId": "born", "answer": [{"valueDate": "1981-05-17"}]},
          {"linkId": "since", "answer": [{"valueDate": "2020-01"}]},
          {"linkId": "when", "answer": [{"valueDateTime": "2024-03-01T08:15:00+02:00"}]},
          {"linkId": "clock", "answer": [{"valueTime": "08:15:00"}]},
          {"linkId": "smoker", "answer": [{"valueBoolean": false}]},
          {"linkId": "name", "answer": [{"valueString": "Thandi O'Neil"}]},
          {"linkId": "skin", "answer": [
            {"valueCoding": {"system": "http://s", "code": "III", "display": "Type III", "extension": [
              {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": 3.50}]}},
            {"valueCoding": {"system": "http://s", "code": "IV", "display": "Type IV"}}]},
          {"linkId": "lasts", "answer": [{"valueQuantity":
            {"value": 2, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}}]},
          {"linkId": "pack", "answer": [{"valueQuantity": {"value": 1.5, "unit": "packs"}}]},
          {"linkId": "unsure", "answer": [{"_valueString": {"extension": [
            {"url": "http://x/absent", "valueCode": "asked-unknown"}]}}]},
          {"linkId": "outer", "answer": [{"valueBoolean": true, "item": [
            {"linkId": "inner", "answer": [{"valueInteger": 7}]}]}]}
        ]},
        {"linkId": "scores", "item": [
          {"linkId": "s1", "answer": [{"valueInteger": 1}]},
          {"linkId": "s2", "answer": [{"valueInteger": 2}]},
          {"linkId": "s3", "answer": [{"valueInteger": 3}]}]}
      ]})"));
    return json;
}

PathContext onResponse()
{
    PathContext context;
    context.resource = &pathResponse();
    context.today = QDate(2024, 3, 15);
    context.now = QDateTime(QDate(2024, 3, 15), QTime(10, 30), Qt::OffsetFromUTC, 2 * 60 * 60);
    return context;
}

/// 'text', @date, 5 'mg', number or word; <Type> of what has no text.
QString shown(const PathValue &value)
{
    const PathValue own = computable(value);
    if (const auto *text = std::get_if<QString>(&own))
        return u'\'' + *text + u'\'';
    if (const auto *moment = std::get_if<PathMoment>(&own))
        return (moment->kind == PathMoment::Kind::Time ? u"@T"_s : u"@"_s) + moment->toString();
    return textOf(own).value_or(u'<' + fhirTypeOf(own) + u'>');
}

QString shown(const Result<PathValues> &values)
{
    if (!values)
        return u"error"_s;
    QStringList all;
    for (const PathValue &value : *values)
        all << shown(value);
    return all.isEmpty() ? u"{}"_s : all.join(u", "_s);
}

QString evaluated(const QString &expression, const PathContext &context = onResponse())
{
    QSet<QString> known;
    for (auto variable = context.variables.begin(); variable != context.variables.end(); ++variable)
        known << variable.key();
    const auto path = FhirPath::parse(expression, known);
    return path ? shown(path->evaluate(context)) : u"not FHIRPath"_s;
}

struct PathLine
{
    const char *expression;
    const char *expected;
};

void checkAll(std::initializer_list<PathLine> lines)
{
    for (const auto &[expression, expected] : lines) {
        CAPTURE(expression);
        CHECK(evaluated(QString::fromUtf8(expression)) == QString::fromUtf8(expected));
    }
}

QString problemOf(const QString &expression)
{
    const auto path = FhirPath::parse(expression);
    if (!path)
        return path.error().detail;
    const auto values = path->evaluate(onResponse());
    return values ? u"none"_s : values.error().detail;
}

/// A response of many questions, as the largest forms give.
Json longResponse(int questions)
{
    Json items = Json::array();
    for (int i = 0; i < questions; ++i) {
        Json answer = Json::object();
        answer.set(u"valueInteger"_s, Json::number(QString::number(i)));
        Json item = Json::object();
        item.set(u"linkId"_s, Json::string(u"q%1"_s.arg(i)));
        item.set(u"answer"_s, Json::array().append(answer));
        items.append(item);
    }
    Json response = Json::object();
    response.set(u"resourceType"_s, Json::string(u"QuestionnaireResponse"_s));
    response.set(u"item"_s, items);
    return response;
}

} // namespace

TEST_CASE("FHIRPath computes with exact numbers", "[questionnaires][fhirpath]")
{
    checkAll({
        {"1 + 2 * 3", "7"},
        {"(1 + 2) * 3", "9"},
        {"0.1 + 0.2", "0.3"},
        {"0.1 + 0.2 = 0.3", "true"},
        {"1.50 * 2", "3.00"},
        {"7 / 2", "3.5"},
        {"4 / 2", "2"},
        {"2 / 3", "0.6666666666666667"},
        {"70.5 / (1.75 * 1.75)", "23.0204081632653061"},
        {"12 / 0", "{}"},
        {"5 div 2", "2"},
        {"-5 div 2", "-2"},
        {"5.5 div 0.7", "7"},
        {"5 div 0", "{}"},
        {"5 mod 2", "1"},
        {"-5 mod 3", "-2"},
        {"5.5 mod 0.7", "0.6"},
        {"5 mod 0", "{}"},
        {"2147483647 + 1", "{}"},
        {"-2147483647 - 2", "{}"},
        {"2147483647 * 2", "{}"},
        {"2147483648", "2147483648"}, // no integer of 32 bits, hence a decimal
        {"2147483647 + 1.0", "2147483648.0"},
        {"12345678901234567890.5 + 1", "12345678901234567891.5"},
        {"1 + {}", "{}"},
        {"+5", "5"},
        {"- -5", "5"},
        {"-'a'", "error"},
        {"1 + 'a'", "error"},
        {"true + 1", "error"},
        {"'a' + 'b'", "'ab'"},
        {"'a' + {}", "{}"},
        {"'a' & {} & 'b'", "'ab'"},
        {"{} & {}", "''"},
        {"'a' & 1", "error"},
        {"(1 | 2) + 1", "error"},
    });
}

TEST_CASE("FHIRPath's operators bind as its grammar says", "[questionnaires][fhirpath]")
{
    checkAll({
        {"-7.abs()", "-7"},
        {"(-7).abs()", "7"},
        {"-7.combine(3)", "error"},
        {"1 - -1", "2"},
        {"1--1", "2"},
        {"2 - 1 - 1", "0"},
        {"8 / 4 / 2", "1"},
        {"2 + 3 * 4 - 1", "13"},
        {"true or false and false", "true"},
        {"true and false or true", "true"},
        {"false and true or true", "true"},
        {"false implies false implies false", "false"},
        {"true xor true or true", "true"},
        {"1 = 1 and 2 = 2", "true"},
        {"2 > 1 = true", "true"},
        {"1 | 2 = 2", "false"},
        {"1 + 2 | 3", "3"},
        {"1 + 1 is Integer", "true"},
        {"1 | 2 is Integer", "1, true"},
        {"1 < 2 | 3", "error"},
        {"'a' in ('a' | 'b') and true", "true"},
        {"1 = 1 in true", "true"},
        {"-1 is Integer", "true"},
    });
}

TEST_CASE("FHIRPath's conditions have three values", "[questionnaires][fhirpath]")
{
    struct Line
    {
        const char *left, *right, *conjunction, *disjunction, *exclusive, *implication;
    };
    const auto line = GENERATE(values<Line>({{"true", "true", "true", "true", "false", "true"},
                                             {"true", "false", "false", "true", "true", "false"},
                                             {"true", "{}", "{}", "true", "{}", "{}"},
                                             {"false", "true", "false", "true", "true", "true"},
                                             {"false", "false", "false", "false", "false", "true"},
                                             {"false", "{}", "false", "{}", "{}", "true"},
                                             {"{}", "true", "{}", "true", "{}", "true"},
                                             {"{}", "false", "false", "{}", "{}", "{}"},
                                             {"{}", "{}", "{}", "{}", "{}", "{}"}}));
    const auto joined = [&](const char *word) {
        return evaluated(QString::fromLatin1(line.left) + QString::fromLatin1(word) +
                         QString::fromLatin1(line.right));
    };
    CAPTURE(line.left, line.right);
    CHECK(joined(" and ") == QString::fromLatin1(line.conjunction));
    CHECK(joined(" or ") == QString::fromLatin1(line.disjunction));
    CHECK(joined(" xor ") == QString::fromLatin1(line.exclusive));
    CHECK(joined(" implies ") == QString::fromLatin1(line.implication));
}

TEST_CASE("where FHIRPath needs one value, one that is no boolean is true and several are an error",
          "[questionnaires][fhirpath]")
{
    checkAll({
        {"1 and true", "true"},
        {"'x' and true", "true"},
        {"0 and true", "true"},
        {"(1 | 2) and true", "error"},
        {"(1 | 2).not()", "error"},
        {"1.not()", "false"},
        {"{}.not()", "{}"},
        {"item and true", "error"},
        {"iif('no', 1, 2)", "1"},
        {"(1 | 2 | 3).where('x')", "1, 2, 3"},
        {"(1 | 2 | 3).where({})", "{}"},
        {"(1 | 2).where(1 | 2)", "error"},
        {"(1 | 2).single()", "error"},
        {"('a' | 'b').upper()", "error"},
        {"5.upper()", "error"},
        {"'abc'.substring('a')", "error"},
        {"'abc'.contains(5)", "error"},
        {"(1 | 2).toString()", "error"},
        {"(1 | 2) is Integer", "error"},
        {"(1 | 2) in (1 | 2)", "error"},
        {"(1 | 2)[1 | 2]", "error"},
        {"(1 | 2)['a']", "error"},
        {"1.allTrue()", "error"},
        {"'a'.sum()", "error"},
    });
    CHECK(problemOf(u"(1 | 2).toString()"_s) == u"toString() needs one value and has 2");
    CHECK(problemOf(u"5.upper()"_s) == u"upper() needs a text");
    CHECK(problemOf(u"item.linkId > 'a'"_s) == u"an operator needs one value and has 2");
    CHECK(problemOf(u"1 > 'a'"_s) == u"a integer and a string have no order");
    CHECK(problemOf(u"%nobody"_s) == u"there is no variable %nobody");
}

TEST_CASE("FHIRPath tells equal, equivalent and ordered values", "[questionnaires][fhirpath]")
{
    checkAll({
        {"1 = 1.0", "true"},
        {"1.10 = 1.1", "true"},
        {"1 = '1'", "false"},
        {"true = 'true'", "false"},
        {"'a' = 'A'", "false"},
        {"'a' ~ 'A'", "true"},
        {"'a b' ~ 'a\tb'", "true"},
        {"'a  b' ~ 'a b'", "false"},
        {"{} = {}", "{}"},
        {"{} = 1", "{}"},
        {"{} != 'x'", "{}"},
        {"{} ~ {}", "true"},
        {"{} ~ 1", "false"},
        {"{} !~ 1", "true"},
        {"1 != 2", "true"},
        {"1 !~ 1.0", "false"},
        {"(1 | 2) = (1 | 2)", "true"},
        {"(1 | 2) = (2 | 1)", "false"},
        {"(1 | 2) ~ (2 | 1)", "true"},
        {"(1 | 2) = 1", "false"},
        {"(1 | @2020) = (1 | @2020-01)", "{}"},
        {"(2 | @2020) = (1 | @2020-01)", "false"},
        {"1.23 ~ 1.2", "true"},
        {"1.01 ~ 1.0", "true"},
        {"1.01 ~ 1.02", "false"},
        {"'abc' < 'abd'", "true"},
        {"'abc' > 'ABC'", "true"},
        {"1 < 1.5", "true"},
        {"2 <= 2.0", "true"},
        {"2 >= 3", "false"},
        {"{} < 1", "{}"},
        {"1 < 'a'", "error"},
        {"true < false", "error"},
        {"(1 | 2) < 3", "error"},
        {"5 in (1 | 5)", "true"},
        {"5 in {}", "false"},
        {"{} in (1 | 5)", "{}"},
        {"(1 | 5) contains 5.0", "true"},
        {"{} contains 1", "false"},
        {"(1 | 2) contains {}", "{}"},
        {"item = item", "true"},
        {"item[0] = item[1]", "false"},
        {"item[0] ~ item[0]", "true"},
        {"item[0] = 1", "false"},
    });
}

TEST_CASE("dates of different precision compare only as far as both are known", "[questionnaires][fhirpath]")
{
    checkAll({
        {"@2012 = @2012", "true"},
        {"@2012 = @2013", "false"},
        {"@2012-01 = @2012", "{}"},
        {"@2012-01 != @2012", "{}"},
        {"@2012-01 ~ @2012", "false"},
        {"@2012-01 = @2013", "false"},
        {"@2018-02 > @2018-01-31", "true"},
        {"@2018-03 > @2018-03-01", "{}"},
        {"@2018-03 <= @2018-03-01", "{}"},
        {"@2018-03-01 > @2018-01-01", "true"},
        {"@2018-01-01 >= @2018-01-01", "true"},
        {"@2012-01-01 = @2012-01-01T", "true"},
        {"@2012-01-01 = @2012-01-01T10:00:00", "{}"},
        {"@2012-01-02 > @2012-01-01T10:00:00", "true"},
        {"@2018-03-01T10 > @2018-03-01T10:30", "{}"},
        {"@2018-03-01T10:30:00 = @2018-03-01T10:30:00.000", "true"},
        {"@2012-01-01T10:30:31.1 = @2012-01-01T10:30:31", "false"},
        {"@2017-11-05T01:30:00.0-04:00 = @2017-11-05T00:30:00.0-05:00", "true"},
        {"@2017-11-05T01:30:00.0-04:00 < @2017-11-05T01:15:00.0-05:00", "true"},
        {"@2024-01-01T00:30:00+02:00 = @2023-12-31T22:30:00Z", "true"},
        {"@2024-01-01T12:00:00 = @2024-01-01T10:00:00Z", "true"}, // without an offset: that of now()
        {"@T10:30:00 > @T10:00:00", "true"},
        {"@T10 > @T10:30", "{}"},
        {"@T10:00 = @2012", "false"},
        {"@T10:00 < @2012", "error"},
        {"@2012 < '2013'", "error"},
    });
}

TEST_CASE("dates are reckoned by the calendar", "[questionnaires][fhirpath]")
{
    checkAll({
        {"@2024-02-29 + 1 year", "@2025-02-28"},
        {"@2024-02-29 - 4 years", "@2020-02-29"},
        {"@2026-01-31 + 1 month", "@2026-02-28"},
        {"@2024-03-31 - 1 month", "@2024-02-29"},
        {"@2019-03-01 + 24 months", "@2021-03-01"},
        {"@2019-01-15 - 13 months", "@2017-12-15"},
        {"@1973-12-25 + 7 days", "@1974-01-01"},
        {"@1973-12-25 + 7.9 days", "@1974-01-01"},
        {"@1973-12-25 + 1 week", "@1974-01-01"},
        {"@2024-03-01 - 1 day", "@2024-02-29"},
        {"@1973-12-25 + 1 'd'", "@1973-12-26"},
        {"@1973-12-25 + 1 'wk'", "@1974-01-01"},
        {"@1973-12-25 + 1 'a'", "error"},
        {"@1973-12-25 + 1 'mo'", "error"},
        {"@1973-12-25 + 1 'mg'", "error"},
        {"@1973-12-25 + 1 hour", "error"},
        {"@1973-12-25 + 1", "error"},
        {"@1973-12-25 + {}", "{}"},
        {"@2014 + 24 months", "@2016"},
        {"@2014 + 23 months", "@2015"},
        {"@2014 + 11 months", "@2014"},
        {"@2014 - 1 month", "@2014"},
        {"@2016 + 365 days", "@2017"},
        {"@2026-02 + 5 weeks", "@2026-03"},
        {"@2026-02 + 4 weeks", "@2026-02"},
        {"@2026-02 - 1 day", "@2026-02"},
        {"@2024-02-28T23:30:00 + 1 hour", "@2024-02-29T00:30:00"},
        {"@2024-02-28T + 30 hours", "@2024-02-29"},
        {"@2024-01-01T10:00 + 90 seconds", "@2024-01-01T10:01"},
        {"@1973-12-25T00:00:00.000+10:00 + 42.53 seconds", "@1973-12-25T00:00:42.530+10:00"},
        {"@1973-12-25T00:00:00 + 10 'ms'", "@1973-12-25T00:00:00.010"},
        {"@T23:30:00 + 1 hour", "@T00:30:00"},
        {"@T00:30:00 - 1 hour", "@T23:30:00"},
        {"@T01:00:00 + 48 hours", "@T01:00:00"},
        {"@T01:00 + 1 day", "error"},
        {"@9999-12-31 + 1 day", "error"},
        {"@0001-01-01 - 1 month", "error"},
        {"@2020-01-01 + 99999999999999999999 years", "error"},
        {"@2020-03-01 - @2020-02-01", "error"},
        {"today()", "@2024-03-15"},
        {"today() - 13 'years'", "@2011-03-15"}, // quoted, as forms write it
        {"today() - 36500 days < today()", "true"},
        {"now()", "@2024-03-15T10:30:00.000+02:00"},
        {"timeOfDay()", "@T10:30:00.000"},
    });
}

TEST_CASE("quantities compare in their units", "[questionnaires][fhirpath]")
{
    checkAll({
        {"1 year = 1 'a'", "{}"},
        {"1 year ~ 1 'a'", "true"},
        {"1 month = 1 'mo'", "{}"},
        {"1 month ~ 1 'mo'", "true"},
        {"1 year = 12 months", "true"},
        {"6 months > 1 year", "false"},
        {"1 year = 365 days", "true"},
        {"1 week = 7 days", "true"},
        {"1 week = 1 'wk'", "true"},
        {"1 day = 24 'h'", "true"},
        {"90 minutes > 1 hour", "true"},
        {"1 'cm' = 10 'mm'", "true"},
        {"1 'kg' > 900 'g'", "true"},
        {"12 '[in_i]' = 1 '[ft_i]'", "true"},
        {"1 'cm' = 1 's'", "{}"},
        {"1 'cm' < 1 's'", "{}"},
        {"1 'CM' = 1 'cm'", "{}"},
        {"5 'foo' = 5 'foo'", "true"},
        {"23 = 23 '1'", "true"},
        {"23 > 22 'kg'", "{}"},
        {"4 'g' ~ 4040 'mg'", "true"},
        {"3 'm' + 3 'cm'", "303 'cm'"},
        {"2 'kg' - 500 'g'", "1500 'g'"},
        {"1 year + 2 months", "14 months"},
        {"1 'mg' + 1 'd'", "{}"},
        {"1 'mg' + 1", "{}"},
        {"12 'cm' * 3", "36 'cm'"},
        {"3 * 2 days", "6 days"},
        {"12 'cm' * 3 'cm'", "{}"},
        {"12 'cm' / 3", "4 'cm'"},
        {"12 'cm' / 3 'mm'", "40 '1'"},
        {"5 'cm' div 2 'cm'", "error"},
        {"-(5 'mg')", "-5 'mg'"},
        {"(-5.5 'mg').abs()", "5.5 'mg'"},
        {"1 day.toString()", "'1 day'"},
        {"(4 days).toString()", "'4 days'"},
        {"(5.50 'mg').toString()", "'5.50 'mg''"},
    });
}

TEST_CASE("FHIRPath's collections", "[questionnaires][fhirpath]")
{
    checkAll({
        {"{}", "{}"},
        {"{}.empty()", "true"},
        {"(1 | 2).empty()", "false"},
        {"{}.exists()", "false"},
        {"(1 | 2).exists($this > 1)", "true"},
        {"(1 | 2).exists($this > 2)", "false"},
        {"(1 | 2).all($this > 0)", "true"},
        {"(1 | 2).all($this > 1)", "false"},
        {"{}.all(false)", "true"},
        {"(true | false).allTrue()", "false"},
        {"(true | false).anyTrue()", "true"},
        {"(true | false).allFalse()", "false"},
        {"(true | false).anyFalse()", "true"},
        {"{}.allTrue()", "true"},
        {"{}.anyTrue()", "false"},
        {"{}.allFalse()", "true"},
        {"{}.anyFalse()", "false"},
        {"(1 | 2).subsetOf(1 | 2 | 3)", "true"},
        {"{}.subsetOf(1)", "true"},
        {"1.subsetOf({})", "false"},
        {"(1 | 2 | 3).supersetOf(1 | 2)", "true"},
        {"{}.supersetOf({})", "true"},
        {"(1 | 2 | 2 | 3).count()", "3"},
        {"1.combine(1).combine(2)", "1, 1, 2"},
        {"1.combine(1.0).distinct()", "1"},
        {"1.combine(1).isDistinct()", "false"},
        {"{}.isDistinct()", "true"},
        {"1 'm'.combine(100 'cm').distinct()", "1 'm'"},
        {"(1 | 2).union(2 | 3)", "1, 2, 3"},
        {"(@2020 | @2020-01).count()", "2"}, // not known to be equal
        {"1.combine(2).combine(2).intersect(2 | 4)", "2"},
        {"1.combine(2).combine(1).exclude(2)", "1, 1"},
        {"(1 | 2 | 3)[1]", "2"},
        {"(1 | 2 | 3)[3]", "{}"},
        {"(1 | 2 | 3)[-1]", "{}"},
        {"(1 | 2 | 3)[{}]", "{}"},
        {"(1 | 2 | 3).first()", "1"},
        {"(1 | 2 | 3).last()", "3"},
        {"(1 | 2 | 3).tail()", "2, 3"},
        {"1.tail()", "{}"},
        {"(1 | 2 | 3).skip(1)", "2, 3"},
        {"(1 | 2 | 3).skip(-1)", "1, 2, 3"},
        {"(1 | 2 | 3).skip(9)", "{}"},
        {"(1 | 2 | 3).take(2)", "1, 2"},
        {"(1 | 2 | 3).take(0)", "{}"},
        {"(1 | 2 | 3).take(9)", "1, 2, 3"},
        {"{}.single()", "{}"},
        {"5.single()", "5"},
        {"(1 | 2 | 3).where($this > 1)", "2, 3"},
        {"('a' | 'b' | 'c').where($index > 0)", "'b', 'c'"},
        {"(1 | 2).select($this * 2)", "2, 4"},
        {"(1 | 2).select($index)", "0, 1"},
        {"(1 | 2).select((3 | 4).select($this))", "3, 4, 3, 4"},
        {"1.repeat(iif($this < 5, $this + 1))", "2, 3, 4, 5"},
        {"$index", "{}"},
        {"$total", "{}"},
        {"iif(true, 1, 2)", "1"},
        {"iif({}, 1, 2)", "2"},
        {"iif(false, 1)", "{}"},
        {"iif(true, 1, 1 + 'a')", "1"}, // what is not chosen is not evaluated
        {"5.iif($this > 3, 'big', 'small')", "'big'"},
        {"{}.iif(true, 1, 2)", "1"},
        {"(1 | 2).iif(true, 1)", "error"},
        {"(1 | 2 | 3).sum()", "6"},
        {"(0.1).combine(0.2).sum()", "0.3"},
        {"(1 'mg').combine(2 'mg').sum()", "3 'mg'"},
        {"{}.sum()", "{}"},
        {"2147483647.combine(1).combine(1).sum()", "{}"},
        {"(1 | 2 | 4).avg()", "2.3333333333333333"},
        {"(5 'cm').combine(6 'cm').avg()", "5.5 'cm'"},
        {"{}.avg()", "{}"},
        {"(3 | 1 | 2).min()", "1"},
        {"(3 | 1 | 2).max()", "3"},
        {"('b' | 'a').max()", "'b'"},
        {"(@2020-01-02 | @2020-01-01).min()", "@2020-01-01"},
        {"(1 | 'a').max()", "error"},
        {"{}.min()", "{}"},
        {"(1 | 2 | 3).aggregate($this + $total, 0)", "6"},
        {"(3 | 1 | 2).aggregate(iif($total.empty(), $this, iif($this < $total, $this, $total)))", "1"},
        {"(1 | 2).trace('x')", "1, 2"},
        {"(1 | 2).trace('x', $this + 1)", "1, 2"},
    });
}

TEST_CASE("FHIRPath converts what can be converted", "[questionnaires][fhirpath]")
{
    checkAll({
        {"'true'.toBoolean()", "true"},
        {"'Y'.toBoolean()", "true"},
        {"'0.0'.toBoolean()", "false"},
        {"1.toBoolean()", "true"},
        {"2.toBoolean()", "{}"},
        {"0.0.toBoolean()", "false"},
        {"'maybe'.toBoolean()", "{}"},
        {"'maybe'.convertsToBoolean()", "false"},
        {"'42'.toInteger()", "42"},
        {"'+42'.toInteger()", "42"},
        {"'4.2'.toInteger()", "{}"},
        {"4.0.toInteger()", "{}"},
        {"true.toInteger()", "1"},
        {"'99999999999'.toInteger()", "{}"},
        {"' 42'.toInteger()", "{}"},
        {"'42'.convertsToInteger()", "true"},
        {"{}.convertsToInteger()", "{}"},
        {"'4.20'.toDecimal()", "4.20"},
        {"'4'.toDecimal()", "4"},
        {"'.5'.toDecimal()", "{}"},
        {"'1e3'.toDecimal()", "{}"},
        {"true.toDecimal()", "1.0"},
        {"1.50.toString()", "'1.50'"},
        {"true.toString()", "'true'"},
        {"@2020-01-02.toString()", "'2020-01-02'"},
        {"@2020-01.toString()", "'2020-01'"},
        {"@T10:30.toString()", "'10:30'"},
        {"@2020-01-01T10:00:00+10:00.toString()", "'2020-01-01T10:00:00+10:00'"},
        {"item[0].toString()", "{}"},
        {"item[0].convertsToString()", "false"},
        {"'2020-01'.toDate()", "@2020-01"},
        {"'2020-13'.toDate()", "{}"},
        {"'2023-02-29'.convertsToDate()", "false"},
        {"@2020-01-02T10:00.toDate()", "@2020-01-02"},
        {"'2020-01-02T10:00'.toDateTime()", "@2020-01-02T10:00"},
        {"@2020-01-02.toDateTime() is DateTime", "true"},
        {"'10:30'.toTime()", "@T10:30"},
        {"'25:30'.convertsToTime()", "false"},
        {"'4 days'.toQuantity()", "4 days"},
        {"'10 \\'mg\\''.toQuantity()", "10 'mg'"},
        {"'1 foo'.toQuantity()", "{}"},
        {"'10'.toQuantity()", "10 '1'"},
        {"5.toQuantity()", "5 '1'"},
        {"true.convertsToQuantity()", "true"},
        {"@2020.convertsToQuantity()", "false"},
    });
}

TEST_CASE("FHIRPath's texts", "[questionnaires][fhirpath]")
{
    checkAll({
        {"'abcdefg'.indexOf('bc')", "1"},
        {"'abcdefg'.indexOf('x')", "-1"},
        {"'abc'.indexOf('')", "0"},
        {"'abc'.indexOf({})", "{}"},
        {"{}.indexOf('x')", "{}"},
        {"'abcdefg'.substring(3)", "'defg'"},
        {"'abcdefg'.substring(1, 2)", "'bc'"},
        {"'abcdefg'.substring(6, 2)", "'g'"},
        {"'abcdefg'.substring(7, 1)", "{}"},
        {"'abcdefg'.substring(-1, 1)", "{}"},
        {"'abcdefg'.substring(3, 0)", "''"},
        {"'abcdefg'.substring(3, -1)", "''"},
        {"'abcdefg'.substring(3, {})", "'defg'"},
        {"'abc'.startsWith('ab')", "true"},
        {"'abc'.startsWith('')", "true"},
        {"{}.startsWith('a')", "{}"},
        {"'abc'.endsWith('bc')", "true"},
        {"'abc'.contains('d')", "false"},
        {"'aBc'.upper()", "'ABC'"},
        {"'aBc'.lower()", "'abc'"},
        {"'abcdefg'.replace('cde', '123')", "'ab123fg'"},
        {"'abc'.replace('', 'x')", "'xaxbxcx'"},
        {"'abc'.replace('b', {})", "{}"},
        {"'N8000123123'.matches('^N[0-9]{8}$')", "false"},
        {"'N8000123123'.matches('N[0-9]{8}')", "true"},
        {"'a\\nb'.matches('a.b')", "true"},
        {"'N12'.matchesFull('N1')", "false"},
        {"'N12'.matchesFull('N1|N12')", "true"},
        {"'abc'.matches('(')", "error"},
        {"'11/30/1972'.replaceMatches('(?<m>\\\\d\\\\d)/(?<d>\\\\d\\\\d)/(?<y>\\\\d+)', '${d}-${m}-${y}')",
         "'30-11-1972'"},
        {"'abc'.replaceMatches('(b)(c)', '$2$1')", "'acb'"},
        {"'abc'.replaceMatches('x*', '-')", "'-a-b-c-'"},
        {"'abc'.replaceMatches('', 'x')", "'abc'"},
        {"'3.75'.replaceMatches('[.]+[0-9]+', '')", "'3'"},
        {"'abc'.length()", "3"},
        {"{}.length()", "{}"},
        {"'abc'.toChars()", "'a', 'b', 'c'"},
        {"'\xF0\x9F\x94\xA5z'.length()", "2"}, // a character beyond 16 bits is one
        {"'a\xF0\x9F\x94\xA5z'.indexOf('z')", "2"},
        {"'a\xF0\x9F\x94\xA5z'.substring(1, 1)", "'\xF0\x9F\x94\xA5'"},
        {"' a '.trim()", "'a'"},
        {"'A,B,,C'.split(',')", "'A', 'B', '', 'C'"},
        {"('A' | 'B').join(', ')", "'A, B'"},
        {"('A' | 'B').join()", "'AB'"},
        {"{}.join(',')", "{}"},
    });
}

TEST_CASE("FHIRPath's mathematics", "[questionnaires][fhirpath]")
{
    checkAll({
        {"(-5).abs()", "5"},
        {"(-5.50).abs()", "5.50"},
        {"1.1.ceiling()", "2"},
        {"(-1.1).ceiling()", "-1"},
        {"(-2.1).floor()", "-3"},
        {"(-1.56).truncate()", "-1"},
        {"99999999999.5.floor()", "{}"},
        {"1.round()", "1"},
        {"3.14159.round(3)", "3.142"},
        {"2.5.round()", "3"},
        {"(-2.5).round()", "-3"},
        {"1.005.round(2)", "1.01"},
        {"3.7.round(-1)", "error"},
        {"0.exp()", "1"},
        {"1.ln()", "0"},
        {"0.ln()", "{}"},
        {"16.log(2)", "4"},
        {"100.0.log(10.0)", "2"},
        {"2.power(3)", "8"},
        {"2.power(3) is Integer", "true"},
        {"1.1.power(2)", "1.21"},
        {"2.power(-1)", "0.5"},
        {"2.power(31)", "{}"},
        {"2.power(2000000000)", "{}"},
        {"0.power(-1)", "{}"},
        {"9.power(0.5)", "3"},
        {"(-1).power(0.5)", "{}"},
        {"81.sqrt()", "9"},
        {"(-1).sqrt()", "{}"},
        {"'a'.abs()", "error"},
        {"{}.sqrt()", "{}"},
    });
}

TEST_CASE("FHIRPath knows the types of FHIR and its own", "[questionnaires][fhirpath]")
{
    checkAll({
        {"1 is Integer", "true"},
        {"1 is System.Integer", "true"},
        {"1 is Decimal", "false"},
        {"{} is Integer", "{}"},
        {"1 as Integer", "1"},
        {"1 as String", "{}"},
        {"1.is(Integer)", "true"},
        {"1.as(String)", "{}"},
        {"(1 | 'a' | 2.5).ofType(Integer)", "1"},
        {"@2020 is Date", "true"},
        {"@2020T is DateTime", "true"},
        {"@T10 is Time", "true"},
        {"4 'mg' is Quantity", "true"},
        {"1 is nothing", "not FHIRPath"},
        {"1 is System.Nothing", "not FHIRPath"},
        {"item.item.where(linkId = 'age').answer.value is integer", "true"},
        {"item.item.where(linkId = 'age').answer.value is FHIR.integer", "true"},
        {"item.item.where(linkId = 'age').answer.value is Integer", "false"}, // of FHIR, not of FHIRPath
        {"item.item.where(linkId = 'weight').answer.value is decimal", "true"},
        {"item.item.where(linkId = 'born').answer.value is date", "true"},
        {"item.item.where(linkId = 'name').answer.value is string", "true"},
        {"item.item.where(linkId = 'height').answer.value is Quantity", "true"},
        {"item.item.where(linkId = 'skin').answer.value.ofType(Coding).code", "'III', 'IV'"},
        {"item.item.answer.value.ofType(integer)", "42, 1, 2, 3"},
        {"item.item.where(linkId = 'skin').answer.value.first().code is string",
         "true"}, // code is a kind of string
        {"(item.item.where(linkId = 'height').answer.value as Quantity).unit", "'cm'"},
        {"$this is QuestionnaireResponse", "true"},
        {"$this is Resource", "true"},
        {"item.first() is Element", "true"},
        {"authored is dateTime", "true"},
    });
}

TEST_CASE("paths walk through a response", "[questionnaires][fhirpath]")
{
    checkAll({
        {"id", "'r1'"},
        {"$this.id", "'r1'"},
        {"QuestionnaireResponse.id", "'r1'"},
        {"Patient.id", "{}"},
        {"nothing.at.all", "{}"},
        {"item.linkId", "'g', 'scores'"},
        {"item[0].linkId", "'g'"},
        {"`item`.`linkId`.first()", "'g'"},
        {"item.item.where(linkId = 'weight').answer.value", "70.50"},
        {"item.item.where(linkId = 'weight').answer.value * 2", "141.00"},
        {"item.item.where(linkId = 'weight').answer.valueDecimal", "70.50"},
        {"item.item.where(linkId = 'height').answer.value", "175 'cm'"},
        {"item.item.where(linkId = 'height').answer.value.value + 0.5", "175.5"},
        {"item.item.where(linkId = 'height').answer.value > 1.5 'm'", "true"},
        {"item.item.where(linkId = 'pack').answer.value = 1.50 'packs'", "true"},
        {"item.item.where(linkId = 'age').answer.value + 1", "43"},
        {"item.item.where(linkId = 'born').answer.value + 18 years", "@1999-05-17"},
        {"item.item.where(linkId = 'born').answer.value <= today() - 18 years", "true"},
        {"item.item.where(linkId = 'since').answer.value < @2020-01-15", "{}"},
        {"item.item.where(linkId = 'since').answer.value < @2021", "true"},
        {"item.item.where(linkId = 'when').answer.value < now()", "true"},
        {"item.item.where(linkId = 'clock').answer.value > @T08:00:00", "true"},
        {"item.item.where(linkId = 'smoker').answer.value.not()", "true"},
        {"item.item.where(linkId = 'name').answer.value.contains('O\\'')", "true"},
        {"item.item.where(linkId = 'skin').answer.value.code contains 'IV'", "true"},
        {"item.item.where(linkId = 'skin').answer.value.where(code = 'III').display", "'Type III'"},
        {"item.item.where(linkId = 'skin').answer.value", "<Coding>, <Coding>"},
        {"item.item.where(linkId = 'lasts').answer.value = 2 years",
         "true"}, // UCUM's a of an element: a year
        {"today() - item.item.where(linkId = 'lasts').answer.value", "@2022-03-15"},
        {"item.item.answer.item.linkId", "'inner'"},
        {"descendants().where(linkId = 'inner').answer.value", "7"},
        {"%resource.descendants().where(linkId = 'inner').answer.value", "7"},
        {"repeat(item).linkId.count()", "19"},
        {"repeat(item | answer.item).where(linkId = 'inner').exists()", "true"},
        {"item.where(linkId = 'scores').item.answer.value.sum()", "6"},
        {"item.where(linkId = 'scores').children().count()", "4"},
        {"item.where(linkId = 'scores').item.first().children()", "'s1', <>"},
        {"item.item.where(answer.value.ofType(Coding).exists()).linkId", "'skin'"},
        {"item.item.where(answer.value is Coding).linkId", "error"}, // there are two
        {"item.item.where(answer.value.exists().not()).linkId", "{}"},
        {"authored > @2024-03-09", "true"},
        {"item.select(linkId & ':' & item.count().toString())", "'g:14', 'scores:3'"},
        {"%context.id", "'r1'"},
        {"%rootResource.id", "'r1'"},
        {"%ucum", "'http://unitsofmeasure.org'"},
        {"%sct", "'http://snomed.info/sct'"},
        {"%loinc", "'http://loinc.org'"},
        {"%`vs-observation-status`", "'http://hl7.org/fhir/ValueSet/observation-status'"},
        {"%vs-name", "'http://hl7.org/fhir/ValueSet/name'"},
        {"%'ext-patient-birthTime'", "'http://hl7.org/fhir/StructureDefinition/patient-birthTime'"},
    });
}

TEST_CASE("a primitive keeps its extensions, also without a value", "[questionnaires][fhirpath]")
{
    checkAll({
        {"item.item.where(linkId = 'unsure').answer.value.exists()", "true"},
        {"item.item.where(linkId = 'unsure').answer.value.hasValue()", "false"},
        {"item.item.where(linkId = 'unsure').answer.value.getValue()", "{}"},
        {"item.item.where(linkId = 'unsure').answer.value = 'x'", "false"},
        {"item.item.where(linkId = 'unsure').answer.value.extension('http://x/absent').value",
         "'asked-unknown'"},
        {"item.item.where(linkId = 'unsure').answer.value.extension('http://y')", "{}"},
        {"item.item.where(linkId = 'weight').answer.value.hasValue()", "true"},
        {"item.item.where(linkId = 'weight').answer.value.getValue()", "70.50"},
        {"item.hasValue()", "false"},
    });
    const Json patient = must(Json::parse(R"({"resourceType":"Patient","birthDate":"1990-02-03",
        "_birthDate":{"extension":[{"url":"http://t","valueTime":"10:00"}]},
        "name":[{"given":["A",null,"C"],"_given":[null,{"extension":[{"url":"http://x","valueBoolean":true}]},null]}],
        "deceasedDateTime":"2020-01-01","active":true})"));
    PathContext context = onResponse();
    context.resource = &patient;
    CHECK(evaluated(u"Patient.birthDate > @1990"_s, context) == u"{}");
    CHECK(evaluated(u"Patient.birthDate > @1989"_s, context) == u"true");
    CHECK(evaluated(u"Patient.birthDate.extension('http://t').value"_s, context) == u"@T10:00");
    CHECK(evaluated(u"Patient.name.given.count()"_s, context) == u"3");
    CHECK(evaluated(u"Patient.name.given[1].extension('http://x').value"_s, context) == u"true");
    CHECK(evaluated(u"Patient.name.given.where(hasValue())"_s, context) == u"'A', 'C'");
    CHECK(evaluated(u"Patient.deceased is dateTime"_s, context) == u"true");
    CHECK(evaluated(u"Patient.active and Patient.deceased < today()"_s, context) == u"true");
    CHECK(evaluated(u"Patient.birth"_s, context) == u"@1990-02-03");
}

TEST_CASE("an item is the context, and a type's name leads back to the resource",
          "[questionnaires][fhirpath]")
{
    PathContext context = onResponse();
    context.item = &pathResponse().elementsOf(u"item")[1];
    CHECK(evaluated(u"linkId"_s, context) == u"'scores'");
    CHECK(evaluated(u"%context.linkId"_s, context) == u"'scores'");
    CHECK(evaluated(u"$this.item.answer.value.max()"_s, context) == u"3");
    CHECK(evaluated(u"QuestionnaireResponse.item[0].linkId"_s, context) == u"'g'");
    CHECK(evaluated(u"%resource.item[0].linkId"_s, context) == u"'g'");
    CHECK(evaluated(u"item.where(linkId = 's2').answer.value + QuestionnaireResponse.item.count()"_s,
                    context) == u"4");
}

TEST_CASE("variables have names with dashes when they are known", "[questionnaires][fhirpath]")
{
    PathContext context = onResponse();
    context.variables = {{u"LAST-VISIT"_s, {QString(u"x"_s)}},
                         {u"a"_s, {qint32(5)}},
                         {u"b"_s, {qint32(2)}},
                         {u"a-b-c"_s, {qint32(9)}},
                         {u"none"_s, {}},
                         {u"two words"_s, {qint32(1)}}};
    CHECK(evaluated(u"%LAST-VISIT"_s, context) == u"'x'");
    CHECK(evaluated(u"%LAST-VISIT.length()"_s, context) == u"1");
    CHECK(evaluated(u"%a-%b"_s, context) == u"3");
    CHECK(evaluated(u"%a-1"_s, context) == u"4");
    CHECK(evaluated(u"%a - 1"_s, context) == u"4");
    CHECK(evaluated(u"%a-b-c"_s, context) == u"9");
    CHECK(evaluated(u"%a-b-c-1"_s, context) == u"8");
    CHECK(evaluated(u"%`a-b-c`"_s, context) == u"9");
    CHECK(evaluated(u"%'two words'"_s, context) == u"1");
    CHECK(evaluated(u"%none.exists()"_s, context) == u"false");
    CHECK(evaluated(u"%nobody"_s, context) == u"error");

    const auto path =
        must(FhirPath::parse(u"%a + %LAST-VISIT + %a + %resource.id + %vs-x"_s, {u"LAST-VISIT"_s}));
    CHECK(path.variables() == QStringList{u"a"_s, u"LAST-VISIT"_s});
    CHECK(must(FhirPath::parse(u"%LAST-VISIT"_s)).variables() == QStringList{u"LAST"_s});
}

TEST_CASE("weights come from the coding or from the form", "[questionnaires][fhirpath]")
{
    PathContext context = onResponse();
    const QString skin = u"item.item.where(linkId = 'skin').answer"_s;
    CHECK(evaluated(skin + u".value.ordinal()"_s, context) == u"3.50");
    context.weight = [](const Json &coding) {
        return coding.textOf(u"code") == u"IV" ? std::optional<QString>(u"4"_s) : std::nullopt;
    };
    CHECK(evaluated(skin + u".value.weight()"_s, context) == u"3.50, 4");
    CHECK(evaluated(skin + u".value.ordinal().sum()"_s, context) == u"7.50");
    CHECK(evaluated(skin + u".ordinalValue().aggregate($this + $total, 0)"_s, context) == u"7.50");
    CHECK(evaluated(u"item.item.where(linkId = 'age').answer.value.weight()"_s, context) == u"{}");
}

TEST_CASE("a condition is true, false or unknown", "[questionnaires][fhirpath]")
{
    const auto tested = [](const QString &expression) {
        return truthName(must(must(FhirPath::parse(expression)).test(onResponse())));
    };
    CHECK(tested(u"1 = 1"_s) == u"true");
    CHECK(tested(u"1 = 2"_s) == u"false");
    CHECK(tested(u"nothing = 1"_s) == u"unknown");
    CHECK(tested(u"item[0]"_s) == u"true");
    CHECK_FALSE(must(FhirPath::parse(u"item"_s)).test(onResponse()));
}

TEST_CASE("values become what stands in an answer", "[questionnaires][fhirpath]")
{
    const auto json = [](const QString &expression) {
        const PathValues values = must(must(FhirPath::parse(expression)).evaluate(onResponse()));
        return fhirTypeOf(values.at(0)) + u' ' + QString::fromUtf8(jsonOf(values.at(0)).toBytes());
    };
    CHECK(json(u"item.item.where(linkId = 'weight').answer.value"_s) == u"decimal 70.50");
    CHECK(json(u"1.50 * 3"_s) == u"decimal 4.50");
    CHECK(json(u"2 + 3"_s) == u"integer 5");
    CHECK(json(u"true"_s) == u"boolean true");
    CHECK(json(u"today()"_s) == uR"(date "2024-03-15")");
    CHECK(json(u"now()"_s) == uR"(dateTime "2024-03-15T10:30:00.000+02:00")");
    CHECK(json(u"'a' & 'b'"_s) == uR"(string "ab")");
    CHECK(json(u"item.item.where(linkId = 'skin').answer.value.last()"_s) ==
          uR"(Coding {"code":"IV","display":"Type IV","system":"http://s"})");
    CHECK(json(u"5 'mg'"_s) ==
          uR"(Quantity {"code":"mg","system":"http://unitsofmeasure.org","unit":"mg","value":5})");
    CHECK(json(u"5 years"_s) ==
          uR"(Quantity {"code":"a","system":"http://unitsofmeasure.org","unit":"year","value":5})");
}

TEST_CASE("texts, comments and names are read as FHIRPath writes them", "[questionnaires][fhirpath]")
{
    checkAll({
        {"'it\\'s \\u0041\\t\\\\'", "'it's A\t\\'"},
        {"'\\p\\u00'", "'pu00'"},
        {"\"District: \" + 'x'", "'District: x'"}, // as forms write texts, too
        {"1 // the first\n + 2", "3"},
        {"1 /* of * \n / many */ + 2", "3"},
        {"  1\t+\r\n2  ", "3"},
        {"@2020-01-01T10:00:00.123456Z", "@2020-01-01T10:00:00.123Z"},
        {"contains.exists()", "false"},
        {"is.exists() or as.exists() or in.exists()", "false"},
        {"item.div", "{}"},
        {"00012", "12"},
    });
}

TEST_CASE("what is not FHIRPath is refused with its place", "[questionnaires][fhirpath]")
{
    struct Line
    {
        const char *expression, *problem;
    };
    const auto line = GENERATE(values<Line>({
        {"", "a name was expected and the end stands there, at character 1"},
        {"1 +", "a name was expected and the end stands there, at character 4"},
        {"1 1", "an operator or the end was expected and 1 stands there, at character 3"},
        {"(1", ") was expected and the end stands there, at character 3"},
        {"item..linkId", "a name was expected and . stands there, at character 6"},
        {"item[1", "] was expected and the end stands there, at character 7"},
        {"{1}", "} was expected and 1 stands there, at character 2"},
        {"item.where()", "where() has the wrong number of arguments, at character 6"},
        {"item.count(1)", "count() has the wrong number of arguments, at character 6"},
        {"'abc", "' is not closed, at character 1"},
        {"1 /* x", "a comment has no end, at character 3"},
        {"@20", "a date or time was expected after @, at character 1"},
        {"@2023-02-29", "there is no such date or time as 2023-02-29, at character 1"},
        {"@T25:00", "there is no such date or time as 25:00, at character 1"},
        {"1 ? 2", "? has no meaning, at character 3"},
        {"$it", "$it is not $this, $index or $total, at character 1"},
        {"% x", "a name was expected after %, at character 1"},
        {"and 1", "a value was expected and and stands there, at character 1"},
        {"1 is", "a type was expected and the end stands there, at character 5"},
        {"1 is strin", "there is no type strin, at character 6"},
        {"99999999999999999999999999999999999999", "a number has too many digits, at character 1"},
        {"{{%patient.id}}", "} was expected and { stands there, at character 2"},
    }));
    CAPTURE(line.expression);
    const auto path = FhirPath::parse(QString::fromLatin1(line.expression));
    REQUIRE_FALSE(path);
    CHECK(path.error().code == ErrorCode::InvalidInput);
    CHECK(path.error().detail == u"this is not FHIRPath: "_s + QString::fromLatin1(line.problem));
}

TEST_CASE("functions that Dermis does not have are named", "[questionnaires][fhirpath]")
{
    const auto path = must(FhirPath::parse(
        u"subject.resolve().name.exists() and code.memberOf('http://vs') or subject.resolve().id = 'x'"_s));
    CHECK(path.unsupported() == QStringList{u"resolve"_s, u"memberOf"_s});
    const auto values = path.evaluate(onResponse());
    REQUIRE_FALSE(values);
    CHECK(values.error().code == ErrorCode::InvalidInput);
    CHECK(values.error().detail == u"FHIRPath: resolve(), memberOf() is not supported");
    CHECK(must(FhirPath::parse(u"item.count()"_s)).unsupported().isEmpty());
}

TEST_CASE("an expression that is too long or too deep is refused", "[questionnaires][fhirpath]")
{
    const auto nested = [](int depth) { return QString(depth, u'(') + u'1' + QString(depth, u')'); };
    CHECK(evaluated(nested(FhirPath::maximumDepth - 1)) == u"1");
    CHECK(problemOf(nested(FhirPath::maximumDepth)) ==
          u"this is not FHIRPath: it is nested more than 64 deep, at character 65");
    CHECK(evaluated(QString(5000, u'(')) == u"not FHIRPath");
    CHECK(evaluated(u"a("_s.repeated(5000)) == u"not FHIRPath");
    CHECK(problemOf(QString(FhirPath::maximumLength + 1, u' ')) ==
          u"this FHIRPath is longer than 16384 characters");
}

TEST_CASE("a long expression does not nest", "[questionnaires][fhirpath]")
{
    CHECK(evaluated(u"1"_s + u"+1"_s.repeated(8000)) == u"8001");
    CHECK(evaluated(u"a"_s + u".a"_s.repeated(8000)) == u"{}");
    CHECK(evaluated(u"{}"_s + u"[0]"_s.repeated(5000)) == u"{}");
    CHECK(evaluated(u"1"_s + u" is Integer"_s.repeated(1400)) == u"false");
    CHECK(evaluated(u"-"_s.repeated(16000) + u'1') == u"1");
    const QString level = u"(a implies b or c and d in e = f < g | h is Integer & i * -"_s;
    CHECK(evaluated(level.repeated(63) + u'1' + QString(63, u')')) == u"{}");
}

TEST_CASE("an expression that never ends is stopped", "[questionnaires][fhirpath]")
{
    const QString tooMuch = u"this FHIRPath looks at too many elements"_s;
    CHECK(problemOf(u"1.repeat($this + 1)"_s) == tooMuch);
    CHECK(problemOf(u"'a'.repeat($this & 'a')"_s) == tooMuch);
    CHECK(problemOf(u"descendants().select(%resource.descendants().select(%resource.descendants()))"_s) ==
          tooMuch);
    const QString forty = u"('%1').toChars()"_s.arg(QString(40, u'x'));
    CHECK(problemOf(forty + u".aggregate($total.combine($total), 1)"_s) == tooMuch);
    const QString copies = u"'1234567890123456'.toChars().aggregate($total.combine($total), %resource)"_s;
    CHECK(problemOf(copies + u".item.item.answer"_s) == tooMuch);
    CHECK(problemOf(copies + u".children().children()"_s) == tooMuch);
    CHECK(problemOf(copies + u".descendants()"_s) == tooMuch);
    const QString tooLong = u"a text grows longer than 100000 characters"_s;
    CHECK(problemOf(forty + u".aggregate($total & $total, 'ab')"_s) == tooLong);
    CHECK(problemOf(forty + u".aggregate($total.replace('a', 'aaaaaaaa'), 'a')"_s) == tooLong);
    CHECK(problemOf(forty + u".aggregate($total.replaceMatches('a', 'aaaaaaaa'), 'a')"_s) == tooMuch);
    CHECK(problemOf(forty + u".aggregate($total.combine($total).join(), 'a')"_s) == tooLong);
}

TEST_CASE("a hostile regular expression is stopped", "[questionnaires][fhirpath]")
{
    const QString text = u"'%1!'"_s.arg(QString(60, u'a'));
    for (const QString &pattern : {u"(a+)+$"_s, u"(a|aa)+$"_s, u"(*LIMIT_MATCH=4000000000)(a+)+$"_s}) {
        CAPTURE(pattern);
        CHECK(problemOf(text + u".matches('"_s + pattern + u"')"_s) ==
              u"matches() needs a regular expression that takes less time");
    }
    CHECK(problemOf(text + u".replaceMatches('(a+)+$', 'x')"_s) ==
          u"replaceMatches() needs a regular expression that takes less time");
    CHECK(problemOf(u"'a'.matches('((a{1,1000}){1,1000}){1,1000}')"_s)
              .startsWith(u"matches() needs a regular expression: "));
}

TEST_CASE("the largest forms are within the limits", "[questionnaires][fhirpath]")
{
    const Json response = longResponse(3000);
    PathContext context = onResponse();
    context.resource = &response;
    const QString one = u"%resource.descendants().where(linkId = 'q2999').answer.value"_s;
    CHECK(evaluated(QStringList(10, one).join(u" + "_s), context) == u"29990");
    CHECK(evaluated(u"%resource.repeat(item).where(linkId = 'q7').answer.value"_s, context) == u"7");
    CHECK(evaluated(u"descendants().distinct().count()"_s, context) == u"12000");
    CHECK(evaluated(u"item.linkId.isDistinct() and item.subsetOf(%resource.item)"_s, context) == u"true");
    CHECK(evaluated(u"item.answer.value.sum()"_s, context) == u"4498500");
}
