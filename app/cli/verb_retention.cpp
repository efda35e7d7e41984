#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/privacy/dormant_records.h"
#include "core/privacy/retention_flag.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string patient;
    std::string by;
    std::string kind;
    std::string reason;
    qint64 flag = 0;
};

QJsonObject toJson(const RecordAge &age)
{
    const auto &until = age.keepUntil.day;
    return {{u"patient"_s, age.fileNumber},
            {u"name"_s, age.name},
            {u"birthDate"_s, age.birthDate.toString(Qt::ISODate)},
            {u"lastContact"_s, age.lastContact.day.toString(Qt::ISODate)},
            {u"contact"_s, age.lastContact.what},
            {u"keepUntil"_s, until ? QJsonValue(until->toString(Qt::ISODate)) : QJsonValue()},
            {u"because"_s, keepReasonName(age.keepUntil.reason)}};
}

QString lineOf(const RecordAge &age)
{
    const QString until = age.keepUntil.day ? u"kept until "_s + age.keepUntil.day->toString(Qt::ISODate)
                                            : u"kept without end"_s;
    return u"%1  %2, born %3, last contact %4 (%5), %6 (%7)"_s.arg(
        age.fileNumber, age.name, age.birthDate.toString(Qt::ISODate),
        age.lastContact.day.toString(Qt::ISODate), age.lastContact.what, until,
        keepReasonName(age.keepUntil.reason));
}

QJsonObject toJson(const RetentionFlag &flag)
{
    QJsonObject json{{u"flag"_s, flag.id.value()},       {u"kind"_s, retentionFlagName(flag.kind)},
                     {u"reason"_s, flag.reason},         {u"setBy"_s, flag.setByName},
                     {u"setAt"_s, toIsoUtc(flag.setAt)}, {u"stands"_s, flag.stands()}};
    if (!flag.stands()) {
        json.insert(u"releasedBy"_s, flag.releasedByName);
        json.insert(u"releasedAt"_s, toIsoUtc(flag.releasedAt));
        json.insert(u"releasedBecause"_s, flag.releasedBecause);
    }
    return json;
}

QString lineOf(const RetentionFlag &flag)
{
    QString line = u"%1  %2: %3 (%4, %5)"_s.arg(flag.id.toString(), retentionFlagName(flag.kind), flag.reason,
                                                flag.setByName, toIsoUtc(flag.setAt));
    if (!flag.stands())
        line += u"; released: %1 (%2, %3)"_s.arg(flag.releasedBecause, flag.releasedByName,
                                                 toIsoUtc(flag.releasedAt));
    return line;
}

Answer answerFor(const QList<RecordAge> &records, const QString &none)
{
    QStringList lines;
    QJsonArray array;
    for (const RecordAge &age : records) {
        lines << lineOf(age);
        array << toJson(age);
    }
    return {lines.isEmpty() ? none : lines.join(u'\n'),
            {{u"records"_s, array}},
            lines.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    QDate day = command.today();
    if (!options.by.empty())
        day = TRY(dateOption(options.by, u"--by"_s));
    const auto over = TRY(recordsOver(*database, actor, command.today(), day));
    return answerFor(over, u"No record's time is over on %1."_s.arg(day.toString(Qt::ISODate)));
}

Result<Answer> held(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const auto without = TRY(recordsWithoutEnd(*database, actor, command.today()));
    return answerFor(without, u"No record is kept without end."_s);
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Patient patient = TRY(patientArgument(*database, options.patient));
    const RecordAge age = TRY(recordAge(*database, actor, command.today(), patient.id));
    QStringList lines{lineOf(age)};
    QJsonArray flags;
    for (const RetentionFlag &flag : TRY(retentionFlags(*database, patient.id))) {
        lines << lineOf(flag);
        flags << toJson(flag);
    }
    QJsonObject json = toJson(age);
    json.insert(u"flags"_s, flags);
    return Answer{lines.join(u'\n'), json};
}

Result<Answer> set(const Command &command, const Options &options)
{
    const auto kind = retentionFlagFromName(text(options.kind));
    if (!kind)
        return fail(
            ErrorCode::InvalidInput,
            u"--kind: \"%1\" is none; use hold, incapacity or slow-adverse-event"_s.arg(text(options.kind)));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const PatientId patient = TRY(patientArgument(*database, options.patient)).id;
    const RetentionFlag flag =
        TRY(setRetentionFlag(*database, actor, command.now(), patient, *kind, text(options.reason)));
    return Answer{lineOf(flag), toJson(flag)};
}

Result<Answer> release(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const RetentionFlag flag = TRY(releaseRetentionFlag(*database, actor, command.now(),
                                                        RetentionFlagId(options.flag), text(options.reason)));
    return Answer{lineOf(flag), toJson(flag)};
}

} // namespace

void addRetentionVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("retention", "How long records are kept, and what keeps them longer")
                     ->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *listVerb = verb->add_subcommand("list", "Records whose time is over (owner or dermatologist)");
    command.addOptions(*listVerb);
    listVerb->add_option("--by", options->by, "On that day; today when left out");
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });

    auto *heldVerb = verb->add_subcommand("held", "Records that are kept without end");
    command.addOptions(*heldVerb);
    command.onCall(*heldVerb, [&command] { return held(command); });

    auto *showVerb = verb->add_subcommand("show", "One record: how long it is kept and why");
    command.addOptions(*showVerb);
    showVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });

    auto *holdVerb = verb->add_subcommand("hold", "Keep a record longer");
    command.addOptions(*holdVerb);
    holdVerb->add_option("patient", options->patient, "File number")->required();
    holdVerb
        ->add_option("--kind", options->kind,
                     "hold (a complaint, litigation), incapacity or slow-adverse-event")
        ->default_val("hold");
    holdVerb->add_option("--reason", options->reason, "Why")->required();
    command.onCall(*holdVerb, [&command, options] { return set(command, *options); });

    auto *releaseVerb = verb->add_subcommand("release", "End what keeps a record longer");
    command.addOptions(*releaseVerb);
    releaseVerb->add_option("flag", options->flag, "Its number, as show tells")->required();
    releaseVerb->add_option("--reason", options->reason, "Why it no longer holds")->required();
    command.onCall(*releaseVerb, [&command, options] { return release(command, *options); });
}

} // namespace dermis::cli
