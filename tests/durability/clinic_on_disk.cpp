#include "tests/durability/clinic_on_disk.h"

#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/visits/visit_repository.h"
#include "tests/durability/written.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace Qt::StringLiterals;

namespace dermis::test {

ClinicOnDisk::ClinicOnDisk(const QString &doctorsPassword)
    : path(folder.filePath(u"clinic.dermis"_s)), password(doctorsPassword)
{
    const QDateTime now = SystemClock().now();
    NewClinic clinic = clinicOf(u"Marula Street Dermatology"_s, u"Dr Ayanda Motau"_s);
    clinic.password = password;
    clinic.derivation = {8192, 1};
    const auto made = createClinic(path, clinic, now);
    REQUIRE(made);
    const auto found = onlyDermatologist(**made);
    REQUIRE(found);
    doctor = *found;
    REQUIRE(registerPatient(**made, doctor.actor(), now, personOf(0)));
}

std::unique_ptr<Database> ClinicOnDisk::open() const
{
    const QDateTime now = SystemClock().now();
    if (password.isEmpty()) {
        auto opened = openClinic(path, now);
        REQUIRE(opened);
        return std::move(*opened);
    }
    auto signedIn = signIn(path, doctor.id.toString(), password, now);
    REQUIRE(signedIn);
    return std::move(signedIn->database);
}

QStringList ClinicOnDisk::toSave(qint64 first, qint64 count) const
{
    QStringList words{u"save"_s, path, QString::number(first), QString::number(count)};
    if (!password.isEmpty())
        words << password;
    return words;
}

void checkWhole(Database &database)
{
    const auto report = verifyClinic(database);
    REQUIRE(report);
    INFO((report->firstDamage ? report->firstDamage->detail : u""_s).toStdString());
    CHECK(report->isWhole());
}

namespace {

void checkNote(Database &database, const Said &said)
{
    const auto kept = note(database, NoteId(said.id));
    REQUIRE(kept);
    CHECK(kept->text == noteOf(said.n, kept->patientId, kept->writtenAt).text);
}

void checkVisit(Database &database, const Said &said)
{
    const auto kept = visit(database, VisitId(said.id));
    REQUIRE(kept);
    CHECK(kept->reason == visitOf(said.n, kept->patientId, kept->stateSince).reason);
}

void checkPatient(Database &database, const Said &said)
{
    const auto kept = patient(database, PatientId(said.id));
    REQUIRE(kept);
    const Patient person = personOf(said.n);
    CHECK(kept->familyName == person.familyName);
    CHECK(kept->givenNames == person.givenNames);
    CHECK(kept->birthDate == person.birthDate);
    CHECK(kept->address == person.address);
}

} // namespace

void checkKept(Database &database, const QList<Said> &said)
{
    for (const Said &one : said) {
        INFO(one.kind.toStdString() << ' ' << one.id << ", act " << one.n);
        if (one.kind == "note")
            checkNote(database, one);
        else if (one.kind == "visit")
            checkVisit(database, one);
        else if (one.kind == "patient")
            checkPatient(database, one);
    }
}

void checkDraft(Database &database, const Staff &author, const QList<Said> &said)
{
    qint64 keptLetters = 0;
    qint64 lastKey = 0;
    for (const Said &one : said) {
        if (one.kind == "draft")
            keptLetters = one.id;
        else if (one.kind == "key")
            lastKey = one.id;
    }
    if (keptLetters == 0)
        return;
    const auto draft = findDraft(database, typedKey(PatientId(1), author.id));
    REQUIRE(draft);
    REQUIRE(draft->has_value());
    CHECK((*draft)->body.size() >= keptLetters);
    CHECK(lastKey - (*draft)->savedAt.toMSecsSinceEpoch() <= 1000);
}

} // namespace dermis::test
