#include "app/desktop/single_instance.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <catch2/catch.hpp>
#include <memory>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

QStringList sockets()
{
    return QDir(QDir::tempPath()).entryList({u"dermis-*"_s}, QDir::System);
}

} // namespace

TEST_CASE("a second start on the same file raises the first, and one on another file does not", "[desktop][gui]")
{
    const QTemporaryDir folder;
    SingleInstance first;
    REQUIRE(first.claim(folder.filePath(u"one.dermis"_s)));
    CHECK(first.claim(folder.filePath(u"one.dermis"_s)));
    QSignalSpy raised(&first, &SingleInstance::raiseRequested);
    SingleInstance second;
    CHECK_FALSE(second.claim(folder.filePath(u"one.dermis"_s)));
    CHECK(QTest::qWaitFor([&] { return raised.count() == 1; }));
    CHECK(second.claim(folder.filePath(u"two.dermis"_s)));
    CHECK_FALSE(first.claim(folder.filePath(u"two.dermis"_s)));
}

TEST_CASE("what a killed program left behind does not keep the next start away", "[desktop][gui]")
{
    const QTemporaryDir folder;
    const QString clinic = folder.filePath(u"one.dermis"_s);
    const QStringList before = sockets();
    auto killed = std::make_unique<SingleInstance>();
    REQUIRE(killed->claim(clinic));
    QStringList now = sockets();
    for (const QString &other : before)
        now.removeAll(other);
    REQUIRE(now.size() == 1);
    const QString socket = QDir(QDir::tempPath()).filePath(now.first());
    REQUIRE(QFile::rename(socket, socket + u"-kept"_s)); // a killed program does not tidy up
    killed.reset();
    REQUIRE(QFile::rename(socket + u"-kept"_s, socket));
    SingleInstance next;
    CHECK(next.claim(clinic));
    SingleInstance second;
    CHECK_FALSE(second.claim(clinic));
}
