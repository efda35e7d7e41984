#pragma once

#include "ui/today/day_model.h"

#include <QTreeView>

namespace dermis {

class DayDelegate;

/// The day's list on screen: Enter and the painted button do the next step, the three dots, the
/// menu key and the right button offer the others.
class DayView : public QTreeView
{
    Q_OBJECT
public:
    explicit DayView(QWidget *parent = nullptr);

    void setActor(Roles roles);
    /// Keeps the selected visit and the keyboard where they are.
    void setEntries(const QList<DayEntry> &entries, const QDateTime &now);
    void setNow(const QDateTime &now) { m_model->setNow(now); }
    const DayModel &dayModel() const { return *m_model; }
    /// The first visit of the first group that has one.
    void selectFirst();
    void selectVisit(VisitId visit);
    VisitId currentVisit() const;
    /// As high as all visits together.
    QSize sizeHint() const override;

Q_SIGNALS:
    void actRequested(const dermis::DayEntry &entry, dermis::DayAct act);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    void layOutColumns();
    void layOutGroups();
    void requestNext(const QModelIndex &index);
    void offerActs(const DayEntry &entry, const QPoint &at);

    DayModel *m_model;
    DayDelegate *m_delegate;
};

} // namespace dermis
