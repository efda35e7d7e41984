#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/treatments/session.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string patient;
    std::vector<std::string> codes;
    std::string detail;
    bool no = false;
};

void addFlags(QStringList &lines, const QString &title, const QList<InfectionFlag> &flags)
{
    lines << QString() << title;
    for (const InfectionFlag &flag : flags) {
        const QString state = flag.state == FlagState::NotKnown ? u"not known"_s : flag.isOpen() ? u"open"_s : u"noted"_s;
        lines << u"  %1  %2: %3. %4. %5"_s.arg(flag.source->code, state, flag.source->title, flag.source->action, flag.source->source);
        if (!flag.because.isEmpty())
            lines << u"         "_s + flag.because.join(u"; "_s);
    }
    if (flags.isEmpty())
        lines << u"  none"_s;
}

void addControls(QStringList &lines, const QString &title, const QList<ControlState> &states)
{
    lines << QString() << title;
    for (const ControlState &state : states)
        lines << u"  %1  %2. %3"_s.arg(state.control->code, state.control->text, state.control->source);
    if (states.isEmpty())
        lines << u"  none"_s;
}

Answer answerOf(const InfectionPrecautions &precautions)
{
    QStringList lines{precautions.heading(), u"Day: %1. Standing: %2"_s.arg(precautions.day.toString(Qt::ISODate),
                                                                          precautionsStatusName(precautions.status()))};
    addFlags(lines, u"Hard stops"_s, precautions.hardStops());
    addFlags(lines, u"Host factors"_s, precautions.inList(PrecautionList::Host));
    addFlags(lines, u"Skin-area factors"_s, precautions.inList(PrecautionList::Area));
    addControls(lines, u"Process controls not yet confirmed, before the needles"_s, precautions.missing(ProcessControl::Stage::Start));
    addControls(lines, u"Process controls not yet confirmed, to close the session"_s, precautions.missing(ProcessControl::Stage::Close));
    lines << QString() << precautionsFooter();
    const bool isReady = precautions.status() == InfectionPrecautions::Status::Ready;
    return {lines.join(u'\n'), toJson(precautions), isReady ? Exit::Done : Exit::No};
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::ReadRecords));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    return answerOf(TRY(infectionPrecautions(*database, patient, command.today())));
}

/// As they stand after something was noted; that alone is not a "no".
Result<Answer> afterwards(Database &database, PatientId patient, const QDate &today)
{
    Answer answer = answerOf(TRY(infectionPrecautions(database, patient, today)));
    answer.exit = Exit::Done;
    return answer;
}

Result<Answer> note(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Sessions));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    QList<Precaution> noted;
    for (const std::string &code : options.codes) {
        Precaution one;
        one.patient = patient;
        one.code = text(code).toUpper();
        one.yes = !options.no;
        one.detail = text(options.detail);
        noted << one;
    }
    TRY(notePrecautions(*database, actor, command.now(), noted));
    return afterwards(*database, patient, command.today());
}

Result<Answer> withdraw(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Sessions));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    TRY(withdrawPrecaution(*database, actor, command.now(), patient, text(options.codes.front()).toUpper()));
    return afterwards(*database, patient, command.today());
}

} // namespace

void addPrecautionsVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("precautions", "Precautions against infection, for the plan's session")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *showVerb = verb->add_subcommand("show", "What is open, and what was noted");
    auto *noteVerb = verb->add_subcommand("note", "Confirm process controls, or answer what is asked on the day; today's");
    auto *withdrawVerb = verb->add_subcommand("withdraw", "Take back one of today's");
    for (CLI::App *one : {showVerb, noteVerb, withdrawVerb}) {
        command.addOptions(*one);
        one->add_option("patient", options->patient, "Number or file number")->required();
    }
    noteVerb->add_option("code", options->codes, "IP-01, IF-11 and so on; ANAES-ON when the numbing cream goes on")->required();
    noteVerb->add_flag("--no", options->no, "The answer is no");
    noteVerb->add_option("--detail", options->detail, "Agent and contact time, product and lot, days");
    withdrawVerb->add_option("code", options->codes, "Which")->required()->expected(1);
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });
    command.onCall(*noteVerb, [&command, options] { return note(command, *options); });
    command.onCall(*withdrawVerb, [&command, options] { return withdraw(command, *options); });
}

} // namespace dermis::cli
