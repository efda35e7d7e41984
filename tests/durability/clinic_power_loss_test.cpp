// A whole clinic on the disk in memory: its own tables, triggers, journal and search index lose power.
#include "core/base/clock.h"
#include "core/clinic/sign_in.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/vault/vault_vfs.h"
#include "core/visits/visit_repository.h"
#include "tests/durability/clinic_on_disk.h"
#include "tests/durability/written.h"
#include "tests/support/memory_disk.h"
#include "tests/support/printers.h"

#include <QFile>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 actsInScript = 6;

/// A real encrypted clinic, copied to the disk in memory under the name that it has on the real one.
class ClinicOnMemoryDisk
{
public:
    ClinicOnMemoryDisk()
    {
        const auto opened = unlock(clinic.path, clinic.doctor.id.value(), clinic.password);
        REQUIRE(opened);
        m_unlocked = *opened;
        QFile file(clinic.path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        m_files[clinic.path.toStdString()] = Bytes(bytes.begin(), bytes.end());
        REQUIRE(installVault(MemoryDisk::vfsName));
    }
    ~ClinicOnMemoryDisk() { CHECK(installVault("unix")); }
    ClinicOnMemoryDisk(const ClinicOnMemoryDisk &) = delete;
    ClinicOnMemoryDisk &operator=(const ClinicOnMemoryDisk &) = delete;

    void startAnew() { disk.start(m_files); }
    Result<SignedIn> enter() const { return openUnlocked(clinic.path, m_unlocked, SystemClock().now()); }

    ClinicOnDisk clinic{u"four words of mine"_s};
    MemoryDisk disk;

private:
    Unlocked m_unlocked;
    MemoryDisk::Files m_files;
};

/// What the nth act kept, or why it did not.
Result<Said> keepNth(Database &database, const Actor &actor, qint64 n)
{
    const QDateTime now = SystemClock().now();
    const PatientId patient(1);
    if (n % 3 == 0) {
        const Visit visit = visitOf(n, patient, now);
        const VisitId id = TRY(bookVisit(database, actor, now, visit));
        return Said{"visit", id.value(), n};
    }
    if (n % 3 == 1) {
        const Patient person = personOf(n);
        const PatientId id = TRY(registerPatient(database, actor, now, person)).id;
        return Said{"patient", id.value(), n};
    }
    const Note note = noteOf(n, patient, now);
    const NoteId id = TRY(addNote(database, actor, now, note)).id;
    return Said{"note", id.value(), n};
}

/// Signs in and saves until the power fails; what was said to be kept.
QList<Said> workUntilPowerLoss(const ClinicOnMemoryDisk &clinic)
{
    QList<Said> kept;
    const auto signedIn = clinic.enter();
    for (qint64 n = 1; signedIn && n <= actsInScript; ++n) {
        const auto said = keepNth(*signedIn->database, signedIn->person.actor(), n);
        if (!said)
            break;
        kept << *said;
    }
    return kept;
}

/// How many changes of the disk the whole script makes.
qint64 changesOfScript(ClinicOnMemoryDisk &clinic)
{
    for (qint64 changes = 64;; changes *= 2) {
        clinic.startAnew();
        clinic.disk.losePowerAt(changes, 1);
        workUntilPowerLoss(clinic);
        if (!clinic.disk.hasLostPower())
            return changes;
    }
}

qint64 rowsOf(Database &database)
{
    return database
        .integer(u"SELECT (SELECT count(*) FROM patient) + (SELECT count(*) FROM visit) + "
                 "(SELECT count(*) FROM note)"_s)
        .value();
}

} // namespace

TEST_CASE("after a power loss a clinic is whole and holds each act that was said to be kept", "[durability]")
{
    ClinicOnMemoryDisk clinic;
    const qint64 changes = changesOfScript(clinic);
    const int cases = rounds(80);
    std::mt19937 random(20260302);
    qint64 acts = 0;
    int losses = 0;
    for (quint32 seed = 1; losses < cases; ++seed) {
        const qint64 at = 1 + static_cast<qint64>(random() % static_cast<quint32>(changes));
        clinic.startAnew();
        clinic.disk.losePowerAt(at, seed);
        const QList<Said> kept = workUntilPowerLoss(clinic);
        if (!clinic.disk.hasLostPower())
            continue;
        ++losses;
        acts += kept.size();
        clinic.disk.start(MemoryDisk::Files(clinic.disk.afterPowerLoss()));
        removeDamageMark(clinic.clinic.path); // of the disk that was gone
        INFO("power lost at change " << at << ", seed " << seed << ", kept " << kept.size());
        const auto signedIn = clinic.enter();
        REQUIRE(signedIn);
        CHECK_FALSE(signedIn->database->damage());
        checkKept(*signedIn->database, kept);
        const qint64 found = rowsOf(*signedIn->database) - 1; // the clinic's first patient
        CHECK((found == kept.size() || found == kept.size() + 1));
        checkWhole(*signedIn->database);
        CHECK(keepNth(*signedIn->database, signedIn->person.actor(), actsInScript + 1));
    }
    CHECK(acts > cases); // the power did not only fail at the sign-in
}
