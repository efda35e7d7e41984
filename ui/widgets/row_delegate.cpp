#include "ui/widgets/row_delegate.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QHeaderView>
#include <QTableView>

namespace dermis {

namespace {

constexpr int air = 12;
constexpr int rowHeight = 31;

QRect textArea(const QRect &cell)
{
    return cell.adjusted(air, 0, -air / 2, 0);
}

} // namespace

RowDelegate::RowDelegate(int strongColumn, bool wrapped, QObject *parent)
    : QStyledItemDelegate(parent), m_strongColumn(strongColumn), m_wrapped(wrapped)
{
}

QFont RowDelegate::fontOf(const QModelIndex &index) const
{
    QFont face = font(index.column() == m_strongColumn ? TypeStyle::BodyStrong : TypeStyle::Body);
    face.setStrikeOut(index.data(Qt::FontRole).value<QFont>().strikeOut()); // what was replaced
    return face;
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRectF cell(option.rect);
    const QString text = index.data().toString();
    painter->save();
    painter->fillRect(cell, selected ? tokens().selection : tokens().panel);
    if (m_wrapped) {
        painter->setFont(fontOf(index));
        painter->setPen(tokens().text);
        painter->drawText(textArea(option.rect), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, text);
    } else {
        paintText(*painter, textArea(option.rect), text, fontOf(index), tokens().text);
    }
    paintLowerLine(*painter, cell, tokens().line);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(fontOf(index));
    const QString text = index.data().toString();
    if (!m_wrapped || option.rect.width() <= 0)
        return {metrics.horizontalAdvance(text) + air * 3 / 2 + 2,
                std::max(rowHeight, metrics.height() + air)};
    const QRect taken =
        metrics.boundingRect(QRect(0, 0, textArea(option.rect).width(), 100'000), Qt::TextWordWrap, text);
    return {option.rect.width(), std::max(rowHeight, taken.height() + air)};
}

void dressTable(QTableView &table, int strongColumn, bool wrapped)
{
    table.setItemDelegate(new RowDelegate(strongColumn, wrapped, &table));
    table.setFrameShape(QFrame::NoFrame);
    table.setShowGrid(false);
    table.setWordWrap(wrapped);
    table.setTabKeyNavigation(false);
    table.setSelectionBehavior(QTableView::SelectRows);
    table.setSelectionMode(QTableView::SingleSelection);
    table.setEditTriggers(QTableView::NoEditTriggers);
    table.verticalHeader()->hide();
    table.verticalHeader()->setMinimumSectionSize(1); // else the header's own air makes the rows taller
    table.verticalHeader()->setDefaultSectionSize(
        std::max(rowHeight, QFontMetrics(font(TypeStyle::Body)).height() + air));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setSectionsClickable(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

} // namespace dermis
