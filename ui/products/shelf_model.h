#pragma once

#include "core/products/shelf.h"

#include <QAbstractTableModel>
#include <QDate>

namespace dermis {

/// The products of the list: name, needling status, stock; each in two lines.
class ShelfModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Needling, Stock, ColumnCount };
    enum ShelfRole {
        UnderRole = Qt::UserRole, ///< the second line
        MarkRole                  ///< a SeverityMark as int; none: no sign
    };

    explicit ShelfModel(QObject *parent = nullptr);
    void setLines(const QList<ShelfLine> &lines, const QDate &today);
    const ShelfLine *line(const QModelIndex &index) const;
    QModelIndex indexOf(ProductId product) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString sentence(const ShelfLine &line) const;
    QString text(const ShelfLine &line, int column) const;
    QString under(const ShelfLine &line, int column) const;
    QVariant mark(const ShelfLine &line, int column) const;

    QList<ShelfLine> m_lines;
    QDate m_today;
};

} // namespace dermis
