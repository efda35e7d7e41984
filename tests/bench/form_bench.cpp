// Opening, judging and writing forms, each beside a floor. Names the forms to measure on the command line, before the options of the
// benchmark; always measures a generated form of 1,000 items.
#include "core/questionnaires/enabled_items.h"
#include "tests/support/must.h"

#include <QFile>

#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Twenty groups of fifty questions, every second asked only when the one before says yes.
QByteArray thousandItems()
{
    QByteArray items;
    for (int group = 0; group < 20; ++group) {
        QByteArray questions;
        for (int question = 0; question < 49; ++question) {
            const QByteArray id = QByteArray::number(group) + '.' + QByteArray::number(question);
            const QByteArray before = QByteArray::number(group) + '.' + QByteArray::number(question - 1);
            questions += (question > 0 ? "," : "") + QByteArray(R"({"linkId":")") + id + R"(","type":"boolean","text":"Question )" + id + "?\"";
            if (question % 2 == 1)
                questions += R"(,"enableWhen":[{"question":")" + before + R"(","operator":"=","answerBoolean":true}])";
            questions += '}';
        }
        items += (group > 0 ? "," : "") + QByteArray(R"({"linkId":"g)") + QByteArray::number(group) + R"(","type":"group","text":"Group","item":[)" + questions + "]}";
    }
    return R"({"resourceType":"Questionnaire","url":"http://test/large","status":"active","item":[)" + items + "]}";
}

/// Yes to every yes or no.
Response answered(const Questionnaire &form)
{
    Response response;
    for (const Item *item : form.inOrder()) {
        if (item->type == ItemType::Boolean && !item->inRepeatingGroup)
            response.setAnswer(form, {item->linkId, {}}, Answer::of(true));
    }
    return response;
}

void open(benchmark::State &state, const QByteArray &json)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(must(Questionnaire::fromJson(json)));
}

void openFloor(benchmark::State &state, const QByteArray &json)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(nlohmann::json::parse(json.begin(), json.end()));
}

void recalculate(benchmark::State &state, const QByteArray &json)
{
    const Questionnaire form = must(Questionnaire::fromJson(json));
    const Response response = answered(form);
    for (auto _ : state) {
        const EnabledItems enabled(form, response);
        int asked = 0;
        for (const Item *item : form.inOrder())
            asked += enabled.applies(*item) == Truth::True ? 1 : 0;
        benchmark::DoNotOptimize(asked);
    }
    state.counters["items"] = static_cast<double>(form.inOrder().size());
}

void write(benchmark::State &state, const QByteArray &json)
{
    const Questionnaire form = must(Questionnaire::fromJson(json));
    const Response response = answered(form);
    for (auto _ : state)
        benchmark::DoNotOptimize(response.toJson(form));
}

void read(benchmark::State &state, const QByteArray &json)
{
    const Questionnaire form = must(Questionnaire::fromJson(json));
    const QByteArray written = answered(form).toJson(form);
    for (auto _ : state)
        benchmark::DoNotOptimize(must(Response::fromDraft(form, written)));
}

void registerForm(const std::string &name, const QByteArray &json)
{
    using benchmark::RegisterBenchmark;
    const auto add = [&](const std::string &what, auto function) {
        RegisterBenchmark((name + "/" + what).c_str(), function, json)->Unit(benchmark::kMicrosecond);
    };
    add("open", open);
    add("open, floor: JSON alone", openFloor);
    add("what is asked, for every item", recalculate);
    add("answers written", write);
    add("answers read", read);
}

} // namespace

int main(int argc, char *argv[])
{
    benchmark::Initialize(&argc, argv);
    registerForm("a thousand items", thousandItems());
    for (int i = 1; i < argc; ++i) {
        QFile file(QString::fromLocal8Bit(argv[i]));
        if (file.open(QIODevice::ReadOnly))
            registerForm(file.fileName().section(u'/', -1).toStdString(), file.readAll());
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
