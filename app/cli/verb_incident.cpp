#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/access/staff.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_painter.h"
#include "core/privacy/privacy_sheets.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string what;
    std::string from;
    std::string to;
    std::string person;
    std::string copyOf;
    std::string csv;
    std::string pdf;
    std::string told;
    qint64 incident = 0;
};

QJsonValue momentJson(const QDateTime &at)
{
    return at.isValid() ? QJsonValue(toIsoUtc(at)) : QJsonValue();
}

QJsonObject toJson(const Incident &incident)
{
    QJsonObject json{{u"incident"_s, incident.id.value()},
                     {u"what"_s, incident.what},
                     {u"foundAt"_s, toIsoUtc(incident.foundAt)},
                     {u"foundBy"_s, incident.foundByName},
                     {u"reach"_s, incidentReachName(incident.reach)},
                     {u"from"_s, momentJson(incident.since)},
                     {u"to"_s, toIsoUtc(incident.until)},
                     {u"regulatorToldAt"_s, momentJson(incident.regulatorToldAt)},
                     {u"peopleToldAt"_s, momentJson(incident.peopleToldAt)}};
    if (!incident.staff.isNull())
        json.insert(u"person"_s, incident.staffName);
    return json;
}

QString lineOf(const Incident &incident)
{
    const auto told = [](const QDateTime &at) { return at.isValid() ? toIsoUtc(at) : u"not yet"_s; };
    return u"%1  %2\n    found %3 by %4; Regulator told: %5; people told: %6"_s.arg(
        incident.id.toString(), incident.what, toIsoUtc(incident.foundAt), incident.foundByName,
        told(incident.regulatorToldAt), told(incident.peopleToldAt));
}

/// A day, from its beginning, or a moment as the journal writes it.
Result<QDateTime> momentOption(const std::string &value, const QString &option, bool endOfDay)
{
    const QDateTime moment = fromIsoUtc(text(value));
    if (value.size() > 10 && moment.isValid())
        return moment;
    const QDate day = TRY(dateOption(value, option));
    const QDateTime start(endOfDay ? day.addDays(1) : day, QTime(0, 0), Qt::OffsetFromUTC,
                          2 * 60 * 60); // clinic time
    return start.addMSecs(endOfDay ? -1 : 0).toUTC();
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Incident incident;
    incident.what = text(options.what);
    if (!options.copyOf.empty()) {
        incident.reach = IncidentReach::WholeFile;
        incident.until = std::min(TRY(momentOption(options.copyOf, u"--copy-of"_s, true)), command.now());
    } else {
        if (options.from.empty())
            return fail(ErrorCode::InvalidInput,
                        u"say from when with --from, or --copy-of for a whole file"_s);
        incident.since = TRY(momentOption(options.from, u"--from"_s, false));
        incident.until = command.now();
        if (!options.to.empty())
            incident.until = std::min(TRY(momentOption(options.to, u"--to"_s, true)), command.now());
        if (!options.person.empty())
            incident.staff = TRY(staffNamed(*database, text(options.person))).id;
    }
    const Incident kept = TRY(recordIncident(*database, actor, command.now(), incident));
    return Answer{lineOf(kept), toJson(kept)};
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    QStringList lines;
    QJsonArray array;
    for (const Incident &each : TRY(incidents(*database, actor))) {
        lines << lineOf(each);
        array << toJson(each);
    }
    return Answer{lines.isEmpty() ? u"No incident was recorded."_s : lines.join(u'\n'),
                  {{u"incidents"_s, array}}};
}

QJsonObject toJson(const AffectedPerson &person)
{
    QJsonArray guardians;
    for (const Contact &contact : person.contacts)
        guardians << QJsonObject{
            {u"name"_s, contact.name}, {u"relation"_s, contact.relation}, {u"phone"_s, contact.phone}};
    return {{u"patient"_s, person.fileNumber},
            {u"name"_s, person.name},
            {u"birthDate"_s, person.birthDate.toString(Qt::ISODate)},
            {u"language"_s, person.language},
            {u"phones"_s, QJsonArray::fromStringList(person.phones)},
            {u"email"_s, person.email},
            {u"address"_s, person.address},
            {u"guardians"_s, guardians},
            {u"accesses"_s, person.accesses},
            {u"first"_s, momentJson(person.first)},
            {u"last"_s, momentJson(person.last)},
            {u"by"_s, QJsonArray::fromStringList(person.by)}};
}

Result<Answer> affected(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const IncidentId id(options.incident);
    const AffectedPeople people = TRY(affectedPeople(*database, actor, command.now(), id));
    if (!options.csv.empty())
        TRY(writeFile(text(options.csv), affectedCsv(people)));
    if (!options.pdf.empty()) {
        const Incident incident = TRY(dermis::incident(*database, actor, id));
        const SheetContent sheet = TRY(affectedSheet(*database, actor, command.now(), incident, people));
        const QByteArray pdf = TRY(sheetPdf(sheet));
        TRY(writeFile(text(options.pdf), pdf));
    }
    QStringList lines;
    QJsonArray array;
    for (const AffectedPerson &person : people.people) {
        lines << u"%1  %2  %3"_s.arg(person.fileNumber, person.name,
                                     (person.phones + QStringList{person.email}).join(u"  "_s));
        array << toJson(person);
    }
    lines << u"%1 people are concerned."_s.arg(people.people.size());
    if (people.destroyedSince > 0)
        lines << u"%1 more records were in the copy and are lawfully destroyed since."_s.arg(
            people.destroyedSince);
    return Answer{lines.join(u'\n'),
                  {{u"people"_s, array}, {u"destroyedSince"_s, people.destroyedSince}},
                  people.people.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> tell(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Incident incident = TRY(dermis::incident(*database, actor, IncidentId(options.incident)));
    (options.told == "regulator" ? incident.regulatorToldAt : incident.peopleToldAt) = command.now();
    const Incident kept = TRY(changeIncident(*database, actor, command.now(), incident, {}));
    return Answer{lineOf(kept), toJson(kept)};
}

void addNew(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *addVerb = verb.add_subcommand("add", "Record a breach, or a suspicion of one");
    command.addOptions(*addVerb);
    addVerb->add_option("--what", options->what, "What happened, without patients' names")->required();
    auto *copy = addVerb->add_option("--copy-of", options->copyOf,
                                     "A copy of the whole file or backup of that day or moment was lost");
    addVerb->add_option("--from", options->from, "Records opened from that day or moment")->excludes(copy);
    addVerb->add_option("--to", options->to, "To that day or moment; now when left out")->excludes(copy);
    addVerb->add_option("--person", options->person, "By this person alone")->excludes(copy);
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });
}

} // namespace

void addIncidentVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("incident", "Breaches, and whom they concern")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    addNew(*verb, command, options);

    auto *listVerb = verb->add_subcommand("list", "Every incident, newest first");
    command.addOptions(*listVerb);
    command.onCall(*listVerb, [&command] { return list(command); });

    auto *affectedVerb =
        verb->add_subcommand("affected", "Whom an incident concerns, with how to reach them");
    command.addOptions(*affectedVerb);
    affectedVerb->add_option("incident", options->incident, "Its number")->required();
    affectedVerb->add_option("--csv", options->csv, "Write the list to this file, too");
    affectedVerb->add_option("--pdf", options->pdf, "Write it as a sheet to print, too");
    command.onCall(*affectedVerb, [&command, options] { return affected(command, *options); });

    auto *toldVerb =
        verb->add_subcommand("told", "Note that the Information Regulator or the people were told");
    command.addOptions(*toldVerb);
    toldVerb->add_option("incident", options->incident, "Its number")->required();
    toldVerb->add_option("who", options->told, "regulator or people")
        ->required()
        ->check(CLI::IsMember({"regulator", "people"}));
    command.onCall(*toldVerb, [&command, options] { return tell(command, *options); });
}

} // namespace dermis::cli
