#include "core/storage/drafts.h"
#include "tests/core/storage/storage_fixture.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

Draft intakeDraft(const StorageFixture &clinic, const QByteArray &body)
{
    return {{7, u"intake"_s, clinic.nurse.id}, body, clinic.now, 3};
}

} // namespace

TEST_CASE_METHOD(StorageFixture, "a draft is there for the next connection as it was typed", "[storage]")
{
    const Draft draft = intakeDraft(*this, "{\"reason\":\"Kgošana\"}");
    must(saveDraft(*database, draft));
    const auto found = must(findDraft(*secondConnection(), draft.key));
    REQUIRE(found);
    CHECK(found->key == draft.key);
    CHECK(found->body == draft.body);
    CHECK(found->savedAt == draft.savedAt);
    CHECK(found->basedOn == 3);
}

TEST_CASE_METHOD(StorageFixture, "typing on replaces one's own draft and nobody else's", "[storage]")
{
    Draft draft = intakeDraft(*this, "mine");
    must(saveDraft(*database, draft));
    draft.body = "mine, longer";
    draft.basedOn = 4; // begun anew over a newer row
    must(saveDraft(*database, draft));
    Draft colleague = draft;
    colleague.key.author = StaffId(99);
    colleague.body = "theirs";
    must(saveDraft(*database, colleague));
    CHECK(must(findDraft(*database, draft.key))->body == "mine, longer");
    CHECK(must(findDraft(*database, draft.key))->basedOn == 4);
    CHECK(must(findDraft(*database, colleague.key))->body == "theirs");
    CHECK(must(drafts(*database)).size() == 2);
}

TEST_CASE_METHOD(StorageFixture, "a draft is written only over the one that was seen", "[storage]")
{
    Draft mine = intakeDraft(*this, "mine");
    must(saveDraftOver(*database, mine, std::nullopt));
    const auto other = secondConnection();
    const auto seen = must(findDraft(*other, mine.key));
    REQUIRE(seen);

    SECTION("nobody wrote since")
    {
        Draft longer = mine;
        longer.body = "mine, longer";
        longer.savedAt = now.addSecs(2);
        must(saveDraftOver(*database, longer, mine));
        CHECK(must(findDraft(*database, mine.key)) == longer);
        CHECK_FALSE(must(checkDrafts(*database)));
    }
    SECTION("another window wrote since, be it the same words")
    {
        Draft theirs = mine;
        theirs.body = GENERATE("theirs", "mine");
        theirs.savedAt = now.addSecs(1);
        must(saveDraftOver(*other, theirs, seen));
        mine.body = "mine, longer";
        CHECK(saveDraftOver(*database, mine, seen).error().code == ErrorCode::Conflict);
        CHECK(must(findDraft(*database, mine.key)) == theirs);
    }
    SECTION("another window began one where none was seen")
    {
        CHECK(saveDraftOver(*other, mine, std::nullopt).error().code == ErrorCode::Conflict);
    }
    SECTION("it is gone meanwhile, so that nothing is overwritten")
    {
        must(discardDraft(*other, mine.key));
        must(saveDraftOver(*database, mine, seen));
        CHECK(must(findDraft(*database, mine.key)) == mine);
    }
}

TEST_CASE_METHOD(StorageFixture, "drafts are listed by form, newest first", "[storage]")
{
    for (int i = 0; i < 3; ++i) {
        Draft draft = intakeDraft(*this, "x");
        draft.key.subject = i;
        draft.savedAt = now.addSecs(i);
        must(saveDraft(*database, draft));
    }
    Draft note = intakeDraft(*this, "x");
    note.key.form = u"note"_s;
    must(saveDraft(*database, note));
    const auto intake = must(drafts(*database, u"intake"_s));
    REQUIRE(intake.size() == 3);
    CHECK(intake.first().key.subject == 2);
    CHECK(must(drafts(*database)).size() == 4);
}

TEST_CASE_METHOD(StorageFixture, "a draft ends with the act that keeps it, or not at all", "[storage]")
{
    const Draft draft = intakeDraft(*this, "x");
    must(saveDraft(*database, draft));
    {
        auto transaction = begin();
        must(endDraft(transaction, draft.key));
    }
    CHECK(must(findDraft(*database, draft.key)));
    auto transaction = begin();
    must(endDraft(transaction, draft.key));
    must(transaction.commit());
    CHECK_FALSE(must(findDraft(*database, draft.key)));
}

TEST_CASE_METHOD(StorageFixture, "a discarded draft is gone, and drafts are never history", "[storage]")
{
    const qint64 entries = must(database->integer(u"SELECT count(*) FROM journal"_s));
    const Draft draft = intakeDraft(*this, "x");
    must(saveDraft(*database, draft));
    must(discardDraft(*database, draft.key));
    CHECK_FALSE(must(findDraft(*database, draft.key)));
    CHECK(must(database->integer(u"SELECT count(*) FROM journal"_s)) == entries);
}

TEST_CASE_METHOD(StorageFixture, "a draft that was altered in the file is found", "[storage]")
{
    must(saveDraft(*database, intakeDraft(*this, "{\"reason\":\"Kgošana\"}")));
    must(saveDraft(*database, intakeDraft(*this, "{\"reason\":\"latex\"}")));
    CHECK_FALSE(must(checkDrafts(*database)));
    const auto change = GENERATE(as<QString>(), u"body = '{}'"_s, u"author = 9"_s, u"based_on = 4"_s,
                                 u"form = 'note'"_s, u"saved_at = '2026-03-02T08:00:01.000Z'"_s);
    tamper(u"UPDATE draft SET %1;"_s.arg(change));
    const auto damage = must(checkDrafts(*database));
    REQUIRE(damage);
    CHECK(damage->what == u"draft");
    tamper(u"UPDATE draft SET digest = NULL;"_s); // as a Dermis from before left it
    CHECK_FALSE(must(checkDrafts(*database)));
}
