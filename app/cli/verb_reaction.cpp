#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/safety/adverse_event.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string patient;
    std::string sign = "other";
    std::string zone;
    std::string words;
    std::string day;
    qint64 event = 0;
};

QString lineOf(const AdverseEvent &event)
{
    const QString where = event.zone.isEmpty() ? u"everywhere"_s : event.zone;
    const QString state = event.isOpen() ? u"open"_s : u"cleared %1 by %2"_s.arg(event.clearedOn.toString(Qt::ISODate), event.clearedByName);
    return u"%1  %2  %3  %4  %5: %6"_s.arg(event.id.toString(), event.noticed.toString(Qt::ISODate), where, state, event.sign, event.words);
}

QJsonObject toJson(const AdverseEvent &event)
{
    return {{u"reaction"_s, event.id.value()},
            {u"patient"_s, event.patient.value()},
            {u"noticed"_s, event.noticed.toString(Qt::ISODate)},
            {u"zone"_s, event.zone},
            {u"sign"_s, event.sign},
            {u"words"_s, event.words},
            {u"recordedBy"_s, event.recordedByName},
            {u"open"_s, event.isOpen()},
            {u"clearedOn"_s, event.isOpen() ? QJsonValue() : QJsonValue(event.clearedOn.toString(Qt::ISODate))},
            {u"clearing"_s, event.clearing}};
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Sessions));
    AdverseEvent event;
    event.patient = TRY(patientArgument(*database, options.patient)).id;
    event.sign = text(options.sign);
    event.zone = text(options.zone);
    event.words = text(options.words);
    event.noticed = options.day.empty() ? command.today() : TRY(dateOption(options.day, u"--on"_s));
    const AdverseEvent kept = TRY(recordAdverseEvent(*database, actor, command.now(), event));
    return Answer{lineOf(kept), toJson(kept)};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines;
    QJsonArray array;
    bool isOpen = false;
    for (const AdverseEvent &event : TRY(adverseEventsOf(*database, patient.id))) {
        lines << lineOf(event);
        array << toJson(event);
        isOpen = isOpen || event.isOpen();
    }
    return Answer{lines.isEmpty() ? u"No reaction was recorded."_s : lines.join(u'\n'), {{u"reactions"_s, array}}, isOpen ? Exit::No : Exit::Done};
}

Result<Answer> clear(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    const QList<AdverseEvent> all = TRY(adverseEventsOf(*database, TRY(patientArgument(*database, options.patient)).id));
    const auto event = std::ranges::find(all, AdverseEventId(options.event), &AdverseEvent::id);
    if (event == all.end())
        return fail(ErrorCode::NotFound, u"this patient has no reaction %1"_s.arg(options.event));
    const AdverseEvent cleared = TRY(clearAdverseEvent(*database, doctor, command.now(), event->id, event->revision, text(options.words)));
    return Answer{lineOf(cleared), toJson(cleared)};
}

} // namespace

void addReactionVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("reaction", "Reactions after a treatment")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *addVerb = verb->add_subcommand("add", "Record one; the zone is not needled while it is open");
    auto *listVerb = verb->add_subcommand("list", "A patient's, open ones first");
    auto *clearVerb = verb->add_subcommand("clear", "It has cleared (dermatologist)");
    for (CLI::App *one : {addVerb, listVerb, clearVerb}) {
        command.addOptions(*one);
        one->add_option("patient", options->patient, "Number or file number")->required();
    }
    addVerb->add_option("--words", options->words, "What was seen")->required();
    addVerb->add_option("--sign", options->sign, "RF-01 to RF-12, or other")->capture_default_str();
    addVerb->add_option("--zone", options->zone, "Where; without it everywhere");
    addVerb->add_option("--on", options->day, "Day it was noticed, YYYY-MM-DD; without it today");
    clearVerb->add_option("reaction", options->event, "Its number")->required();
    clearVerb->add_option("--words", options->words, "What was seen")->required();
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });
    command.onCall(*clearVerb, [&command, options] { return clear(command, *options); });
}

} // namespace dermis::cli
