#include "core/clinic/demo.h"

#include "core/access/practice.h"
#include "core/clinic/clinic.h"
#include "core/clinic/demo_people.h"
#include "core/patients/patient_problems.h"
#include "core/patients/patient_repository.h"
#include "core/products/product_repository.h"
#include "core/safety/safety_check.h"
#include "core/treatments/session.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {
const QDate today(2026, 3, 2);
}

TEST_CASE("every invented person could be registered and no two share a number", "[clinic]")
{
    DemoRandom random(5);
    QSet<QString> phones;
    for (qint64 number = 0; number < 3000; ++number) {
        const Patient person = demoPerson(random, number, today);
        INFO(person.fullName().toStdString());
        CHECK(problems(person, today).isEmpty());
        phones.insert(person.phones.first().number);
    }
    CHECK(phones.size() == 3000);
}

TEST_CASE("a demo clinic shows every severity and is whole", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"demo.dermis"_s);
    REQUIRE(makeDemoClinic(path, {60, 1, today}));
    const auto database = openClinic(path, QDateTime(today, QTime(8, 0), Qt::UTC));
    REQUIRE(database);
    CHECK(practice(**database)->isDemo);
    CHECK(patientCount(**database).value() == 60);
    CHECK(verifyClinic(**database)->isWhole());
    QSet<Severity> seen;
    for (int id = 1; id <= 60; ++id) {
        for (const Finding &finding : checkSafety(**database, PatientId(id), today)->assessment.withOutcome(Outcome::Fired))
            seen.insert(finding.severity());
    }
    CHECK(seen.size() == 4);
}

TEST_CASE("a demo clinic's shelf has every needling status, a lot that ran out, and one that names patients", "[clinic]")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"demo.dermis"_s);
    REQUIRE(makeDemoClinic(path, {60, 1, today}));
    const auto database = openClinic(path, QDateTime(today, QTime(8, 0), Qt::UTC));
    REQUIRE(database);
    QSet<NeedlingStatus> statuses;
    QStringList used;
    bool hasExpired = false;
    const QList<Product> shelf = *products(**database);
    for (const Product &product : shelf) {
        statuses.insert(latestReview(**database, product.id)->on(today));
        const QList<Lot> stock = *lots(**database, product.id);
        for (const Lot &lot : stock) {
            hasExpired |= lotProblems(lot, product, today).contains(LotProblem::Expired);
            if (*unitsUsed(**database, lot.id) > 0)
                used << product.name;
        }
    }
    CHECK(statuses == QSet{NeedlingStatus::NotAssessed, NeedlingStatus::Approved, NeedlingStatus::EvidenceSupported,
                           NeedlingStatus::AfterOnly, NeedlingStatus::Banned});
    CHECK(hasExpired);
    CHECK(used.contains(u"Saline 0.9 %"_s));
    CHECK(used.contains(u"Cartridge, 36 pins"_s));
}

TEST_CASE("a demo clinic that is stopped leaves no file", "[clinic]")
{
    const QTemporaryDir folder;
    const auto stopped = makeDemoClinic(folder.filePath(u"demo.dermis"_s), {30, 1, today}, [](qint64) { return false; });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::Cancelled);
    CHECK(QDir(folder.path()).entryList(QDir::Files).isEmpty());
}
