#include "core/storage/database.h"
#include "tests/support/database_fixture.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/widgets/prompter.h"

#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class SilentPrompter : public Prompter
{
public:
    void askOpenFile(QWidget *, const FileQuestion &, Answer) override {}
    void askSaveFile(QWidget *, const FileQuestion &, Answer) override {}
    void askFolder(QWidget *, const FileQuestion &, Answer) override {}
};

class KeeperFixture : public test::DatabaseFixture
{
public:
    DraftKey keyOf(int patient) const { return {patient, u"note"_s, nurse.id}; }
    SilentPrompter prompter;
    QByteArray typed = "\"first\"";
};

} // namespace

TEST_CASE_METHOD(KeeperFixture, "typing is durable within half a second, and says since when", "[context]")
{
    ClinicContext context(*database, clock, prompter);
    DraftKeeper keeper(context, [this] { return typed; });
    keeper.setKey(keyOf(1));
    CHECK(keeper.words().isEmpty());
    keeper.touch();
    CHECK(keeper.isWaiting());
    REQUIRE(QTest::qWaitFor([&] { return !keeper.isWaiting(); }, 20'000));
    STATIC_REQUIRE(DraftKeeper::delay < 500ms); // the rest is for the write
    CHECK(findDraft(*database, keyOf(1)).value()->body == typed);
    CHECK(keeper.keptAt() == clock.now());
}

TEST_CASE_METHOD(KeeperFixture, "what could not be kept for one patient is never written for the next",
                 "[context]")
{
    const auto readOnly = Database::open(path, {.readOnly = true}).value();
    ClinicContext context(*readOnly, clock, prompter);
    DraftKeeper keeper(context, [this] { return typed; });
    const QSignalSpy failed(&keeper, &DraftKeeper::keepFailed);
    keeper.setKey(keyOf(1));
    keeper.touch();
    keeper.flush();
    CHECK(failed.count() == 1);
    CHECK(keeper.isWaiting()); // it tries again
    keeper.setKey(keyOf(2));
    CHECK_FALSE(keeper.isWaiting());
}
