#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace dermis {

/// One thing that could not be brought over as it was, without patient data.
struct Loss {
    QString table;
    qint64 row = 0;      ///< 0 when no row is concerned
    qint64 sequence = 0; ///< the journal entry of the damaged file that told of it; 0 when none did
    QString detail;      ///< what became of it, in one sentence
    bool operator==(const Loss &) const = default;
};

/// What was brought over from a damaged clinic file, and what was not.
struct RecoveryReport {
    qint64 entriesKept = 0; ///< journal entries as they were, in one proven chain
    qint64 entriesAnew = 0; ///< versions of rows journalled again behind it: readable, but not proven by the chain
    qint64 entriesLost = 0; ///< entries known to have been there that could not be taken
    QString stoppedAt;      ///< why the proven chain ends where it does; empty when it is whole
    QString head;           ///< where it ends, in hex
    QList<Loss> rows;       ///< rows that are gone, or here in another version than the damaged file's last
    qint64 documents = 0;   ///< documents whose bytes were brought over
    QList<Loss> documentsLost;

    bool isAllThere() const { return entriesLost == 0 && rows.isEmpty() && documentsLost.isEmpty(); }
};

/// What a recovery is at.
enum class RecoveryStep {
    Restoring, ///< the backup
    Journal,   ///< entries and their rows
    Documents,
    Rebuilding, ///< typed answers and the search index
    Checking    ///< the new file, whole
};

/// Told when a step begins, and how many journal entries are done; answers false to stop.
using RecoveryProgress = std::function<bool(RecoveryStep step, qint64 done)>;

} // namespace dermis
