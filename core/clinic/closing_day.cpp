#include "core/clinic/closing_day.h"

#include "core/access/permissions.h"
#include "core/base/clinic_day.h"
#include "core/consents/consent.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_start.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<QList<DayClosing>> closingsOf(Database &database, const QDate &day)
{
    auto select =
        TRY(database.prepare(u"SELECT c.id, c.day, c.at, c.staff_id, s.name, c.visits, c.sheets, c.entries, "
                             u"c.sequence, c.head FROM day_closing c "
                             "JOIN staff s ON s.id = c.staff_id WHERE c.day = :day ORDER BY c.id"_s));
    select.bind(u":day"_s, day.toString(Qt::ISODate));
    TRY(select.run());
    QList<DayClosing> closings;
    while (TRY(select.next()))
        closings << DayClosing{select.integer(0),
                               select.date(1),
                               select.dateTime(2),
                               StaffId(select.integer(3)),
                               select.text(4),
                               static_cast<int>(select.integer(5)),
                               static_cast<int>(select.integer(6)),
                               select.integer(7),
                               {select.integer(8), QByteArray::fromHex(select.text(9).toLatin1())}};
    return closings;
}

/// 64 hex digits in groups of eight, four to a line, so that they can be read aloud.
QString grouped(const QByteArray &hash)
{
    const QString digits = QString::fromLatin1(hash.toHex());
    QStringList groups;
    for (qsizetype at = 0; at < digits.size(); at += 8)
        groups << digits.mid(at, 8);
    return groups.join(u' ');
}

QString visitTable(const QList<DayVisit> &visits)
{
    if (visits.isEmpty())
        return u"Nobody was booked, and nobody came."_s;
    QStringList lines{u"| Time | Patient | File | Came to |"_s, u"|---|---|---|---|"_s};
    for (const DayVisit &visit : visits) {
        const QString time =
            visit.visit.plannedAt.isValid() ? visit.visit.plannedAt.toString(u"HH:mm"_s) : u"walk-in"_s;
        lines << u"| %1 | %2 | %3 | %4 |"_s.arg(
            time, markdownEscaped(visit.familyName + u", "_s + visit.givenNames),
            markdownEscaped(visit.fileNumber), visitStateName(visit.visit.state).replace(u'-', u' '));
    }
    return lines.join(u'\n');
}

} // namespace

Result<DayAccount> accountOfDay(Database &database, const Actor &actor, const QDate &day)
{
    TRY(require(actor, Permission::Visits));
    const QDateTime from = beginningOf(day);
    const QDateTime until = beginningOf(day.addDays(1));
    DayAccount account;
    account.day = day;
    account.visits = TRY(visitsOn(database, day));
    account.sheets = TRY(codesIssuedBetween(database, from, until));
    account.entries = TRY(entriesBetween(database, from, until));
    account.head = TRY(journalHead(database));
    account.closings = TRY(closingsOf(database, day));
    return account;
}

Result<DayClosing> closeDay(Database &database, const Actor &actor, const QDateTime &now)
{
    TRY(require(actor, Permission::Visits));
    const QDate today = clinicTime(now).date();
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const DayAccount account =
        TRY(accountOfDay(database, actor, today)); // inside: nobody writes between the head and this
    TRY(transaction.insert(u"day_closing"_s, {{u"day"_s, today.toString(Qt::ISODate)},
                                              {u"at"_s, toIsoUtc(now)},
                                              {u"staff_id"_s, actor.id.value()},
                                              {u"visits"_s, account.visits.size()},
                                              {u"sheets"_s, account.sheets.size()},
                                              {u"entries"_s, account.entries},
                                              {u"sequence"_s, account.head.sequence},
                                              {u"head"_s, QString::fromLatin1(account.head.hash.toHex())}}));
    TRY(transaction.commit());
    const QList<DayClosing> closings = TRY(closingsOf(database, today));
    return closings.last();
}

Result<SheetContent> closingSheet(Database &database, const Actor &actor, const QDateTime &now,
                                  const QDate &day)
{
    const DayAccount account = TRY(accountOfDay(database, actor, day));
    if (account.closings.isEmpty())
        return fail(ErrorCode::InvalidInput, u"%1 was not closed"_s.arg(day.toString(Qt::ISODate)));
    const DayClosing &closing = account.closings.last();
    SheetContent content = TRY(startSheet(database, now));
    content.kind = SheetKind::Extract;
    content.title = u"Closing of the day"_s;
    content.form = u"CLOSING"_s;
    content.patientBlock = {{u"Day"_s, sheetDay(day)},
                            {u"Closed at"_s, sheetMoment(closing.at)},
                            {u"Closed by"_s, closing.byName},
                            {u"Visits"_s, QString::number(closing.visits)},
                            {u"Sheets issued"_s, QString::number(closing.sheets)},
                            {u"Journal entries"_s, QString::number(closing.entries)}};
    content.control = {{u"Printed by"_s, actor.name}};
    QStringList body{u"# "_s + content.title, u"[[patient]]"_s, u"## Visits"_s, visitTable(account.visits),
                     u"## Sheets issued"_s};
    body << (account.sheets.isEmpty() ? u"None."_s : account.sheets.join(u", "_s));
    body
        << u"## The journal's head"_s << u"**%1**"_s.arg(grouped(closing.head.hash))
        << u"This is the fingerprint of everything written up to entry %1. File this page. When the file is "
           u"ever doubted, type the head into "
           "Dermis (Today, Close the day, Compare a printed head): it is found in the file, or the file was altered."_s
               .arg(closing.head.sequence)
        << u"[[document control]]"_s;
    content.body = body.join(u"\n\n"_s);
    return content;
}

} // namespace dermis
