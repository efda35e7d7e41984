#include "core/access/permissions.h"
#include "ui/context/words.h"

#include <QRegularExpression>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("every error has words that say what happened and what to do, without the words we do not use",
          "[context]")
{
    static const QRegularExpression unwanted(
        u"\\b(error|invalid|failed|override|are you sure|please|oops)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    QStringList titles;
    for (const ErrorCode code :
         {ErrorCode::NotFound, ErrorCode::InvalidInput, ErrorCode::Conflict, ErrorCode::NotAllowed,
          ErrorCode::NotReady, ErrorCode::Storage, ErrorCode::DiskFull, ErrorCode::ReadOnly, ErrorCode::Busy,
          ErrorCode::Damaged, ErrorCode::NewerVersion, ErrorCode::Io, ErrorCode::Crypto,
          ErrorCode::Cancelled}) {
        const ErrorWords told = words({code, {}});
        INFO(told.title.toStdString());
        CHECK_FALSE(told.title.isEmpty());
        CHECK_FALSE(told.detail.isEmpty());
        CHECK_FALSE(unwanted.match(told.title + u' ' + told.detail).hasMatch());
        CHECK_FALSE(titles.contains(told.title));
        titles << told.title;
    }
}

TEST_CASE("a refused act names the roles that may", "[context]")
{
    const auto refused = require(Actor{StaffId(3), u"Kabelo Moagi"_s, Role::Reception}, Permission::Decide);
    REQUIRE_FALSE(refused);
    CHECK(words(refused.error()).detail.contains(u"Who may do it: dermatologist."_s));
    const Error author{ErrorCode::NotAllowed, u"a note is changed by its author alone; write an addendum"_s};
    CHECK(words(author).detail.startsWith(u"A note is changed by its author alone; write an addendum."_s));
}

TEST_CASE("what is wrong with the typed is said; what only the log needs is not", "[context]")
{
    CHECK(words({ErrorCode::InvalidInput, u"a note needs a date"_s}).detail ==
          u"A note needs a date. What you typed is still here. Look at it again."_s);
    for (const ErrorCode code : {ErrorCode::Storage, ErrorCode::Io, ErrorCode::Conflict, ErrorCode::Damaged})
        CHECK_FALSE(words({code, u"row 12 of table x"_s}).detail.contains(u"row 12"_s));
}

TEST_CASE("dates, times and counts are written as in South Africa", "[context]")
{
    const QDateTime moment(QDate(2026, 11, 23), QTime(8, 43, 2), Qt::UTC);
    CHECK(dateWords(QDate(2026, 11, 23)) == u"23 Nov 2026"_s);
    CHECK(dateWords(QDate(2026, 9, 1)) == u"1 Sep 2026"_s);
    CHECK(shortDateWords(QDate(2026, 9, 1), QDate(2026, 11, 23)) == u"1 Sep"_s);
    CHECK(shortDateWords(QDate(2025, 9, 1), QDate(2026, 11, 23)) == u"1 Sep 2025"_s);
    CHECK(timeWords(moment) == u"10:43"_s);
    CHECK(secondsWords(moment) == u"10:43:02"_s);
    CHECK(momentWords(moment) == u"23 Nov 2026, 10:43"_s);
    CHECK(countWords(15041) == u"15\u00a0041"_s);
    CHECK(countWords(1284330) == u"1\u00a0284\u00a0330"_s);
    CHECK(countWords(7) == u"7"_s);
}

TEST_CASE("roles are told in words", "[context]")
{
    CHECK(rolesWords(Role::Dermatologist | Role::Owner) == u"Dermatologist, owner"_s);
    CHECK(rolesWords(Role::Reception) == u"Reception"_s);
    CHECK(rolesWords({}).isEmpty());
}

TEST_CASE("parts become sentences with one full stop each", "[context]")
{
    CHECK(sentences({u"Absolute"_s, u"Do not needle."_s, QString(), u"Pregnant?"_s}) ==
          u"Absolute. Do not needle. Pregnant?"_s);
}
