#include "core/questionnaires/questionnaire_library.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "tests/core/questionnaires/test_forms.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

class LibraryFixture : public DatabaseFixture
{
public:
    LibraryFixture()
    {
        auto transaction = must(Transaction::begin(*database, Actor(), clock.now()));
        must(ensureShippedQuestionnaires(transaction));
        must(transaction.commit());
    }
    static QByteArray formOf(const QString &version, const QString &words = u"Is it dry?"_s)
    {
        return u"{\"resourceType\":\"Questionnaire\",\"url\":\"http://test/skin\",\"version\":\"%1\",\"title\":\"Skin\","
               "\"item\":[{\"linkId\":\"dry\",\"type\":\"boolean\",\"text\":\"%2\"}]}"_s.arg(version, words)
                   .toUtf8();
    }
    Result<QuestionnaireId> import(const QByteArray &json) { return importQuestionnaire(*database, doctor, clock.now(), json); }
    Result<> activate(QuestionnaireId id)
    {
        auto transaction = must(Transaction::begin(*database, doctor, clock.now()));
        auto done = setQuestionnaireActive(transaction, id);
        return done ? transaction.commit() : done;
    }
    Result<> retire(QuestionnaireId id, const QString &reason = u"nobody asks it any more"_s)
    {
        return retireQuestionnaire(*database, doctor, clock.now(), id, reason);
    }
    QString active(const QString &url = u"http://test/skin"_s)
    {
        const auto form = currentQuestionnaire(*database, url);
        return form ? form->questionnaire.version() : u"none"_s;
    }
    QuestionnaireVersion version(const QString &number, const QString &url = u"http://test/skin"_s)
    {
        return must(questionnaireVersion(*database, url, number));
    }
};

} // namespace

TEST_CASE_METHOD(LibraryFixture, "a form that came with the program is active without anybody's word", "[questionnaires][library]")
{
    const auto all = must(questionnaireVersions(*database));
    REQUIRE(all.size() == 1);
    CHECK(all.first().state == QuestionnaireState::Active);
    CHECK(all.first().isShipped);
    CHECK(all.first().setBy.isEmpty());
    CHECK(all.first().since == clock.now());
    CHECK(database->integer(u"SELECT count(*) FROM questionnaire_state"_s).value() == 0);
}

TEST_CASE_METHOD(LibraryFixture, "an imported form waits, is activated in the place of the one before, and is retired", "[questionnaires][library]")
{
    const QuestionnaireId one = must(import(formOf(u"1"_s)));
    CHECK(active() == u"none");
    CHECK(version(u"1"_s).state == QuestionnaireState::Kept);
    CHECK_FALSE(version(u"1"_s).isShipped);
    REQUIRE(activate(one));
    CHECK(active() == u"1");
    const auto again = activate(one);
    CHECK(again.error().code == ErrorCode::InvalidInput);

    const QuestionnaireId two = must(import(formOf(u"2"_s)));
    CHECK(active() == u"1");
    clock.advanceMilliseconds(60'000);
    REQUIRE(activate(two));
    CHECK(active() == u"2");
    CHECK(version(u"1"_s).state == QuestionnaireState::Retired);
    CHECK(version(u"1"_s).reason == u"replaced by version 2");
    CHECK(version(u"2"_s).setBy == doctor.name);
    CHECK(version(u"2"_s).since == clock.now());
    REQUIRE(activate(one)); // and back
    CHECK(active() == u"1");

    CHECK(retire(one, u"short"_s).error().code == ErrorCode::InvalidInput);
    REQUIRE(retire(one));
    CHECK(active() == u"none");
    CHECK(version(u"1"_s).reason == u"nobody asks it any more");
    CHECK(retire(one).error().code == ErrorCode::InvalidInput);
    CHECK(must(questionnaire(*database, one)).version() == u"1"); // what was answered to it can still be read
}

TEST_CASE_METHOD(LibraryFixture, "one version of a form is active, and the file itself says so", "[questionnaires][library]")
{
    const QuestionnaireId one = must(import(formOf(u"1"_s)));
    must(import(formOf(u"2"_s)));
    REQUIRE(activate(one));
    CHECK_FALSE(database->run(u"UPDATE questionnaire_state SET state = 'active'"_s));
}

TEST_CASE_METHOD(LibraryFixture, "every change of state is in the journal with its reason", "[questionnaires][library]")
{
    const QuestionnaireId one = must(import(formOf(u"1"_s)));
    const qint64 before = must(journalHead(*database)).sequence;
    REQUIRE(retire(one));
    CHECK(must(journalHead(*database)).sequence == before + 1);
    CHECK(database->integer(u"SELECT count(*) FROM journal WHERE table_name = 'questionnaire_state'"_s).value() == 2);
}

TEST_CASE_METHOD(LibraryFixture, "the practice's intake stands when a newer Dermis brings another", "[questionnaires][library]")
{
    QByteArray own = intake().json();
    own.replace("\"version\": \"1\"", "\"version\": \"1-p1\"");
    const QuestionnaireId id = must(import(own));
    CHECK(active(intakeUrl()) == u"1");
    REQUIRE(activate(id));
    CHECK(active(intakeUrl()) == u"1-p1");
    QByteArray newer = intake().json();
    newer.replace("\"version\": \"1\"", "\"version\": \"2\"");
    auto transaction = must(Transaction::begin(*database, Actor(), clock.now()));
    must(insertQuestionnaire(transaction, must(Questionnaire::fromJson(newer)))); // as a newer program does
    must(transaction.commit());
    CHECK(active(intakeUrl()) == u"1-p1");
    CHECK(version(u"2"_s, intakeUrl()).state == QuestionnaireState::Kept);
    CHECK(version(u"2"_s, intakeUrl()).isShipped);

    const auto refused = retire(id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().detail.contains(u"need an intake"_s));
    REQUIRE(activate(version(u"2"_s, intakeUrl()).entry.id));
    REQUIRE(retire(id).error().detail.contains(u"retired already"_s));
}

TEST_CASE_METHOD(LibraryFixture, "a shipped form whose version the practice has used does not stop the clinic from opening", "[questionnaires][library]")
{
    QByteArray own = intake().json();
    own.replace("Why you came", "Why you are here");
    const DatabaseFixture other; // a clinic that an older program made
    auto transaction = must(Transaction::begin(*other.database, doctor, clock.now()));
    must(insertOwnQuestionnaire(transaction, must(Questionnaire::fromJson(own))));
    REQUIRE(ensureShippedQuestionnaires(transaction));
    CHECK(must(hasShippedQuestionnaires(transaction.database())));
    CHECK(must(questionnaires(transaction.database())).size() == 1);
}

TEST_CASE_METHOD(LibraryFixture, "what is kept already is not kept twice", "[questionnaires][library]")
{
    must(import(formOf(u"1"_s)));
    CHECK(import(formOf(u"1"_s)).error().detail.startsWith(u"this form is kept already"_s));
    CHECK(import(formOf(u"1"_s, u"Other words?"_s)).error().detail.contains(u"other content"_s));
    CHECK(import("{").error().code == ErrorCode::InvalidInput);
    CHECK(must(questionnaireVersions(*database)).size() == 2);
}

TEST_CASE_METHOD(LibraryFixture, "a form without url or version is given both", "[questionnaires][library]")
{
    const QByteArray bare = R"({"resourceType":"Questionnaire","id":"skin check","item":[{"linkId":"a","type":"string","text":"A?"}]})";
    const FormToImport read = must(readForImport(*database, bare));
    CHECK(read.gaveUrl);
    CHECK(read.gaveVersion);
    CHECK(read.form.canonical() == u"urn:dermis:form:skin-check|1");
    must(import(bare));
    CHECK(import(bare).error().detail.startsWith(u"this form is kept already"_s));
    QByteArray changed = bare;
    changed.replace("A?", "B?");
    must(import(changed));
    CHECK(version(u"2"_s, u"urn:dermis:form:skin-check"_s).state == QuestionnaireState::Kept);
}
