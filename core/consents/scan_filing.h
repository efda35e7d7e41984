#pragma once

#include "core/consents/consent.h"
#include "core/consents/sheet_mark.h"

#include <functional>

namespace dermis {

using ScanPageId = Id<struct ScanPageTag>;

/// What became of a page that came in. The three in the middle wait for a person.
enum class ScanState {
    Filed,
    Duplicate,  ///< that page of the sheet was filed before
    Foreign,    ///< it bears a code that no sheet of this clinic has
    Unreadable, ///< no code was found, or the picture cannot be read
    SetAside    ///< a person said that it belongs nowhere, and why
};
/// Stable spelling: filed, duplicate, foreign, unreadable, set-aside.
QString scanStateName(ScanState state);
std::optional<ScanState> scanStateFromName(const QString &name);
bool waitsForPerson(ScanState state);

/// What a scanned page is that is of no sheet.
enum class PaperKind {
    Form34, ///< the written consent to an operation on a child (General Regulations regarding Children, reg 48)
    Letter, ///< a letter, report or result
    Other
};
/// Stable spelling: form-34, letter, other.
QString paperKindName(PaperKind kind);
std::optional<PaperKind> paperKindFromName(const QString &name);

/// One page of a file that came in.
struct ScanPage
{
    ScanPageId id;
    int revision = 0;
    PatientId patient; ///< null while nobody knows whose
    ConsentId consent;
    int page = 0;   ///< of the sheet; 0: not known
    QString picture; ///< address of this page's picture; empty: it could not be read
    QString cameIn;  ///< SHA-256 of the file as it came
    int place = 0;   ///< in the file
    QString source; ///< the file's name
    StaffId receivedBy;
    QDateTime receivedAt; ///< UTC
    ScanState state = ScanState::Unreadable;
    QString note;
    std::optional<PaperKind> paper = std::nullopt; ///< filed by itself, of no sheet
    QString title;                                 ///< of a paper: what it is, as a person typed it
    PatientId left;                                ///< whose record it was filed in before, where that is another's
    bool operator==(const ScanPage &) const = default;
};

/// Where scanned pages belong: a page of a sheet, among a patient's other papers, or nowhere.
struct FilingPlace
{
    QString shortCode;  ///< of the sheet, in any spelling; empty: of no sheet
    int page = 0;       ///< of that sheet
    PatientId patient;  ///< whose paper it is; null with a code, or when it belongs nowhere
    PaperKind paper = PaperKind::Other;
    QString title; ///< of the paper, at most 200 characters
};

/// Told how many pages of a file are read; answers false to stop.
using ScanProgress = std::function<bool(int done, int all)>;

/// Files every page of a scan by the code on it, in any order; needs IssueConsent. What cannot be filed waits for a person. Each page is kept by
/// itself, for a stack holds several patients' pages: a single picture as it came, else in grey at the scan's resolution.
/// InvalidInput: not a scan (scan_file.h). Conflict: this very file came in before. Cancelled: stopped; nothing of it was filed.
Result<QList<ScanPage>> fileScan(Database &database, const Actor &actor, const QDateTime &now, const QString &name, const QByteArray &bytes,
                                 const ScanProgress &progress = {});
/// The same for a file on disk; also NotFound and Io.
Result<QList<ScanPage>> fileScanAt(Database &database, const Actor &actor, const QDateTime &now, const QString &path,
                                   const ScanProgress &progress = {});
/// What was filed of a file with these bytes before, in order.
Result<QList<ScanPage>> pagesOfFile(Database &database, const QByteArray &bytes);
/// A person says where pages belong, wherever they are, all or none; needs IssueConsent. A page that was filed as that page of the sheet before becomes the
/// duplicate. `reason` says why a page moves that was filed already (reason.h), and stands in the journal; one that waits needs none. NotFound: no such page,
/// sheet or patient. InvalidInput: no reason or title, no such page of the sheet, more than one for it, the sheet is not waiting for signatures, it is there
/// already, or it is the proof of a sheet that is signed.
Result<QList<ScanPage>> moveScans(Database &database, const Actor &actor, const QDateTime &now, const QList<ScanPageId> &pages, const FilingPlace &to,
                                  const QString &reason);
/// The same for a page that waits and is a page of a sheet.
Result<ScanPage> settleScan(Database &database, const Actor &actor, const QDateTime &now, ScanPageId id, const QString &shortCode, int page);
/// A person says that it belongs nowhere; needs IssueConsent. InvalidInput: no note.
Result<> setScanAside(Database &database, const Actor &actor, const QDateTime &now, ScanPageId id, const QString &note);

/// Pages that wait for a person, oldest first; the caller has checked who may read records.
Result<QList<ScanPage>> waitingScans(Database &database);
Result<qint64> waitingScanCount(Database &database);
/// The filed pages of a sheet, in order.
Result<QList<ScanPage>> filedPages(Database &database, ConsentId consent);
/// The picture of a page, in grey.
Result<QImage> scanPicture(Database &database, const ScanPage &page);
/// All of a patient's that belong to the record or were filed in it once, in the order of the files and their pages.
Result<QList<ScanPage>> scansOf(Database &database, PatientId patient);
Result<ScanPage> scanPage(Database &database, ScanPageId id);
/// Pages as one PDF to look at, in order; empty for none.
Result<QByteArray> scanPdf(Database &database, const QList<ScanPage> &pages);
/// The same of the filed pages of a sheet.
Result<QByteArray> scanPdf(Database &database, ConsentId consent);
/// How many pages an issued sheet has.
Result<int> pagesOf(Database &database, const Consent &consent);

} // namespace dermis
