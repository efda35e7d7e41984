#include "core/patients/patient_index.h"
#include "core/patients/patient_search.h"
#include "core/patients/phone_number.h"
#include "core/storage/transaction.h"
#include "tests/core/patients/sample_patients.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>

#include <cstdio>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int patientCountWanted = 1'000'000;
constexpr int searchesPerClass = 300;

class Million : public test::DatabaseFixture
{
public:
    void fill()
    {
        std::mt19937_64 random(1);
        QElapsedTimer timer;
        timer.start();
        while (sample.size() < searchesPerClass)
            fillBatch(random);
        auto transaction = Transaction::begin(*database, reception, clock.now());
        REQUIRE(optimizePatientIndex(*transaction));
        REQUIRE(transaction->commit());
        std::printf("%d patients in %.1f s\n", patientCountWanted, static_cast<double>(timer.elapsed()) / 1000.0);
    }

    /// Commits now and then, so that the write-ahead log stays short; keeps the last patient to search for.
    void fillBatch(std::mt19937_64 &random)
    {
        auto transaction = Transaction::begin(*database, reception, clock.now());
        REQUIRE(transaction);
        Patient patient;
        for (int i = 0; i < patientCountWanted / searchesPerClass; ++i) {
            patient = test::invented(random);
            REQUIRE(insertPatient(*transaction, patient));
        }
        REQUIRE(transaction->commit());
        sample << patient;
    }

    template <typename TextOf>
    void measure(const char *name, TextOf textOf)
    {
        QList<qint64> times;
        qsizetype found = 0;
        QString slowest;
        for (const Patient &patient : std::as_const(sample)) {
            const QString text = textOf(patient);
            QElapsedTimer timer;
            timer.start();
            const auto result = searchPatients(*database, text, clock.today());
            times << timer.nsecsElapsed() / 1000;
            if (times.last() == *std::max_element(times.begin(), times.end()))
                slowest = text;
            REQUIRE(result);
            found += result->matches.size();
        }
        std::sort(times.begin(), times.end());
        const qint64 p99 = times.at(times.size() * 99 / 100);
        std::printf("%-24s p50 %6.2f ms  p99 %6.2f ms  max %6.2f ms (%s)  found %.1f\n", name,
                    static_cast<double>(times.at(times.size() / 2)) / 1000.0, static_cast<double>(p99) / 1000.0,
                    static_cast<double>(times.last()) / 1000.0, qPrintable(slowest),
                    static_cast<double>(found) / static_cast<double>(times.size()));
        CHECK(p99 < 10'000);
    }

    QList<Patient> sample;
};

QString misspelt(const QString &name)
{
    QString wrong = name;
    return wrong.size() > 4 ? wrong.remove(wrong.size() / 2, 1) : wrong + u'h';
}

} // namespace

// Run by hand in a Release build: test_patients "[.million]"
TEST_CASE_METHOD(Million, "among a million patients each kind of search stays within a frame", "[.million]")
{
    fill();
    const auto first = [](const Patient &patient) { return patient.givenNames.section(u' ', 0, 0); };
    measure("one letter", [](const Patient &p) { return p.familyName.left(1); });
    measure("two letters", [](const Patient &p) { return p.familyName.left(2); });
    measure("two letters, given", [](const Patient &p) { return p.givenNames.left(2); });
    measure("three letters", [](const Patient &p) { return p.familyName.left(3); });
    measure("family name", [](const Patient &p) { return p.familyName; });
    measure("given name", first);
    measure("second given name", [](const Patient &p) { return p.givenNames.section(u' ', -1); });
    measure("given + family", [&](const Patient &p) { return first(p) + u' ' + p.familyName; });
    measure("family + given start", [](const Patient &p) { return p.familyName + u' ' + p.givenNames.left(2); });
    measure("given + family start", [&](const Patient &p) { return first(p) + u' ' + p.familyName.left(2); });
    measure("two starts of 2", [](const Patient &p) { return p.givenNames.left(2) + u' ' + p.familyName.left(2); });
    measure("two starts of 4", [](const Patient &p) { return p.givenNames.left(4) + u' ' + p.familyName.left(4); });
    measure("all names", [](const Patient &p) { return p.fullName(); });
    measure("impossible pair", [](const Patient &p) { return p.familyName + u" van naidoo"_s; });
    measure("phone", [](const Patient &p) { return displayPhone(p.phones.first().number); });
    measure("phone start", [](const Patient &p) { return displayPhone(p.phones.first().number).left(3); });
    measure("ID number", [](const Patient &p) { return p.saIdNumber; });
    measure("birth date", [](const Patient &p) { return p.birthDate.toString(u"d/M/yyyy"_s); });
    measure("family + birth date", [](const Patient &p) { return p.familyName + p.birthDate.toString(u" d/M/yyyy"_s); });
    measure("typo", [](const Patient &p) { return misspelt(p.familyName); });
    measure("typo in both", [&](const Patient &p) { return misspelt(first(p)) + u' ' + misspelt(p.familyName); });
    measure("nobody", [](const Patient &p) { return p.familyName + u"qqq xyz"_s; });
}
