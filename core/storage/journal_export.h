#pragma once

#include "core/storage/verification.h"

class QIODevice;

namespace dermis {

/// Hears how many entries are done; answers whether to go on.
using JournalProgress = std::function<bool(qint64 entries)>;

/// Writes the whole journal, oldest entry first, one JSON object a line (docs/journal.md, "Export"), as it stands at
/// one moment; gives the number of entries. Cancelled when `progress` says so.
Result<qint64> exportJournal(Database &database, QIODevice &out, const JournalProgress &progress = {});

/// Checks an export by itself, without the clinic: order, chain, and each payload that was not destroyed.
Result<VerifyReport> verifyJournalExport(QIODevice &in, const JournalProgress &progress = {});

} // namespace dermis
