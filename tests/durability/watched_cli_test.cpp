// dermis-cli as it is installed, with every call on the disk looked at or made to fail from outside.
#include "core/base/clock.h"
#include "core/clinic/sign_in.h"
#include "core/storage/database.h"
#include "tests/durability/program.h"
#include "tests/support/files.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray bytesIfThere(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Names, ID numbers and notes of a demo clinic, from a plain one of the same seed.
QByteArrayList wordsOf(const QString &plainClinic)
{
    const auto database = Database::open(plainClinic, {.create = false, .readOnly = true});
    REQUIRE(database);
    auto select =
        (*database)->prepare(u"SELECT family_name FROM patient UNION SELECT given_names FROM patient UNION "
                             u"SELECT sa_id_number FROM patient "
                             "UNION SELECT substr(text, 1, 40) FROM note UNION SELECT name FROM staff"_s);
    REQUIRE(select);
    REQUIRE(select->run());
    QByteArrayList words{"Goitsemodimo"};
    while (select->next().value()) {
        if (select->bytes(0).size() >= 6) // shorter ones are met by chance
            words << select->bytes(0);
    }
    return words;
}

/// A folder whose programs are watched; the words and the report lie in another.
class WatchedFolder
{
public:
    WatchedFolder()
    {
        writeFile(password, "four words nobody guesses\n");
        writeFile(newPassword, "four other words of mine\n");
        REQUIRE(QDir().mkpath(stick));
    }
    Program start(const QStringList &verb, const QMap<QString, QString> &more = {}) const
    {
        QMap<QString, QString> variables{{u"LD_PRELOAD"_s, QStringLiteral(DERMIS_DISK_HOOKS)},
                                         {u"DERMIS_DISK_FOLDER"_s, folder.path()},
                                         {u"DERMIS_DISK_REPORT"_s, report}};
        variables.insert(u"ASAN_OPTIONS"_s,
                         qEnvironmentVariable("ASAN_OPTIONS") + u":verify_asan_link_order=0"_s);
        variables.insert(more);
        return Program::cli(verb + who(verb), variables);
    }
    QStringList who(const QStringList &verb) const
    {
        QStringList options{u"--password-file"_s, password};
        if (verb.first() != u"restore" && verb.value(1) != u"check")
            options << u"--clinic"_s << clinic;
        if (verb.first() != u"demo")
            options << u"--user"_s << u"1"_s;
        return options;
    }
    QStringList demo() const
    {
        return {u"demo"_s,       u"--patients"_s,    u"12"_s, u"--seed"_s, u"4"_s, u"--day"_s,
                u"2026-03-02"_s, u"--unlock-time"_s, u"1"_s};
    }
    qint64 notes(const QString &text) const
    {
        const auto signedIn = signIn(clinic, u"1"_s, u"four words nobody guesses"_s, SystemClock().now());
        REQUIRE(signedIn);
        auto select = signedIn->database->prepare(u"SELECT count(*) FROM note WHERE text = ?"_s);
        REQUIRE(select);
        select->add(text);
        REQUIRE(select->run());
        REQUIRE(select->next());
        return select->integer(0);
    }
    QString backup() const
    {
        return QDir(stick).filePath(QDir(stick).entryList({u"*.dermis-backup"_s}, QDir::Files).value(0));
    }

    QTemporaryDir folder;
    QTemporaryDir beside;
    QString report = beside.filePath(u"report"_s);
    QString password = beside.filePath(u"password"_s);
    QString newPassword = beside.filePath(u"new-password"_s);
    QString clinic = folder.filePath(u"clinic.dermis"_s);
    QString stick = folder.filePath(u"stick"_s);
};

} // namespace

TEST_CASE("no name, number or note of an encrypted clinic is written to any file in clear", "[durability]")
{
    const WatchedFolder watched;
    const QString plain = watched.beside.filePath(u"plain.dermis"_s);
    REQUIRE(Program::cli(watched.demo() + QStringList{u"--plain"_s, u"--clinic"_s, plain}).finish() == 0);
    const QByteArrayList words = wordsOf(plain);
    REQUIRE(words.size() > 30);
    writeFile(watched.beside.filePath(u"words"_s), words.join('\n') + '\n');
    const QMap<QString, QString> look{{u"DERMIS_DISK_WORDS"_s, watched.beside.filePath(u"words"_s)}};
    const QStringList note{u"note"_s, u"add"_s, u"1"_s, u"--text"_s, u"Goitsemodimo. "_s.repeated(900)};
    const QStringList patient{u"patient"_s,       u"add"_s,    u"--family-name"_s, u"Goitsemodimo"_s,
                              u"--given-names"_s, u"Lesedi"_s, u"--birth-date"_s,  u"1990-02-28"_s};
    const QStringList backup{u"backup"_s, u"create"_s, u"--to"_s, watched.stick};

    SECTION("while it works")
    {
        REQUIRE(watched.start(watched.demo(), look).finish() == 0);
        REQUIRE(watched.start(note, look).finish() == 0);
        REQUIRE(watched.start(patient, look).finish() == 0);
        REQUIRE(watched
                    .start({u"user"_s, u"password"_s, u"--name"_s, u"2"_s, u"--new-password-file"_s,
                            watched.newPassword},
                           look)
                    .finish() == 0);
        REQUIRE(watched.start(backup, look).finish() == 0);
        REQUIRE(watched
                    .start({u"restore"_s, watched.backup(), u"--to"_s,
                            watched.folder.filePath(u"again.dermis"_s)},
                           look)
                    .finish() == 0);
        REQUIRE(watched.start({u"verify"_s}, look).finish() == 0);
    }
    SECTION("when it is killed")
    {
        REQUIRE(watched.start(watched.demo(), look).finish() == 0);
        for (int round = 0; round < rounds(2); ++round) {
            watched.start(round % 2 == 0 ? note : backup, look)
                .killAfter(QRandomGenerator::system()->bounded(900000));
            QDirIterator left(watched.folder.path(), QDir::Files | QDir::Hidden,
                              QDirIterator::Subdirectories);
            while (left.hasNext()) {
                const QByteArray bytes = bytesIfThere(left.next());
                for (const QByteArray &word : words) {
                    if (bytes.contains(word))
                        FAIL_CHECK(word.toStdString() << " in " << left.filePath().toStdString());
                }
            }
        }
    }
    SECTION("and the look-out sees a plain clinic")
    {
        REQUIRE(Program::cli(watched.demo() + QStringList{u"--plain"_s, u"--clinic"_s, watched.clinic},
                             {{u"LD_PRELOAD"_s, QStringLiteral(DERMIS_DISK_HOOKS)},
                              {u"DERMIS_DISK_FOLDER"_s, watched.folder.path()},
                              {u"DERMIS_DISK_REPORT"_s, watched.report},
                              {u"DERMIS_DISK_WORDS"_s, watched.beside.filePath(u"words"_s)},
                              {u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s}})
                    .finish() == 0);
        CHECK(bytesIfThere(watched.report).contains("seen "));
        return;
    }
    CHECK_FALSE(bytesIfThere(watched.report).contains("seen "));
}

TEST_CASE("the command line tells of a failing disk, or of a full one, and nothing is lost", "[durability]")
{
    const WatchedFolder watched;
    REQUIRE(watched.start(watched.demo()).finish() == 0);
    REQUIRE(watched.start({u"backup"_s, u"create"_s, u"--to"_s, watched.stick}).finish() == 0);
    const QString restored = watched.folder.filePath(u"again.dermis"_s);
    const QList<QStringList> verbs{{u"note"_s, u"add"_s, u"1"_s, u"--text"_s, u"Soft scar."_s, u"--json"_s},
                                   {u"backup"_s, u"create"_s, u"--to"_s, watched.stick, u"--json"_s},
                                   {u"restore"_s, watched.backup(), u"--to"_s, restored, u"--json"_s}};
    for (const QStringList &verb : verbs) {
        QFile::remove(watched.report);
        QFile::remove(restored);
        REQUIRE(watched.start(verb).finish() == 0);
        const auto calls = QString::fromUtf8(bytesIfThere(watched.report)).section(u' ', -1).toLongLong();
        REQUIRE(calls > 50);
        const int trials = rounds(4);
        qint64 kept = 1; // notes said to be kept
        for (int trial = 0; trial < trials; ++trial) {
            QFile::remove(restored);
            QFile::remove(watched.report);
            const bool isFull = trial % 3 == 2;
            const QString at = QString::number(isFull ? trial * 16384LL : 1 + calls * trial / trials);
            auto program =
                watched.start(verb, {{isFull ? u"DERMIS_DISK_FULL_AFTER"_s : u"DERMIS_DISK_FAIL_AT"_s, at}});
            const int exit = program.finish();
            INFO(verb.first().toStdString()
                 << ", " << (isFull ? "full after " : "failed at ") << at.toStdString() << ", "
                 << bytesIfThere(watched.report).toStdString() << program.output().toStdString());
            CHECK((exit == 0 || exit == 3 || exit == 4 || exit == 5));
            const QJsonObject error =
                QJsonDocument::fromJson(program.output()).object().value(u"error"_s).toObject();
            CHECK((exit == 0) == error.value(u"detail"_s).toString().isEmpty());
            CHECK(watched.start({u"verify"_s}).finish() ==
                  0); // takes away the mark of a page that was not read
            kept += exit == 0 ? 1 : 0;
        }
        if (verb.first() == u"note")
            CHECK(watched.notes(u"Soft scar."_s) >= kept);
        CHECK(watched.start({u"backup"_s, u"check"_s, watched.backup()}).finish() == 0);
    }
}
