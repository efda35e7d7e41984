#include "core/consents/scan_filing.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/base/spelling.h"
#include "core/consents/scan_file.h"
#include "core/patients/patient_repository.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QBuffer>
#include <QFileInfo>
#include <QPainter>
#include <QPdfDocument>
#include <QPdfWriter>
#include <QQueue>
#include <QThreadPool>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array states{
    Spelling<ScanState>{ScanState::Filed, u"filed"},           Spelling<ScanState>{ScanState::Duplicate, u"duplicate"},
    Spelling<ScanState>{ScanState::Foreign, u"foreign"},       Spelling<ScanState>{ScanState::Unreadable, u"unreadable"},
    Spelling<ScanState>{ScanState::SetAside, u"set-aside"},
};

constexpr std::array paperKinds{
    Spelling<PaperKind>{PaperKind::Form34, u"form-34"},
    Spelling<PaperKind>{PaperKind::Letter, u"letter"},
    Spelling<PaperKind>{PaperKind::Other, u"other"},
};

constexpr qsizetype longestTitle = 200;
constexpr int jpegQuality = 90; // grey; what scanners themselves keep

const QString selectPages = u"SELECT id, revision, patient_id, consent_id, page, picture, came_in, place, source, received_by, received_at, state, note, "
                            "paper, title, left_patient FROM scan_page "_s;

ScanPage fromRow(const Statement &row)
{
    ScanPage page;
    page.id = ScanPageId(row.integer(0));
    page.revision = static_cast<int>(row.integer(1));
    page.patient = PatientId(row.integer(2));
    page.consent = ConsentId(row.integer(3));
    page.page = static_cast<int>(row.integer(4));
    page.picture = row.text(5);
    page.cameIn = row.text(6);
    page.place = static_cast<int>(row.integer(7));
    page.source = row.text(8);
    page.receivedBy = StaffId(row.integer(9));
    page.receivedAt = row.dateTime(10);
    page.state = scanStateFromName(row.text(11)).value_or(ScanState::Unreadable);
    page.note = row.text(12);
    page.paper = paperKindFromName(row.text(13));
    page.title = row.text(14);
    page.left = PatientId(row.integer(15));
    return page;
}

Result<QList<ScanPage>> pagesWhere(Database &database, const QString &condition, const QVariant &value = {})
{
    auto select = TRY(database.prepare(selectPages + condition));
    if (value.isValid())
        select.add(value);
    TRY(select.run());
    QList<ScanPage> pages;
    while (TRY(select.next()))
        pages << fromRow(select);
    return pages;
}

Row toRow(const ScanPage &page)
{
    return {{u"patient_id"_s, page.patient.toVariant()},
            {u"consent_id"_s, page.consent.toVariant()},
            {u"page"_s, page.page > 0 ? QVariant(page.page) : QVariant()},
            {u"state"_s, scanStateName(page.state)},
            {u"note"_s, u""_s + page.note},
            {u"paper"_s, page.paper ? QVariant(paperKindName(*page.paper)) : QVariant()},
            {u"title"_s, u""_s + page.title},
            {u"left_patient"_s, page.left.toVariant()}};
}

Result<> write(Transaction &transaction, const ScanPage &page)
{
    TRY(transaction.update(u"scan_page"_s, page.id.value(), page.revision, toRow(page)));
    return {};
}

/// The page that was filed as this one before, if any.
Result<std::optional<ScanPage>> filedAs(Database &database, ConsentId consent, int page)
{
    for (const ScanPage &filed : TRY(filedPages(database, consent))) {
        if (filed.page == page)
            return filed;
    }
    return std::nullopt;
}

/// Where a page belongs by its code.
Result<> place(Database &database, ScanPage &page, const SheetMark &mark)
{
    const auto found = TRY(consentByFingerprint(database, mark.fingerprint));
    if (!found) {
        page.state = ScanState::Foreign;
        page.note = u"no sheet of this clinic has the code %1"_s.arg(mark.fingerprint);
        return {};
    }
    const int pages = TRY(pagesOf(database, *found));
    if (mark.page < 1 || mark.page > pages) {
        page.state = ScanState::Foreign;
        page.note = u"the code says page %1 of a sheet with %2"_s.arg(mark.page).arg(pages);
        return {};
    }
    page.consent = found->id;
    page.patient = found->patientId;
    page.page = mark.page;
    page.state = TRY(filedAs(database, found->id, mark.page)) ? ScanState::Duplicate : ScanState::Filed;
    return {};
}

/// One page of a file as it was read, before anything is kept.
struct ReadPage
{
    ScanPage page;
    QByteArray kept; ///< its picture; empty: it could not be read
    QString mediaType;
    std::optional<SheetMark> mark;
};

Result<> addPicture(ReadPage &read, const ScanFile &file, const QByteArray &bytes, const QImage &picture)
{
    const bool isAsItCame = file.pages() == 1 && file.mediaType() != u"application/pdf";
    read.mediaType = isAsItCame ? file.mediaType() : u"image/jpeg"_s;
    if (isAsItCame) {
        read.kept = bytes;
        return {};
    }
    QBuffer buffer(&read.kept);
    buffer.open(QIODevice::WriteOnly);
    if (!picture.save(&buffer, "jpeg", jpegQuality))
        return fail(ErrorCode::Io, u"a page could not be kept; scan again"_s);
    return {};
}

Result<ReadPage> readPage(const ScanFile &file, const QByteArray &bytes, int number, const Result<QImage> &picture)
{
    ReadPage read;
    read.page.place = number;
    if (!picture) {
        read.page.note = picture.error().detail;
        return read;
    }
    TRY(addPicture(read, file, bytes, *picture));
    bool isForeign = false;
    read.mark = findMark(*picture, &isForeign);
    if (!read.mark) {
        read.page.state = isForeign ? ScanState::Foreign : ScanState::Unreadable;
        read.page.note = isForeign ? u"the code on it is not of a sheet"_s : u"no code was found on it"_s;
    }
    return read;
}

/// All of them; takes a while, and so happens before the clinic file is locked for writing. While one is drawn, for which there is one at a time, the codes of
/// those before are looked for.
Result<QList<ReadPage>> readPages(const ScanFile &file, const QByteArray &bytes, const ScanProgress &progress)
{
    QThreadPool helpers;
    QQueue<QFuture<Result<ReadPage>>> begun;
    QList<ReadPage> pages;
    const auto takeFirst = [&]() -> Result<> {
        const ReadPage read = TRY(begun.dequeue().takeResult());
        pages << read;
        return {};
    };
    for (int number = 1; number <= file.pages(); ++number) {
        if (progress && !progress(number - 1, file.pages()))
            return fail(ErrorCode::Cancelled, u"stopped; nothing of this file was filed"_s);
        begun << QtConcurrent::run(&helpers, [&file, &bytes, number, picture = file.page(number)] { return readPage(file, bytes, number, picture); });
        if (begun.size() > helpers.maxThreadCount())
            TRY(takeFirst());
    }
    while (!begun.isEmpty())
        TRY(takeFirst());
    return pages;
}

/// Keeps a page with its picture, where it belongs.
Result<ScanPage> takeIn(Transaction &transaction, const ReadPage &read, const QString &cameIn, const QString &source)
{
    ScanPage page = read.page;
    if (!read.kept.isEmpty())
        page.picture = TRY(addDocument(transaction, read.kept, read.mediaType));
    if (read.mark)
        TRY(place(transaction.database(), page, *read.mark));
    page.cameIn = cameIn;
    page.source = source;
    page.receivedBy = transaction.actor().id;
    page.receivedAt = transaction.now();
    Row row = toRow(page);
    row.insert(u"picture"_s, page.picture.isEmpty() ? QVariant() : QVariant(page.picture));
    row.insert(u"came_in"_s, page.cameIn);
    row.insert(u"place"_s, page.place);
    row.insert(u"source"_s, page.source);
    row.insert(u"received_by"_s, page.receivedBy.value());
    row.insert(u"received_at"_s, toIsoUtc(page.receivedAt));
    page.id = ScanPageId(TRY(transaction.insert(u"scan_page"_s, row)));
    page.revision = 1;
    return page;
}

Result<> checkNew(Database &database, const QString &cameIn)
{
    const auto before = TRY(pagesWhere(database, u"WHERE came_in = ? ORDER BY place LIMIT 1"_s, cameIn));
    if (before.isEmpty())
        return {};
    return fail(ErrorCode::Conflict, u"this very file came in before, as %1 on %2; nothing was filed"_s.arg(
                                         before.first().source, clinicTime(before.first().receivedAt).toString(u"yyyy-MM-dd HH:mm"_s)));
}

/// A page of a sheet that is signed is its proof, and stays.
Result<> checkMovable(Database &database, const ScanPage &page)
{
    if (page.state != ScanState::Filed || page.paper)
        return {};
    const Consent sheet = TRY(consent(database, page.consent));
    if (sheet.state != ConsentState::Signed)
        return {};
    return invalidInput(u"page %1 is the proof of sheet %2, which is signed; it stays there, unless that consent is withdrawn first"_s.arg(
        page.id.toString(), sheet.shortCode));
}

/// The sheet that waits for this page; the page that was filed as it becomes the duplicate.
Result<Consent> makeRoom(Transaction &transaction, const FilingPlace &to, ScanPageId id)
{
    const QString code = to.shortCode.trimmed().toUpper();
    const auto sheet = TRY(consentByCode(transaction.database(), code));
    if (!sheet)
        return fail(ErrorCode::NotFound, u"no sheet bears the code %1; it stands in the head of each page"_s.arg(code));
    if (sheet->state != ConsentState::Issued)
        return fail(ErrorCode::InvalidInput, u"sheet %1 is %2; it waits for no page"_s.arg(code, consentStateName(sheet->state)));
    const int pages = TRY(pagesOf(transaction.database(), *sheet));
    if (to.page < 1 || to.page > pages)
        return fail(ErrorCode::InvalidInput, u"that sheet has the pages 1 to %1"_s.arg(pages));
    if (auto before = TRY(filedAs(transaction.database(), sheet->id, to.page)); before && before->id != id) {
        before->state = ScanState::Duplicate;
        TRY(write(transaction, *before));
    }
    return *sheet;
}

Result<> checkPlace(Database &database, const FilingPlace &to, qsizetype pages)
{
    if (!to.shortCode.trimmed().isEmpty())
        return pages == 1 ? Result<>() : invalidInput(u"one scanned page is one page of a sheet; %1 were given"_s.arg(pages));
    if (to.patient.isNull())
        return {};
    if (to.title.trimmed().isEmpty() || to.title.size() > longestTitle)
        return invalidInput(u"say what the paper is, in at most %1 characters"_s.arg(longestTitle));
    TRY(patient(database, to.patient));
    return {};
}

/// Where a page lies now, or is to lie.
bool isThere(const ScanPage &before, const ScanPage &after)
{
    return before.state == after.state && before.consent == after.consent && before.page == after.page && before.patient == after.patient &&
           before.paper == after.paper && before.title == after.title;
}

Result<> moveOne(Transaction &transaction, ScanPage page, const FilingPlace &to)
{
    TRY(checkMovable(transaction.database(), page));
    const ScanPage before = page;
    const bool wasFiled = page.state == ScanState::Filed;
    if (wasFiled && !isReason(transaction.reason()))
        return invalidInput(u"page %1 is filed; say in at least %2 characters why it is moved"_s.arg(page.id.toString()).arg(shortestReason));
    page.paper.reset();
    page.title.clear();
    if (!to.shortCode.trimmed().isEmpty()) {
        const Consent sheet = TRY(makeRoom(transaction, to, page.id));
        page.consent = sheet.id;
        page.patient = sheet.patientId;
        page.page = to.page;
        page.state = ScanState::Filed;
        page.note = u"settled by hand"_s;
    } else if (!to.patient.isNull()) {
        page.consent = {};
        page.page = 0;
        page.patient = to.patient;
        page.paper = to.paper;
        page.title = to.title.simplified();
        page.state = ScanState::Filed;
        page.note.clear();
    } else {
        page.state = ScanState::SetAside;
        page.note = transaction.reason();
    }
    if (isThere(before, page))
        return invalidInput(u"page %1 lies there already"_s.arg(page.id.toString()));
    if (wasFiled && before.patient != page.patient)
        page.left = before.patient;
    return write(transaction, page);
}

} // namespace

QString scanStateName(ScanState state)
{
    return nameIn(states, state);
}

std::optional<ScanState> scanStateFromName(const QString &name)
{
    return valueIn(states, name);
}

QString paperKindName(PaperKind kind)
{
    return nameIn(paperKinds, kind);
}

std::optional<PaperKind> paperKindFromName(const QString &name)
{
    return valueIn(paperKinds, name);
}

bool waitsForPerson(ScanState state)
{
    return state == ScanState::Duplicate || state == ScanState::Foreign || state == ScanState::Unreadable;
}

Result<QList<ScanPage>> fileScan(Database &database, const Actor &actor, const QDateTime &now, const QString &name, const QByteArray &bytes,
                                 const ScanProgress &progress)
{
    TRY(require(actor, Permission::IssueConsent));
    const ScanFile file = TRY(ScanFile::read(bytes));
    const QString cameIn = documentDigest(bytes);
    TRY(checkNew(database, cameIn));
    const QList<ReadPage> read = TRY(readPages(file, bytes, progress));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(checkNew(database, cameIn)); // another window may have filed it meanwhile
    QList<ScanPage> pages;
    for (const ReadPage &one : read) {
        const ScanPage page = TRY(takeIn(transaction, one, cameIn, name));
        pages << page;
    }
    TRY(transaction.commit());
    return pages;
}

Result<QList<ScanPage>> fileScanAt(Database &database, const Actor &actor, const QDateTime &now, const QString &path, const ScanProgress &progress)
{
    const QByteArray bytes = TRY(ScanFile::bytesAt(path));
    return fileScan(database, actor, now, QFileInfo(path).fileName(), bytes, progress);
}

Result<QList<ScanPage>> pagesOfFile(Database &database, const QByteArray &bytes)
{
    return pagesWhere(database, u"WHERE came_in = ? ORDER BY place"_s, documentDigest(bytes));
}

Result<ScanPage> scanPage(Database &database, ScanPageId id)
{
    const auto found = TRY(pagesWhere(database, u"WHERE id = ?"_s, id.value()));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no scanned page %1"_s.arg(id.toString()));
    return found.first();
}

Result<QList<ScanPage>> moveScans(Database &database, const Actor &actor, const QDateTime &now, const QList<ScanPageId> &pages, const FilingPlace &to,
                                  const QString &reason)
{
    TRY(require(actor, Permission::IssueConsent));
    if (pages.isEmpty())
        return invalidInput(u"say which scanned pages"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    TRY(checkPlace(database, to, pages.size()));
    QList<ScanPage> moved;
    for (const ScanPageId id : pages) {
        const ScanPage page = TRY(scanPage(database, id));
        TRY(moveOne(transaction, page, to));
        const ScanPage after = TRY(scanPage(database, id));
        moved << after;
    }
    TRY(transaction.commit());
    return moved;
}

Result<ScanPage> settleScan(Database &database, const Actor &actor, const QDateTime &now, ScanPageId id, const QString &shortCode, int page)
{
    if (shortCode.trimmed().isEmpty())
        return invalidInput(u"type the code that stands in the head of the page"_s);
    FilingPlace to;
    to.shortCode = shortCode;
    to.page = page;
    const QList<ScanPage> moved = TRY(moveScans(database, actor, now, {id}, to, {}));
    return moved.first();
}

Result<> setScanAside(Database &database, const Actor &actor, const QDateTime &now, ScanPageId id, const QString &note)
{
    TRY(require(actor, Permission::IssueConsent));
    if (note.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"say why the page is set aside"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now));
    ScanPage page = TRY(scanPage(database, id));
    if (!waitsForPerson(page.state))
        return fail(ErrorCode::InvalidInput, u"page %1 does not wait for anybody"_s.arg(id.toString()));
    page.state = ScanState::SetAside;
    page.note = note.trimmed();
    TRY(write(transaction, page));
    return transaction.commit();
}

Result<QList<ScanPage>> waitingScans(Database &database)
{
    return pagesWhere(database, u"WHERE state IN ('duplicate', 'foreign', 'unreadable') ORDER BY id"_s);
}

Result<qint64> waitingScanCount(Database &database)
{
    return database.integer(u"SELECT count(*) FROM scan_page WHERE state IN ('duplicate', 'foreign', 'unreadable')"_s);
}

Result<QList<ScanPage>> filedPages(Database &database, ConsentId consent)
{
    return pagesWhere(database, u"WHERE consent_id = ? AND state = 'filed' ORDER BY page"_s, consent.value());
}

Result<QList<ScanPage>> scansOf(Database &database, PatientId patient)
{
    return pagesWhere(database, u"WHERE patient_id = ?1 OR left_patient = ?1 ORDER BY coalesce(page, place), came_in, id"_s, patient.value());
}

Result<QImage> scanPicture(Database &database, const ScanPage &page)
{
    if (page.picture.isEmpty())
        return fail(ErrorCode::NotFound, u"scanned page %1 could not be read when it came"_s.arg(page.id.toString()));
    const QByteArray bytes = TRY(document(database, page.picture));
    const ScanFile file = TRY(ScanFile::read(bytes));
    return file.page(1);
}

Result<QByteArray> scanPdf(Database &database, const QList<ScanPage> &pages)
{
    QByteArray bytes;
    if (pages.isEmpty())
        return bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    QPainter painter(&writer);
    for (const ScanPage &page : pages) {
        const QImage picture = TRY(scanPicture(database, page));
        if (page.id != pages.first().id)
            writer.newPage();
        const QRect paper(0, 0, writer.width(), writer.height());
        QRect place(QPoint(), picture.size().scaled(paper.size(), Qt::KeepAspectRatio));
        place.moveCenter(paper.center());
        painter.drawImage(place, picture);
    }
    painter.end();
    return bytes;
}

Result<QByteArray> scanPdf(Database &database, ConsentId consent)
{
    const QList<ScanPage> filed = TRY(filedPages(database, consent));
    return scanPdf(database, filed);
}

Result<int> pagesOf(Database &database, const Consent &consent)
{
    QByteArray bytes = TRY(document(database, consent.documentDigest));
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument sheet;
    sheet.load(&buffer);
    return sheet.pageCount();
}

} // namespace dermis
