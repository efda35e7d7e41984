#include "core/access/wrong_passwords.h"
#include "tests/support/printers.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <vector>

using namespace dermis;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString right = u"blou gomma reën 7"_s;

/// A file with two people that open it.
struct TwoPeople
{
    TwoPeople()
    {
        const Derivation cheap{8192, 1};
        const auto made = createVault(path, {1, u"Dr Ayanda Motau"_s}, right, cheap);
        REQUIRE(made);
        REQUIRE(addKeyHolder(path, *made->key, {2, u"Sr Lindiwe Zwane"_s}, u"her own words"_s, cheap));
    }
    Result<Unlocked> attempt(const QString &password, const QString &user = u"Dr Ayanda Motau"_s)
    {
        return tryPassword(path, user, password, now);
    }
    /// Wrong passwords, each as soon as it may be tried.
    void fail(int times)
    {
        for (int i = 0; i < times; ++i) {
            now = now.addSecs(wait().count());
            REQUIRE(attempt(u"a guess"_s).error().code == ErrorCode::NotAllowed);
        }
    }
    std::chrono::seconds wait(const QString &user = u"Dr Ayanda Motau"_s) const
    {
        return remainingWait(path, user, now);
    }

    QTemporaryDir folder;
    QString path = folder.filePath(u"practice.dermis"_s);
    QDateTime now{QDate(2026, 3, 2), QTime(8, 0), Qt::UTC};
};

} // namespace

TEST_CASE("waits grow to a quarter of an hour and no further", "[access]")
{
    QList<int> seconds;
    for (int wrong = 0; wrong <= 10; ++wrong)
        seconds << static_cast<int>(waitAfter(wrong).count());
    CHECK(seconds == QList<int>{0, 0, 0, 0, 30, 60, 120, 300, 900, 900, 900});
}

TEST_CASE_METHOD(TwoPeople, "after the fourth wrong password even the right one has to wait", "[access]")
{
    fail(3);
    CHECK(wait() == 0s);
    fail(1);
    CHECK(wait() == 30s);
    const auto early = attempt(right);
    REQUIRE(!early);
    CHECK(early.error().code == ErrorCode::NotAllowed);
    CHECK(early.error().detail == u"too many wrong passwords; try again at 10:00:30"_s);
    now = now.addSecs(29);
    CHECK(!attempt(right));
    CHECK(wait() == 1s);
    now = now.addSecs(1);
    CHECK(attempt(right));
}

TEST_CASE_METHOD(TwoPeople, "the wrong password that begins a wait says until when", "[access]")
{
    fail(3);
    CHECK(attempt(u"a guess"_s).error().detail.endsWith(u"; try again at 10:00:30"_s));
}

TEST_CASE_METHOD(TwoPeople, "a right password clears the count, and leaves nothing beside the clinic",
                 "[access]")
{
    fail(4);
    CHECK(QDir(folder.path()).entryList(QDir::Files) ==
          QStringList{u"practice.dermis"_s, u"practice.dermis-tries"_s});
    now = now.addSecs(30);
    REQUIRE(attempt(right));
    CHECK(QDir(folder.path()).entryList(QDir::Files) == QStringList{u"practice.dermis"_s});
    fail(3);
    CHECK(wait() == 0s);
}

TEST_CASE_METHOD(TwoPeople, "a person is slowed down by number and by name alike, and a colleague is not",
                 "[access]")
{
    fail(3);
    REQUIRE(!attempt(u"a guess"_s, u"1"_s));
    CHECK(wait(u"dr ayanda MOTAU"_s) == 30s);
    CHECK(wait(u"1"_s) == 30s);
    CHECK(wait(u"Sr Lindiwe Zwane"_s) == 0s);
    CHECK(attempt(u"her own words"_s, u"Sr Lindiwe Zwane"_s));
    CHECK(wait() == 30s); // hers clears hers only
}

TEST_CASE_METHOD(TwoPeople, "a name that nobody signs in by waits as a colleague's does, and nothing tells them apart", "[access]")
{
    const auto stranger = GENERATE(u"Nobody Here"_s, u"99"_s);
    const QString own = u"Dr Ayanda Motau"_s;
    for (int i = 0; i < 6; ++i) {
        const auto known = attempt(u"a guess"_s, own);
        const auto unknown = attempt(u"a guess"_s, stranger);
        REQUIRE(!known);
        REQUIRE(!unknown);
        CHECK(unknown.error() == known.error());
        REQUIRE(wait(stranger) == wait(own));
        if (wait(own) > 0s)
            CHECK(attempt(right, stranger).error() == attempt(right, own).error());
        now = now.addSecs(wait(own).count());
    }
    CHECK(attempt(right, own));
    CHECK(attempt(right, stranger).error().code == ErrorCode::NotAllowed);
}

TEST_CASE_METHOD(TwoPeople, "what was typed as a name cannot be read beside the clinic", "[access]")
{
    REQUIRE(!attempt(u"a guess"_s, u"hemlig typed into the wrong line"_s));
    QFile record(path + u"-tries"_s);
    REQUIRE(record.open(QIODevice::ReadOnly));
    const QByteArray kept = record.readAll();
    CHECK(!kept.contains("hemlig"));
    CHECK(kept.size() < 80); // a few signs of a digest, too few to try passwords against
}

TEST_CASE_METHOD(TwoPeople, "wrong passwords are forgotten a day after the last", "[access]")
{
    fail(6);
    REQUIRE(!attempt(u"a guess"_s, u"Nobody Here"_s));
    now = now.addDays(1).addSecs(-1);
    REQUIRE(attempt(u"a guess"_s).error().detail.contains(u"try again"_s));
    now = now.addDays(1).addSecs(1);
    CHECK(wait(u"Nobody Here"_s) == 0s);
    CHECK(QDir(folder.path()).entryList(QDir::Files) == QStringList{u"practice.dermis"_s});
    fail(3);
    CHECK(wait() == 0s);
}

TEST_CASE_METHOD(TwoPeople, "a clock that is set back begins the wait anew and does not stretch it",
                 "[access]")
{
    fail(6);
    REQUIRE(wait() == 2min);
    now = now.addDays(-400);
    CHECK(wait() == 2min);
    now = now.addSecs(119);
    CHECK(!attempt(right));
    now = now.addSecs(1);
    CHECK(attempt(right));
}

TEST_CASE_METHOD(TwoPeople, "a record of tries that cannot be read counts as none", "[access]")
{
    fail(4);
    QFile record(path + u"-tries"_s);
    for (const QByteArray &bytes :
         {QByteArray(), QByteArray("{\"1\":{\"wr"), QByteArray("{\"1\":7,\"2\":{\"wrong\":-5}}")}) {
        REQUIRE(record.open(QIODevice::WriteOnly | QIODevice::Truncate));
        record.write(bytes);
        record.close();
        CHECK(wait() == 0s);
        CHECK(attempt(u"a guess"_s).error().code == ErrorCode::NotAllowed);
    }
    CHECK(attempt(right));
}

TEST_CASE_METHOD(TwoPeople, "many who guess at the same time have no more tries than one", "[access]")
{
    std::atomic<int> tried = 0;
    std::vector<std::unique_ptr<QThread>> guessers;
    for (int i = 0; i < 12; ++i) {
        guessers.emplace_back(QThread::create([&] {
            const auto refused = attempt(u"a guess"_s);
            if (!refused && !refused.error().detail.startsWith(u"too many"_s))
                ++tried;
        }));
        guessers.back()->start();
    }
    for (const auto &guesser : guessers)
        guesser->wait();
    CHECK(tried == 4);
    CHECK(wait() == 30s);
}
