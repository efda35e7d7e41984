#include "tests/acceptance/command_line.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// An encrypted clinic, and two people's password files beside it in a folder of their own.
class EncryptedPractice
{
public:
    EncryptedPractice()
    {
        write(u"owner"_s, "four words nobody guesses\n");
        write(u"nurse"_s, "my own four words\n");
        REQUIRE(test::dermisCli({u"init"_s, u"--clinic"_s, clinic, u"--practice"_s, u"Marula Street"_s, u"--doctor"_s, u"Dr Motau"_s,
                                 u"--nurse"_s, u"Sr Zwane"_s, u"--password-file"_s, u"owner"_s, u"--unlock-time"_s, u"5"_s},
                                secrets.path())
                    .exitCode
                == 0);
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(secrets.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    test::Ended as(const QString &user, const QString &passwordFile, QStringList arguments) const
    {
        arguments << u"--clinic"_s << clinic << u"--user"_s << user << u"--password-file"_s << passwordFile;
        return test::dermisCli(arguments, secrets.path());
    }
    test::Ended asOwner(const QStringList &arguments) const { return as(u"Dr Motau"_s, u"owner"_s, arguments); }

    /// The words that stand readable in any file beside the clinic.
    QByteArrayList readableWords(const QByteArrayList &words) const
    {
        QByteArrayList found;
        QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            REQUIRE(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray &word : words) {
                if (bytes.contains(word))
                    found << word;
            }
        }
        return found;
    }

    QTemporaryDir folder;
    QTemporaryDir secrets;
    QString clinic = folder.filePath(u"practice.dermis"_s);
};

} // namespace

TEST_CASE("nothing that is typed into an encrypted clinic can be read from its folder", "[acceptance]")
{
    const EncryptedPractice practice;
    REQUIRE(practice.asOwner({u"patient"_s, u"add"_s, u"--family-name"_s, u"Ramaphakela"_s, u"--given-names"_s, u"Zodwa"_s,
                              u"--birth-date"_s, u"1988-05-05"_s})
                .exitCode
            == 0);
    REQUIRE(practice.asOwner({u"note"_s, u"add"_s, u"1"_s, u"--kind"_s, u"history"_s, u"--text"_s, u"keloid behind the ear"_s})
                .exitCode
            == 0);
    CHECK(practice.readableWords({"Ramaphakela", "ramaphakela", "Zodwa", "1988-05-05", "keloid", "Motau", "Marula", "SQLite"}).isEmpty());
    CHECK(practice.asOwner({u"patient"_s, u"find"_s, u"zodwa"_s}).out.contains("Ramaphakela"));
    CHECK(practice.asOwner({u"verify"_s}).exitCode == 0);
}

TEST_CASE("a wrong password, no password and a stranger's name open nothing", "[acceptance]")
{
    const EncryptedPractice practice;
    CHECK(practice.as(u"Dr Motau"_s, u"nurse"_s, {u"user"_s, u"list"_s}).exitCode == 4);
    CHECK(practice.as(u"Sr Zwane"_s, u"owner"_s, {u"user"_s, u"list"_s}).exitCode != 0);
    CHECK(practice.as(u"Dr Motau"_s, u"no-such-file"_s, {u"user"_s, u"list"_s}).exitCode == 3);
    const auto nobody = test::dermisCli({u"user"_s, u"list"_s, u"--clinic"_s, practice.clinic}, practice.secrets.path());
    CHECK(nobody.exitCode == 4);
    CHECK(nobody.err.contains("--password-file"));
}

TEST_CASE("whoever signed in is who acts, whatever the environment says", "[acceptance]")
{
    const EncryptedPractice practice;
    REQUIRE(practice.asOwner({u"user"_s, u"password"_s, u"--name"_s, u"Sr Zwane"_s, u"--new-password-file"_s, u"nurse"_s}).exitCode == 0);
    const QString asNurse = u"DERMIS_USER='Dr Motau' DERMIS_PASSWORD_FILE=owner DERMIS_CLINIC=/no/such/file dermis-cli user recovery-key "
                            "--clinic %1 --user 'Sr Zwane' --password-file nurse"_s.arg(practice.clinic);
    const auto refused = test::shell(asNurse, practice.secrets.path());
    CHECK(refused.exitCode == 4);
    CHECK(refused.err.contains("owner"));
    const auto byEnvironment = test::shell(u"DERMIS_USER='Dr Motau' DERMIS_PASSWORD_FILE=owner DERMIS_CLINIC=%1 dermis-cli user list"_s.arg(
                                               practice.clinic),
                                           practice.secrets.path());
    CHECK(byEnvironment.exitCode == 0);
}

TEST_CASE("killed while it writes, an encrypted clinic is whole and still unreadable", "[acceptance]")
{
    const EncryptedPractice practice;
    for (int round = 0; round < 10; ++round) {
        const QString line = u"dermis-cli patient add --family-name Ramaphakela --given-names Z%1 --birth-date 1988-05-05 --clinic %2 "
                             "--user 'Dr Motau' --password-file owner & sleep 0.%3; kill -9 $! 2>/dev/null; wait"_s.arg(round)
                                 .arg(practice.clinic)
                                 .arg(5 + round * 9, 2, 10, QLatin1Char('0'));
        test::shell(line, practice.secrets.path());
        CHECK(practice.readableWords({"Ramaphakela", "ramaphakela", "SQLite"}).isEmpty());
    }
    const auto verified = practice.asOwner({u"verify"_s});
    INFO(verified.err.toStdString());
    CHECK(verified.exitCode == 0);
}

TEST_CASE("every verb that shows a record tells afterwards who looked, once", "[acceptance]")
{
    const EncryptedPractice practice;
    REQUIRE(practice
                .asOwner({u"patient"_s, u"add"_s, u"--family-name"_s, u"Ramaphakela"_s, u"--given-names"_s, u"Zodwa"_s,
                          u"--birth-date"_s, u"1988-05-05"_s})
                .exitCode
            == 0);
    const auto accesses = [&] {
        return practice.asOwner({u"patient"_s, u"accesses"_s, u"1"_s, u"--json"_s}).json()[u"accesses"].toArray();
    };
    CHECK(accesses().isEmpty());
    const QList<QStringList> reading{{u"patient"_s, u"show"_s, u"1"_s}, {u"note"_s, u"list"_s, u"1"_s},
                                     {u"consent"_s, u"list"_s, u"1"_s}, {u"allergy"_s, u"list"_s, u"1"_s},
                                     {u"plan"_s, u"show"_s, u"1"_s},    {u"intake"_s, u"show"_s, u"1"_s},
                                     {u"assess"_s, u"1"_s},             {u"journal"_s, u"1"_s}};
    for (const QStringList &verb : reading) {
        const qsizetype before = accesses().size();
        practice.asOwner(verb);
        INFO(verb.join(u' ').toStdString());
        CHECK(accesses().size() == before + 1);
    }
    CHECK(accesses().first()[u"act"].toString() == u"opened"_s);
    CHECK(accesses().first()[u"name"].toString() == u"Dr Motau"_s);
    CHECK(practice.asOwner({u"verify"_s}).exitCode == 0);
}
