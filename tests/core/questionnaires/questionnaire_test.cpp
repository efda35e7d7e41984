#include "core/questionnaires/json.h"
#include "core/questionnaires/plain_json.h"
#include "tests/core/questionnaires/test_forms.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QString errorOf(const QByteArray &items)
{
    const auto read = Questionnaire::fromJson(formJson(items));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::InvalidInput);
    return read.error().detail;
}

} // namespace

TEST_CASE("JSON keeps numbers as they are written and sorts names", "[questionnaires]")
{
    const Json json = must(Json::parse(R"({"b":7.50,"a":[1,-2,1e3,true,null,"\u00e9\n"]})"));
    CHECK(json.find(u"b")->text() == u"7.50");
    CHECK(json.toBytes() == QByteArray(R"({"a":[1,-2,1e3,true,null,"é\n"],"b":7.50})"));
}

TEST_CASE("JSON that cannot be read says where", "[questionnaires]")
{
    CHECK(Json::parse("{\n  \"a\": 1,\n  \"b\" 2\n}").error().detail ==
          u"this is not JSON: line 3, column 7 cannot be read");
    CHECK(Json::parse("").error().detail == u"this is not JSON: line 1, column 1 cannot be read");
    CHECK(Json::parse(R"({"a":1,"a":2})").error().detail == u"the name \"a\" stands twice in one object");
    CHECK(Json::parse(QByteArray(100000, '[')).error().detail == u"this JSON is nested more than 512 deep");
    CHECK_FALSE(Json::parse("[1] x"));
    CHECK(Json::parse(QByteArray("[1]\0", 4)).error().detail ==
          u"this is not JSON: line 1, column 4 cannot be read");
    CHECK_FALSE(Json::parse("[\"\xff\"]"));
}

TEST_CASE("plain JSON is read as the library reads it, and what is unusual is left to the library", "[questionnaires]")
{
    const QByteArray document =
        R"({"author":{"reference":"Practitioner/1"},"item":[{"answer":[{"valueBoolean":false}],"linkId":"Q-1"}, {"answer":[
        {"valueDecimal":7.50},{"valueInteger":-12},{"valueString":"Line \"one\"\nMöller – 皮肤 \\ \/"}],"linkId":"Q-2"},{"empty":{},"none":[],"x":null,"y":true}]})";
    const auto plain = readPlainJson(document);
    REQUIRE(plain);
    CHECK(plain->toBytes() == must(Json::parseAny(document)).toBytes());
    for (const QByteArray &unusual : {QByteArray(R"(["\u00e9"])"), QByteArray("[1e3]"), QByteArray("[-0]"), QByteArray("[12345678901234567890]"),
                                      QByteArray(R"({"a":1,"a":2})"), QByteArray("[1] x"), QByteArray("[01]"), QByteArray("[1.]"), QByteArray("\"\xff\""),
                                      QByteArray("[\"\n\"]"), QByteArray("{\"a\"}"), QByteArray("[1,]"), QByteArray("nul"), QByteArray(),
                                      QByteArray(65, '[') + QByteArray(65, ']')}) {
        INFO(unusual.toStdString());
        CHECK_FALSE(readPlainJson(unusual));
    }
    // Whatever becomes of the bytes: what is read here, the library reads, too, and as the same.
    quint32 random = 20260302;
    const auto below = [&random](qsizetype limit) {
        random = random * 1664525 + 1013904223;
        return static_cast<qsizetype>((random >> 8) % static_cast<quint32>(limit));
    };
    const QByteArray signs = "{}[]\",:\\ 0123456789.-eEntfu\n\x01\xc3\xa9";
    int read = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray changed = document;
        for (qsizetype edits = below(3); edits >= 0; --edits) {
            const qsizetype at = below(changed.size());
            changed.replace(at, below(2), signs.mid(below(signs.size()), below(3)));
        }
        const auto here = readPlainJson(changed);
        if (!here)
            continue;
        ++read;
        const auto there = Json::parseAny(changed);
        INFO(changed.toStdString());
        REQUIRE(there);
        REQUIRE(here->toBytes() == there->toBytes());
    }
    CHECK(read > 1000);
}

TEST_CASE("a form is read with its tree, conditions, options and limits", "[questionnaires]")
{
    const Questionnaire read = form(R"(
        {"linkId":"g","text":"Group","type":"group","repeats":true,"item":[
            {"linkId":"n","prefix":"1","text":"How many?","type":"integer","required":true,
             "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
                          {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":9},
                          {"url":"https://dermis.example/fhir/StructureDefinition/answerer","valueCode":"dermatologist"},
                          {"url":"https://dermis.example/fhir/StructureDefinition/shelf-life","valueString":"7 days"}],
             "item":[{"linkId":"n.help","type":"display","text":"Count them.","extension":[
                {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
                 "valueCodeableConcept":{"coding":[{"code":"help"}]}}]}]},
            {"linkId":"c","text":"Which?","type":"open-choice","repeats":true,
             "answerOption":[{"valueCoding":{"code":"x","display":"X"}},{"valueString":"why"}],
             "enableWhen":[{"question":"n","operator":">","answerInteger":1}]}]})");
    CHECK(read.canonical() == u"http://test/form|1");
    const Item *number = read.find(u"n"_s);
    REQUIRE(number);
    CHECK(number->required);
    CHECK(number->help == u"Count them.");
    CHECK(number->children.isEmpty());
    CHECK(number->maximum == AnswerValue(qint64(9)));
    CHECK(number->isDoctorsOnly());
    CHECK(number->shelfLife == ShelfLife{ShelfLife::Kind::Days, 7});
    const Item *choice = read.find(u"c"_s);
    CHECK(choice->options.size() == 2);
    CHECK(choice->options.first().label() == u"X");
    CHECK(choice->enableWhen.first().operand == AnswerValue(qint64(1)));
    CHECK(read.parentOf(u"c"_s)->linkId == u"g");
    CHECK(read.repeatingGroupsAround(u"c"_s) == QStringList{u"g"_s});
    CHECK(read.repeatingGroupsAround(u"g"_s).isEmpty());
    CHECK(read.remarks() == QList<Remark>{{Remark::Kind::Invalid, {}, u"no status"_s, u"it is taken as a draft"_s}});
}

TEST_CASE("what is not supported is named with what follows", "[questionnaires]")
{
    const Questionnaire read = form(R"(
        {"linkId":"s","text":"Who?","type":"string","extension":[{"url":"http://far/away","valueString":"x"}],"smell":1},
        {"linkId":"c","text":"Which?","type":"choice","answerValueSet":"http://far/away"})");
    CHECK(read.find(u"c"_s)->isOpenEnded);
    QStringList remarks;
    for (const Remark &remark : read.remarks()) {
        if (remark.kind == Remark::Kind::NotSupported)
            remarks << remark.linkId + u": "_s + remark.what + u"; "_s + remark.meaning;
    }
    CHECK(remarks == QStringList{u"s: smell; it has no effect"_s, u"s: extension http://far/away; it has no effect"_s,
                                 u"c: answerValueSet http://far/away; it is not in the file, and Dermis asks no server"_s,
                                 u"c: a choice without options in the form; words are typed and kept as an answer without a code"_s});
}

TEST_CASE("a form that is wrong is refused with the place", "[questionnaires]")
{
    CHECK(Questionnaire::fromJson("[]").error().detail == u"the form: resourceType must be Questionnaire");
    CHECK(errorOf(R"({"text":"?","type":"string"})") == u"the form: an item has no linkId");
    CHECK(errorOf(R"({"linkId":"a","type":"string"},{"linkId":"a","type":"string"})") ==
          u"item a: this linkId stands twice at one place, so that the answers cannot be told apart (que-2)");
    CHECK(errorOf(R"({"linkId":"a","type":"smell"})") == u"item a: \"smell\" is not a type of FHIR R4");
    CHECK(errorOf(R"({"linkId":"a","type":"string","required":"yes"})") ==
          u"item a: required must be true or false");
    CHECK(errorOf(R"({"linkId":"a","type":"string","maxLength":-1})") ==
          u"item a: maxLength must be a whole number above 0");
    CHECK(
        errorOf(
            R"({"linkId":"a","type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]})") ==
        u"item a: enableWhen names \"b\", which is no question of this form");
    CHECK(
        errorOf(
            R"({"linkId":"a","type":"string","enableWhen":[{"question":"a","operator":"~","answerBoolean":true}]})") ==
        u"item a: \"~\" is not an operator of enableWhen");
    CHECK(
        errorOf(
            R"({"linkId":"a","type":"string","enableWhen":[{"question":"a","operator":"exists","answerInteger":1}]})") ==
        u"item a: enableWhen with exists needs answerBoolean (que-7)");
    CHECK(
        errorOf(
            R"({"linkId":"a","type":"string","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}]})") ==
        u"item a: whether it is asked depends on itself");
    CHECK(errorOf(R"({"linkId":"a","type":"choice","answerOption":[{"valueDate":"2025-13"}]})") ==
          u"item a: an answerOption must be a real date (2025, 2025-09 or 2025-09-02)");
}

TEST_CASE("two conditions need to say all or any", "[questionnaires]")
{
    const QByteArray conditions = R"("enableWhen":[{"question":"a","operator":"=","answerBoolean":true},
                                                   {"question":"a","operator":"exists","answerBoolean":true}])";
    CHECK(errorOf(R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"string",)" + conditions + "}") ==
          u"item b: enableBehavior must be all or any where there are several conditions (que-12)");
}

TEST_CASE("an answer ages by its question's shelf life", "[questionnaires]")
{
    Item item;
    const QDateTime answered(QDate(2026, 1, 30), QTime(23, 30), Qt::UTC); // 31 January in the clinic
    item.shelfLife = *ShelfLife::fromString(u"session"_s);
    CHECK_FALSE(isExpired(item, answered, QDate(2026, 1, 31)));
    CHECK(isExpired(item, answered, QDate(2026, 2, 1)));
    item.shelfLife = *ShelfLife::fromString(u"7 days"_s);
    CHECK_FALSE(isExpired(item, answered, QDate(2026, 2, 7)));
    CHECK(isExpired(item, answered, QDate(2026, 2, 8)));
    item.shelfLife = *ShelfLife::fromString(u"1 month"_s);
    CHECK_FALSE(isExpired(item, answered, QDate(2026, 2, 28)));
    CHECK(isExpired(item, answered, QDate(2026, 3, 1)));
    item.shelfLife = *ShelfLife::fromString(u"permanent"_s);
    CHECK_FALSE(isExpired(item, answered, QDate(2126, 3, 1)));
    CHECK_FALSE(ShelfLife::fromString(u"a while"_s));
    CHECK_FALSE(ShelfLife::fromString(u"-3 days"_s));
}
