#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/storage/verification.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>

#include <optional>

namespace dermis {

class Database;
class Transaction;

/// Whose unfinished input on what: one draft per subject, form and author (design.md §5).
struct DraftKey {
    qint64 subject = 0; ///< the patient's number; 0 for a patient not yet registered
    QString form;       ///< "register", "intake", "note", ...
    StaffId author;
    bool operator==(const DraftKey &) const = default;
};

/// Unfinished input: durable, not journalled, not part of the record.
struct Draft {
    DraftKey key;
    QByteArray body;      ///< the form's own JSON
    QDateTime savedAt;    ///< UTC
    qint64 basedOn = 0;   ///< the saved row's revision or id the typing began from; 0 for none
    bool operator==(const Draft &) const = default;
};

/// Writes a draft durably, replacing the earlier one of the same key.
Result<> saveDraft(Database &database, const Draft &draft);
/// The same, but only over the draft that was seen there (nothing: none was): Conflict when another stands there now, typed in
/// another window, and that stays as it is. Where it is gone meanwhile, nothing is overwritten and the draft is written.
Result<> saveDraftOver(Database &database, const Draft &draft, const std::optional<Draft> &seen);
Result<std::optional<Draft>> findDraft(Database &database, const DraftKey &key);
/// All drafts of one form, or of every form when `form` is empty, newest first.
Result<QList<Draft>> drafts(Database &database, const QString &form = QString());
/// Everybody's drafts about a subject, newest first.
Result<QList<Draft>> draftsAbout(Database &database, qint64 subject);
/// How many drafts each person has kept.
Result<QHash<StaffId, int>> draftCounts(Database &database);
/// Ends a draft in the same transaction as the act that made it part of the record.
Result<> endDraft(Transaction &transaction, const DraftKey &key);
/// Ends everybody's drafts about a subject, in the act that destroys its record.
Result<> endDraftsOf(Transaction &transaction, qint64 subject);
/// Puts a draft aside for good, on the person's own word.
Result<> discardDraft(Database &database, const DraftKey &key);

/// Finds a draft that is not as it was saved; of one saved before drafts had a digest nothing is known.
Result<std::optional<Damage>> checkDrafts(Database &database);

} // namespace dermis
