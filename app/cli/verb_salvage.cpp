#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/access/wrong_passwords.h"
#include "core/clinic/sign_in.h"
#include "core/recovery/backups_nearby.h"
#include "core/recovery/recovery.h"
#include "core/vault/vault_vfs.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string to;
    std::string backup;
    std::string recoveryKeyFile;
};

QString lineOf(const Loss &loss)
{
    QString line = loss.table;
    if (loss.row != 0)
        line += u" %1"_s.arg(loss.row);
    if (loss.sequence != 0)
        line += u" (journal entry %1)"_s.arg(loss.sequence);
    return line + u": "_s + loss.detail;
}

QJsonArray toJson(const QList<Loss> &losses)
{
    QJsonArray array;
    for (const Loss &loss : losses)
        array << QJsonObject{
            {u"table"_s, loss.table}, {u"row"_s, loss.row}, {u"sequence"_s, loss.sequence}, {u"detail"_s, loss.detail}};
    return array;
}

QJsonObject toJson(const RecoveryReport &report)
{
    return {{u"complete"_s, report.isAllThere()},
            {u"entriesKept"_s, report.entriesKept},
            {u"entriesAnew"_s, report.entriesAnew},
            {u"entriesLost"_s, report.entriesLost},
            {u"stoppedAt"_s, report.stoppedAt.isEmpty() ? QJsonValue() : QJsonValue(report.stoppedAt)},
            {u"head"_s, report.head},
            {u"rows"_s, toJson(report.rows)},
            {u"documents"_s, report.documents},
            {u"documentsLost"_s, toJson(report.documentsLost)}};
}

QStringList linesOf(const RecoveryReport &report)
{
    QStringList lines{u"%1 journal entries as they were, %2 versions of rows journalled anew, %3 entries lost; %4 documents."_s
                          .arg(report.entriesKept)
                          .arg(report.entriesAnew)
                          .arg(report.entriesLost)
                          .arg(report.documents)};
    if (!report.stoppedAt.isEmpty())
        lines << u"The proven chain ends before a break: %1."_s.arg(report.stoppedAt);
    for (const Loss &loss : report.rows + report.documentsLost)
        lines << lineOf(loss);
    if (report.isAllThere())
        lines << u"Nothing is lost."_s;
    return lines;
}

Result<Unlocked> unlockWithKey(const QString &file, const RecoveryKey &key, bool isBackup)
{
    return isBackup ? unlockBackup(file, key) : dermis::unlock(file, key);
}

/// The damaged clinic or a backup, with --recovery-key-file or the password.
Result<Unlocked> unlockWith(const Command &command, const Options &options, const QString &file, bool isBackup)
{
    if (!options.recoveryKeyFile.empty()) {
        const QString typed = TRY(readPassword(options.recoveryKeyFile));
        const RecoveryKey key = TRY(RecoveryKey::fromText(typed));
        return unlockWithKey(file, key, isBackup);
    }
    const QString password = TRY(command.askedPassword(file));
    return isBackup ? unlockBackup(file, command.user(), password) : tryPassword(file, command.user(), password, command.now());
}

/// The damaged clinic's own key; nothing for a plain one.
Result<std::optional<Unlocked>> keyOfDamaged(const Command &command, const Options &options)
{
    if (clinicForm(command.clinicPath()) != ClinicForm::Vault)
        return std::nullopt;
    Unlocked unlocked = TRY(unlockWith(command, options, command.clinicPath(), false));
    return unlocked;
}

Result<Answer> salvageAlone(const Command &command, const Options &options)
{
    const auto key = TRY(keyOfDamaged(command, options));
    const QString to = text(options.to);
    const RecoveryReport report = to.isEmpty()
                                      ? TRY(previewSalvage(command.clinicPath(), key, command.clock()))
                                      : TRY(salvageClinic(command.clinicPath(), key, to, command.clock())).report;
    QStringList lines = linesOf(report);
    QJsonObject json = toJson(report);
    if (to.isEmpty()) {
        lines << u"Nothing was written; say where with --to FILE."_s;
    } else {
        lines.prepend(u"Salvaged and checked: %1."_s.arg(to));
        json.insert(u"clinic"_s, to);
    }
    return Answer{lines.join(u'\n'), json, report.isAllThere() ? Exit::Done : Exit::No};
}

Result<Answer> salvageWithBackup(const Command &command, const Options &options)
{
    const QString backup = text(options.backup);
    const QString to = text(options.to);
    const Unlocked unlocked = TRY(unlockWith(command, options, backup, true));
    const auto ofDamaged = keyOfDamaged(command, options); // with a password of before, the backup's key is the clinic's
    const RecoveredClinic clinic = TRY(restoreWithTail(backup, unlocked, command.clinicPath(),
                                                       ofDamaged ? *ofDamaged : std::optional(unlocked), to, command.clock()));
    QStringList lines = linesOf(clinic.report);
    lines.prepend(u"Restored, with what was saved since, and checked: %1."_s.arg(to));
    QJsonObject json = toJson(clinic.report);
    json.insert(u"clinic"_s, to);
    json.insert(u"backup"_s, backup);
    json.insert(u"backupAt"_s, toIsoUtc(clinic.backup->at));
    return Answer{lines.join(u'\n'), json, clinic.report.isAllThere() ? Exit::Done : Exit::No};
}

Result<Answer> listBackups(const Command &command, const Options &options)
{
    const auto key = TRY(keyOfDamaged(command, options));
    if (key)
        TRY(offerKey(command.clinicPath(), key->key));
    const auto database = Database::open(command.clinicPath(), {.readOnly = true});
    QStringList lines;
    QJsonArray array;
    for (const FoundBackup &found :
         backupsFor(database ? database->get() : nullptr, {QFileInfo(command.clinicPath()).absolutePath()})) {
        lines << u"%1  %2%3"_s.arg(toIsoUtc(found.at), found.path, found.isListed ? u"  proven"_s : QString());
        array << QJsonObject{{u"file"_s, found.path}, {u"at"_s, toIsoUtc(found.at)}, {u"listed"_s, found.isListed}};
    }
    return Answer{lines.isEmpty() ? u"No backup is to be seen. Name one with --backup FILE."_s : lines.join(u'\n'),
                  {{u"backups"_s, array}},
                  lines.isEmpty() ? Exit::No : Exit::Done};
}

Result<Answer> salvage(const Command &command, const Options &options)
{
    if (options.backup.empty())
        return salvageAlone(command, options);
    if (options.to.empty())
        return fail(ErrorCode::InvalidInput, u"say where the new clinic is to be with --to FILE"_s);
    return salvageWithBackup(command, options);
}

} // namespace

void addSalvageVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("salvage", "What can be read of a damaged clinic, into a new clinic file; it is only read");
    auto options = std::make_shared<Options>();
    command.addOptions(*verb);
    verb->add_option("--to", options->to, "The new clinic file; without it, what would come over");
    verb->add_option("--backup", options->backup,
                     "Begin from this backup, and add what the damaged clinic's journal tells since");
    verb->add_option("--recovery-key-file", options->recoveryKeyFile,
                     "The file with the printed recovery key in its first line; instead of a password");
    command.onCall(*verb, [&command, options] { return salvage(command, *options); });
    auto *backups = verb->add_subcommand("backups", "The backups there are of it, newest first");
    command.addOptions(*backups);
    command.onCall(*backups, [&command, options] { return listBackups(command, *options); });
}

} // namespace dermis::cli
