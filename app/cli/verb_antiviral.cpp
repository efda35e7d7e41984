#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/patients/patient.h"
#include "core/safety/decision.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

Result<Answer> started(const Command &command, const std::string &fileNumber)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Answers)); // before anything of the record is told
    const Patient patient = TRY(patientArgument(*database, fileNumber));
    const QList<Decision> all = TRY(decisions(*database, patient.id));
    const Decision *decision = antiviralDecision(all);
    if (decision == nullptr || !decision->choice.antiviral->prophylaxis)
        return fail(ErrorCode::NotFound, u"no tablets were decided for %1; decide MN-INF-07 with --antiviral first"_s.arg(
                                             patient.fileNumber));
    TRY(markAntiviralStarted(*database, actor, command.now(), decision->id));
    return Answer{u"%1: the cold-sore tablets were started as prescribed."_s.arg(patient.fileNumber),
                  {{u"fileNumber"_s, patient.fileNumber},
                   {u"decision"_s, decision->id.value()},
                   {u"startedAsPrescribed"_s, true}}};
}

} // namespace

void addAntiviralVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("antiviral", "Cold-sore tablets decided for MN-INF-07")->require_subcommand(1);
    auto *startedVerb = verb->add_subcommand("started", "The patient says that they were started as prescribed");
    auto patient = std::make_shared<std::string>();
    command.addOptions(*startedVerb);
    startedVerb->add_option("patient", *patient, "File number")->required();
    command.onCall(*startedVerb, [&command, patient] { return started(command, *patient); });
}

} // namespace dermis::cli
