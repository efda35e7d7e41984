#include "core/questionnaires/form_edit.h"
#include "tests/core/questionnaires/test_forms.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray smallForm = R"({
  "url": "http://test/skin",
  "resourceType": "Questionnaire",
  "version": "1.9",
  "title": "Skin",
  "x-clinic": {"b": 1.50, "a": 12345678901234567890},
  "item": [
    {
      "text": "Is it dry?",
      "linkId": "dry",
      "type": "choice",
      "answerOption": [
        {"valueCoding": {"code": "often", "display": "Often", "system": "http://s"}},
        {"valueCoding": {"code": "rare", "display": "Rarely", "system": "http://s"}},
        {
          "valueCoding": {"code": "no", "display": "No", "system": "http://s"},
          "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive", "valueBoolean": true}
          ]
        }
      ],
      "item": [
        {
          "linkId": "dry.h", "type": "display", "text": "Not only in winter.",
          "extension": [
            {
              "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
              "valueCodeableConcept": {"coding": [{"code": "help"}]}
            }
          ]
        }
      ]
    },
    {"linkId": "where", "type": "string", "text": "Where?", "enableWhen": [{"question": "dry", "operator": "=", "answerCoding": {"code": "often", "system": "http://s"}}]},
    {"linkId": "part", "type": "group", "text": "Care", "item": [
      {"linkId": "cream", "type": "boolean", "text": "Do you use cream?", "required": true},
      {"linkId": "which", "type": "string", "text": "Which?", "maxLength": 80}
    ]}
  ]
})";

FormEdit edited(const QByteArray &json = smallForm)
{
    return must(FormEdit::fromJson(json));
}

QStringList order(const FormEdit &edit)
{
    QStringList ids;
    const QList<EditableItem> items = edit.items();
    for (const EditableItem &item : items)
        ids << item.linkId;
    return ids;
}

QStringList labels(const FormEdit &edit, const QString &linkId)
{
    QStringList words;
    const QList<EditableOption> options = edit.find(linkId).value().options;
    for (const EditableOption &option : options)
        words << option.label;
    return words;
}

/// The lines that differ, "-" before, "+" after.
QByteArrayList changedLines(const QByteArray &before, const QByteArray &after)
{
    QByteArrayList lines;
    const QByteArrayList old = before.split('\n');
    const QByteArrayList now = after.split('\n');
    for (const QByteArray &line : old) {
        if (!now.contains(line))
            lines << "-" + line.trimmed();
    }
    for (const QByteArray &line : now) {
        if (!old.contains(line))
            lines << "+" + line.trimmed();
    }
    return lines;
}

} // namespace

TEST_CASE("a form that nothing was changed in keeps its members, their order and its numbers", "[questionnaires][edit]")
{
    const QByteArray json = edited().json();
    CHECK(json.indexOf("\"url\"") < json.indexOf("\"resourceType\""));
    CHECK(json.contains("\"b\": 1.50"));
    CHECK(json.contains("12345678901234567890"));
    CHECK(json.indexOf("\"b\"") < json.indexOf("\"a\""));
    CHECK(must(Json::parse(json)).toBytes() == must(Json::parse(smallForm)).toBytes());
    CHECK(edited(json).json() == json);
}

TEST_CASE("the shipped intake passes through the editor unchanged in meaning", "[questionnaires][edit]")
{
    const Questionnaire form = intake();
    const FormEdit edit = must(FormEdit::fromJson(form.json()));
    CHECK(must(Json::parse(edit.json())).toBytes() == must(Json::parse(form.json())).toBytes());
    const QList<EditableItem> items = edit.items();
    for (const EditableItem &item : items) {
        INFO(item.linkId.toStdString());
        const Item *read = form.find(item.linkId);
        REQUIRE(read != nullptr);
        CHECK(item.text == read->text);
        CHECK(item.required == read->required);
        CHECK(item.shelfLife == read->shelfLife);
        CHECK(item.help == read->help);
    }
    CHECK(must(edit.finished()).items().size() == form.items().size());
}

TEST_CASE("words, number, help, need and shelf life are changed, and nothing else is", "[questionnaires][edit]")
{
    FormEdit edit = edited();
    const QByteArray before = edit.json();
    SECTION("words")
    {
        REQUIRE(edit.setText(u"cream"_s, u"Do you use a cream every day?"_s));
        CHECK(changedLines(before, edit.json()) ==
              QByteArrayList{"-\"text\": \"Do you use cream?\",", "+\"text\": \"Do you use a cream every day?\","});
    }
    SECTION("title and version")
    {
        edit.setTitle(u"Dry skin"_s);
        edit.setVersion(u"2"_s);
        CHECK(changedLines(before, edit.json()).size() == 4);
        CHECK(edit.title() == u"Dry skin");
    }
    SECTION("help that is there, and taken out")
    {
        REQUIRE(edit.setHelp(u"dry"_s, u"In summer, too."_s));
        CHECK(changedLines(before, edit.json()).size() == 2);
        REQUIRE(edit.setHelp(u"dry"_s, {}));
        CHECK(edit.find(u"dry"_s).value().help.isEmpty());
        CHECK_FALSE(edit.json().contains("dry.h"));
    }
    SECTION("new help")
    {
        REQUIRE(edit.setHelp(u"cream"_s, u"Any cream."_s));
        const Questionnaire form = must(edit.finished());
        CHECK(form.find(u"cream"_s)->help == u"Any cream.");
        CHECK_FALSE(order(edit).contains(u"cream.help"_s));
    }
    SECTION("need, number and shelf life")
    {
        REQUIRE(edit.setRequired(u"which"_s, true));
        REQUIRE(edit.setRequired(u"cream"_s, false));
        REQUIRE(edit.setPrefix(u"which"_s, u"2b"_s));
        REQUIRE(edit.setShelfLife(u"which"_s, ShelfLife{ShelfLife::Kind::Months, 6}));
        const Questionnaire form = must(edit.finished());
        CHECK(form.find(u"which"_s)->required);
        CHECK_FALSE(form.find(u"cream"_s)->required);
        CHECK(form.find(u"which"_s)->prefix == u"2b");
        CHECK(form.find(u"which"_s)->shelfLife == ShelfLife{ShelfLife::Kind::Months, 6});
        CHECK(form.find(u"which"_s)->maxLength == 80);
        REQUIRE(edit.setShelfLife(u"which"_s, ShelfLife()));
        CHECK(edit.find(u"which"_s).value().shelfLife == ShelfLife());
    }
    SECTION("an item that is not there")
    {
        CHECK(edit.setText(u"nothing"_s, u"x"_s).error().code == ErrorCode::NotFound);
        CHECK(edit.json() == before);
    }
}

TEST_CASE("an item moves among its siblings and takes what it holds along", "[questionnaires][edit]")
{
    FormEdit edit = edited();
    CHECK(order(edit) == QStringList{u"dry"_s, u"where"_s, u"part"_s, u"cream"_s, u"which"_s});
    REQUIRE(edit.move(u"part"_s, -1));
    CHECK(order(edit) == QStringList{u"dry"_s, u"part"_s, u"cream"_s, u"which"_s, u"where"_s});
    REQUIRE(edit.move(u"cream"_s, 1));
    REQUIRE(edit.move(u"cream"_s, 1)); // the end of its group
    CHECK(order(edit) == QStringList{u"dry"_s, u"part"_s, u"which"_s, u"cream"_s, u"where"_s});
    CHECK_FALSE(edit.find(u"cream"_s).value().mayMoveDown);
    CHECK(edit.find(u"cream"_s).value().mayMoveUp);
    CHECK(edit.find(u"dry"_s).value().help == u"Not only in winter.");
    const Questionnaire form = must(edit.finished());
    CHECK(form.find(u"where"_s)->enableWhen.size() == 1);
}

TEST_CASE("options are added, renamed, put in order and removed; what is named stays", "[questionnaires][edit]")
{
    FormEdit edit = edited();
    CHECK(must(edit.addOption(u"dry"_s, u"Once, long ago"_s)) == 2); // before the one that excludes all others
    CHECK(labels(edit, u"dry"_s) == QStringList{u"Often"_s, u"Rarely"_s, u"Once, long ago"_s, u"No"_s});
    CHECK(edit.find(u"dry"_s).value().options.at(2).code == u"once-long-ago");
    CHECK(must(edit.addOption(u"dry"_s, u"Often!"_s)) == 3);
    CHECK(edit.find(u"dry"_s).value().options.at(3).code == u"often-2");
    REQUIRE(edit.moveOption(u"dry"_s, 1, -1));
    REQUIRE(edit.renameOption(u"dry"_s, 0, u"Now and then"_s));
    CHECK(labels(edit, u"dry"_s).first() == u"Now and then");
    CHECK(edit.find(u"dry"_s).value().options.first().code == u"rare");

    const auto named = edit.removeOption(u"dry"_s, 1);
    REQUIRE_FALSE(named);
    CHECK(named.error().detail.contains(u"where"_s));
    CHECK(edit.namedBy(u"dry"_s, 1) == QStringList{u"where"_s});
    CHECK(edit.removeOption(u"dry"_s, 0, {u"MN-ISO-01"_s}).error().detail.contains(u"MN-ISO-01"_s));
    REQUIRE(edit.removeOption(u"dry"_s, 0));
    CHECK(labels(edit, u"dry"_s).first() == u"Often");
    CHECK(edit.removeOption(u"dry"_s, 9).error().code == ErrorCode::NotFound);
    const Questionnaire form = must(edit.finished());
    const Item *dry = form.find(u"dry"_s);
    REQUIRE(dry != nullptr);
    CHECK(std::get<Coding>(dry->options.last().value).system == u"http://s");
    CHECK(dry->options.last().exclusive);
}

TEST_CASE("words that are the answer itself are not renamed while a condition names them", "[questionnaires][edit]")
{
    FormEdit edit = edited(formJson(R"({"linkId":"a","type":"choice","text":"A","answerOption":[{"valueString":"red"},{"valueString":"blue"}]},
        {"linkId":"b","type":"string","text":"B","enableWhen":[{"question":"a","operator":"=","answerString":"red"}]})"));
    CHECK(edit.renameOption(u"a"_s, 0, u"green"_s).error().detail.contains(u'b'));
    REQUIRE(edit.renameOption(u"a"_s, 1, u"dark blue"_s));
    CHECK(must(edit.addOption(u"a"_s, u"green"_s)) == 2);
    CHECK(labels(edit, u"a"_s) == QStringList{u"red"_s, u"dark blue"_s, u"green"_s});
}

TEST_CASE("answers kept in a list for several questions, and codes in expressions, are left alone", "[questionnaires][edit]")
{
    FormEdit edit = edited(intake().json());
    const auto zone = edit.find(u"X-AREA.zone"_s).value();
    CHECK(zone.options.isEmpty());
    CHECK(zone.valueSet == u"#zones");
    CHECK_FALSE(edit.addOption(u"X-AREA.zone"_s, u"Toe"_s));
    const FormEdit other = edited(formJson(R"({"linkId":"a","type":"choice","text":"A","answerOption":[{"valueCoding":{"code":"k","display":"K"}},{"valueCoding":{"code":"m","display":"M"}}]},
        {"linkId":"b","type":"string","text":"B","extension":[{"url":"http://x","valueExpression":{"language":"text/fhirpath","expression":"%resource.item.answer.value.code = 'k'"}}]})"));
    CHECK(other.namedBy(u"a"_s, 0) == QStringList{u"b"_s});
    CHECK(other.namedBy(u"a"_s, 1).isEmpty());
}

TEST_CASE("a question or an answer without words is not finished", "[questionnaires][edit]")
{
    FormEdit edit = edited();
    REQUIRE(edit.setText(u"which"_s, {}));
    CHECK(edit.finished().error().detail.contains(u"which"_s));
    REQUIRE(edit.setText(u"which"_s, u"Which one?"_s));
    REQUIRE(edit.finished());
    REQUIRE(edit.renameOption(u"dry"_s, 0, u" "_s));
    CHECK(edit.finished().error().detail.contains(u"dry"_s));
}

TEST_CASE("the next version counts the last number on", "[questionnaires][edit]")
{
    const auto [version, taken, isShipped, next] = GENERATE(table<QString, QStringList, bool, QString>({
        {u"1"_s, {u"1"_s}, false, u"2"_s},
        {u"1"_s, {u"1"_s, u"2"_s}, false, u"3"_s},
        {u"1.0.9"_s, {}, false, u"1.0.10"_s},
        {u"2024-09"_s, {}, false, u"2024-10"_s},
        {u"draft"_s, {}, false, u"draft-2"_s},
        {u"v2-beta"_s, {}, false, u"v3-beta"_s},
        {QString(), {}, false, u"1"_s},
        {u"1"_s, {u"1"_s}, true, u"1-p1"_s},
        {u"1-p1"_s, {u"1"_s, u"1-p1"_s}, true, u"1-p2"_s},
    }));
    CHECK(nextVersion(version, taken, isShipped) == next);
}
