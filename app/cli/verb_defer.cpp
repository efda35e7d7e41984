#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/consents/deferral_note.h"
#include "core/consents/sheet_painter.h"
#include "core/patients/phone_number.h"
#include "core/patients/record_access.h"
#include "core/safety/earliest_date.h"
#include "core/safety/safety_check.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string patient;
    std::string until;
    std::string reason;
    std::string advice;
    std::string due;
    std::string state;
    std::optional<std::string> note;
    std::string output;
    int limit = 500;
};

QJsonValue dayJson(const QDate &day)
{
    return day.isValid() ? QJsonValue(day.toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject toJson(const Deferral &deferral)
{
    QJsonArray grounds;
    for (const DeferralGround &ground : deferral.grounds)
        grounds << QJsonObject{{u"rule"_s, ground.rule}, {u"title"_s, ground.title}, {u"arithmetic"_s, ground.arithmetic}, {u"passing"_s, ground.passing}};
    return {{u"id"_s, deferral.id.value()},
            {u"patient"_s, deferral.patient.value()},
            {u"until"_s, dayJson(deferral.until)},
            {u"earliest"_s, dayJson(deferral.computed)},
            {u"reason"_s, deferral.reason},
            {u"advice"_s, deferral.advice},
            {u"grounds"_s, grounds},
            {u"byDecision"_s, deferral.byDecision},
            {u"by"_s, deferral.byName},
            {u"at"_s, toIsoUtc(deferral.at)},
            {u"state"_s, deferralStateName(deferral.state)},
            {u"stateBy"_s, deferral.stateByName},
            {u"stateAt"_s, toIsoUtc(deferral.stateAt)},
            {u"note"_s, deferral.note}};
}

QString lineOf(const Deferral &deferral)
{
    QStringList parts{deferral.until.toString(Qt::ISODate), deferralStateName(deferral.state),
                      u"put off by "_s + deferral.byName, deferral.reason, deferral.note};
    parts.removeAll(QString());
    return parts.join(u"  "_s);
}

Result<EarliestDate> dateFor(Database &database, PatientId patient, const QDate &today)
{
    const SafetyCheck check = TRY(checkSafety(database, patient, today));
    return earliestDate(check.assessment, check.decisions);
}

/// What may be said about why no date was proposed.
Error noDate(const EarliestDate &date)
{
    const QString why = date.grounds.isEmpty() ? u"no finding gives a date"_s : date.lines().join(u"; "_s);
    return {ErrorCode::InvalidInput, u"%1. Say --until DAY"_s.arg(why)};
}

Result<Answer> date(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    const EarliestDate date = TRY(dateFor(*database, patient.id, command.today()));
    const auto earliest = date.earliest();
    QStringList lines = date.lines();
    if (earliest)
        lines << u"Earliest sensible date: "_s + earliest->toString(Qt::ISODate);
    else if (date.latest.isValid())
        lines << u"Not before %1 by the dates alone; something else must change first."_s.arg(
            date.latest.toString(Qt::ISODate));
    else
        lines << u"No date can be computed."_s;
    return Answer{lines.join(u'\n'),
                  {{u"fileNumber"_s, patient.fileNumber},
                   {u"earliest"_s, earliest ? dayJson(*earliest) : QJsonValue()},
                   {u"latest"_s, dayJson(date.latest)},
                   {u"arithmetic"_s, QJsonArray::fromStringList(date.lines())}},
                  earliest ? Exit::Done : Exit::No};
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Visits));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    EarliestDate date;
    if (may(actor.roles, Permission::ReadRecords))
        date = TRY(dateFor(*database, patient, command.today()));
    Deferral deferral = proposedDeferral(date);
    deferral.patient = patient;
    if (!options.until.empty())
        deferral.until = TRY(dateOption(options.until, u"--until"_s));
    if (!deferral.until.isValid())
        return tl::unexpected(noDate(date));
    deferral.reason = text(options.reason);
    deferral.advice = text(options.advice);
    const Deferral kept = TRY(putOff(*database, actor, command.now(), deferral));
    QStringList lines{lineOf(kept)};
    for (const QString &line : groundLines(kept.grounds))
        lines << u"    "_s + line;
    return Answer{lines.join(u'\n'), toJson(kept)};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QDate due = options.due.empty() ? QDate() : TRY(dateOption(options.due, u"--due"_s));
    QStringList lines;
    QJsonArray array;
    for (const DeferredPatient &one : TRY(deferredPatients(*database, actor, command.today(), due, options.limit))) {
        const QString phone = one.phones.isEmpty() ? u"-"_s : displayPhone(one.phones.constFirst().number);
        const QString booked =
            one.nextVisit.isValid() ? u"  visit on "_s + one.nextVisit.toString(Qt::ISODate) : QString();
        lines << u"%1  %2  %3  %4%5"_s.arg(one.fileNumber, one.name, phone, lineOf(one.deferral), booked);
        QJsonObject json = toJson(one.deferral);
        QJsonArray phones;
        for (const Phone &each : one.phones)
            phones << each.number;
        json.insert(u"fileNumber"_s, one.fileNumber);
        json.insert(u"name"_s, one.name);
        json.insert(u"phones"_s, phones);
        json.insert(u"email"_s, one.email);
        json.insert(u"due"_s, one.deferral.until <= command.today());
        json.insert(u"nextVisit"_s, dayJson(one.nextVisit));
        array << json;
    }
    if (lines.isEmpty())
        lines << u"Nobody is put off."_s;
    return Answer{lines.join(u'\n'), {{u"deferrals"_s, array}}};
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines;
    QJsonArray array;
    for (const Deferral &deferral : TRY(deferralsOf(*database, patient.id))) {
        lines << lineOf(deferral);
        for (const QString &line : groundLines(deferral.grounds))
            lines << u"    "_s + line;
        array << toJson(deferral);
    }
    if (lines.isEmpty())
        lines << u"Nothing was put off."_s;
    return Answer{lines.join(u'\n'), {{u"fileNumber"_s, patient.fileNumber}, {u"deferrals"_s, array}}};
}

Result<Answer> setState(const Command &command, const Options &options)
{
    const auto state = deferralStateFromName(text(options.state));
    if (!state)
        return fail(ErrorCode::InvalidInput,
                    u"\"%1\" is not waiting, contacted, booked or withdrawn"_s.arg(text(options.state)));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Visits));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    const auto open = TRY(openDeferral(*database, actor, patient));
    if (!open)
        return fail(ErrorCode::NotFound, u"no treatment of this patient is put off now"_s);
    const std::optional<QString> note = options.note ? std::optional(text(*options.note)) : std::nullopt;
    TRY(setDeferralState(*database, actor, command.now(), *open, *state, note));
    Deferral changed = *open;
    changed.state = *state;
    changed.stateByName = actor.name;
    changed.stateAt = command.now();
    changed.note = note.value_or(open->note);
    return Answer{lineOf(changed), toJson(changed)};
}

Result<Answer> note(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const SheetContent sheet = TRY(deferralNote(*database, actor, command.now(), patient.id));
    const QByteArray pdf = TRY(sheetPdf(sheet));
    if (!database->isReadOnly())
        TRY(recordAccess(*database, actor, command.now(), patient.id, AccessAct::Printed));
    TRY(writeSheet(options.output, pdf));
    const QString file = text(options.output);
    return Answer{file, {{u"file"_s, file}}};
}

} // namespace

void addDeferVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("defer", "Treatments that are put off: until when, why, and whom to call")
                     ->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *dateVerb = verb->add_subcommand("date", "The earliest sensible date by the findings, with its arithmetic");
    auto *addVerb = verb->add_subcommand("add", "Put a treatment off, with today's visit");
    auto *listVerb = verb->add_subcommand("list", "Who is put off, the earliest date first, with telephone number");
    auto *showVerb = verb->add_subcommand("show", "What was put off for a patient");
    auto *stateVerb = verb->add_subcommand("state", "How far a patient who is put off has come");
    auto *noteVerb = verb->add_subcommand("note", "A page for the patient, as a PDF");
    for (CLI::App *one : {dateVerb, addVerb, listVerb, showVerb, stateVerb, noteVerb})
        command.addOptions(*one);
    for (CLI::App *one : {dateVerb, addVerb, showVerb, stateVerb, noteVerb})
        one->add_option("patient", options->patient, "Number or file number")->required();
    addVerb->add_option("--until", options->until, "From when to come back; without it the computed date");
    addVerb->add_option("--reason", options->reason, "Why, in 15 characters or more")->required();
    addVerb->add_option("--advice", options->advice, "What the patient is told to do until then");
    listVerb->add_option("--due", options->due, "Only those due by this day");
    listVerb->add_option("--limit", options->limit, "How many at the most")->check(CLI::Range(1, 100000));
    stateVerb->add_option("state", options->state, "waiting, contacted, booked or withdrawn")->required();
    stateVerb->add_option("--note", options->note, "What was said; why it is withdrawn");
    noteVerb->add_option("-o,--output", options->output, "The PDF to write; - is standard output")->required();
    command.onCall(*dateVerb, [&command, options] { return date(command, *options); });
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });
    command.onCall(*stateVerb, [&command, options] { return setState(command, *options); });
    command.onCall(*noteVerb, [&command, options] { return note(command, *options); });
}

} // namespace dermis::cli
