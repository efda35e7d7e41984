#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/base/clock.h"
#include "core/consents/form_check.h"
#include "core/consents/sheet_painter.h"
#include "core/consents/text_difference.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string name;
    std::string language = "en";
    std::string kind = "consent";
    std::string file;
    std::string from;
    std::string reason;
    int version = 0;
    int against = 0;
};

QString standingOf(const ConsentTemplate &form, const QDate &day)
{
    if (form.state == FormState::Published && !form.isInForce(day))
        return u"published, from %1"_s.arg(form.effectiveFrom.toString(Qt::ISODate));
    return formStateName(form.state);
}

QString lineOf(const ConsentTemplate &form, const QDate &day)
{
    return u"%1  %2  version %3  %4  %5  %6"_s.arg(form.name, form.language).arg(form.version).arg(
        formKindName(form.kind), form.isShipped ? u"shipped"_s : u"own"_s, standingOf(form, day));
}

QJsonObject toJson(const ConsentTemplate &form)
{
    return {{u"name"_s, form.name},
            {u"language"_s, form.language},
            {u"version"_s, form.version},
            {u"kind"_s, formKindName(form.kind)},
            {u"origin"_s, form.isShipped ? u"shipped"_s : u"practice"_s},
            {u"state"_s, formStateName(form.state)},
            {u"effectiveFrom"_s, form.effectiveFrom.isValid() ? QJsonValue(form.effectiveFrom.toString(Qt::ISODate)) : QJsonValue()},
            {u"digest"_s, form.digest}};
}

Answer answerOf(const ConsentTemplate &form, const QDate &day)
{
    return Answer{lineOf(form, day), toJson(form)};
}

Result<Answer> list(const Command &command)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const QDate today = clinicTime(command.now()).date();
    QStringList lines;
    QJsonArray array;
    for (const ConsentTemplate &form : TRY(consentTemplates(*database))) {
        lines << lineOf(form, today);
        array << toJson(form);
    }
    return Answer{lines.join(u'\n'), {{u"forms"_s, array}}};
}

/// The version asked for; 0: the newest.
Result<ConsentTemplate> chosen(Database &database, const Options &options, int version)
{
    std::optional<ConsentTemplate> found;
    for (const ConsentTemplate &form : TRY(consentTemplates(database))) {
        if (form.name == text(options.name) && form.language == text(options.language) && (version == 0 || form.version == version))
            found = form;
    }
    if (!found)
        return fail(ErrorCode::NotFound, u"there is no form \"%1\" in language \"%2\"%3"_s.arg(
                                             text(options.name), text(options.language), version == 0 ? QString() : u", version %1"_s.arg(version)));
    return *found;
}

Result<Answer> show(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const ConsentTemplate form = TRY(chosen(*database, options, options.version));
    QJsonObject json = toJson(form);
    json.insert(u"text"_s, form.text);
    return Answer{form.text.trimmed(), json};
}

Result<Answer> compare(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const ConsentTemplate after = TRY(chosen(*database, options, options.version));
    const ConsentTemplate before = TRY(chosen(*database, options, options.against > 0 ? options.against : std::max(after.version - 1, 1)));
    QStringList lines;
    QJsonArray array;
    for (const DifferenceLine &line : textDifference(before.text, after.text)) {
        if (line.kind == DifferenceLine::Kind::Same)
            continue;
        const bool isAdded = line.kind == DifferenceLine::Kind::Added;
        lines << (isAdded ? u"+ "_s : u"- "_s) + line.text;
        array << QJsonObject{{u"change"_s, isAdded ? u"added"_s : u"removed"_s}, {u"line"_s, line.text}};
    }
    return Answer{lines.isEmpty() ? u"Both versions have the same words."_s : lines.join(u'\n'),
                  {{u"before"_s, before.version}, {u"after"_s, after.version}, {u"differences"_s, array}},
                  array.isEmpty() ? Exit::No : Exit::Done};
}

Result<FormKind> kindFrom(const Options &options)
{
    const auto kind = formKindFromName(text(options.kind));
    if (!kind)
        return invalidInput(u"\"%1\" is no kind of form; these are consent, agreement, information"_s.arg(text(options.kind)));
    return *kind;
}

Result<Answer> check(const Options &options)
{
    const QByteArray bytes = TRY(readFile(options.file));
    const FormCheck check = checkForm(QString::fromUtf8(bytes), TRY(kindFrom(options)), text(options.language));
    QStringList lines;
    QJsonArray remarks;
    bool stops = false;
    for (const FormRemark &remark : check.remarks) {
        stops = stops || remark.stops;
        const QString where = remark.line > 0 ? u"line %1: "_s.arg(remark.line) : QString();
        lines << (remark.stops ? u"To mend: "_s : u"Look at: "_s) + where + remark.text;
        remarks << QJsonObject{{u"stops"_s, remark.stops}, {u"line"_s, remark.line}, {u"text"_s, remark.text}};
    }
    lines << u"%1 words, %2 pages, %3 words in a sentence%4."_s.arg(check.words).arg(check.pages).arg(check.wordsPerSentence, 0, 'f', 1).arg(
        check.readingGrade ? u", school grade %1 (aim for 6 to 8)"_s.arg(*check.readingGrade, 0, 'f', 1) : QString());
    return Answer{lines.join(u'\n'),
                  {{u"remarks"_s, remarks},
                   {u"words"_s, check.words},
                   {u"pages"_s, check.pages},
                   {u"wordsPerSentence"_s, check.wordsPerSentence},
                   {u"readingGrade"_s, check.readingGrade ? QJsonValue(*check.readingGrade) : QJsonValue()}},
                  stops ? Exit::No : Exit::Done};
}

Result<Answer> preview(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.actor(*database));
    const ConsentTemplate form = TRY(chosen(*database, options, options.version));
    const Practice details = TRY(practice(*database));
    const SheetSources sources = TRY(sampleSources(form, details, command.now()));
    const SheetContent content = TRY(composeSheet(sources));
    const QByteArray pdf = TRY(sheetPdf(content));
    TRY(writeFile(text(options.file), pdf));
    return Answer{u"Written to %1, on a sample patient."_s.arg(text(options.file)), {{u"file"_s, text(options.file)}}};
}

Result<Answer> draft(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QByteArray bytes = TRY(readFile(options.file));
    const FormText form{text(options.name), text(options.language), TRY(kindFrom(options)), QString::fromUtf8(bytes), {}};
    const ConsentTemplate kept = TRY(draftForm(*database, actor, command.now(), form));
    return answerOf(kept, clinicTime(command.now()).date());
}

Result<Answer> publish(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    const QDate today = clinicTime(command.now()).date();
    const QDate from = options.from.empty() ? today : TRY(dateOption(options.from, u"--from"_s));
    const ConsentTemplate form = TRY(chosen(*database, options, options.version));
    const ConsentTemplate published = TRY(publishForm(*database, doctor, command.now(), form.id, form.revision, from));
    return answerOf(published, today);
}

Result<Answer> retire(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor doctor = TRY(command.doctor(*database));
    const ConsentTemplate form = TRY(chosen(*database, options, options.version));
    const ConsentTemplate retired = TRY(retireForm(*database, doctor, command.now(), form.id, form.revision, text(options.reason)));
    return answerOf(retired, clinicTime(command.now()).date());
}

Answer parts()
{
    QStringList lines;
    QJsonArray array;
    for (const FormPart &part : formParts()) {
        lines << u"%1  %2"_s.arg(part.spelling, part.meaning);
        array << QJsonObject{{u"spelling"_s, part.spelling}, {u"meaning"_s, part.meaning}};
    }
    return Answer{lines.join(u'\n'), {{u"parts"_s, array}}};
}

void addWhich(CLI::App &verb, Options &options)
{
    verb.add_option("name", options.name, "Name of the form")->required();
    verb.add_option("--language", options.language, "ISO 639-1");
}

} // namespace

void addFormVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("form", "Texts of consent and information sheets")->require_subcommand(1);
    auto options = std::make_shared<Options>();
    auto *listVerb = verb->add_subcommand("list", "Every version and how it stands");
    auto *showVerb = verb->add_subcommand("show", "The text of a version");
    auto *compareVerb = verb->add_subcommand("compare", "What a version changed");
    auto *previewVerb = verb->add_subcommand("preview", "A version as a PDF on a sample patient");
    auto *partsVerb = verb->add_subcommand("parts", "Fields and drawn parts that a text may use");
    auto *checkVerb = verb->add_subcommand("check", "Check a text before it is kept");
    auto *draftVerb = verb->add_subcommand("draft", "Keep a text as the draft of the next version");
    auto *publishVerb = verb->add_subcommand("publish", "Put a draft in force (dermatologist)");
    auto *retireVerb = verb->add_subcommand("retire", "Use a version no more (dermatologist)");
    for (CLI::App *one : {listVerb, showVerb, compareVerb, previewVerb, draftVerb, publishVerb, retireVerb})
        command.addOptions(*one);
    for (CLI::App *one : {partsVerb, checkVerb})
        command.addJson(*one);
    for (CLI::App *one : {showVerb, compareVerb, previewVerb, draftVerb, publishVerb, retireVerb})
        addWhich(*one, *options);
    for (CLI::App *one : {showVerb, compareVerb, previewVerb, publishVerb, retireVerb})
        one->add_option("--version", options->version, "Which; without it the newest");
    compareVerb->add_option("--against", options->against, "Version to compare with; without it the one before");
    previewVerb->add_option("--output", options->file, "Where the PDF goes")->required();
    checkVerb->add_option("file", options->file, "Markdown; - for standard input")->required();
    checkVerb->add_option("--language", options->language, "ISO 639-1");
    for (CLI::App *one : {checkVerb, draftVerb})
        one->add_option("--kind", options->kind, "consent, agreement or information");
    draftVerb->add_option("--file", options->file, "Markdown; - for standard input")->required();
    publishVerb->add_option("--from", options->from, "First day, YYYY-MM-DD; without it today");
    retireVerb->add_option("--reason", options->reason, "Why, for the journal")->required();
    command.onCall(*listVerb, [&command] { return list(command); });
    command.onCall(*showVerb, [&command, options] { return show(command, *options); });
    command.onCall(*compareVerb, [&command, options] { return compare(command, *options); });
    command.onCall(*previewVerb, [&command, options] { return preview(command, *options); });
    command.onCall(*partsVerb, [] { return Result<Answer>(parts()); });
    command.onCall(*checkVerb, [options] { return check(*options); });
    command.onCall(*draftVerb, [&command, options] { return draft(command, *options); });
    command.onCall(*publishVerb, [&command, options] { return publish(command, *options); });
    command.onCall(*retireVerb, [&command, options] { return retire(command, *options); });
}

} // namespace dermis::cli
