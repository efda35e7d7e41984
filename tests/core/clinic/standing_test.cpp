// Everybody is judged the short way; the Safety page judges one patient the whole way. Both must come to the same.
#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/clinic/demo.h"
#include "core/safety/reassessment.h"
#include "core/treatments/readiness_watch.h"
#include "tests/support/must.h"
#include "tests/support/planned_shelf.h"
#include "tests/support/printers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Every story of the demo clinic several times over, all planned with products of every phase.
class PlannedDemo
{
public:
    PlannedDemo()
    {
        must(makeDemoClinic(path, {90, 3, now.date()}));
        database = must(openClinic(path, now));
        doctor = must(onlyDermatologist(*database)).actor();
        const QList<Lot> shelf = must(test::addShelf(*database, doctor, now));
        must(test::planEverybody(*database, now.date().addDays(7), shelf));
        const auto plan = must(currentPlan(*database, PatientId(1)));
        if (!plan || must(product(*database, plan->cartridge->product)).kind != ProductKind::Cartridge)
            throw std::runtime_error("the plan does not name the shelf of the test");
    }
    QList<PatientId> everybody() const
    {
        QList<PatientId> patients;
        auto select = must(database->prepare(u"SELECT id FROM patient WHERE active = 1 ORDER BY id"_s));
        must(select.run());
        while (must(select.next()))
            patients << PatientId(select.integer(0));
        return patients;
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"demo.dermis"_s);
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
    std::unique_ptr<Database> database;
    Actor doctor;
};

QByteArray text(const Readiness &readiness)
{
    return QJsonDocument(toJson(readiness)).toJson();
}

QByteArray text(const QList<ReadinessGap> &gaps)
{
    QJsonArray list;
    for (const ReadinessGap &gap : gaps)
        list << QJsonArray{gap.code, gap.title};
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

} // namespace

TEST_CASE_METHOD(PlannedDemo, "the short way to a patient's readiness comes to the same as the whole way, byte for byte", "[safety]")
{
    const SafetyBasis basis = must(safetyBasis(*database));
    QSet<QString> seen;
    for (const PatientId patient : everybody()) {
        const SafetyRecord record = must(safetyRecord(*database, basis, patient));
        const QList<Consent> sheets = must(consents(*database, patient));
        const AnswerSet answers(record.form, record.answers);
        for (const int days : {0, 6, 40, 200, 800}) {
            const QDate day = now.date().addDays(days);
            const Plan plan = record.plan.value_or(Plan{});
            const SafetyCheck whole = checkSafety(basis, record, plan, day);
            const SafetyCheck brief = checkStanding(basis, record, answers, plan, day);
            INFO("patient " << patient.value() << ", day " << days);
            const Readiness expected = readiness(whole, sheets, day);
            CHECK(text(readiness(brief, sheets, day)) == text(expected));
            CHECK(text(gapsOf(brief, readiness(brief, sheets, day))) == text(gapsOf(whole, expected)));
            CHECK(status(brief.assessment, record.decisions) == status(whole.assessment, record.decisions));
            CHECK(brief.sheetStops() == whole.sheetStops());
            CHECK(brief.facts.digest() == whole.facts.digest());
            for (const ReadinessPart &part : expected.parts)
                seen.insert(topicName(part.topic) + u' ' + levelName(part.level));
        }
    }
    CHECK(seen.size() > 10); // parts of every kind were compared
}

TEST_CASE_METHOD(PlannedDemo, "facts that are said to hold on another day are those of that day", "[safety]")
{
    const SafetyBasis basis = must(safetyBasis(*database));
    int held = 0;
    int differed = 0;
    for (const PatientId patient : everybody()) {
        const SafetyRecord record = must(safetyRecord(*database, basis, patient));
        const Plan plan = record.plan.value_or(Plan{});
        for (const int days : {0, 1, 6, 40}) {
            const QDate today = now.date().addDays(days);
            const Facts facts = gatherFacts(basis, record, plan, today);
            for (const int before : {0, 1, 2, 7, 30, 400}) {
                const QDate day = today.addDays(-before);
                const bool same = facts.toJson() == gatherFacts(basis, record, plan, day).toJson();
                INFO("patient " << patient.value() << ", day " << days << ", " << before << " days before");
                CHECK((same || !facts.holdOn(day)));
                held += facts.holdOn(day) && before > 0 ? 1 : 0;
                differed += same ? 0 : 1;
            }
        }
    }
    CHECK(held > 100); // both happen
    CHECK(differed > 100);
}

TEST_CASE_METHOD(PlannedDemo, "what a look at everybody remembers is what the page shows of each", "[treatments]")
{
    const QList<PatientId> patients = everybody();
    QList<qint64> heard;
    CHECK(must(lookForChanges(*database, doctor, now, [&](qint64 done, qint64 all) {
              heard << done;
              CHECK(all >= done);
              return true;
          })) > 60);
    CHECK(std::is_sorted(heard.begin(), heard.end()));
    int compared = 0;
    for (const PatientId patient : patients) {
        auto select = must(database->prepare(u"SELECT gaps FROM readiness_known WHERE patient_id = ?"_s));
        must(select.add(patient.value()).run());
        if (!must(select.next()))
            continue;
        const QByteArray known = select.bytes(0);
        const SafetyCheck check = must(checkSafety(*database, patient, now.date()));
        const Readiness shown = must(readiness(*database, patient, now.date()));
        INFO("patient " << patient.value());
        CHECK(known == text(gapsOf(check, shown)));
        ++compared;
    }
    CHECK(compared > 60);
}

TEST_CASE_METHOD(PlannedDemo, "everybody's status is counted as each one's page says it", "[safety]")
{
    QMap<SessionStatus, qint64> expected;
    for (const PatientId patient : everybody()) {
        const SafetyCheck check = must(checkSafety(*database, patient, now.date()));
        ++expected[status(check.assessment, check.decisions)];
    }
    CHECK(must(reassess(*database, now.date())).counts == expected);
}
