#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/consents/note_sheet.h"
#include "core/notes/note_repository.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string patient;
    std::string kind = "history";
    std::string date;
    std::string text;
    std::string late;
    std::string output;
    std::vector<qint64> chosen;
    qint64 note = 0;
    qint64 addendumTo = 0;
    bool sign = false;
};

QString lineOf(const Note &note)
{
    return u"%1  %2  %3  %4, %5%6\n    %7"_s.arg(note.id.toString(), note.dated.toString(Qt::ISODate),
                                                 noteKindName(note.kind), note.authorName,
                                                 note.isSigned() ? u"signed"_s : u"not signed"_s,
                                                 note.addendumTo.isNull() ? u""_s
                                                                          : u", addendum to "_s + note.addendumTo.toString(),
                                                 QString(note.text).replace(u'\n', u"\n    "_s));
}

Result<Answer> add(const Command &command, const Options &options)
{
    const auto kind = noteKindFromName(text(options.kind));
    if (!kind)
        return fail(ErrorCode::InvalidInput,
                    u"--kind: \"%1\" is not a kind; use history, examination, diagnosis, plan or call"_s.arg(text(options.kind)));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    Note note;
    note.patientId = TRY(patientArgument(*database, options.patient)).id;
    note.kind = *kind;
    note.dated = command.today();
    if (!options.date.empty())
        note.dated = TRY(dateOption(options.date, u"--date"_s));
    note.text = text(options.text);
    note.lateReason = text(options.late);
    note.addendumTo = NoteId(options.addendumTo);
    Note written = TRY(addNote(*database, actor, command.now(), note));
    if (options.sign)
        written = TRY(signNote(*database, actor, command.now(), written));
    return Answer{lineOf(written), toJson(written)};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const PatientId patient = TRY(openedRecord(*database, actor, command.now(), options.patient)).id;
    QStringList lines;
    QJsonArray array;
    for (const Note &note : TRY(notesOf(*database, patient))) {
        lines << lineOf(note);
        array << toJson(note);
    }
    return Answer{lines.isEmpty() ? u"No notes yet."_s : lines.join(u'\n'), {{u"notes"_s, array}}};
}

Result<Answer> sign(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const Note stored = TRY(note(*database, NoteId(options.note)));
    const Note frozen = TRY(signNote(*database, actor, command.now(), stored));
    return Answer{lineOf(frozen), toJson(frozen)};
}

Result<Answer> print(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const PatientId patient = TRY(openedRecord(*database, actor, command.now(), options.patient)).id;
    QList<NoteId> chosen;
    for (const qint64 id : options.chosen)
        chosen << NoteId(id);
    const QByteArray pdf = TRY(notesPdf(*database, actor, command.now(), patient, chosen));
    TRY(writeFile(text(options.output), pdf));
    return Answer{u"Written to %1."_s.arg(text(options.output)), {{u"file"_s, text(options.output)}}};
}

} // namespace

void addNoteVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("note", "Dated notes")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *addVerb = verb->add_subcommand("add", "Write a note");
    command.addOptions(*addVerb);
    addVerb->add_option("patient", options->patient, "File number")->required();
    addVerb->add_option("--kind", options->kind, "history, examination, diagnosis, plan or call")->capture_default_str();
    addVerb->add_option("--date", options->date, "The day it speaks of; today when left out");
    addVerb->add_option("--text", options->text, "Markdown")->required();
    addVerb->add_option("--late", options->late, "Why it is written after that day");
    addVerb->add_option("--addendum-to", options->addendumTo, "The signed note it adds to");
    addVerb->add_flag("--sign", options->sign, "Sign it at once");
    command.onCall(*addVerb, [&command, options] { return add(command, *options); });

    auto *listVerb = verb->add_subcommand("list", "A patient's notes, newest first");
    command.addOptions(*listVerb);
    listVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });

    auto *signVerb = verb->add_subcommand("sign", "Freeze one's own note");
    command.addOptions(*signVerb);
    signVerb->add_option("note", options->note, "The note's number")->required();
    command.onCall(*signVerb, [&command, options] { return sign(command, *options); });

    auto *printVerb = verb->add_subcommand("print", "Write a patient's notes as a PDF, newest first");
    command.addOptions(*printVerb);
    printVerb->add_option("patient", options->patient, "File number")->required();
    printVerb->add_option("--note", options->chosen, "Only this note with its addenda; may be given again");
    printVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    command.onCall(*printVerb, [&command, options] { return print(command, *options); });
}

} // namespace dermis::cli
