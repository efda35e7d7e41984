#include "app/cli/command.h"
#include "app/cli/journal_day.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "app/cli/verify_report.h"
#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "core/exchange/export_clinic.h"
#include "core/patients/patient.h"
#include "core/storage/journal.h"
#include "core/storage/journal_export.h"

#include <QFile>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string table;
    qint64 row = 0;
    qint64 before = 0;
    int limit = 50;
};

QString remarkOn(const JournalRecord &record)
{
    if (record.certificate != 0)
        return u"  destroyed, certificate %1"_s.arg(record.certificate);
    return record.reason.isEmpty() ? u""_s : u"  "_s + record.reason;
}

QString lineOf(const JournalRecord &record, const QString &actorName)
{
    const JournalEntry &entry = record.entry;
    return u"%1  %2  %3  %4 %5 r%6%7"_s.arg(entry.sequence)
        .arg(entry.at, actorName, entry.table)
        .arg(entry.row)
        .arg(entry.revision)
        .arg(remarkOn(record));
}

Result<QList<JournalRecord>> recordsFor(Database &database, const Actor &actor, const QDateTime &now, const Options &options)
{
    if (!options.table.empty()) {
        QList<JournalRecord> history = TRY(historyOf(database, text(options.table), options.row));
        if (history.isEmpty())
            return fail(ErrorCode::NotFound, u"the journal knows no row %1 of a table \"%2\""_s.arg(options.row)
                                                 .arg(text(options.table)));
        return history;
    }
    if (!options.patient.empty()) {
        const Patient patient = TRY(openedRecord(database, actor, now, options.patient));
        return journalOfSubject(database, patient.id.value(), options.before, options.limit);
    }
    return journalPage(database, options.before, options.limit);
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    QStringList lines;
    QJsonArray array;
    const StaffNames names = TRY(namesOfStaff(*database));
    for (const JournalRecord &record : TRY(recordsFor(*database, actor, command.now(), options))) {
        const QString actorName = names.value(record.entry.actor, u"Dermis"_s);
        lines << lineOf(record, actorName);
        array << toJson(record, actorName);
    }
    const JournalHead head = TRY(journalHead(*database));
    const QString hash = QString::fromLatin1(head.hash.toHex());
    lines << u"Head %1 at entry %2"_s.arg(hash).arg(head.sequence);
    return Answer{lines.join(u'\n'),
                  {{u"entries"_s, array},
                   {u"head"_s, QJsonObject{{u"sequence"_s, head.sequence}, {u"hash"_s, hash}}}}};
}

Result<Answer> writeExport(const Command &command, const QString &path)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const qint64 entries = TRY(exportJournalFile(*database, actor, command.now(), command.password(), path));
    return Answer{u"Written: %1 journal entries to %2."_s.arg(entries).arg(path), {{u"entries"_s, entries}, {u"file"_s, path}}};
}

Result<Answer> checkExport(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, u"%1 could not be read: %2"_s.arg(path, file.errorString()));
    const VerifyReport report = TRY(verifyJournalExport(file));
    return answerFor(report, u"Whole: %1 journal entries.\nJournal head %2"_s.arg(report.entries).arg(report.head), Exit::No);
}

void addExport(CLI::App &journal, Command &command)
{
    auto *verb = journal.add_subcommand("export", "The whole journal to a file, one JSON object a line");
    auto path = std::make_shared<std::string>();
    command.addOptions(*verb);
    verb->add_option("-o,--output", *path, "The file to write")->required();
    command.onCall(*verb, [&command, path] { return writeExport(command, text(*path)); });
}

/// A head copied from paper: whether the clinic's chain, whole up to now, went through it.
Result<Answer> checkHead(const Command &command, const QString &head)
{
    if (command.clinicPath().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say which clinic with --clinic FILE"_s);
    const auto database = TRY(command.openClinic(true));
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::Visits));
    const std::optional<JournalHead> found = TRY(entryWithHead(*database, head));
    const VerifyReport report = TRY(verifyClinic(*database));
    if (!report.isWhole())
        return answerFor(report, QString(), Exit::File);
    if (!found)
        return Answer{u"This head is not in the file: it is of another clinic, or the journal was rewritten after it was printed."_s,
                      {{u"found"_s, false}},
                      Exit::No};
    return Answer{u"Found at entry %1 of %2; the journal is whole."_s.arg(found->sequence).arg(report.entries),
                  {{u"found"_s, true}, {u"sequence"_s, found->sequence}, {u"entries"_s, report.entries}}};
}

void addCheck(CLI::App &journal, Command &command)
{
    auto *verb = journal.add_subcommand("verify", "Check an exported journal by itself, or a printed head against the clinic");
    auto path = std::make_shared<std::string>();
    auto head = std::make_shared<std::string>();
    auto *file = verb->add_option("file", *path, "The exported journal; needs no clinic");
    verb->add_option("--head", *head, "The head as printed on a sheet or a closing page; at least 16 signs of it")->excludes(file);
    command.addOptionsWithoutClinic(*verb);
    command.onCall(*verb, [&command, path, head]() -> Result<Answer> {
        if (!head->empty())
            return checkHead(command, text(*head));
        if (path->empty())
            return fail(ErrorCode::InvalidInput, u"say which exported journal, or which --head"_s);
        return checkExport(text(*path));
    });
}

} // namespace

void addJournalVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("journal", "Every change, newest first; or one row's history");
    auto options = std::make_shared<Options>();
    command.addOptions(*verb);
    verb->add_option("patient", options->patient, "File number; every change of the clinic when left out");
    auto *table = verb->add_option("--table", options->table, "One table's row instead");
    auto *row = verb->add_option("--row", options->row, "The row's number")->needs(table);
    table->needs(row);
    verb->add_option("--before", options->before, "Only entries before this one");
    verb->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100000))->capture_default_str();
    command.onCall(*verb, [&command, options] { return show(command, *options); });
    addExport(*verb, command);
    addCheck(*verb, command);
    addDayVerbs(*verb, command);
}

} // namespace dermis::cli
