#include "tests/acceptance/command_line.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <unistd.h>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class BadDayPractice
{
public:
    BadDayPractice()
    {
        REQUIRE(cli({u"init"_s, u"--plain"_s, u"--practice"_s, u"Marula"_s, u"--doctor"_s, u"Dr Motau"_s}).exitCode == 0);
        REQUIRE(cli({u"patient"_s, u"add"_s, u"--family-name"_s, u"Naidoo"_s, u"--given-names"_s, u"Priya"_s,
                     u"--birth-date"_s, u"1988-05-05"_s})
                    .exitCode
                == 0);
    }
    test::Ended cli(QStringList arguments, const QByteArray &input = {}) const
    {
        arguments << u"--clinic"_s << clinic();
        return test::dermisCli(arguments, folder.path(), input);
    }
    QString clinic() const { return folder.filePath(u"clinic.dermis"_s); }
    QString head() const { return cli({u"verify"_s, u"--json"_s}).json().value(u"head"_s).toString(); }

    QTemporaryDir folder;
};

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

TEST_CASE("bad input says what and where, exits 3 and changes nothing", "[acceptance]")
{
    const BadDayPractice practice;
    const QString head = practice.head();
    const auto [arguments, says] = GENERATE(table<QStringList, QByteArray>({
        {{u"patient"_s, u"add"_s, u"--family-name"_s, u"X"_s, u"--given-names"_s, u"Y"_s, u"--birth-date"_s, u"2099-01-01"_s}, "birth date"},
        {{u"patient"_s, u"add"_s, u"--family-name"_s, u"X"_s, u"--given-names"_s, u"Y"_s, u"--birth-date"_s, u"1999-02-29"_s}, "--birth-date"},
        {{u"patient"_s, u"add"_s, u"--family-name"_s, u"X"_s, u"--given-names"_s, u"Y"_s, u"--birth-date"_s, u"1980-01-01"_s, u"--id-number"_s, u"8001015009086"_s}, "ID number"},
        {{u"patient"_s, u"add"_s, u"--family-name"_s, u"X"_s, u"--given-names"_s, u"Y"_s, u"--birth-date"_s, u"1980-01-01"_s, u"--phone"_s, u"082 123 456"_s}, "phone"},
        {{u"patient"_s, u"show"_s, u"MSD-99999"_s}, "99999"},
        {{u"consent"_s, u"issue"_s, u"1"_s, u"--template"_s, u"no-such-form"_s, u"-o"_s, u"sheet.pdf"_s}, "no-such-form"},
        {{u"consent"_s, u"issue"_s, u"1"_s, u"-o"_s, u"/no/such/folder/sheet.pdf"_s}, "/no/such/folder"},
        {{u"visit"_s, u"add"_s, u"1"_s, u"--date"_s, u"2020-01-01"_s}, "passed"},
        {{u"intake"_s, u"answer"_s, u"1"_s, u"/no/such/file.json"_s}, "/no/such/file.json"},
        {{u"assess"_s, u"1"_s, u"--date"_s, u"soon"_s}, "soon"},
        {{u"intake"_s, u"answer"_s, u"1"_s, u"/tmp"_s}, "/tmp could not be read"},
        {{u"plan"_s, u"set"_s, u"1"_s, u"/tmp"_s}, "/tmp could not be read"},
        {{u"consent"_s, u"issue"_s, u"1"_s, u"--draft"_s, u"-o"_s, u"/tmp"_s}, "/tmp could not be written"},
        {{u"journal"_s, u"--table"_s, u"patient"_s, u"--row"_s, u"99"_s}, "no row 99"},
        {{u"note"_s, u"list"_s, u"1"_s, u"--user"_s, u"Nobody"_s}, "Nobody"},
        {{u"rules"_s, u"sign-off"_s, u"--set"_s, u"MN-PRG-01=relative"_s}, "MN-PRG-01"},
    }));
    const auto ended = practice.cli(arguments);
    INFO(arguments.join(u' ').toStdString());
    INFO(ended.err.toStdString());
    CHECK(ended.exitCode == 3);
    CHECK(ended.err.toLower().contains(says.toLower()));
    CHECK_FALSE(QFileInfo::exists(practice.folder.filePath(u"sheet.pdf"_s)));
    CHECK(practice.head() == head);
}

TEST_CASE("a new clinic in a folder that is not there says which folder", "[acceptance]")
{
    const QTemporaryDir folder;
    const QByteArray missing = folder.filePath(u"no/such/folder"_s).toUtf8();
    for (const QString &verb : {u"demo"_s, u"init --practice P --doctor D"_s}) {
        write(folder.filePath(u"word"_s), "four words of mine\n");
        const auto ended = test::shell(u"dermis-cli %1 --clinic no/such/folder/x.dermis --unlock-time 1 --password-file word"_s.arg(verb),
                                       folder.path());
        INFO(ended.err.toStdString());
        CHECK(ended.exitCode == 3);
        CHECK(ended.err.contains("there is no folder " + missing + "; make it first, or choose another place"));
        CHECK_FALSE(ended.err.contains("code"));
    }
}

TEST_CASE("a response that does not fit the form names the question", "[acceptance]")
{
    const BadDayPractice practice;
    const QString head = practice.head();
    const auto [item, says] = GENERATE(table<QByteArray, QByteArray>({
        {R"({"linkId":"Q-NOBODY","answer":[{"valueBoolean":true}]})", "Q-NOBODY"},
        {R"({"linkId":"Q-METAL","answer":[{"valueBoolean":true}]})", "Q-METAL"},
        {R"({"linkId":"Q-METAL","answer":[{"valueCoding":{"code":"gold-plated"}}]})", "Q-METAL"},
        {R"({"linkId":"Q-SMOKE","answer":[{"valueInteger":-4}]})", "Q-SMOKE"},
        {R"({"linkId":"Q-HSV-LAST","answer":[{"valueDate":"2020-02-30"}]})", "Q-HSV-LAST"},
        {R"({"linkId":"Q-HSV-LAST","answer":[{"valueDate":"2099-02-01"}]})", "Q-HSV-LAST"},
        {R"({"linkId":"Q-FEVER","answer":[{"valueBoolean":true},{"valueBoolean":false}]})", "Q-FEVER"},
    }));
    const QByteArray response = R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[)" + item + "]}";
    const auto ended = practice.cli({u"intake"_s, u"answer"_s, u"1"_s, u"-"_s}, response);
    INFO(item.toStdString());
    INFO(ended.err.toStdString());
    CHECK(ended.exitCode == 3);
    CHECK(ended.err.contains(says));
    CHECK(practice.head() == head);
}

TEST_CASE("what is not JSON is refused with the place", "[acceptance]")
{
    const BadDayPractice practice;
    const QString head = practice.head();
    const QByteArray deep = R"({"item":)" + QByteArray(100000, '[') + QByteArray(100000, ']') + '}';
    for (const QByteArray &input : {QByteArray("{\"resourceType\":"), QByteArray("[]"), QByteArray(), QByteArray("\xff\xfe"),
                                    QByteArray("{\"device\":\"\xff\"}"), deep}) {
        write(practice.folder.filePath(u"input.json"_s), input);
        for (const QStringList &verb : {QStringList{u"intake"_s, u"answer"_s}, QStringList{u"plan"_s, u"set"_s}}) {
            const auto ended = practice.cli(verb + QStringList{u"1"_s, u"input.json"_s});
            INFO(ended.err.toStdString());
            CHECK(ended.exitCode == 3);
            CHECK(ended.err.contains("input.json"));
        }
    }
    CHECK(practice.head() == head);
}

TEST_CASE("what stands on the command line wins over the environment", "[acceptance]")
{
    const BadDayPractice practice;
    const auto run = [&](const QString &line) { return test::shell(line, practice.folder.path()); };
    CHECK(run(u"DERMIS_CLINIC=clinic.dermis dermis-cli patient show 1"_s).exitCode == 0);
    CHECK(run(u"DERMIS_CLINIC=clinic.dermis dermis-cli patient show 1 --clinic other.dermis"_s).exitCode == 3);
    CHECK(run(u"DERMIS_CLINIC=clinic.dermis dermis-cli init --plain --clinic other.dermis --practice P --doctor D"_s).exitCode == 0);
    CHECK(run(u"DERMIS_USER=Nobody dermis-cli note list 1 --clinic clinic.dermis"_s).exitCode == 3);
    CHECK(run(u"DERMIS_USER=Nobody dermis-cli note list 1 --clinic clinic.dermis --user 'Dr Motau'"_s).exitCode == 0);
}

TEST_CASE("a clinic that somebody else is writing to is not waited for without end", "[acceptance]")
{
    const BadDayPractice practice;
    QProcess other;
    other.start(u"sqlite3"_s, {practice.clinic()});
    if (!other.waitForStarted()) {
        WARN("not tested: sqlite3 is not here");
        return;
    }
    other.write("BEGIN IMMEDIATE; SELECT 'locked';\n");
    REQUIRE(other.waitForReadyRead());
    const auto ended = practice.cli({u"visit"_s, u"add"_s, u"1"_s, u"--json"_s});
    INFO(ended.err.toStdString());
    CHECK(ended.exitCode == 5);
    CHECK(ended.json().value(u"error"_s).toObject().value(u"code"_s).toString() == u"busy");
    CHECK(ended.err.contains("clinic.dermis"));
    CHECK(ended.err.contains("try again"));
    other.write("ROLLBACK;\n");
    other.closeWriteChannel();
    REQUIRE(other.waitForFinished());
    CHECK(practice.cli({u"visit"_s, u"add"_s, u"1"_s}).exitCode == 0);
}

TEST_CASE("many writers at once each get their own file number", "[acceptance]")
{
    const BadDayPractice practice;
    const auto ended = test::shell(u"for i in 1 2 3 4 5 6 7 8; do dermis-cli patient add --clinic clinic.dermis --family-name W$i "
                                   "--given-names X --birth-date 1990-01-01 & done; wait"_s,
                                   practice.folder.path());
    INFO(ended.err.toStdString());
    CHECK(ended.err.isEmpty());
    QByteArrayList lines = ended.out.trimmed().split('\n');
    QByteArrayList registered;
    for (const QByteArray &line : lines) {
        if (line.endsWith("registered."))
            registered << line;
    }
    CHECK(registered.size() == 8);
    CHECK(QSet<QByteArray>(registered.begin(), registered.end()).size() == 8);
    CHECK(practice.cli({u"verify"_s}).exitCode == 0);
}

TEST_CASE("a file that is no clinic, a newer one and a missing one are told apart", "[acceptance]")
{
    const QTemporaryDir folder;
    write(folder.filePath(u"text.dermis"_s), "not a clinic at all, only words, and enough of them to look like a page");
    CHECK(test::dermisCli({u"verify"_s, u"--clinic"_s, u"text.dermis"_s}, folder.path()).exitCode == 5);
    CHECK(test::dermisCli({u"verify"_s, u"--clinic"_s, u"missing.dermis"_s}, folder.path()).exitCode == 3);
    write(folder.filePath(u"empty.dermis"_s), {});
    CHECK(test::dermisCli({u"visit"_s, u"list"_s, u"--clinic"_s, u"empty.dermis"_s}, folder.path()).exitCode == 5);
    CHECK(QFileInfo(folder.filePath(u"empty.dermis"_s)).size() == 0);
    CHECK(test::dermisCli({u"visit"_s, u"list"_s, u"--clinic"_s, u"."_s}, folder.path()).exitCode == 3);
    const BadDayPractice practice;
    test::meddle(practice.clinic(), u"UPDATE practice SET name = name"_s); // closes the write-ahead log of the last run
    const auto newer = test::shell(u"printf 'PRAGMA user_version = 9999;' | sqlite3 "_s + practice.clinic(), folder.path());
    if (newer.exitCode == 0) {
        const auto refused = practice.cli({u"verify"_s});
        CHECK(refused.exitCode == 5);
        CHECK(refused.err.contains("newer"));
    }
}

TEST_CASE("a clinic that may only be read is not changed", "[acceptance]")
{
    const BadDayPractice practice;
    test::shell(u"chmod 755 . && chmod 444 clinic.dermis"_s, practice.folder.path());
    const QString line = u"dermis-cli visit add 1 --clinic clinic.dermis"_s;
    // the superuser may write everywhere, so the line is run as nobody
    const QString other = u"setpriv --reuid=65534 --regid=65534 --clear-groups "_s;
    if (geteuid() == 0 && test::shell(other + u"dermis-cli --version"_s, practice.folder.path()).exitCode != 0) {
        WARN("not tested: nobody else may run the program here");
        return;
    }
    const auto ended = test::shell(geteuid() == 0 ? other + line : line, practice.folder.path());
    INFO(ended.err.toStdString());
    CHECK(ended.exitCode == 5);
    CHECK(ended.err.contains("may only be read"));
    CHECK(practice.cli({u"verify"_s}).exitCode == 0);
}

TEST_CASE("a full disk is named and leaves the clinic whole", "[acceptance]")
{
    const QTemporaryDir folder;
    const QString small = folder.filePath(u"small"_s);
    if (test::shell(u"mkdir small && mount -t tmpfs -o size=3m tmpfs small"_s, folder.path()).exitCode != 0) {
        WARN("not tested: a small file system cannot be mounted here");
        return;
    }
    const QString clinic = small + u"/clinic.dermis"_s;
    const auto cli = [&](QStringList arguments) {
        return test::dermisCli(arguments << u"--clinic"_s << clinic, folder.path());
    };
    CHECK(cli({u"init"_s, u"--plain"_s, u"--practice"_s, u"P"_s, u"--doctor"_s, u"Dr D"_s}).exitCode == 0);
    CHECK(cli({u"patient"_s, u"add"_s, u"--family-name"_s, u"A"_s, u"--given-names"_s, u"B"_s, u"--birth-date"_s, u"1980-01-01"_s}).exitCode == 0);
    test::Ended ended;
    const QString longText(60000, u'x');
    for (int i = 0; i < 60 && ended.exitCode <= 0; ++i)
        ended = cli({u"note"_s, u"add"_s, u"1"_s, u"--text"_s, longText});
    CHECK(ended.exitCode == 5);
    CHECK(ended.err.toLower().contains("full"));
    CHECK(cli({u"verify"_s}).exitCode == 0);
    test::shell(u"umount small"_s, folder.path());
}

TEST_CASE("wrong usage exits 2", "[acceptance]")
{
    const QTemporaryDir folder;
    for (const QStringList &arguments : {QStringList{}, QStringList{u"dance"_s}, QStringList{u"verify"_s}, QStringList{u"patient"_s}})
        CHECK(test::dermisCli(arguments, folder.path()).exitCode == 2);
}
