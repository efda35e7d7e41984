#include "ui/settings/section_list.h"

#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace dermis {

namespace {

constexpr int rowHeight = 36;
constexpr int textLeft = 42;
constexpr int iconRole = Qt::UserRole + 1;

class SectionRowDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const QFontMetrics metrics(dermis::font(TypeStyle::BodyStrong));
        return {textLeft + metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 12, rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &c = tokens();
        const QRectF row(option.rect);
        const bool current = option.state.testFlag(QStyle::State_Selected);
        if (current) {
            painter->fillRect(row, c.panel);
            painter->fillRect(QRectF(row.left(), row.top(), 4, row.height()), c.accent);
        }
        paintIcon(*painter, static_cast<Icon>(index.data(iconRole).toInt()),
                  QRectF(row.left() + 15, row.center().y() - 8, 16, 16), current ? c.text : c.text2);
        paintText(*painter, row.adjusted(textLeft, 0, -8, 0), index.data(Qt::DisplayRole).toString(),
                  dermis::font(current ? TypeStyle::BodyStrong : TypeStyle::Body),
                  current ? c.text : c.text2);
    }
};

} // namespace

SectionList::SectionList(QWidget *parent) : QListView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new SectionRowDelegate(this));
    setAccessibleName(tr("Settings"));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
}

void SectionList::addSection(Icon icon, const QString &title)
{
    auto *item = new QStandardItem(title);
    item->setData(static_cast<int>(icon), iconRole);
    m_model->appendRow(item);
}

void SectionList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT sectionChosen(current.row());
}

} // namespace dermis
