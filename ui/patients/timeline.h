#pragma once

#include "ui/patients/record_view.h"
#include "ui/theme/icons.h"

#include <QListView>

class QStandardItemModel;

namespace dermis {

/// One thing that happened, or is planned, on a day.
struct TimelineEntry
{
    QDate date;
    Icon icon = Icon::Note;
    Token colour = &Tokens::text2; ///< of the sign and its circle
    bool dashed = false;           ///< not done: deferred, did not come, still to come
    bool isToday = false;
    QString title;
    QString detail;
    bool operator==(const TimelineEntry &) const = default;
};

/// Visits, notes and sheets of a record, newest first.
QList<TimelineEntry> timelineOf(const RecordView &view, const QDate &today);

/// The days of a record on one line down the page.
class Timeline : public QListView
{
    Q_OBJECT
public:
    explicit Timeline(QWidget *parent = nullptr);
    /// Keeps the current row.
    void setEntries(const QList<TimelineEntry> &entries, const QDate &today);

private:
    QStandardItemModel *m_model;
    QList<TimelineEntry> m_entries;
};

} // namespace dermis
