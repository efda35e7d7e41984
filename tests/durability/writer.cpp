// Saves one thing after another and says so on standard output once each is kept: "note 4711 12" is the
// twelfth act, kept under the id 4711. Somebody kills it; what it has said must then be in the file.
//   durability_writer save CLINIC FIRST COUNT [PASSWORD]    acts FIRST, FIRST+1 ...; endless when COUNT is 0
//   durability_writer migrate CLINIC                        brings the file to slowMigrations()

#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/clinic/clinic.h"
#include "core/clinic/sign_in.h"
#include "core/notes/note_repository.h"
#include "core/patients/patient_repository.h"
#include "core/visits/visit_repository.h"
#include "tests/durability/written.h"

#include <QCoreApplication>

#include <array>
#include <cstdio>
#include <unistd.h>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// Past the buffers of the process: a line that was said was said.
void say(const char *kind, qint64 id, qint64 n)
{
    std::array<char, 80> line{};
    const int length = std::snprintf(line.data(), line.size(), "%s %lld %lld\n", kind,
                                     static_cast<long long>(id), static_cast<long long>(n));
    if (write(STDOUT_FILENO, line.data(), static_cast<size_t>(length)) != length)
        _exit(3);
}

class Writer
{
public:
    Writer(Database &database, Actor actor) : m_database(database), m_actor(std::move(actor)) {}
    Result<> saveNth(qint64 n)
    {
        switch (n % 4) {
        case 0:
            say("visit",
                TRY(bookVisit(m_database, m_actor, now(), test::visitOf(n, m_patient, now()))).value(), n);
            return {};
        case 1:
            say("patient", TRY(registerPatient(m_database, m_actor, now(), test::personOf(n))).id.value(), n);
            return {};
        case 2:
            return type(n);
        default:
            say("note",
                TRY(addNote(m_database, m_actor, now(), test::noteOf(n, m_patient, now()))).id.value(), n);
            return {};
        }
    }

private:
    /// Each key is said when it is struck, and again when it is kept.
    Result<> type(qint64 n)
    {
        for (int key = 0; key < 5; ++key) {
            const QDateTime struck = now();
            say("key", struck.toMSecsSinceEpoch(), n);
            m_typed += 'x';
            TRY(saveDraft(m_database, {test::typedKey(m_patient, m_actor.id), m_typed, struck, 0}));
            say("draft", m_typed.size(), n);
        }
        return {};
    }
    QDateTime now() const { return m_clock.now(); }

    Database &m_database;
    Actor m_actor;
    SystemClock m_clock;
    PatientId m_patient{1};
    QByteArray m_typed;
};

/// Without a password the clinic is plain.
Result<std::unique_ptr<Database>> enter(const QString &path, const QString &password)
{
    const QDateTime now = SystemClock().now();
    if (password.isEmpty())
        return openClinic(path, now);
    SignedIn signedIn = TRY(signIn(path, u"1"_s, password, now));
    return std::move(signedIn.database);
}

Result<> save(const QString &path, qint64 first, qint64 count, const QString &password)
{
    const auto database = TRY(enter(path, password));
    const Staff doctor = TRY(onlyDermatologist(*database));
    Writer writer(*database, doctor.actor());
    say("ready", 0, 0);
    for (qint64 n = first; count == 0 || n < first + count; ++n)
        TRY(writer.saveNth(n));
    return {};
}

Result<> changeFormat(const QString &path)
{
    const auto database = TRY(Database::open(path));
    const auto migrations = TRY(test::slowMigrations());
    say("ready", 0, 0);
    return migrate(*database, migrations);
}

Result<> act(const QStringList &words)
{
    if (words.size() >= 5 && words.at(1) == u"save")
        return save(words.at(2), words.at(3).toLongLong(), words.at(4).toLongLong(), words.value(5));
    if (words.size() == 3 && words.at(1) == u"migrate")
        return changeFormat(words.at(2));
    return fail(ErrorCode::InvalidInput, u"save CLINIC FIRST COUNT [PASSWORD], or migrate CLINIC"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto done = act(QCoreApplication::arguments());
    if (done)
        return 0;
    std::fprintf(stderr, "%s\n", qUtf8Printable(done.error().detail));
    return 1;
}
