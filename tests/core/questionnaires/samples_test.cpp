#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/json.h"
#include "tests/core/questionnaires/test_forms.h"

#include <QDir>
#include <QDirIterator>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QString dataFolder(const QString &name)
{
    return QStringLiteral(DERMIS_TEST_DATA "/") + name;
}

QStringList jsonFilesIn(const QString &folder)
{
    QStringList files;
    for (QDirIterator at(folder, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories); at.hasNext();)
        files << at.next();
    files.sort();
    return files;
}

struct Pair
{
    QString name;
    Questionnaire form;
    QByteArray response;
};

/// Every response handed over with its form.
QList<Pair> pairs()
{
    QList<Pair> pairs;
    for (const QString &file : jsonFilesIn(dataFolder(u"questionnaires/responses"_s))) {
        if (file.endsWith(u"/questionnaire.json"))
            continue;
        const QString form = QFileInfo(file).path() + u"/questionnaire.json"_s;
        pairs << Pair{file.section(u'/', -2), must(Questionnaire::fromJson(fileContent(form))), fileContent(file)};
    }
    return pairs;
}

/// Items in the order of the form, as R4 has it; no empty lists, and one item for each question.
Json ordered(const Questionnaire &form, const Item *parent, const Json &json)
{
    Json result = Json::object();
    for (const auto &[name, value] : json.members()) {
        if (name == u"item" || (value.isArray() && value.isEmpty()))
            continue;
        Json answers = Json::array();
        for (const Json &answer : name == u"answer" ? value.elements() : std::vector<Json>())
            answers.append(ordered(form, parent, answer));
        result.set(name, name == u"answer" ? answers : value);
    }
    std::vector<std::pair<int, Json>> items;
    for (const Json &element : json.elementsOf(u"item")) {
        const Item *item = form.findIn(parent, element.textOf(u"linkId"));
        const int number = item ? item->number : items.empty() ? -1 : items.back().first;
        const bool isAgain = item && item->isQuestion() && !items.empty() && items.back().first == number;
        if (!isAgain)
            items.emplace_back(number, ordered(form, item, element));
    }
    std::stable_sort(items.begin(), items.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    Json list = Json::array();
    for (const auto &[number, item] : items)
        list.append(item);
    if (!list.isEmpty())
        result.set(u"item"_s, list);
    return result;
}

/// The response as it was handed over, in valid R4: it names its form, and "draft" is no status.
Json asValid(const Pair &one)
{
    Json json = ordered(one.form, nullptr, must(Json::parse(one.response)));
    if (json.textOf(u"questionnaire").isEmpty())
        json.replace(u"questionnaire"_s, Json::string(one.form.canonical()));
    if (json.textOf(u"status") == u"draft" || !json.find(u"status"))
        json.replace(u"status"_s, Json::string(json.find(u"authored") ? u"completed"_s : u"in-progress"_s));
    return json;
}

Pair pair(const QString &name)
{
    for (const Pair &pair : pairs()) {
        if (pair.name == name)
            return pair;
    }
    throw std::runtime_error("no such sample");
}

} // namespace

TEST_CASE("every handed form opens, or is refused for what R4 forbids", "[questionnaires][samples]")
{
    const QHash<QString, QString> refused{
        {u"android-fhir__Questionnaire-ASLPA1-positive.json"_s, u"que-2"_s},
        {u"refero____data__-q-2.json"_s, u"que-12"_s},
        {u"refero____data__-q.json"_s, u"que-12"_s},
        {u"refero__fhirPathExtensions-q.json"_s, u"que-12"_s},
    };
    const QStringList files = jsonFilesIn(dataFolder(u"questionnaires/forms"_s));
    CHECK(files.size() == 74);
    for (const QString &file : files) {
        const QString name = file.section(u'/', -1);
        INFO(name.toStdString());
        const auto form = Questionnaire::fromJson(fileContent(file));
        if (refused.contains(name)) {
            REQUIRE_FALSE(form);
            CHECK(form.error().detail.contains(refused.value(name)));
            continue;
        }
        REQUIRE(form);
        CHECK_FALSE(form->inOrder().isEmpty());
        const Response empty;
        CHECK(must(Response::fromJson(*form, empty.toJson(*form))).answers().isEmpty());
    }
}

TEST_CASE("every handed response is loaded and saved without loss", "[questionnaires][samples]")
{
    const QList<Pair> all = pairs();
    CHECK(all.size() == 30);
    for (const Pair &one : all) {
        INFO(one.name.toStdString());
        const Response response = must(Response::fromDraft(one.form, one.response));
        const QByteArray saved = response.toJson(one.form);
        CHECK(saved.toStdString() == asValid(one).toBytes().toStdString());
        CHECK(must(Response::fromDraft(one.form, saved)).toJson(one.form) == saved);
    }
}

TEST_CASE("a foreign group of two conditions appears once both hold", "[questionnaires][samples]")
{
    const Pair sample = pair(u"refero__enableWhenBehaviorAll/response.json"_s);
    Response response = must(Response::fromDraft(sample.form, sample.response));
    response.setAnswer(sample.form, {u"1.1"_s, {}}, Answer::of(true));
    response.setAnswer(sample.form, {u"1.2"_s, {}}, Answer::of(false));
    CHECK_FALSE(EnabledItems(sample.form, response).isEnabled({u"2.1"_s, {}}));
    response.setAnswer(sample.form, {u"1.2"_s, {}}, Answer::of(true));
    CHECK(EnabledItems(sample.form, response).isEnabled({u"2.1"_s, {}}));
}

TEST_CASE("answers that no longer fit their form are named and kept", "[questionnaires][samples]")
{
    const Pair superfluous = pair(u"refero__syncQuestionnaireResponse/qr-superfluousTopLevelField.json"_s);
    const auto strict = Response::fromJson(superfluous.form, superfluous.response);
    REQUIRE_FALSE(strict);
    CHECK(strict.error().detail == u"0: expected a question of this form");
    const Response kept = must(Response::fromDraft(superfluous.form, superfluous.response));
    REQUIRE(kept.misfits().size() == 1);
    CHECK(kept.misfits().first().linkId() == u"0");
    const Pair retyped = pair(u"refero__syncQuestionnaireResponse/qr-typeChanged.json"_s);
    CHECK_FALSE(Response::fromJson(retyped.form, retyped.response));
    CHECK_FALSE(must(Response::fromDraft(retyped.form, retyped.response)).misfits().isEmpty());
}

TEST_CASE("JSON is read by its grammar and no other way", "[questionnaires][samples]")
{
    const QStringList files = jsonFilesIn(dataFolder(u"json-parsing"_s));
    CHECK(files.size() > 100);
    int accepted = 0;
    int rejected = 0;
    for (const QString &file : files) {
        const QString name = file.section(u'/', -1);
        INFO(name.toStdString());
        const auto json = Json::parse(fileContent(file), Json::Names::MayRepeat);
        if (name.startsWith(u"y_"))
            CHECK((json.has_value() && ++accepted));
        if (name.startsWith(u"n_"))
            CHECK((!json && ++rejected));
        if (json)
            CHECK(must(Json::parse(json->toBytes(), Json::Names::MayRepeat)).toBytes() == json->toBytes());
    }
    CHECK(accepted > 30);
    CHECK(rejected > 40);
}
