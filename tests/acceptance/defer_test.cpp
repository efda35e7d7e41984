#include "tests/acceptance/command_line.h"

#include <QDate>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// A clinic with one patient who stopped isotretinoin a month ago.
class StoppedLately
{
public:
    StoppedLately()
    {
        run(u"init --plain --practice Marula --phone '011 555 0118' --doctor Doctor --nurse Nurse"_s);
        run(u"user add --name Desk --roles reception"_s);
        run(u"patient add --family-name Nkosi --given-names Zola --birth-date 1990-01-01 --phone '082 555 0118'"_s);
        run(u"visit add 1"_s);
        write(u"plan.json"_s, R"({"zones": [{"zone": "chin", "target": "rejuvenation", "depthMm": 1.0}]})");
        run(u"plan set 1 plan.json"_s);
        write(u"stopped.json"_s, R"({"resourceType": "QuestionnaireResponse", "status": "completed", "item": [
            {"linkId": "S-MEDICINES", "item": [{"linkId": "Q-ISO-NOW", "answer": [{"valueBoolean": false}]},
            {"linkId": "Q-ISO-BEFORE", "item": [{"linkId": "Q-ISO-EVER", "answer": [{"valueBoolean": true}]},
            {"linkId": "Q-ISO-LAST", "answer": [{"valueDate": ")" + last.toString(Qt::ISODate).toUtf8() + R"("}]}]}]}]})");
    }
    test::Ended dermis(const QString &words) const
    {
        return test::shell(u"dermis-cli %1 --clinic clinic.dermis --json"_s.arg(words), folder.path());
    }
    QJsonObject run(const QString &words) const
    {
        const test::Ended ended = dermis(words);
        INFO(words.toStdString() << ": " << ended.err.toStdString() << ended.out.toStdString());
        REQUIRE(ended.exitCode == 0);
        return ended.json();
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    QTemporaryDir folder;
    QDate last = QDate::currentDate().addMonths(-1);
};

} // namespace

TEST_CASE_METHOD(StoppedLately, "a treatment is put off, listed, followed up and noted for the patient from the command line", "[acceptance]")
{
    run(u"intake answer 1 stopped.json"_s);
    const test::Ended date = dermis(u"defer date 1"_s);
    const QString latest = date.json()[u"latest"].toString();
    CHECK(QDate::fromString(latest, Qt::ISODate) == last.addMonths(6));
    CHECK(QString::fromUtf8(date.out).contains(u" + 6 months = "_s));

    const QJsonObject kept = run(u"defer add 1 --until %1 --reason 'Isotretinoin stopped lately' --advice 'Use sunscreen'"_s.arg(latest));
    CHECK(kept[u"until"].toString() == latest);
    CHECK(kept[u"state"].toString() == u"waiting");
    CHECK(kept[u"by"].toString() == u"Doctor");
    CHECK(run(u"visit list"_s)[u"visits"][0][u"state"].toString() == u"deferred");

    const QJsonObject seen = run(u"defer list --user Desk"_s)[u"deferrals"][0].toObject();
    CHECK(seen[u"phones"][0].toString() == u"+27825550118");
    CHECK(seen[u"reason"].toString().isEmpty());
    CHECK(seen[u"grounds"].toArray().isEmpty());
    CHECK(dermis(u"defer show 1 --user Desk"_s).exitCode == 4);
    run(u"defer state 1 contacted --note 'Calls back' --user Desk"_s);
    CHECK(run(u"defer list"_s)[u"deferrals"][0][u"stateBy"].toString() == u"Desk");
    CHECK(dermis(u"defer state 1 withdrawn --note ''"_s).exitCode == 3);

    run(u"defer note 1 -o note.pdf"_s);
    QFile note(folder.filePath(u"note.pdf"_s));
    REQUIRE(note.open(QIODevice::ReadOnly));
    CHECK(note.read(5) == "%PDF-");
    run(u"defer state 1 withdrawn --note 'Moved to Durban'"_s);
    CHECK(run(u"defer list"_s)[u"deferrals"].toArray().isEmpty());
    CHECK(dermis(u"defer note 1 -o again.pdf"_s).exitCode == 3);
    CHECK(run(u"defer show 1"_s)[u"deferrals"].toArray().size() == 1);
    run(u"verify"_s);
}

TEST_CASE_METHOD(StoppedLately, "a bad deferral says what is wrong and changes nothing", "[acceptance]")
{
    for (const QString &words : {u"--until 2031-13-01 --reason 'The skin must settle'"_s, u"--until 2001-01-01 --reason 'The skin must settle'"_s,
                                 u"--until 2091-01-01 --reason short"_s, u"--reason 'The skin must settle'"_s}) {
        const test::Ended refused = dermis(u"defer add 1 "_s + words);
        INFO(refused.err.toStdString());
        CHECK(refused.exitCode == 3);
    }
    CHECK(run(u"defer list"_s)[u"deferrals"].toArray().isEmpty());
    CHECK(run(u"visit list"_s)[u"visits"][0][u"state"].toString() != u"deferred");
}
