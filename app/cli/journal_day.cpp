#include "app/cli/journal_day.h"

#include "app/cli/command.h"
#include "core/clinic/closing_day.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string day;
    std::string sheet;
};

QString hexOf(const JournalHead &head)
{
    return QString::fromLatin1(head.hash.toHex());
}

QJsonObject toJson(const JournalHead &head)
{
    return {{u"sequence"_s, head.sequence}, {u"hash"_s, hexOf(head)}};
}

QJsonObject toJson(const DayClosing &closing)
{
    return {{u"at"_s, toIsoUtc(closing.at)}, {u"name"_s, closing.byName},
            {u"visits"_s, closing.visits},   {u"sheets"_s, closing.sheets},
            {u"entries"_s, closing.entries}, {u"head"_s, toJson(closing.head)}};
}

QJsonObject toJson(const DayAccount &account)
{
    QJsonArray visits;
    for (const DayVisit &visit : account.visits)
        visits << QJsonObject{{u"fileNumber"_s, visit.fileNumber},
                              {u"state"_s, visitStateName(visit.visit.state)}};
    QJsonArray closings;
    for (const DayClosing &closing : account.closings)
        closings << toJson(closing);
    return {{u"day"_s, account.day.toString(Qt::ISODate)},
            {u"visits"_s, visits},
            {u"sheets"_s, QJsonArray::fromStringList(account.sheets)},
            {u"entries"_s, account.entries},
            {u"head"_s, toJson(account.head)},
            {u"closings"_s, closings}};
}

QString describe(const DayAccount &account)
{
    QStringList lines{
        u"%1: %2 visits, %3 sheets issued, %4 journal entries."_s.arg(account.day.toString(Qt::ISODate))
            .arg(account.visits.size())
            .arg(account.sheets.size())
            .arg(account.entries)};
    for (const DayClosing &closing : account.closings)
        lines << u"Closed by %1 at %2. Head %3 at entry %4"_s
                     .arg(closing.byName, toIsoUtc(closing.at), hexOf(closing.head))
                     .arg(closing.head.sequence);
    if (account.closings.isEmpty())
        lines << u"Not closed. Head %1 at entry %2"_s.arg(hexOf(account.head)).arg(account.head.sequence);
    return lines.join(u'\n');
}

Result<Answer> tell(const Command &command, Database &database, const Actor &actor, const QDate &day,
                    const std::string &sheet)
{
    const DayAccount account = TRY(accountOfDay(database, actor, day));
    if (sheet.empty())
        return Answer{describe(account), toJson(account)};
    const SheetContent content = TRY(closingSheet(database, actor, command.now(), day));
    const QByteArray pdf = TRY(sheetPdf(content));
    TRY(writeSheet(sheet, pdf));
    return sheet == "-" ? Answer{} : Answer{describe(account), toJson(account)};
}

Result<Answer> showDay(const Command &command, const Options &options)
{
    const QDate day = options.day.empty() ? command.today() : TRY(dateOption(options.day, u"--day"_s));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    return tell(command, *database, actor, day, options.sheet);
}

Result<Answer> close(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const DayClosing closing = TRY(closeDay(*database, actor, command.now()));
    return tell(command, *database, actor, closing.day, options.sheet);
}

} // namespace

void addDayVerbs(CLI::App &journal, Command &command)
{
    auto options = std::make_shared<Options>();
    auto *dayVerb = journal.add_subcommand("day", "A day's visits, sheets and entries, and who closed it");
    command.addOptions(*dayVerb);
    dayVerb->add_option("--day", options->day, "Like 2026-03-02; today when left out");
    dayVerb->add_option("-o,--output", options->sheet,
                        "Write its closing page to this PDF file, - for standard output");
    command.onCall(*dayVerb, [&command, options] { return showDay(command, *options); });

    auto *closeVerb =
        journal.add_subcommand("close-day", "Close today: keep the journal's head, and print it");
    command.addOptions(*closeVerb);
    closeVerb->add_option("-o,--output", options->sheet,
                          "Write the closing page to this PDF file, - for standard output");
    command.onCall(*closeVerb, [&command, options] { return close(command, *options); });
}

} // namespace dermis::cli
