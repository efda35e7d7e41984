#include "app/cli/verbs.h"
#include "app/cli/verify_report.h"
#include "core/clinic/integrity.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Result<Answer> check(const Command &command)
{
    const auto database = TRY(command.openClinic(true));
    const VerifyReport report = TRY(checkClinic(*database, command.now()));
    return answerFor(report, u"Whole: %1 journal entries, %2 rows, %3 documents.\nJournal head %4"_s.arg(report.entries)
                                 .arg(report.rows)
                                 .arg(report.documents)
                                 .arg(report.head),
                     Exit::File);
}

} // namespace

void addVerifyVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("verify", "Check the whole file against its journal");
    command.addOptions(*verb);
    command.onCall(*verb, [&command] { return check(command); });
}

} // namespace dermis::cli
