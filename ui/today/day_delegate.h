#pragma once

#include "ui/today/day_model.h"

#include <QStyledItemDelegate>

namespace dermis {

/// Paints the day's list: rows of 43 in the building, 30 else; the next step and the other
/// acts as buttons that can be clicked.
class DayDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit DayDelegate(const DayModel &model, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;
    /// The button of a next-step cell.
    QRectF buttonArea(const QRect &cell, const QModelIndex &index) const;
    /// The three dots beside it; empty where nothing else can be done.
    QRectF moreArea(const QRect &cell, const QModelIndex &index) const;
    /// The room that the dots take at the right of the cell.
    static constexpr int moreWidth = 28;

Q_SIGNALS:
    void nextStepClicked(const QModelIndex &index);
    void moreClicked(const QModelIndex &index);

private:
    void paintGroup(QPainter &painter, const QRectF &area, const QModelIndex &index) const;
    void paintPatient(QPainter &painter, const QRectF &area, const DayEntry &entry) const;
    void paintReason(QPainter &painter, const QRectF &area, const DayEntry &entry) const;
    void paintWhere(QPainter &painter, const QRectF &area, const DayEntry &entry) const;
    void paintNext(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                   const DayEntry &entry) const;

    const DayModel &m_model;
};

} // namespace dermis
