#pragma once

#include <QStyledItemDelegate>

class QTableView;

namespace dermis {

/// Cells of a plain table: 12 px of air, a line below each row, long texts on as many lines as they take when
/// wrapped.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// `strongColumn` is bold; -1 for none.
    explicit RowDelegate(int strongColumn = -1, bool wrapped = false, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QFont fontOf(const QModelIndex &index) const;

    int m_strongColumn;
    bool m_wrapped;
};

/// The look of our tables: whole rows, one at a time, no grid, read only; Tab leaves the table.
void dressTable(QTableView &table, int strongColumn = -1, bool wrapped = false);

} // namespace dermis
