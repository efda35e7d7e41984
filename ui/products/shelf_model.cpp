#include "ui/products/shelf_model.h"

#include "ui/context/words.h"
#include "ui/products/product_words.h"

namespace dermis {

ShelfModel::ShelfModel(QObject *parent) : QAbstractTableModel(parent) {}

void ShelfModel::setLines(const QList<ShelfLine> &lines, const QDate &today)
{
    beginResetModel();
    m_lines = lines;
    m_today = today;
    endResetModel();
}

const ShelfLine *ShelfModel::line(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_lines.size() ? &m_lines.at(index.row()) : nullptr;
}

QModelIndex ShelfModel::indexOf(ProductId product) const
{
    for (int row = 0; row < m_lines.size(); ++row) {
        if (m_lines.at(row).product.id == product)
            return index(row, 0);
    }
    return {};
}

int ShelfModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ShelfModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ShelfModel::text(const ShelfLine &line, int column) const
{
    if (column == Name)
        return line.product.title();
    return column == Needling ? statusLook(line, m_today).word : stockWords(line);
}

QString ShelfModel::under(const ShelfLine &line, int column) const
{
    if (column == Name)
        return underTitle(line.product);
    return column == Needling ? statusLook(line, m_today).detail : stockWarning(line, m_today);
}

QVariant ShelfModel::mark(const ShelfLine &line, int column) const
{
    if (column == Needling)
        return static_cast<int>(statusLook(line, m_today).mark);
    if (column == Stock && line.spoilt(m_today) > 0)
        return static_cast<int>(SeverityMark::Absolute);
    if (column == Stock && line.expiringSoon(m_today) > 0)
        return static_cast<int>(SeverityMark::Caution);
    return {};
}

QString ShelfModel::sentence(const ShelfLine &line) const
{
    QStringList parts;
    for (const int column : {Name, Needling, Stock})
        parts << text(line, column) << under(line, column);
    return sentences(parts);
}

QVariant ShelfModel::data(const QModelIndex &index, int role) const
{
    const ShelfLine *found = line(index);
    if (found == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*found, index.column());
    case UnderRole:
        return under(*found, index.column());
    case MarkRole:
        return mark(*found, index.column());
    case Qt::AccessibleTextRole:
        return sentence(*found);
    case Qt::ToolTipRole:
        return index.column() == Name ? found->product.title() : QVariant();
    default:
        return {};
    }
}

QVariant ShelfModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == Name ? tr("Product") : section == Needling ? tr("Needling") : tr("Stock");
}

} // namespace dermis
