#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/visits/deferral.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string date;
    std::string time;
    std::string reason;
    std::string state;
    std::string until;
    qint64 visit = 0;
};

Result<QTime> timeOption(const std::string &value)
{
    const QTime time = QTime::fromString(text(value), u"HH:mm"_s);
    if (!time.isValid())
        return fail(ErrorCode::InvalidInput, u"--time: \"%1\" is not a time; write it like 09:30"_s.arg(text(value)));
    return time;
}

QString lineOf(const Visit &visit)
{
    return u"%1  %2 %3  %4  %5"_s.arg(visit.id.toString(), visit.plannedOn.toString(Qt::ISODate),
                                      visit.plannedAt.isValid() ? visit.plannedAt.toString(u"HH:mm"_s) : u"--:--"_s,
                                      visitStateName(visit.state), visit.reason);
}

Result<Answer> book(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Visit visit;
    visit.patientId = TRY(patientArgument(*database, options.patient)).id;
    visit.plannedOn = command.today();
    if (!options.date.empty())
        visit.plannedOn = TRY(dateOption(options.date, u"--date"_s));
    if (!options.time.empty())
        visit.plannedAt = TRY(timeOption(options.time));
    visit.reason = text(options.reason);
    const VisitId id = TRY(bookVisit(*database, actor, command.now(), visit));
    const Visit booked = TRY(dermis::visit(*database, id));
    return Answer{lineOf(booked), toJson(booked)};
}

Result<Answer> listDay(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const QDate day = options.date.empty() ? command.today() : TRY(dateOption(options.date, u"--date"_s));
    QStringList lines;
    QJsonArray array;
    for (const DayVisit &entry : TRY(visitsOn(*database, day))) {
        lines << lineOf(entry.visit) + u"  %1 %2 (%3)"_s.arg(entry.givenNames, entry.familyName, entry.fileNumber);
        QJsonObject json = toJson(entry.visit);
        json.insert(u"fileNumber"_s, entry.fileNumber);
        array << json;
    }
    if (lines.isEmpty())
        lines << u"Nobody booked for %1."_s.arg(day.toString(Qt::ISODate));
    return Answer{lines.join(u'\n'), {{u"day"_s, day.toString(Qt::ISODate)}, {u"visits"_s, array}}};
}

Result<Answer> defer(Database &database, const Actor &actor, const QDateTime &now, const Visit &visit,
                     const Options &options)
{
    Deferral deferral;
    if (!options.until.empty())
        deferral.until = TRY(dateOption(options.until, u"--until"_s));
    deferral.reason = text(options.reason);
    const Visit deferred = TRY(deferVisit(database, actor, now, visit, deferral));
    return Answer{lineOf(deferred), toJson(deferred)};
}

Result<Answer> move(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const auto state = visitStateFromName(text(options.state));
    if (!state) {
        QStringList names;
        for (const VisitState known : allVisitStates())
            names << visitStateName(known);
        return fail(ErrorCode::InvalidInput,
                    u"\"%1\" is not a state; use one of %2"_s.arg(text(options.state), names.join(u", "_s)));
    }
    const Visit visit = TRY(dermis::visit(*database, VisitId(options.visit)));
    if (*state == VisitState::Deferred)
        return defer(*database, actor, command.now(), visit, options);
    const Visit moved = TRY(moveVisit(*database, actor, command.now(), visit, *state));
    return Answer{lineOf(moved), toJson(moved)};
}

} // namespace

void addVisitVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("visit", "The day's list")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *add = verb->add_subcommand("add", "Book a visit; without --time a walk-in");
    command.addOptions(*add);
    add->add_option("patient", options->patient, "File number")->required();
    add->add_option("--date", options->date, "Day, like 2026-03-02; today when left out");
    add->add_option("--time", options->time, "Time, like 09:30; a walk-in when left out");
    add->add_option("--reason", options->reason, "What for");
    command.onCall(*add, [&command, options] { return book(command, *options); });

    auto *list = verb->add_subcommand("list", "Everybody of one day");
    command.addOptions(*list);
    list->add_option("--date", options->date, "Day; today when left out");
    command.onCall(*list, [&command, options] { return listDay(command, *options); });

    auto *moveVerb = verb->add_subcommand("move", "Say where the patient is");
    command.addOptions(*moveVerb);
    moveVerb->add_option("visit", options->visit, "The visit's number")->required();
    moveVerb->add_option("state", options->state, "arrived, intake, ready-for-doctor, ... (docs/cli.md)")->required();
    moveVerb->add_option("--until", options->until, "The day a deferred visit is put off to");
    moveVerb->add_option("--reason", options->reason, "Why it is deferred, in 15 characters or more");
    command.onCall(*moveVerb, [&command, options] { return move(command, *options); });
}

} // namespace dermis::cli
