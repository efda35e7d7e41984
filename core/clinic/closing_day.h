#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/storage/journal.h"
#include "core/visits/visit_repository.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QStringList>

namespace dermis {

class Database;
struct SheetContent;

/// What was kept when somebody closed a day; it may be closed again, later the same day.
struct DayClosing
{
    qint64 id = 0;
    QDate day;
    QDateTime at; ///< UTC
    StaffId by;
    QString byName;
    int visits = 0;
    int sheets = 0;
    qint64 entries = 0; ///< journal entries of the day, before this closing
    JournalHead head;   ///< of the journal at that moment
};

/// A day as it stands: what its closing page tells.
struct DayAccount
{
    QDate day;
    QList<DayVisit> visits;
    QStringList sheets; ///< the short codes of the sheets issued that day
    qint64 entries = 0;
    JournalHead head;
    QList<DayClosing> closings; ///< oldest first
};

/// Needs Visits.
Result<DayAccount> accountOfDay(Database &database, const Actor &actor, const QDate &day);
/// Closes today, as the clinic counts days: keeps what was there and the journal's head, and journals it.
/// Nothing is locked by it. Needs Visits.
Result<DayClosing> closeDay(Database &database, const Actor &actor, const QDateTime &now);
/// The closing page on paper: the day's visits by name and state, numbers, who closed it, and the head.
/// InvalidInput when the day was not closed; of several closings the last. Needs Visits.
Result<SheetContent> closingSheet(Database &database, const Actor &actor, const QDateTime &now,
                                  const QDate &day);

} // namespace dermis
