#pragma once

#include "ui/context/page.h"
#include "ui/today/day_loader.h"

#include <QTimer>

class QHBoxLayout;

namespace dermis {

class BookingPanel;
class Button;
class Card;
class DayView;
class DeferPanel;
class EmptyState;
class ErrorBanner;
class SegmentedControl;
class TaskList;
class TextLabel;

/// The worklist of one day: who is where, how long they wait, and what comes next.
class TodayPage : public Page
{
    Q_OBJECT
public:
    explicit TodayPage(ClinicContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Today"); }
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

    QDate day() const { return m_day; }
    void showDay(const QDate &day);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHeader();
    void buildBody();
    void connectControls();
    void showBoard();
    void showHeader();
    void arrangeHeader();
    void showEmpty();
    void showTasks(bool shown);
    void act(DayEntry entry, DayAct act);
    bool move(const Visit &visit, VisitState to);
    void tellMoved(const DayEntry &entry, VisitState to, const QDate &until = QDate());
    void tellDeferred(const Visit &visit);
    void undo();
    void doFromBanner(int action);
    void openTask(const WaitingTask &task);
    void showBackup();
    void tell(const Error &error);

    QDate m_day;
    DayBoard m_board;
    DayEntry m_deferring;
    VisitId m_undoVisit;
    VisitState m_undoState = VisitState::Expected;
    QTimer m_minute;

    Button *m_previous;
    TextLabel *m_date;
    Button *m_next;
    SegmentedControl *m_filter;
    Button *m_tasksToggle;        // compact layout: the side list in place of the day's
    QWidget *m_filters = nullptr; // filter and toggle
    QHBoxLayout *m_header = nullptr;
    QHBoxLayout *m_secondRow = nullptr;
    Button *m_walkIn;
    Button *m_book;
    Button *m_closeDay;
    Button *m_putOff;
    Button *m_sheets;
    ErrorBanner *m_banner;
    ErrorBanner *m_backup; ///< while the last proven backup is too old
    BookingPanel *m_booking;
    DeferPanel *m_defer;
    Card *m_dayCard;
    DayView *m_view;
    EmptyState *m_empty;
    Card *m_taskCard;
    TaskList *m_tasks;
    EmptyState *m_noTasks;
    bool m_compact = false;
};

} // namespace dermis
