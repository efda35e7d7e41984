#include "core/consents/record_documents.h"

#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/base/text_folding.h"
#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_start.h"
#include "core/patients/languages.h"
#include "core/patients/patient_repository.h"
#include "core/storage/database.h"
#include "core/storage/journal.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<QHash<ConsentId, QStringList>> signers(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT consent_id, name FROM signature WHERE patient_id = ? ORDER BY consent_id, field"_s));
    TRY(select.add(patient.value()).run());
    QHash<ConsentId, QStringList> names;
    while (TRY(select.next()))
        names[ConsentId(select.integer(0))] << select.text(1);
    return names;
}

Result<QSet<ConsentId>> onScreen(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT consent_id FROM signed_sheet WHERE patient_id = ?"_s));
    TRY(select.add(patient.value()).run());
    QSet<ConsentId> sheets;
    while (TRY(select.next()))
        sheets << ConsentId(select.integer(0));
    return sheets;
}

/// From one filed place to the next; a page that came in and was filed has not moved.
Result<> addMoves(Database &database, RecordDocument &document)
{
    for (const ScanPage &page : std::as_const(document.pages)) {
        if (page.revision == 1)
            continue;
        const QList<FilingStep> steps = TRY(filingHistory(database, page.id));
        for (qsizetype i = 1; i < steps.size(); ++i) {
            const FilingStep &from = steps.at(i - 1);
            if (from.state == ScanState::Filed && steps.at(i).state != ScanState::Duplicate)
                document.moves << FilingMove{page.id, from, steps.at(i)};
        }
    }
    return {};
}

RecordDocument fromPage(RecordDocument::Kind kind, const ScanPage &page, const StaffNames &names)
{
    RecordDocument document;
    document.kind = kind;
    document.pages = {page};
    document.at = page.receivedAt;
    document.byName = names.value(page.receivedBy);
    return document;
}

bool isOnePaper(const RecordDocument &document, const ScanPage &page)
{
    const ScanPage &first = document.pages.first();
    return first.cameIn == page.cameIn && first.paper == page.paper && first.title == page.title;
}

/// Puts a page with its sheet or its paper, or on a line of its own.
void addPage(QList<RecordDocument> &sheets, QList<RecordDocument> &others, const ScanPage &page, PatientId patient, const StaffNames &names)
{
    if (page.patient != patient) {
        others << fromPage(RecordDocument::Kind::MovedAway, page, names);
    } else if (page.paper) {
        const auto same = std::ranges::find_if(others, [&](const RecordDocument &one) {
            return one.kind == RecordDocument::Kind::Paper && isOnePaper(one, page);
        });
        if (same != others.end())
            same->pages << page;
        else
            others << fromPage(RecordDocument::Kind::Paper, page, names);
    } else if (page.state == ScanState::Filed) {
        const auto sheet = std::ranges::find_if(sheets, [&](const RecordDocument &one) { return one.sheet.id == page.consent; });
        if (sheet != sheets.end())
            sheet->pages << page;
    } else if (page.state == ScanState::SetAside) {
        others << fromPage(RecordDocument::Kind::SetAside, page, names);
    }
}

QString kindWord(RecordDocument::Kind kind)
{
    switch (kind) {
    case RecordDocument::Kind::Sheet:
        return u"sheet"_s;
    case RecordDocument::Kind::Paper:
        return u"paper"_s;
    case RecordDocument::Kind::SetAside:
        return u"set aside"_s;
    case RecordDocument::Kind::MovedAway:
        break;
    }
    return u"moved away"_s;
}

QStringList dayWords(const QDateTime &at)
{
    const QDate day = clinicTime(at).date();
    return {day.toString(Qt::ISODate), sheetDay(day)};
}

FilingStep stepFrom(const JournalRecord &record, const StaffNames &names)
{
    FilingStep step;
    step.at = fromIsoUtc(record.entry.at);
    step.byName = names.value(record.entry.actor);
    step.reason = record.reason;
    step.state = scanStateFromName(record.row[u"state"].toString()).value_or(ScanState::Unreadable);
    step.page = record.row[u"page"].toInt();
    step.paper = paperKindFromName(record.row[u"paper"].toString());
    step.title = record.row[u"title"].toString();
    step.isDestroyed = record.row.isEmpty();
    return step;
}

/// Code and file number as they are known today; a record that was destroyed has neither.
Result<> nameOwners(Database &database, const JournalRecord &record, FilingStep &step)
{
    const ConsentId sheet(record.row[u"consent_id"].toInteger());
    if (const auto found = consent(database, sheet))
        step.shortCode = found->shortCode;
    else if (found.error().code != ErrorCode::NotFound)
        return tl::unexpected(found.error());
    if (const auto whose = patient(database, PatientId(record.row[u"patient_id"].toInteger())))
        step.fileNumber = whose->fileNumber;
    else if (whose.error().code != ErrorCode::NotFound)
        return tl::unexpected(whose.error());
    return {};
}

} // namespace

Result<QList<RecordDocument>> documentsOf(Database &database, PatientId patient)
{
    const StaffNames names = TRY(namesOfStaff(database));
    const QHash<ConsentId, QStringList> signedBy = TRY(signers(database, patient));
    const QSet<ConsentId> drawn = TRY(onScreen(database, patient));
    QList<RecordDocument> documents;
    for (const Consent &sheet : TRY(consents(database, patient))) {
        RecordDocument document;
        document.sheet = sheet;
        document.signedBy = signedBy.value(sheet.id);
        document.isOnScreen = drawn.contains(sheet.id);
        document.at = sheet.issuedAt;
        document.byName = names.value(sheet.issuedBy);
        documents << document;
    }
    QList<RecordDocument> others;
    for (const ScanPage &page : TRY(scansOf(database, patient)))
        addPage(documents, others, page, patient, names);
    documents += others;
    for (RecordDocument &document : documents)
        TRY(addMoves(database, document));
    std::ranges::stable_sort(documents, std::greater(), &RecordDocument::at);
    return documents;
}

bool holds(const RecordDocument &document, const QString &typed, const QStringList &shown)
{
    QStringList texts = shown + document.signedBy + dayWords(document.at);
    texts << document.byName << kindWord(document.kind);
    if (document.kind == RecordDocument::Kind::Sheet) {
        const Consent &sheet = document.sheet;
        texts << sheet.templateName << sheet.shortCode << groupedCode(sheet.shortCode) << formKindName(sheet.kind) << consentStateName(sheet.state)
              << sheet.language << languageName(sheet.language);
    }
    for (const ScanPage &page : document.pages)
        texts << page.source << page.title << page.note << (page.paper ? paperKindName(*page.paper) : QString());
    const QString all = folded(texts.join(u' '));
    const QStringList words = foldedWords(typed);
    return std::ranges::all_of(words, [&](const QString &word) { return all.contains(word); });
}

Result<QList<FilingStep>> filingHistory(Database &database, ScanPageId page)
{
    const StaffNames names = TRY(namesOfStaff(database));
    QList<FilingStep> steps;
    for (const JournalRecord &record : TRY(historyOf(database, u"scan_page"_s, page.value()))) {
        FilingStep step = stepFrom(record, names);
        TRY(nameOwners(database, record, step));
        steps << step;
    }
    return steps;
}

} // namespace dermis
