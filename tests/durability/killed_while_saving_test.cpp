#include "core/notes/note_repository.h"
#include "tests/durability/clinic_on_disk.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int longestDelay = 30000; // microseconds

int chance(int below)
{
    return QRandomGenerator::system()->bounded(below);
}

qint64 entries(Database &database)
{
    return database.integer(u"SELECT count(*) FROM journal"_s).value_or(-1);
}

} // namespace

TEST_CASE("whatever was saved before a kill is there after it, and the file is whole", "[durability]")
{
    const ClinicOnDisk clinic(GENERATE(u""_s, u"first words of mine"_s));
    qint64 next = 1;
    QList<Said> everything;
    for (int round = 0; round < rounds(20); ++round) {
        auto writer = Program::writer(clinic.toSave(next));
        writer.waitForLines(1 + chance(12));
        const int delay = chance(longestDelay);
        writer.killAfter(delay);
        INFO("round " << round << ", killed after " << delay << " microseconds");
        const auto said = writer.said();
        const auto database = clinic.open();
        checkWhole(*database);
        checkKept(*database, said);
        checkDraft(*database, clinic.doctor, said);
        everything << said;
        next += 1 + said.size();
    }
    CHECK_FALSE(everything.isEmpty());
    const auto database = clinic.open();
    checkKept(*database, everything);
    WARN(rounds(20) << " kills, " << everything.size() << " acts and keys said to be kept, all there");
}

TEST_CASE("an act of the command line that is killed is done wholly or not at all", "[durability]")
{
    const ClinicOnDisk clinic;
    const QStringList add{u"note"_s,     u"add"_s,   u"1"_s, u"--text"_s, u"Soft scar."_s.repeated(3000),
                          u"--clinic"_s, clinic.path};
    QElapsedTimer wholeAct;
    wholeAct.start();
    REQUIRE(Program::cli(add).finish() == 0);
    const int length = static_cast<int>(wholeAct.nsecsElapsed() / 1000);
    for (int round = 0; round < rounds(20); ++round) {
        const qint64 before = entries(*clinic.open());
        auto cli = Program::cli(add);
        cli.killAfter(length / 2 + chance(length / 2));
        const bool said = cli.output().contains("Soft scar");
        const auto database = clinic.open();
        checkWhole(*database);
        const qint64 added = entries(*database) - before;
        CHECK((added == 1 || (added == 0 && !said)));
        const auto notes = notesOf(*database, PatientId(1));
        REQUIRE(notes);
        for (const Note &note : *notes)
            CHECK(note.text.size() == 30000);
    }
}

TEST_CASE("a history that is killed on its way in leaves no half answers", "[durability]")
{
    const ClinicOnDisk clinic;
    QFile file(clinic.folder.filePath(u"response.json"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(R"({"resourceType": "QuestionnaireResponse", "status": "completed", "item": [
        {"linkId": "S-ALLERGY", "item": [
            {"linkId": "Q-LA-RXN", "answer": [{"valueCoding": {"code": "rash-or-swelling"}}]}]},
        {"linkId": "S-SKIN", "item": [
            {"linkId": "Q-HSV-HX", "answer": [{"valueBoolean": true}]}]}]})");
    file.close();
    const QStringList answer{u"intake"_s, u"answer"_s, u"1"_s, file.fileName(), u"--clinic"_s, clinic.path};
    QElapsedTimer wholeAct;
    wholeAct.start();
    REQUIRE(Program::cli(answer).finish() == 0);
    const int length = static_cast<int>(wholeAct.nsecsElapsed() / 1000);
    for (int round = 0; round < rounds(15); ++round) {
        auto cli = Program::cli(answer);
        cli.killAfter(length / 2 + chance(length / 2));
        checkWhole(*clinic.open());
    }
}
