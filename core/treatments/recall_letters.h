#pragma once

#include "core/consents/sheet_content.h"
#include "core/treatments/recall.h"

namespace dermis {

/// A letter to each patient of an open recall who was not reached or seen yet: what was used and when, then `words`, which
/// the practice writes; no advice stands in it that nobody gave. Needs IssueConsent. InvalidInput: no words; a drill; nobody to
/// write to. Conflict: the recall has ended.
Result<QList<SheetContent>> recallLetters(Database &database, const Actor &actor, const QDateTime &now, RecallId recall,
                                          const QString &words);

} // namespace dermis
