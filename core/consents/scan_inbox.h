#pragma once

#include "core/consents/scan_filing.h"

#include <QHash>

namespace dermis {

/// A folder that a scanner writes into. Its files are outside the vault (docs/security.md).
struct ScanInbox
{
    QString folder;
    bool deletes = false; ///< a file is deleted once the picture of each of its pages is in the clinic file, instead of kept in "Filed"
};

/// What became of a file in it.
enum class InboxOutcome {
    Filed,
    CameBefore, ///< the very same file is in the clinic already
    NotRead,    ///< it is no scan; it lies in "Not read" with a text beside it that says why
    Later       ///< nothing was done
};
/// Stable spelling: filed, came-before, not-read, later.
QString inboxOutcomeName(InboxOutcome outcome);

struct InboxFile
{
    QString name;
    InboxOutcome outcome = InboxOutcome::Later;
    QList<ScanPage> pages; ///< as they were filed just now, or before
    QString movedTo;       ///< its path now; empty: deleted, or where it was
    bool stays = false;    ///< it lies where it was, to be tried again
    QString why;           ///< it was not filed just now, or stays
};

/// A file of the folder that nothing was written to for a while.
struct StillFile
{
    QString name;
    qint64 milliseconds = 0; ///< since its size and time last changed
};

/// Tells which files have stopped growing: seen with the same size and time for two seconds.
class StillFiles
{
public:
    /// Looks into the folder, which belongs to the same one each time; the oldest file first. NotFound: it cannot be reached.
    Result<QList<StillFile>> look(const QString &folder, const QDateTime &now);
    /// How many files are there that still grow, or that wait to be tried again.
    qsizetype waiting() const { return m_waiting; }
    /// Leaves a file alone until then, unless it changes.
    void putOff(const QString &name, const QDateTime &until);

private:
    struct Seen
    {
        qint64 size = 0;
        QDateTime changed;
        QDateTime since;
        QDateTime until;
    };
    QHash<QString, Seen> m_seen;
    qsizetype m_waiting = 0;
};

/// Whether a folder can be one that scans come into: it is there, can be written to, and holds neither the clinic file nor anything else that is
/// no scan, for every file in it is taken. InvalidInput says which.
Result<> checkInbox(const QString &folder, const QString &clinicPath);
/// Files one file of the folder, commits, and only then puts it away. Nothing is overwritten. One that cannot be read is left
/// where it is while it `mayGrow`. Errors: NotAllowed, Cancelled; all others leave it for later.
Result<InboxFile> fileFromInbox(Database &database, const Actor &actor, const QDateTime &now, const ScanInbox &inbox, const QString &name,
                                bool mayGrow = false, const ScanProgress &progress = {});

} // namespace dermis
