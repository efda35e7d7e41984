#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/patients/patient.h"
#include "core/treatments/readiness_watch.h"

#include <QJsonArray>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

constexpr int mostListed = 1000;

struct Options {
    std::string patient;
    bool onlyList = false;
};

QJsonArray toJson(const QList<ReadinessGap> &gaps)
{
    QJsonArray list;
    for (const ReadinessGap &gap : gaps)
        list << QJsonObject{{u"code"_s, gap.code}, {u"title"_s, gap.title}};
    return list;
}

QJsonObject toJson(const ReadinessChange &change)
{
    return {{u"patient"_s, change.fileNumber},          {u"name"_s, change.name},
            {u"since"_s, toIsoUtc(change.since)},       {u"wasReady"_s, change.wasReady},
            {u"ready"_s, change.isReady},               {u"appeared"_s, toJson(change.appeared)},
            {u"gone"_s, toJson(change.gone)}};
}

QString lineOf(const ReadinessChange &change)
{
    QString line = u"%1  %2, %3 since %4"_s.arg(change.fileNumber, change.name,
                                                change.isReady ? u"ready"_s : u"not ready"_s, toIsoUtc(change.since));
    for (const ReadinessGap &gap : change.appeared)
        line += u"\n    now: %1  %2"_s.arg(gap.code, gap.title);
    for (const ReadinessGap &gap : change.gone)
        line += u"\n    no longer: %1  %2"_s.arg(gap.code, gap.title);
    return line;
}

/// How far it is, on standard error, each time another hundredth is done.
WatchProgress toldOnStandardError()
{
    return [percent = qint64(0)](qint64 done, qint64 all) mutable {
        if (const qint64 now = 100 * done / all; now > percent) {
            percent = now;
            std::fprintf(stderr, "%lld of %lld\n", static_cast<long long>(done), static_cast<long long>(all));
        }
        return true;
    };
}

Result<Answer> reassess(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    qint64 looked = 0;
    if (!options.onlyList)
        looked = TRY(lookForChanges(*database, actor, command.now(), toldOnStandardError()));
    const QList<ReadinessChange> changes = TRY(readinessChanges(*database, actor, mostListed));
    const qint64 count = TRY(readinessChangeCount(*database));
    QStringList lines;
    QJsonArray list;
    for (const ReadinessChange &change : changes) {
        lines << lineOf(change);
        list << toJson(change);
    }
    if (!options.onlyList)
        lines << u"%1 planned patients were judged again."_s.arg(looked);
    lines << (count == 0 ? u"Nobody's readiness changed unseen."_s : u"Changed and not seen since: %1"_s.arg(count));
    return Answer{lines.join(u'\n'),
                  {{u"looked"_s, looked}, {u"count"_s, count}, {u"changes"_s, list}},
                  count == 0 ? Exit::Done : Exit::No};
}

Result<Answer> seen(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    TRY(markReadinessSeen(*database, actor, command.now(), patient.id));
    return Answer{u"%1 is seen by %2."_s.arg(patient.fileNumber, actor.name), {{u"patient"_s, patient.fileNumber}, {u"seenBy"_s, actor.name}}};
}

} // namespace

void addReassessVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("reassess", "Judge planned patients again where something changed, and tell whose readiness changed");
    auto options = std::make_shared<Options>();
    command.addOptions(*verb);
    verb->add_flag("--only-list", options->onlyList, "Judge nobody, only tell what was found before");
    command.onCall(*verb, [&command, options] { return reassess(command, *options); });
    auto *seenVerb = verb->add_subcommand("seen", "You looked at what changed for this patient");
    command.addOptions(*seenVerb);
    seenVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*seenVerb, [&command, options] { return seen(command, *options); });
}

} // namespace dermis::cli
