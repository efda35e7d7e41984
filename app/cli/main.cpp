#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/vault/file_key.h"

#include <QGuiApplication>

#include <cstdio>

using namespace dermis;

namespace {

void addVerbs(CLI::App &app, cli::Command &command)
{
    cli::addInitVerb(app, command);
    cli::addDemoVerb(app, command);
    cli::addUserVerb(app, command);
    cli::addPatientVerb(app, command);
    cli::addVisitVerb(app, command);
    cli::addLotVerb(app, command);
    cli::addNoteVerb(app, command);
    cli::addQuestionnaireVerb(app, command);
    cli::addResponseVerb(app, command);
    cli::addIntakeVerb(app, command);
    cli::addAllergyVerb(app, command);
    cli::addPlanVerb(app, command);
    cli::addPrecautionsVerb(app, command);
    cli::addProductVerb(app, command);
    cli::addRulesVerb(app, command);
    cli::addAssessVerb(app, command);
    cli::addDecideVerb(app, command);
    cli::addAntiviralVerb(app, command);
    cli::addDeferVerb(app, command);
    cli::addConsentVerb(app, command);
    cli::addDocumentVerb(app, command);
    cli::addSessionVerb(app, command);
    cli::addReactionVerb(app, command);
    cli::addReassessVerb(app, command);
    cli::addRecallVerb(app, command);
    cli::addJournalVerb(app, command);
    cli::addVerifyVerb(app, command);
    cli::addBackupVerb(app, command);
    cli::addRestoreVerb(app, command);
    cli::addSalvageVerb(app, command);
    cli::addExportVerb(app, command);
    cli::addRetentionVerb(app, command);
    cli::addDestroyVerb(app, command);
    cli::addFormVerb(app, command);
    cli::addIncidentVerb(app, command);
}

/// Remarks of Qt about the desktop are of no use on the command line.
void showProblemsOnly(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::fprintf(stderr, "dermis-cli: %s\n", qUtf8Printable(message));
}

} // namespace

int main(int argc, char *argv[])
{
    forbidCrashDumps();
    qInstallMessageHandler(showProblemsOnly);
    qputenv("QT_QPA_PLATFORM", "offscreen"); // sheets are laid out without a window
    const QGuiApplication application(argc, argv);
    CLI::App app("Dermis without a window: one clinic file, the same acts as the program.", "dermis-cli");
    app.require_subcommand(1);
    app.set_version_flag("--version", "dermis-cli " DERMIS_VERSION);
    cli::Command command;
    addVerbs(app, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &parseError) {
        const int code = app.exit(parseError);
        return code == 0 ? 0 : static_cast<int>(cli::Exit::Usage);
    }
    return command.run();
}
