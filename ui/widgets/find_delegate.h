#pragma once

#include <QStyledItemDelegate>

namespace dermis {

/// Paints a row of the find list: photo place, name with its matched part bold, second line, note.
class FindDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role { HitRole = Qt::UserRole + 1, HeadingRole };
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace dermis
