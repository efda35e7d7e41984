#include "app/cli/backup_verbs.h"
#include "app/cli/command.h"
#include "core/access/permissions.h"
#include "core/backup/proof_sheet.h"
#include "core/backup/schedule.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QString stateName(NightState state)
{
    switch (state) {
    case NightState::Proven:
        return u"proven"_s;
    case NightState::Late:
        return u"late"_s;
    case NightState::Failed:
        return u"failed"_s;
    case NightState::Missed:
        return u"missed"_s;
    case NightState::Waiting:
        return u"waiting"_s;
    case NightState::NotPlanned:
        return u"not-planned"_s;
    }
    return {};
}

QString lineOf(const Night &night)
{
    QString line = night.day.toString(Qt::ISODate) + u"  "_s + stateName(night.state);
    if (night.provenAt.isValid())
        line += u", "_s + clinicTime(night.provenAt).toString(u"yyyy-MM-dd hh:mm"_s);
    if (night.failure.at.isValid())
        line += u"; at %1: %2"_s.arg(clinicTime(night.failure.at).toString(u"hh:mm"_s), night.failure.detail);
    return line;
}

QJsonObject toJson(const Night &night)
{
    QJsonObject json{{u"day"_s, night.day.toString(Qt::ISODate)}, {u"state"_s, stateName(night.state)}};
    if (night.provenAt.isValid())
        json.insert(u"provenAt"_s, toIsoUtc(night.provenAt));
    if (night.failure.at.isValid())
        json.insert(u"failure"_s, QJsonObject{{u"at"_s, toIsoUtc(night.failure.at)},
                                              {u"place"_s, night.failure.place},
                                              {u"code"_s, night.failure.error},
                                              {u"detail"_s, night.failure.detail}});
    return json;
}

Result<Answer> nights(const Command &command, int count)
{
    const auto database = TRY(command.openClinic());
    const BackupPlan plan = TRY(backupPlan(*database));
    const QList<Backup> backups = TRY(allBackups(*database));
    const QList<BackupFailure> failures = TRY(backupFailures(*database, command.now().addDays(-count - 1)));
    QStringList lines;
    QJsonArray array;
    for (const Night &night : lastNights(plan, backups, failures, command.now(), count)) {
        lines << lineOf(night);
        array << toJson(night);
    }
    const bool isOld = isTooOld(plan, backups, command.now());
    if (isOld)
        lines << u"The last proven backup is too old: make one now."_s;
    return Answer{
        lines.join(u'\n'), {{u"nights"_s, array}, {u"tooOld"_s, isOld}}, isOld ? Exit::No : Exit::Done};
}

Result<Answer> proof(const Command &command, const QString &path)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Backup));
    const QList<Backup> backups = TRY(newestBackup(*database));
    if (backups.isEmpty())
        return fail(ErrorCode::NotFound, u"no backup was proven yet"_s);
    const QByteArray pdf = TRY(proofPdf(*database, actor, command.now(), backups.first()));
    TRY(writeFile(path, pdf));
    return Answer{u"The proof of %1 is written to %2."_s.arg(backups.first().path(), path),
                  {{u"file"_s, path}, {u"sha256"_s, backups.first().sha256}}};
}

} // namespace

void addBackupNightsVerb(CLI::App &backup, Command &command)
{
    auto *verb = backup.add_subcommand("nights", "What became of the last nights' backups");
    auto count = std::make_shared<int>(14);
    command.addOptions(*verb);
    verb->add_option("--count", *count, "How many")->check(CLI::Range(1, 366))->capture_default_str();
    command.onCall(*verb, [&command, count] { return nights(command, *count); });
}

void addBackupProofVerb(CLI::App &backup, Command &command)
{
    auto *verb =
        backup.add_subcommand("proof", "The newest backup's proof of restore as a PDF to print (owner)");
    auto path = std::make_shared<std::string>();
    command.addOptions(*verb);
    verb->add_option("-o,--output", *path, "The file to make")->required();
    command.onCall(*verb, [&command, path] { return proof(command, text(*path)); });
}

} // namespace dermis::cli
