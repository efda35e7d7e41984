#pragma once

#include "core/consents/scan_filing.h"

namespace dermis {

/// Where a scanned page lay from a moment on.
struct FilingStep
{
    QDateTime at; ///< UTC
    QString byName;
    QString reason; ///< why it was put there; empty when it came in or waited
    ScanState state = ScanState::Unreadable;
    QString shortCode;  ///< of the sheet; empty: of none
    int page = 0;       ///< of that sheet
    QString fileNumber; ///< of the patient; empty while nobody knew whose
    std::optional<PaperKind> paper;
    QString title; ///< of the paper
    bool isDestroyed = false; ///< the journal's content was lawfully destroyed
    bool operator==(const FilingStep &) const = default;
};

/// That a page which was filed was put elsewhere.
struct FilingMove
{
    ScanPageId page;
    FilingStep from;
    FilingStep to; ///< by whom, when and why stand here
    bool operator==(const FilingMove &) const = default;
};

/// One line of what a record holds on paper or as a file: issued, scanned or given.
struct RecordDocument
{
    enum class Kind {
        Sheet,    ///< issued or given
        Paper,    ///< scanned, of no sheet
        SetAside, ///< a scanned page that belongs nowhere
        MovedAway ///< a scanned page that was filed here once, and lies in another record or nowhere
    };
    Kind kind = Kind::Sheet;
    Consent sheet;         ///< of a sheet
    QList<ScanPage> pages; ///< scanned, in order; of a sheet those that are filed
    bool isOnScreen = false; ///< of a sheet: it was signed on the screen
    QStringList signedBy;  ///< of a sheet: names, in the order of the boxes
    QList<FilingMove> moves; ///< of these pages, the oldest first
    QDateTime at;          ///< UTC: issued, or came in
    QString byName;        ///< who issued it, or took it in
    bool operator==(const RecordDocument &) const = default;
};

/// A patient's documents, the newest first; the pages of one file that are one paper are one line. The caller has checked who may read records.
Result<QList<RecordDocument>> documentsOf(Database &database, PatientId patient);
/// Whether all words that were typed stand in it: form, kind, title, code, state, language, day (2026-03-02 or 2 Mar 2026), who issued and who signed it, the
/// scanned file's name; or in the words that the front end shows for it.
bool holds(const RecordDocument &document, const QString &typed, const QStringList &shown = {});

/// Where a page has been, the oldest first, by the journal.
Result<QList<FilingStep>> filingHistory(Database &database, ScanPageId page);

} // namespace dermis
