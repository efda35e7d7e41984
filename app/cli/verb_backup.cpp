#include "app/cli/backup_key.h"
#include "app/cli/backup_verbs.h"
#include "app/cli/verbs.h"
#include "core/backup/backup.h"
#include "core/backup/backup_round.h"
#include "core/backup/retention.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QJsonObject toJson(const Backup &backup)
{
    const auto moment = [](const QDateTime &at) {
        return at.isValid() ? QJsonValue(toIsoUtc(at)) : QJsonValue();
    };
    return {{u"id"_s, backup.id.value()},
            {u"at"_s, moment(backup.at)},
            {u"file"_s, backup.path()},
            {u"size"_s, backup.size},
            {u"sha256"_s, backup.sha256},
            {u"patients"_s, backup.patients},
            {u"entries"_s, backup.entries},
            {u"head"_s, backup.head},
            {u"provenAt"_s, moment(backup.provenAt)},
            {u"removedAt"_s, moment(backup.removedAt)},
            {u"there"_s, QFileInfo::exists(backup.path())}};
}

QString lineOf(const Backup &backup)
{
    const QString size = QLocale::c().formattedDataSize(backup.size);
    const QString day = clinicTime(backup.provenAt).toString(u"yyyy-MM-dd hh:mm"_s);
    QString line =
        u"%1  %2, %3 patients, proven on %4"_s.arg(backup.path(), size).arg(backup.patients).arg(day);
    if (backup.removedAt.isValid())
        line += u", removed"_s;
    else if (!QFileInfo::exists(backup.path()))
        line += u", not there now"_s;
    return line;
}

struct Options
{
    std::string folder;
    std::vector<int> keep;
    bool ifDue = false;
};

Result<Answer> create(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Backup made = TRY(createBackup(*database, actor, command.clock(), text(options.folder)));
    QJsonObject json = toJson(made);
    QStringList lines{u"Made and proven: "_s + lineOf(made)};
    if (!options.keep.empty()) {
        const Retention retention{options.keep.at(0), options.keep.at(1), options.keep.at(2)};
        QJsonArray removed;
        for (const Backup &old :
             TRY(removeSuperfluous(*database, actor, command.now(), text(options.folder), retention))) {
            lines << u"No longer kept: "_s + old.path();
            removed << old.path();
        }
        json.insert(u"removed"_s, removed);
    }
    return Answer{lines.join(u'\n'), json};
}

/// To the places of the plan.
Result<Answer> createInPlaces(const Command &command, BackupCause cause)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const BackupRound round = TRY(backUpToPlaces(*database, actor, command.clock(), cause));
    QStringList lines;
    QJsonArray made;
    QJsonArray failures;
    QJsonArray absent;
    QJsonArray removed;
    for (const Backup &backup : round.made) {
        lines << u"Made and proven: "_s + lineOf(backup);
        made << toJson(backup);
    }
    for (const BackupFailure &failure : round.failures) {
        lines << u"Not in %1: %2"_s.arg(failure.place, failure.detail);
        failures << QJsonObject{{u"place"_s, failure.place}, {u"code"_s, failure.error}, {u"detail"_s, failure.detail}};
    }
    for (const BackupPlace &place : round.absent) {
        lines << u"Not there now: "_s + place.name;
        absent << place.name;
    }
    for (const Backup &old : round.removed) {
        lines << u"No longer kept: "_s + old.path();
        removed << old.path();
    }
    return Answer{lines.join(u'\n'),
                  {{u"backups"_s, made}, {u"failures"_s, failures}, {u"absent"_s, absent}, {u"removed"_s, removed}},
                  round.failures.isEmpty() ? Exit::Done : Exit::No};
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    QStringList lines;
    QJsonArray array;
    for (const Backup &backup : TRY(allBackups(*database))) {
        lines << lineOf(backup);
        array << toJson(backup);
    }
    return Answer{lines.isEmpty() ? u"No backup was made yet."_s : lines.join(u'\n'),
                  {{u"backups"_s, array}}};
}

Result<Answer> check(const Command &command, const BackupKey &key)
{
    const Unlocked unlocked = TRY(key.unlock(command));
    const auto proven = checkBackup(key.path(), unlocked, command.clock());
    if (!proven && proven.error().code == ErrorCode::Damaged)
        return Answer{u"Not whole: %1."_s.arg(proven.error().detail),
                      {{u"whole"_s, false}, {u"detail"_s, proven.error().detail}},
                      Exit::No};
    QJsonObject json = toJson(TRY(proven).contents);
    json.insert(u"whole"_s, true);
    json.insert(u"sha256"_s, proven->sha256);
    return Answer{u"Whole, restored and compared. "_s + describe(proven->contents), json};
}

} // namespace

void addBackupVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("backup", "Backups of an encrypted clinic")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *createVerb = verb->add_subcommand("create", "Make a backup and prove that it restores (owner)");
    command.addOptions(*createVerb);
    createVerb->add_option("--to", options->folder, "The folder for it, best on another disk; without it, the places of the plan");
    createVerb
        ->add_option(
            "--keep", options->keep,
            "Then delete the older ones there, but for the newest of so many days, weeks and months: 7,5,12")
        ->delimiter(',')
        ->expected(3)
        ->check(CLI::Range(0, 1000))
        ->needs("--to");
    createVerb->add_flag("--if-due", options->ifDue, "Only when the plan's daily backup is due, which anybody may make; exit 1 when not")
        ->excludes("--to");
    command.onCall(*createVerb, [&command, options] {
        if (!options->folder.empty())
            return create(command, *options);
        return createInPlaces(command, options->ifDue ? BackupCause::Daily : BackupCause::ByHand);
    });

    auto *listVerb = verb->add_subcommand("list", "The proven backups, newest first");
    command.addOptions(*listVerb);
    command.onCall(*listVerb, [&command] { return list(command); });

    auto key = std::make_shared<BackupKey>();
    auto *checkVerb = verb->add_subcommand(
        "check", "Restore a backup beside itself, check it, and remove it again; needs no clinic");
    key->addTo(*checkVerb, command);
    command.onCall(*checkVerb, [&command, key] { return check(command, *key); });

    addBackupPlacesVerb(*verb, command);
    addBackupPlanVerb(*verb, command);
    addBackupNightsVerb(*verb, command);
    addBackupProofVerb(*verb, command);
}

} // namespace dermis::cli
