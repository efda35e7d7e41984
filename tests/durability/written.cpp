#include "tests/durability/written.h"

#include "core/base/clock.h"

using namespace Qt::StringLiterals;

namespace dermis::test {

Note noteOf(qint64 n, PatientId patient, const QDateTime &now)
{
    Note note;
    note.patientId = patient;
    note.kind = NoteKind::Examination;
    note.dated = clinicTime(now).date();
    note.text =
        u"Note %1."_s.arg(n) + u" Scars on both cheeks, old and soft."_s.repeated(static_cast<int>(n % 180));
    return note;
}

Visit visitOf(qint64 n, PatientId patient, const QDateTime &now)
{
    Visit visit;
    visit.patientId = patient;
    visit.plannedOn = clinicTime(now).date().addDays(1 + static_cast<int>(n % 300));
    visit.plannedAt = QTime(8, 0).addSecs(static_cast<int>(n % 32) * 15 * 60);
    visit.reason = u"Visit %1"_s.arg(n);
    return visit;
}

Patient personOf(qint64 n)
{
    Patient person;
    person.familyName = u"O'Brien-Kgošana"_s;
    person.givenNames =
        u"Siobhán "_s + QString(static_cast<int>(1 + n % 20), QChar(u'a' + static_cast<char16_t>(n % 26)));
    person.birthDate = QDate(1950, 1, 1).addDays(n % 20000);
    person.address = u"House %1"_s.arg(n);
    return person;
}

DraftKey typedKey(PatientId patient, StaffId author)
{
    return {patient.value(), u"intake"_s, author};
}

Result<QList<Migration>> slowMigrations()
{
    QList<Migration> migrations = TRY(shippedMigrations());
    const int version = static_cast<int>(migrations.size()) + 1;
    migrations.append({version, u"a slow one"_s, uR"(
        CREATE TABLE slow (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
        WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 800000)
            INSERT INTO slow SELECT n, 'row ' || n FROM counted;
        CREATE INDEX slow_words ON slow (words);
        ALTER TABLE note ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;)"_s});
    return migrations;
}

} // namespace dermis::test
