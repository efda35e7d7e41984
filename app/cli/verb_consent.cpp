#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "app/cli/verbs.h"
#include "core/access/permissions.h"
#include "core/consents/screen_signature.h"
#include "core/consents/scan_inbox.h"
#include "core/consents/signature.h"
#include "core/patients/patient_repository.h"
#include "core/storage/documents.h"
#include "core/treatments/day_sheets.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QThread>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

constexpr unsigned long stillWait = 2'100; // milliseconds

struct Options {
    std::string patient;
    std::string templateName = "microneedling";
    std::string language = "en";
    std::string output;
    std::string file;
    std::string note;
    std::string code;
    std::string day;
    std::string folder;
    std::vector<std::string> signatures;
    std::string strokes;
    bool draft = false;
    bool readAloud = false;
    bool byMark = false;
    bool isSigned = false;
    bool deletes = false;
    qint64 consent = 0;
    qint64 scan = 0;
    int page = 0;
};

QString lineOf(const Consent &consent)
{
    return u"%1  %2 version %3 (%4)  %5  code %6  text %7  %8"_s.arg(consent.id.toString(), consent.templateName)
        .arg(consent.templateVersion)
        .arg(consent.language, consentStateName(consent.state), consent.shortCode, consent.fingerprint,
             toIsoUtc(consent.issuedAt));
}

ConsentRequest requestFrom(const Options &options, PatientId patient)
{
    return {patient, text(options.templateName), text(options.language), options.readAloud, options.byMark};
}

Result<Answer> draft(const Command &command, const Options &options, Database &database, const Patient &patient)
{
    const Actor actor = TRY(command.actor(database));
    const QByteArray sheet = TRY(draftSheet(database, actor, command.now(), requestFrom(options, patient.id)));
    TRY(writeFile(text(options.output), sheet));
    return Answer{u"Draft written to %1."_s.arg(text(options.output)), {{u"draft"_s, true}, {u"file"_s, text(options.output)}}};
}

/// Before anything is issued, so that a wrong folder changes nothing.
Result<> checkWritable(const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, u"%1 could not be written: %2"_s.arg(path, file.errorString()));
    file.cancelWriting();
    return {};
}

Result<Answer> issue(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Patient patient = TRY(patientArgument(*database, options.patient));
    if (options.draft)
        return draft(command, options, *database, patient);
    const Actor actor = TRY(command.actor(*database));
    TRY(checkWritable(text(options.output)));
    const Consent issued = TRY(issueConsent(*database, actor, command.now(), requestFrom(options, patient.id)));
    const QByteArray sheet = TRY(sheetBytes(*database, issued.id));
    TRY(writeFile(text(options.output), sheet));
    QJsonObject json = toJson(issued);
    json.insert(u"file"_s, text(options.output));
    return Answer{lineOf(issued) + u"\nWritten to %1."_s.arg(text(options.output)), json};
}

Result<Answer> list(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.reader(*database));
    const Patient patient = TRY(openedRecord(*database, actor, command.now(), options.patient));
    QStringList lines;
    QJsonArray array;
    for (const Consent &consent : TRY(consents(*database, patient.id))) {
        lines << lineOf(consent);
        array << toJson(consent);
    }
    return Answer{lines.isEmpty() ? u"No sheet was issued yet."_s : lines.join(u'\n'), {{u"consents"_s, array}}};
}

Result<Answer> print(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const ConsentId id(options.consent);
    QByteArray sheet = TRY(sheetBytes(*database, id));
    if (options.isSigned) {
        sheet = TRY(signedPages(*database, id));
        if (sheet.isEmpty())
            return fail(ErrorCode::NotFound, u"sheet %1 has no signed pages"_s.arg(id.toString()));
    }
    TRY(writeFile(text(options.output), sheet));
    return Answer{u"Written to %1."_s.arg(text(options.output)), {{u"file"_s, text(options.output)}}};
}

/// Which sheet bears a short code, as somebody typed it from paper.
Result<Answer> sheetOfCode(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const auto found = TRY(consentByCode(*database, text(options.code)));
    if (!found)
        return Answer{u"No sheet of this clinic bears that code."_s, {{u"known"_s, false}}, Exit::No};
    const Patient whose = TRY(patient(*database, found->patientId));
    QJsonObject json = cli::toJson(*found);
    json.insert(u"known"_s, true);
    json.insert(u"fileNumber"_s, whose.fileNumber);
    return Answer{u"%1: %2"_s.arg(whose.fileNumber, lineOf(*found)), json};
}

Result<Answer> verifySheet(const Command &command, const Options &options)
{
    if (!options.code.empty())
        return sheetOfCode(command, options);
    const QByteArray bytes = TRY(readFile(options.file));
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const auto consent = TRY(verifyFile(*database, bytes));
    if (!consent)
        return Answer{u"No sheet of this clinic has exactly these bytes."_s, {{u"known"_s, false}}, Exit::No};
    QJsonObject json = toJson(*consent);
    json.insert(u"known"_s, true);
    const bool isIssued = documentDigest(bytes) == consent->documentDigest;
    json.insert(u"bytes"_s, isIssued ? u"issued"_s : u"signed"_s);
    return Answer{(isIssued ? u"This is the sheet as it was issued: "_s : u"This is the sheet as it was signed on the screen: "_s) + lineOf(*consent), json};
}

QJsonObject toJson(const ScanPage &page)
{
    QJsonObject json{{u"scan"_s, page.id.value()}, {u"place"_s, page.place}, {u"source"_s, page.source}, {u"state"_s, scanStateName(page.state)},
                     {u"receivedAt"_s, toIsoUtc(page.receivedAt)}};
    if (!page.consent.isNull())
        json.insert(u"consent"_s, page.consent.value());
    if (!page.patient.isNull())
        json.insert(u"patient"_s, page.patient.value());
    if (page.page > 0)
        json.insert(u"page"_s, page.page);
    if (!page.note.isEmpty())
        json.insert(u"note"_s, page.note);
    return json;
}

QString lineOf(const ScanPage &page)
{
    const QString where = page.consent.isNull() ? QString() : u", sheet %1 page %2"_s.arg(page.consent.toString()).arg(page.page);
    const QString why = page.note.isEmpty() ? QString() : u": "_s + page.note;
    return u"%1  %2 page %3  %4%5%6"_s.arg(page.id.toString(), page.source).arg(page.place).arg(scanStateName(page.state), where, why);
}

Answer answerOf(const QList<ScanPage> &pages)
{
    QStringList lines;
    QJsonArray array;
    for (const ScanPage &page : pages) {
        lines << lineOf(page);
        array << toJson(page);
    }
    return {lines.isEmpty() ? u"No scanned page waits."_s : lines.join(u'\n'), {{u"pages"_s, array}}};
}

Result<Answer> scan(const Command &command, const Options &options)
{
    const QByteArray bytes = TRY(readFile(options.file));
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QList<ScanPage> pages = TRY(fileScan(*database, actor, command.now(), QFileInfo(text(options.file)).fileName(), bytes));
    Answer answer = answerOf(pages);
    if (std::ranges::any_of(pages, [](const ScanPage &page) { return waitsForPerson(page.state); }))
        answer.exit = Exit::No;
    return answer;
}

/// Twice two seconds apart, so that nothing is taken that the scanner still writes.
Result<QList<StillFile>> stillFiles(const QString &folder)
{
    StillFiles files;
    const SystemClock clock;
    TRY(files.look(folder, clock.now()));
    if (files.waiting() > 0)
        QThread::msleep(stillWait);
    return files.look(folder, clock.now());
}

QString lineOf(const InboxFile &file)
{
    const QString where = file.movedTo.isEmpty() ? QString() : u", now %1"_s.arg(file.movedTo);
    const QString why = file.why.isEmpty() ? QString() : u": "_s + file.why;
    return u"%1  %2%3%4"_s.arg(file.name, inboxOutcomeName(file.outcome), where, why);
}

QJsonObject toJson(const InboxFile &file)
{
    QJsonObject json{{u"file"_s, file.name}, {u"outcome"_s, inboxOutcomeName(file.outcome)}, {u"stays"_s, file.stays}};
    if (!file.movedTo.isEmpty())
        json.insert(u"movedTo"_s, file.movedTo);
    if (!file.why.isEmpty())
        json.insert(u"why"_s, file.why);
    QJsonArray pages;
    for (const ScanPage &page : file.pages)
        pages << toJson(page);
    json.insert(u"pages"_s, pages);
    return json;
}

bool wantsSomebody(const InboxFile &file)
{
    return file.stays || file.outcome == InboxOutcome::NotRead ||
           std::ranges::any_of(file.pages, [](const ScanPage &page) { return waitsForPerson(page.state); });
}

Result<Answer> inbox(const Command &command, const Options &options)
{
    const ScanInbox inbox{text(options.folder), options.deletes};
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::IssueConsent));
    TRY(checkInbox(inbox.folder, database->path()));
    QStringList lines;
    QJsonArray files;
    Answer answer;
    for (const StillFile &still : TRY(stillFiles(inbox.folder))) {
        const InboxFile file = TRY(fileFromInbox(*database, actor, command.now(), inbox, still.name));
        lines << lineOf(file);
        for (const ScanPage &page : file.pages)
            lines << u"    "_s + lineOf(page);
        files << toJson(file);
        if (wantsSomebody(file))
            answer.exit = Exit::No;
    }
    answer.text = lines.isEmpty() ? u"No scan lies in %1."_s.arg(inbox.folder) : lines.join(u'\n');
    answer.json = {{u"files"_s, files}};
    return answer;
}

QJsonObject toJson(const DaySheet &sheet)
{
    QJsonObject json{{u"fileNumber"_s, sheet.fileNumber}, {u"state"_s, daySheetStateName(sheet.state)}, {u"why"_s, QJsonArray::fromStringList(sheet.why)}};
    if (!sheet.consent.isNull())
        json.insert(u"consent"_s, sheet.consent.value());
    if (!sheet.shortCode.isEmpty())
        json.insert(u"shortCode"_s, sheet.shortCode);
    return json;
}

QString lineOf(const DaySheet &sheet)
{
    const QString code = sheet.shortCode.isEmpty() ? QString() : u", code "_s + sheet.shortCode;
    const QString why = sheet.why.isEmpty() ? QString() : u": "_s + sheet.why.join(u", "_s);
    return u"%1  %2%3%4"_s.arg(sheet.fileNumber, daySheetStateName(sheet.state), code, why);
}

/// Issues it and writes the archived bytes; gives the file's path.
Result<QString> issueInto(const QDir &folder, const Command &command, Database &database, const Actor &actor, const QDate &day, DaySheet &sheet)
{
    const Consent issued = TRY(issueForDay(database, actor, command.now(), sheet.patient, day));
    const QByteArray bytes = TRY(sheetBytes(database, issued.id));
    const QString path = folder.filePath(u"%1-%2.pdf"_s.arg(sheet.fileNumber, issued.shortCode));
    TRY(writeFile(path, bytes));
    sheet.state = DaySheetState::Issued;
    sheet.consent = issued.id;
    sheet.shortCode = issued.shortCode;
    return path;
}

Result<Answer> batch(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const QDate day = options.day.empty() ? command.today().addDays(1) : TRY(dateOption(options.day, u"--day"_s));
    const QDir folder(text(options.folder));
    QStringList lines;
    QJsonArray array;
    Answer answer;
    const QList<DaySheet> sheets = TRY(daySheets(*database, actor, command.now(), day));
    if (!options.folder.empty()) {
        if (!folder.mkpath(u"."_s))
            return fail(ErrorCode::Io, u"the folder %1 could not be made"_s.arg(folder.path()));
        TRY(checkWritable(folder.filePath(u"sheet.pdf"_s)));
    }
    for (DaySheet sheet : sheets) {
        const bool isWanted = !options.folder.empty() && sheet.state == DaySheetState::ToIssue;
        const QString path = isWanted ? TRY(issueInto(folder, command, *database, actor, day, sheet)) : QString();
        QJsonObject json = toJson(sheet);
        if (!path.isEmpty())
            json.insert(u"file"_s, path);
        array << json;
        lines << lineOf(sheet) + (path.isEmpty() ? QString() : u", written to %1"_s.arg(path));
        if (sheet.state == DaySheetState::Stopped)
            answer.exit = Exit::No;
    }
    answer.text = lines.isEmpty() ? u"Nobody is booked on %1."_s.arg(day.toString(Qt::ISODate)) : lines.join(u'\n');
    answer.json = {{u"day"_s, day.toString(Qt::ISODate)}, {u"sheets"_s, array}};
    return answer;
}

Result<Answer> waiting(const Command &command)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    return answerOf(TRY(waitingScans(*database)));
}

Result<Answer> settle(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    const ScanPage page = TRY(settleScan(*database, actor, command.now(), ScanPageId(options.scan), text(options.code), options.page));
    return Answer{lineOf(page), toJson(page)};
}

Result<Answer> setAside(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(setScanAside(*database, actor, command.now(), ScanPageId(options.scan), text(options.note)));
    return Answer{u"Page %1 is set aside."_s.arg(options.scan), {{u"scan"_s, options.scan}, {u"state"_s, u"set-aside"_s}}};
}

QJsonObject toJson(const ScreenSignature &one)
{
    return {{u"name"_s, one.name}, {u"relation"_s, one.relation}, {u"signedAt"_s, toIsoUtc(one.signedAt)},
            {u"witness"_s, one.witnessedBy.value()}, {u"device"_s, one.device}, {u"binding"_s, one.binding}};
}

Result<Answer> fields(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    TRY(command.reader(*database));
    const ConsentId id(options.consent);
    const QList<ScanPage> filed = TRY(filedPages(*database, id));
    const Consent sheet = TRY(consent(*database, id));
    const int pages = TRY(pagesOf(*database, sheet));
    QStringList lines{u"%1 of %2 pages are filed."_s.arg(filed.size()).arg(pages)};
    QJsonArray array;
    const QList<ScreenSignature> drawn = TRY(screenSignatures(*database, id));
    for (const SignatureField &field : TRY(signatureFields(*database, id))) {
        const QString need = field.closed ? u"nobody signs"_s : field.needed ? u"needed"_s : u"if there is one"_s;
        QJsonObject json{{u"field"_s, field.number}, {u"capacity"_s, field.capacity}, {u"name"_s, field.printedName},
                         {u"needed"_s, field.needed}, {u"closed"_s, field.closed}, {u"page"_s, field.page}};
        QString onScreen;
        const auto one = std::ranges::find(drawn, field.number, &ScreenSignature::field);
        if (one != drawn.end()) {
            json.insert(u"onScreen"_s, toJson(*one));
            onScreen = u"  signed on the screen by %1, %2"_s.arg(one->name, toIsoUtc(one->signedAt));
        }
        lines << u"S%1  %2  %3  %4"_s.arg(field.number).arg(field.capacity, field.printedName, need) + onScreen;
        array << json;
    }
    return Answer{lines.join(u'\n'), {{u"filed"_s, filed.size()}, {u"pages"_s, pages}, {u"fields"_s, array}}};
}

/// "1", or "1=Nomvula Dlamini".
Result<Signature> signatureFrom(const QString &given, const QDate &day)
{
    bool isNumber = false;
    Signature signature;
    signature.field = given.section(u'=', 0, 0).toUpper().remove(u'S').toInt(&isNumber);
    signature.name = given.section(u'=', 1);
    signature.signedOn = day;
    if (!isNumber)
        return fail(ErrorCode::InvalidInput, u"\"%1\" names no box; write its number, or NUMBER=NAME"_s.arg(given));
    return signature;
}

Result<Answer> confirm(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::IssueConsent));
    const QDate day = options.day.empty() ? command.today() : TRY(dateOption(options.day, u"--on"_s));
    QList<Signature> given;
    for (const std::string &one : options.signatures) {
        const Signature signature = TRY(signatureFrom(text(one), day));
        given << signature;
    }
    const Consent sheet = TRY(consent(*database, ConsentId(options.consent)));
    const Consent done = TRY(confirmSignatures(*database, actor, command.now(), sheet.id, sheet.revision, given));
    return Answer{lineOf(done), cli::toJson(done)};
}

Result<DrawnBox> boxFrom(const QJsonObject &json, const QDateTime &now)
{
    DrawnBox box;
    box.field = json[u"field"].toInt();
    box.name = json[u"name"].toString();
    box.relation = json[u"relation"].toString();
    box.isMark = json[u"mark"].toBool();
    box.signedAt = json.contains(u"signedAt"_s) ? fromIsoUtc(json[u"signedAt"].toString()) : now;
    const Result<Ink> ink = inkFromJson(json[u"strokes"].toArray());
    if (!ink)
        return fail(ErrorCode::InvalidInput, u"box %1: %2"_s.arg(box.field).arg(ink.error().detail));
    box.ink = *ink;
    return box;
}

Result<Answer> signScreen(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::IssueConsent));
    const QByteArray bytes = TRY(readFile(options.strokes));
    const QJsonDocument file = QJsonDocument::fromJson(bytes);
    if (!file.object()[u"signatures"].isArray())
        return fail(ErrorCode::InvalidInput, u"%1 is no JSON object with \"signatures\""_s.arg(text(options.strokes)));
    QList<DrawnBox> boxes;
    const QJsonArray given = file.object()[u"signatures"].toArray();
    for (const auto &one : given) {
        const DrawnBox box = TRY(boxFrom(one.toObject(), command.now()));
        boxes << box;
    }
    const Consent sheet = TRY(consent(*database, ConsentId(options.consent)));
    const Consent done = TRY(signOnScreen(*database, actor, command.now(), sheet.id, sheet.revision, boxes));
    return Answer{lineOf(done), cli::toJson(done)};
}

Result<Answer> withdraw(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    TRY(require(actor, Permission::IssueConsent));
    const Consent sheet = TRY(consent(*database, ConsentId(options.consent)));
    const Consent done = TRY(withdrawConsent(*database, actor, command.now(), sheet.id, sheet.revision, text(options.note)));
    return Answer{lineOf(done), cli::toJson(done)};
}

void addScanVerbs(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *scanVerb = verb.add_subcommand("scan", "File what came back from the scanner: PDF, TIFF, JPEG or PNG");
    command.addOptions(*scanVerb);
    scanVerb->add_option("file", options->file, "The file")->required();
    command.onCall(*scanVerb, [&command, options] { return scan(command, *options); });

    auto *inboxVerb = verb.add_subcommand("inbox", "File what the scanner put into a folder, once, and put each file away");
    command.addOptions(*inboxVerb);
    inboxVerb->add_option("folder", options->folder, "The folder that the scanner writes into")->required();
    inboxVerb->add_flag("--delete", options->deletes, "Delete a file once its pages are in the clinic file, instead of keeping it in \"Filed\"");
    command.onCall(*inboxVerb, [&command, options] { return inbox(command, *options); });

    auto *waitingVerb = verb.add_subcommand("waiting", "Scanned pages that wait for a person");
    command.addOptions(*waitingVerb);
    command.onCall(*waitingVerb, [&command] { return waiting(command); });

    auto *settleVerb = verb.add_subcommand("settle", "Say which page of which sheet a scanned page is");
    command.addOptions(*settleVerb);
    settleVerb->add_option("scan", options->scan, "The scanned page's number")->required();
    settleVerb->add_option("code", options->code, "The short code in the head of the page")->required();
    settleVerb->add_option("--page", options->page, "Which page of the sheet")->required();
    command.onCall(*settleVerb, [&command, options] { return settle(command, *options); });

    auto *asideVerb = verb.add_subcommand("set-aside", "Say that a scanned page belongs nowhere");
    command.addOptions(*asideVerb);
    asideVerb->add_option("scan", options->scan, "The scanned page's number")->required();
    asideVerb->add_option("--note", options->note, "Why")->required();
    command.onCall(*asideVerb, [&command, options] { return setAside(command, *options); });
}

void addSignVerbs(CLI::App &verb, Command &command, const std::shared_ptr<Options> &options)
{
    auto *fieldsVerb = verb.add_subcommand("fields", "Who signs a sheet, and which pages came back");
    command.addOptions(*fieldsVerb);
    fieldsVerb->add_option("consent", options->consent, "The sheet's number")->required();
    command.onCall(*fieldsVerb, [&command, options] { return fields(command, *options); });

    auto *confirmVerb = verb.add_subcommand("confirm", "Confirm who signed a sheet, seen on its filed pages");
    command.addOptions(*confirmVerb);
    confirmVerb->add_option("consent", options->consent, "The sheet's number")->required();
    confirmVerb->add_option("--signed", options->signatures, "A box that is signed, by its number, or NUMBER=NAME; again for each")->required();
    confirmVerb->add_option("--on", options->day, "The day of signing; without it today");
    command.onCall(*confirmVerb, [&command, options] { return confirm(command, *options); });

    auto *screenVerb = verb.add_subcommand("sign-screen", "Keep signatures drawn on a screen; with the dermatologist's, the last, the sheet is signed");
    command.addOptions(*screenVerb);
    screenVerb->add_option("consent", options->consent, "The sheet's number")->required();
    screenVerb->add_option("--strokes", options->strokes, "JSON file with the strokes of each box")->required();
    command.onCall(*screenVerb, [&command, options] { return signScreen(command, *options); });

    auto *withdrawVerb = verb.add_subcommand("withdraw", "The patient takes a sheet back");
    command.addOptions(*withdrawVerb);
    withdrawVerb->add_option("consent", options->consent, "The sheet's number")->required();
    withdrawVerb->add_option("--reason", options->note, "How, and what was said")->required();
    command.onCall(*withdrawVerb, [&command, options] { return withdraw(command, *options); });
}

} // namespace

void addConsentVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("consent", "Consent sheets")->require_subcommand(1);
    auto options = std::make_shared<Options>();

    auto *issueVerb = verb->add_subcommand("issue", "Issue a sheet, or with --draft preview it");
    command.addOptions(*issueVerb);
    issueVerb->add_option("patient", options->patient, "File number")->required();
    issueVerb->add_option("--template", options->templateName, "The sheet's form")->capture_default_str();
    issueVerb->add_option("--language", options->language, "The sheet's language")->capture_default_str();
    issueVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    issueVerb->add_flag("--read-aloud", options->readAloud, "The patient cannot read: a witness signs too");
    issueVerb->add_flag("--by-mark", options->byMark, "The patient cannot write: a mark, and two witnesses sign too");
    issueVerb->add_flag("--draft", options->draft, "Only preview, marked DRAFT; nothing is kept");
    command.onCall(*issueVerb, [&command, options] { return issue(command, *options); });

    auto *listVerb = verb->add_subcommand("list", "A patient's sheets, newest first");
    command.addOptions(*listVerb);
    listVerb->add_option("patient", options->patient, "File number")->required();
    command.onCall(*listVerb, [&command, options] { return list(command, *options); });

    auto *printVerb = verb->add_subcommand("save", "Write an issued sheet's archived PDF again");
    command.addOptions(*printVerb);
    printVerb->add_option("consent", options->consent, "The sheet's number")->required();
    printVerb->add_option("-o,--output", options->output, "The PDF file to write")->required();
    printVerb->add_flag("--signed", options->isSigned, "The pages as they were signed, on the screen or on paper and scanned");
    command.onCall(*printVerb, [&command, options] { return print(command, *options); });

    auto *verifyVerb = verb->add_subcommand("verify", "Whether a PDF is a sheet exactly as it was issued or signed on the screen, or which sheet bears a code");
    command.addOptions(*verifyVerb);
    auto *what = verifyVerb->add_option_group("What");
    what->add_option("file", options->file, "The PDF file");
    what->add_option("--code", options->code, "The short code in the head of a page, in any spelling");
    what->require_option(1);
    command.onCall(*verifyVerb, [&command, options] { return verifySheet(command, *options); });
    auto *batchVerb = verb->add_subcommand("batch", "The sheets of everybody booked on a day; with --out issues what may be issued");
    command.addOptions(*batchVerb);
    batchVerb->add_option("--day", options->day, "The day; without it tomorrow");
    batchVerb->add_option("--out", options->folder, "The folder to write the sheets into that are issued now");
    command.onCall(*batchVerb, [&command, options] { return batch(command, *options); });

    addScanVerbs(*verb, command, options);
    addSignVerbs(*verb, command, options);
}

} // namespace dermis::cli
