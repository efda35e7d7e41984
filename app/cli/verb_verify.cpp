#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/clinic/clinic.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QString placeOf(const Damage &damage)
{
    QString place = damage.what;
    if (!damage.table.isEmpty())
        place += u", table %1"_s.arg(damage.table);
    if (damage.row != 0)
        place += u", row %1"_s.arg(damage.row);
    if (damage.sequence != 0)
        place += u", journal entry %1"_s.arg(damage.sequence);
    return place;
}

QJsonObject toJson(const VerifyReport &report)
{
    QJsonObject json{{u"whole"_s, report.isWhole()},
                     {u"entries"_s, report.entries},
                     {u"rows"_s, report.rows},
                     {u"documents"_s, report.documents},
                     {u"head"_s, report.head}};
    if (report.firstDamage)
        json.insert(u"firstDamage"_s, QJsonObject{{u"what"_s, report.firstDamage->what},
                                                  {u"table"_s, report.firstDamage->table},
                                                  {u"row"_s, report.firstDamage->row},
                                                  {u"sequence"_s, report.firstDamage->sequence},
                                                  {u"detail"_s, report.firstDamage->detail}});
    return json;
}

Result<Answer> check(const Command &command)
{
    const auto database = TRY(command.openClinic(true));
    const VerifyReport report = TRY(verifyClinic(*database));
    if (report.isWhole())
        return Answer{u"Whole: %1 journal entries, %2 rows, %3 documents.\nJournal head %4"_s.arg(report.entries)
                          .arg(report.rows)
                          .arg(report.documents)
                          .arg(report.head),
                      toJson(report)};
    return Answer{u"Not whole. First found at: %1.\n%2"_s.arg(placeOf(*report.firstDamage), report.firstDamage->detail),
                  toJson(report), Exit::File};
}

} // namespace

void addVerifyVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("verify", "Check the whole file against its journal");
    command.addOptions(*verb, false);
    command.onCall(*verb, [&command] { return check(command); });
}

} // namespace dermis::cli
