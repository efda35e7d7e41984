#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/consents/record_documents.h"
#include "core/consents/sheet_letterhead.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::string patient;
    std::string words;
    std::vector<qint64> scans;
    std::string sheet;
    int page = 0;
    std::string kind = "other";
    std::string title;
    bool isNowhere = false;
    std::string reason;
    std::string output;
};

QString kindOf(const RecordDocument &document)
{
    switch (document.kind) {
    case RecordDocument::Kind::Sheet:
        return u"sheet"_s;
    case RecordDocument::Kind::Paper:
        return u"paper"_s;
    case RecordDocument::Kind::SetAside:
        return u"set-aside"_s;
    case RecordDocument::Kind::MovedAway:
        break;
    }
    return u"moved-away"_s;
}

QString titleOf(const RecordDocument &document)
{
    if (document.kind == RecordDocument::Kind::Sheet)
        return u"%1 version %2 (%3), code %4, %5"_s.arg(document.sheet.templateName)
            .arg(document.sheet.templateVersion)
            .arg(document.sheet.language, groupedCode(document.sheet.shortCode), consentStateName(document.sheet.state));
    const ScanPage &first = document.pages.first();
    return first.paper ? u"%1: %2"_s.arg(paperKindName(*first.paper), first.title) : u"%1 page %2"_s.arg(first.source).arg(first.place);
}

QStringList scansIn(const RecordDocument &document)
{
    QStringList scans;
    for (const ScanPage &page : document.pages)
        scans << page.id.toString();
    return scans;
}

QString placeWords(const FilingStep &step)
{
    if (step.isDestroyed)
        return u"destroyed"_s;
    if (step.paper)
        return u"%1: %2, of %3"_s.arg(paperKindName(*step.paper), step.title, step.fileNumber);
    if (!step.shortCode.isEmpty())
        return u"%1, page %2 of %3, of %4"_s.arg(scanStateName(step.state)).arg(step.page).arg(groupedCode(step.shortCode), step.fileNumber);
    return scanStateName(step.state);
}

QString lineOf(const FilingMove &move)
{
    return u"    scanned page %1 moved from %2 to %3, %4 by %5, because: %6"_s.arg(move.page.toString(), placeWords(move.from), placeWords(move.to),
                                                                             toIsoUtc(move.to.at), move.to.byName, move.to.reason);
}

QString lineOf(const RecordDocument &document)
{
    const QString scans = document.pages.isEmpty() ? QString() : u"  scanned pages %1"_s.arg(scansIn(document).join(u", "_s));
    const QString names = document.signedBy.isEmpty() ? QString() : u"  signed by %1"_s.arg(document.signedBy.join(u", "_s));
    return u"%1  %2  %3  by %4"_s.arg(toIsoUtc(document.at), kindOf(document), titleOf(document), document.byName) + names + scans;
}

QJsonObject toJson(const FilingStep &step)
{
    QJsonObject json{{u"at"_s, toIsoUtc(step.at)}, {u"by"_s, step.byName}, {u"reason"_s, step.reason}, {u"state"_s, scanStateName(step.state)},
                     {u"fileNumber"_s, step.fileNumber}, {u"destroyed"_s, step.isDestroyed}};
    if (!step.shortCode.isEmpty()) {
        json.insert(u"shortCode"_s, step.shortCode);
        json.insert(u"page"_s, step.page);
    }
    if (step.paper) {
        json.insert(u"paper"_s, paperKindName(*step.paper));
        json.insert(u"title"_s, step.title);
    }
    return json;
}

QJsonObject toJson(const RecordDocument &document)
{
    QJsonArray scans;
    for (const ScanPage &page : document.pages)
        scans << page.id.value();
    QJsonArray moves;
    for (const FilingMove &move : document.moves)
        moves << QJsonObject{{u"scan"_s, move.page.value()}, {u"from"_s, toJson(move.from)}, {u"to"_s, toJson(move.to)}};
    QJsonObject json{{u"kind"_s, kindOf(document)}, {u"at"_s, toIsoUtc(document.at)}, {u"by"_s, document.byName}, {u"scans"_s, scans}, {u"moves"_s, moves},
                     {u"signedBy"_s, QJsonArray::fromStringList(document.signedBy)}};
    if (document.kind == RecordDocument::Kind::Sheet) {
        json.insert(u"sheet"_s, cli::toJson(document.sheet));
        return json;
    }
    const ScanPage &first = document.pages.first();
    json.insert(u"source"_s, first.source);
    if (first.paper) {
        json.insert(u"paper"_s, paperKindName(*first.paper));
        json.insert(u"title"_s, first.title);
    }
    return json;
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines;
    QJsonArray array;
    for (const RecordDocument &document : TRY(documentsOf(*database, patient.id))) {
        if (!holds(document, text(options.words)))
            continue;
        lines << lineOf(document);
        for (const FilingMove &move : document.moves)
            lines << lineOf(move);
        array << toJson(document);
    }
    return Answer{lines.isEmpty() ? u"No document."_s : lines.join(u'\n'), {{u"documents"_s, array}}};
}

Result<FilingPlace> placeFrom(Database &database, const Options &options)
{
    FilingPlace to;
    to.shortCode = text(options.sheet);
    to.page = options.page;
    to.title = text(options.title);
    const auto kind = paperKindFromName(text(options.kind));
    if (!kind)
        return fail(ErrorCode::InvalidInput, u"\"%1\" is no kind of paper; use form-34, letter or other"_s.arg(text(options.kind)));
    to.paper = *kind;
    if (!options.patient.empty()) {
        const Patient patient = TRY(patientArgument(database, options.patient));
        to.patient = patient.id;
    }
    return to;
}

QList<ScanPageId> scansFrom(const Options &options)
{
    QList<ScanPageId> scans;
    for (const qint64 scan : options.scans)
        scans << ScanPageId(scan);
    return scans;
}

Result<Answer> move(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::IssueConsent));
    const FilingPlace to = TRY(placeFrom(*database, options));
    const QList<ScanPage> moved = TRY(moveScans(*database, actor, command.now(), scansFrom(options), to, text(options.reason)));
    QStringList lines;
    QJsonArray array;
    for (const ScanPage &page : moved) {
        lines << u"%1  %2"_s.arg(page.id.toString(), scanStateName(page.state));
        array << QJsonObject{{u"scan"_s, page.id.value()}, {u"state"_s, scanStateName(page.state)}};
    }
    return Answer{lines.join(u'\n'), {{u"scans"_s, array}}};
}

Result<Answer> history(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    QStringList lines;
    QJsonArray array;
    const ScanPage page = TRY(scanPage(*database, ScanPageId(options.scans.front())));
    for (const FilingStep &step : TRY(filingHistory(*database, page.id))) {
        const QString why = step.reason.isEmpty() ? QString() : u", because: %1"_s.arg(step.reason);
        lines << u"%1  %2  by %3%4"_s.arg(toIsoUtc(step.at), placeWords(step), step.byName, why);
        array << toJson(step);
    }
    return Answer{lines.join(u'\n'), {{u"scan"_s, page.id.value()}, {u"steps"_s, array}}};
}

Result<Answer> save(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    QList<ScanPage> pages;
    for (const ScanPageId id : scansFrom(options)) {
        const ScanPage page = TRY(scanPage(*database, id));
        pages << page;
    }
    const QByteArray pdf = TRY(scanPdf(*database, pages));
    TRY(writeFile(text(options.output), pdf));
    return Answer{u"Written to %1."_s.arg(text(options.output)), {{u"file"_s, text(options.output)}}};
}

} // namespace

void addDocumentVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("document", "What a record holds on paper: sheets, scans, other papers")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *listVerb = verb->add_subcommand("list", "A patient's documents, newest first");
    command.addOptions(*listVerb);
    listVerb->add_option("patient", options->patient, "File number")->required();
    listVerb->add_option("--find", options->words, "Only those with these words: form, kind, code, day, state, who signed");
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });

    auto *moveVerb = verb->add_subcommand("move", "Put scanned pages where they belong");
    command.addOptions(*moveVerb);
    moveVerb->add_option("scan", options->scans, "The scanned pages' numbers")->required();
    auto *where = moveVerb->add_option_group("Where");
    where->add_option("--sheet", options->sheet, "To the sheet with this short code");
    where->add_option("--patient", options->patient, "To the other papers of this file number");
    where->add_flag("--nowhere", options->isNowhere, "They belong nowhere");
    where->require_option(1);
    moveVerb->add_option("--page", options->page, "Which page of the sheet");
    moveVerb->add_option("--kind", options->kind, "What paper: form-34, letter or other")->capture_default_str();
    moveVerb->add_option("--title", options->title, "What the paper is, in words");
    moveVerb->add_option("--reason", options->reason, "Why, when they were filed already");
    command.onCall(*moveVerb, [&command, options] { return move(command, *options); });

    auto *historyVerb = verb->add_subcommand("history", "Where a scanned page was filed, by whom, when and why");
    command.addOptions(*historyVerb);
    historyVerb->add_option("scan", options->scans, "The scanned page's number")->required()->expected(1);
    command.onCall(*historyVerb, [&command, options] { return history(command, *options); });

    auto *saveVerb = verb->add_subcommand("save", "Write scanned pages as a PDF");
    command.addOptions(*saveVerb);
    saveVerb->add_option("scan", options->scans, "The scanned pages' numbers")->required();
    saveVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    command.onCall(*saveVerb, [&command, options] { return save(command, *options); });
}

} // namespace dermis::cli
