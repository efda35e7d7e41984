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
        const ErrorWords told = words({code, u"detail for the log"_s});
        INFO(told.title.toStdString());
        CHECK_FALSE(told.title.isEmpty());
        CHECK_FALSE(told.detail.isEmpty());
        CHECK_FALSE(unwanted.match(told.title + u' ' + told.detail).hasMatch());
        CHECK_FALSE((told.title + told.detail).contains(u"detail for the log"_s));
        CHECK_FALSE(titles.contains(told.title));
        titles << told.title;
    }
}

TEST_CASE("dates, times and counts are written as in South Africa", "[context]")
{
    const QDateTime moment(QDate(2026, 11, 23), QTime(8, 43, 2), Qt::UTC);
    CHECK(dateWords(QDate(2026, 11, 23)) == u"23 Nov 2026"_s);
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
