#include "core/storage/transaction.h"
#include "tests/core/consents/consent_fixture.h"
#include "tests/support/scanner.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/preferences.h"
#include "ui/shell/inbox_runner.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int inboxPatience = 40'000;

struct InboxRunnerFixture : test::ConsentFixture
{
    InboxRunnerFixture()
    {
        REQUIRE(QDir().mkpath(inbox.folder));
        rememberInbox(path, inbox);
    }
    ~InboxRunnerFixture() { rememberInbox(path, {}); }
    QByteArray scanOf(int page) { return test::encoded(test::scanned(sheetBytes(*database, sheet.id).value(), page, {150, 0, 0}), "jpeg"); }
    void put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(at(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QString at(const QString &name) const { return QDir(inbox.folder).filePath(name); }
    bool waitForFiled(int pages)
    {
        return QTest::qWaitFor([&] { return filedPages(*database, sheet.id)->size() == pages && !runner.isRunning(); }, inboxPatience);
    }

    ScanInbox inbox{folder.filePath(u"scans"_s), false};
    Consent sheet = issue(aged(30));
    test::ScriptedPrompter prompter;
    ClinicContext context{*database, clock, prompter};
    InboxRunner runner{context};
};

} // namespace

TEST_CASE_METHOD(InboxRunnerFixture, "what the scanner puts into the folder is filed beside the work, and the pages hear of it", "[shell][gui]")
{
    QSignalSpy told(&runner, &InboxRunner::told);
    QSignalSpy changed(&context, &ClinicContext::dataChanged);
    context.setActor(nurse);
    put(u"one.jpg"_s, scanOf(1));
    REQUIRE(waitForFiled(1));
    REQUIRE(QTest::qWaitFor([&] { return QFile::exists(at(u"Filed/one.jpg"_s)); }, inboxPatience));
    CHECK(changed.count() >= 1);
    CHECK(told.last().first().toString().startsWith(u"1 scanned page"_s));
    CHECK_FALSE(told.last().last().toBool());
    put(u"two.jpg"_s, scanOf(2)); // while it watches
    REQUIRE(waitForFiled(2));
    CHECK(filedPages(*database, sheet.id)->last().receivedBy == nurse.id);
}

TEST_CASE_METHOD(InboxRunnerFixture, "nothing is taken before somebody who may issue is here, nor after", "[shell][gui]")
{
    put(u"one.jpg"_s, scanOf(1));
    context.setActor(reception);
    QTest::qWait(3'500);
    CHECK(QFile::exists(at(u"one.jpg"_s)));
    context.setActor(nurse);
    context.setActor({});
    QTest::qWait(3'500);
    CHECK(QFile::exists(at(u"one.jpg"_s)));
    context.setActor(nurse);
    runner.pause();
    QTest::qWait(3'500);
    CHECK(filedPages(*database, sheet.id)->isEmpty());
    context.setActor(nurse);
    CHECK(waitForFiled(1));
}

TEST_CASE_METHOD(InboxRunnerFixture, "stopped in the middle, nothing is half filed, and the next sign-in goes on", "[shell][gui]")
{
    QList<QImage> pages;
    for (int i = 0; i < 12; ++i)
        pages << test::scanned(sheetBytes(*database, sheet.id).value(), 1 + i % 3, {150, 0, i});
    put(u"stack.pdf"_s, test::pdfOf(pages));
    context.setActor(nurse);
    QSignalSpy progressed(&runner, &InboxRunner::progressed);
    REQUIRE(QTest::qWaitFor([&] { return !progressed.isEmpty() && progressed.last().last().toInt() == 12; }, inboxPatience));
    runner.stop();
    CHECK_FALSE(runner.isRunning());
    CHECK(filedPages(*database, sheet.id)->isEmpty());
    CHECK(QFile::exists(at(u"stack.pdf"_s)));
    context.setActor(nurse);
    CHECK(waitForFiled(3));
    CHECK(waitingScans(*database)->size() == 9);
}

TEST_CASE_METHOD(InboxRunnerFixture, "a folder that is gone is told, and taken up when it is back", "[shell][gui]")
{
    REQUIRE(QDir(inbox.folder).removeRecursively());
    QSignalSpy told(&runner, &InboxRunner::told);
    context.setActor(nurse);
    REQUIRE(QTest::qWaitFor([&] { return !told.isEmpty() && told.last().last().toBool(); }, inboxPatience));
    CHECK(told.last().first().toString() == u"The scanner's folder cannot be reached");
    REQUIRE(QDir().mkpath(inbox.folder));
    put(u"one.jpg"_s, scanOf(1));
    CHECK(waitForFiled(1));
}

TEST_CASE_METHOD(InboxRunnerFixture, "another clinic on this computer takes nothing from the folder", "[shell][gui]")
{
    CHECK(rememberedInbox(path).folder == inbox.folder);
    CHECK(rememberedInbox(path + u"-training"_s).folder.isEmpty());
}
