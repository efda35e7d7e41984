#include "tests/acceptance/command_line.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QJsonObject answered(const QString &linkId, const QJsonObject &value)
{
    return {{u"linkId"_s, linkId}, {u"answer"_s, QJsonArray{value}}};
}

QJsonValue quietOption(const QJsonObject &item)
{
    const QJsonArray options = item.value(u"answerOption"_s).toArray();
    for (const QString &wanted : {u"none"_s, u"normal"_s, u"no"_s, u"never"_s, u"clear"_s, u"II"_s, u"under-1h"_s}) {
        for (const QJsonValue &option : options) {
            const QJsonObject coding = option.toObject().value(u"valueCoding"_s).toObject();
            if (coding.value(u"code"_s).toString() == wanted)
                return coding;
        }
    }
    return {};
}

/// "No" and "none" to every required question at the top of the form's sections; nothing to follow-ups.
QJsonObject quietAnswer(const QJsonObject &item)
{
    const QString linkId = item.value(u"linkId"_s).toString();
    const QString type = item.value(u"type"_s).toString();
    if (linkId == u"X-AREA.zone") // its options stand in a value set
        return answered(linkId, {{u"valueCoding"_s, QJsonObject{{u"code"_s, u"chin"_s}}}});
    if (type == u"boolean")
        return answered(linkId, {{u"valueBoolean"_s, linkId == u"Q-AFTER"}});
    if (type == u"integer")
        return answered(linkId, {{u"valueInteger"_s, 0}});
    if (type == u"choice" || type == u"open-choice") {
        if (const QJsonValue coding = quietOption(item); coding.isObject())
            return answered(linkId, {{u"valueCoding"_s, coding}});
    }
    return {};
}

QJsonArray quietItems(const QJsonArray &items)
{
    QJsonArray result;
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        const QString linkId = item.value(u"linkId"_s).toString();
        const bool followUp = item.contains(u"enableWhen"_s) && linkId != u"Q-ISO-BEFORE";
        if (followUp)
            continue;
        if (item.value(u"type"_s).toString() == u"group") {
            const QJsonArray children = quietItems(item.value(u"item"_s).toArray());
            result << QJsonObject{{u"linkId"_s, linkId}, {u"item"_s, children}};
        } else if (const QJsonObject answer = quietAnswer(item); !answer.isEmpty()) {
            result << answer;
        }
    }
    return result;
}

class WholeWay
{
public:
    WholeWay()
    {
        REQUIRE(cli({u"init"_s, u"--plain"_s, u"--practice"_s, u"Marula Street Dermatology"_s, u"--doctor"_s, u"Dr Ayanda Motau"_s, u"--nurse"_s,
                     u"Sr Lindiwe Zwane"_s, u"--file-prefix"_s, u"MSD"_s})
                    .exitCode
                == 0);
        patient = json({u"patient"_s, u"add"_s, u"--family-name"_s, u"O'Brien-Kgošana"_s, u"--given-names"_s, u"Siobhán"_s,
                        u"--birth-date"_s, u"1992-03-14"_s, u"--sex"_s, u"female"_s})
                      .value(u"fileNumber"_s)
                      .toString();
        form = json({u"questionnaire"_s, u"show"_s, u"microneedling-intake"_s});
        REQUIRE(form.value(u"resourceType"_s).toString() == u"Questionnaire");
        REQUIRE(cli({u"plan"_s, u"set"_s, patient, u"-"_s},
                    R"({"device":"SkinPen","zones":[{"zone":"chin","target":"acne-scar","depthMm":1.0,"weakerResponse":false}]})")
                    .exitCode
                == 0);
    }
    test::Ended cli(QStringList arguments, const QByteArray &input = {}) const
    {
        return test::dermisCli(arguments << u"--clinic"_s << u"clinic.dermis"_s, folder.path(), input);
    }
    QJsonObject json(QStringList arguments, const QByteArray &input = {}) const
    {
        const auto ended = cli(arguments << u"--json"_s, input);
        INFO(ended.err.toStdString());
        return ended.json();
    }
    test::Ended answer(const QJsonArray &items) const
    {
        const QJsonObject response{{u"resourceType"_s, u"QuestionnaireResponse"_s}, {u"status"_s, u"completed"_s}, {u"item"_s, items}};
        return cli({u"intake"_s, u"answer"_s, patient, u"-"_s, u"--json"_s, u"--reason"_s, u"the patient says otherwise now"_s},
                   QJsonDocument(response).toJson());
    }
    QStringList open() const
    {
        QStringList codes;
        for (const QJsonValue &code : json({u"assess"_s, patient}).value(u"open"_s).toArray())
            codes << code.toString();
        return codes;
    }

    QTemporaryDir folder;
    QString patient;
    QJsonObject form;
};

QJsonArray oneAnswer(const QString &section, const QJsonObject &answer)
{
    return {QJsonObject{{u"linkId"_s, section}, {u"item"_s, QJsonArray{answer}}}};
}

} // namespace

TEST_CASE_METHOD(WholeWay, "from intake to a printed consent sheet without a window", "[acceptance]")
{
    // Nothing asked: not cleared, and the allergies are named.
    CHECK(cli({u"assess"_s, patient}).exitCode == 1);
    CHECK(open().contains(u"MN-ALG-07"));
    CHECK(open().contains(u"MN-CAP-10"));

    // Quiet answers to everything: cleared.
    const auto kept = answer(quietItems(form.value(u"item"_s).toArray()));
    INFO(kept.out.toStdString());
    INFO(kept.err.toStdString());
    REQUIRE(kept.exitCode == 0);
    CHECK(kept.json().value(u"missing"_s).toArray().isEmpty());
    CHECK(open() == QStringList{});
    CHECK(cli({u"assess"_s, patient}).exitCode == 0);

    // A cold sore history is relative: the doctor decides, then the sheet may be issued.
    REQUIRE(answer(oneAnswer(u"S-SKIN"_s, answered(u"Q-HSV-HX"_s, {{u"valueBoolean"_s, true}}))).exitCode == 0);
    CHECK(open().contains(u"MN-INF-07"));
    CHECK(cli({u"consent"_s, u"issue"_s, patient, u"-o"_s, u"sheet.pdf"_s}).exitCode == 1);
    CHECK_FALSE(QFile::exists(folder.filePath(u"sheet.pdf"_s)));
    const QStringList decide{u"decide"_s, patient, u"--finding"_s, u"MN-INF-07"_s, u"--decision"_s, u"proceed"_s};
    CHECK(cli(decide + QStringList{u"--reason"_s, u"short"_s}).exitCode == 3);
    CHECK(cli(decide + QStringList{u"--reason"_s, u"tablets were given by the family doctor"_s, u"--user"_s, u"Sr Lindiwe Zwane"_s}).exitCode == 4);
    const auto decided = cli(decide + QStringList{u"--reason"_s, u"tablets were given by the family doctor"_s});
    INFO(decided.err.toStdString());
    REQUIRE(decided.exitCode == 0);
    CHECK(open() == QStringList{});
    const auto issued = cli({u"consent"_s, u"issue"_s, patient, u"--template"_s, u"microneedling"_s, u"-o"_s, u"sheet.pdf"_s});
    INFO(issued.err.toStdString());
    REQUIRE(issued.exitCode == 0);
    CHECK(cli({u"consent"_s, u"verify"_s, u"sheet.pdf"_s}).exitCode == 0);

    const auto paper = test::shell(u"pdftotext -layout sheet.pdf -"_s, folder.path());
    if (paper.exitCode == 0) {
        CHECK(paper.out.contains("O'Brien-Kgo\u0161ana"));
        CHECK(paper.out.contains("Dr Ayanda Motau"));
        CHECK(paper.out.contains("age 1 of"));
    }
    CHECK(cli({u"verify"_s}).exitCode == 0);
}

TEST_CASE_METHOD(WholeWay, "a decision is open again when the fact behind it changes", "[acceptance]")
{
    REQUIRE(answer(quietItems(form.value(u"item"_s).toArray())).exitCode == 0);
    REQUIRE(answer(oneAnswer(u"S-SKIN"_s, answered(u"Q-KEL"_s, {{u"valueCoding"_s, QJsonObject{{u"code"_s, u"self-elsewhere"_s}}}}))).exitCode == 0);
    REQUIRE(cli({u"decide"_s, patient, u"--finding"_s, u"MN-WND-02"_s, u"--decision"_s, u"proceed"_s, u"--reason"_s,
                 u"test spot done eight weeks ago"_s})
                .exitCode
            == 0);
    CHECK_FALSE(open().contains(u"MN-WND-02"));
    REQUIRE(answer(oneAnswer(u"S-SKIN"_s, answered(u"Q-KEL"_s, {{u"valueCoding"_s, QJsonObject{{u"code"_s, u"self-in-area"_s}}}}))).exitCode == 0);
    CHECK(open().contains(u"MN-WND-01"));
}

TEST_CASE_METHOD(WholeWay, "an absolute finding cannot be decided away", "[acceptance]")
{
    REQUIRE(answer(quietItems(form.value(u"item"_s).toArray())).exitCode == 0);
    REQUIRE(answer(oneAnswer(u"S-TODAY"_s, answered(u"Q-PREG"_s, {{u"valueCoding"_s, QJsonObject{{u"code"_s, u"yes"_s}}}}))).exitCode == 0);
    CHECK(open().contains(u"MN-PRG-01"));
    CHECK(cli({u"decide"_s, patient, u"--finding"_s, u"MN-PRG-01"_s, u"--decision"_s, u"proceed"_s, u"--reason"_s, u"she really wants it today"_s}).exitCode == 3);
    CHECK(open().contains(u"MN-PRG-01"));
}
