#include "ui/widgets/section_rail.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(dermis::SectionItem)

namespace dermis {

namespace {

constexpr int sectionHeight = 50;
constexpr int itemRole = Qt::UserRole + 1;

SectionItem itemAt(const QModelIndex &index)
{
    return index.data(itemRole).value<SectionItem>();
}

void paintNumber(QPainter &painter, const QRectF &circle, const SectionItem &item, bool current)
{
    const Tokens &c = tokens();
    const bool done = item.total > 0 && item.answered >= item.total;
    paintBox(painter, circle, circle.width() / 2, current ? c.accent : QColor(),
             current ? c.accent : c.control);
    const QColor sign = current ? c.onAccent : (done ? c.accent : c.text2);
    if (done && !current)
        paintIcon(painter, Icon::Check, circle.adjusted(4, 4, -4, -4), sign);
    else
        paintText(painter, circle, item.number, dermis::font(TypeStyle::Small), sign, Qt::AlignCenter);
}

class SectionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {120, sectionHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &c = tokens();
        const SectionItem item = itemAt(index);
        const bool current = option.state.testFlag(QStyle::State_Selected);
        const QRectF row(option.rect);
        if (current) {
            painter->fillRect(row, c.panel);
            painter->fillRect(QRectF(row.left(), row.top(), 4, row.height()), c.accent);
        }
        paintNumber(*painter, QRectF(row.left() + 14, row.center().y() - 11, 22, 22), item, current);
        const QString count = QObject::tr("%1/%2", "answered of all").arg(item.answered).arg(item.total);
        const int countWidth = QFontMetrics(dermis::font(TypeStyle::Small)).horizontalAdvance(count) + 4;
        const QRectF words(row.left() + 45, row.top() + 6, row.width() - 45 - 12 - countWidth, 22);
        paintText(*painter, words, item.title,
                  dermis::font(current ? TypeStyle::BodyStrong : TypeStyle::Body), c.text);
        paintText(*painter, QRectF(words.right(), words.top(), countWidth, 22), count,
                  dermis::font(TypeStyle::Small), c.text2, Qt::AlignRight | Qt::AlignVCenter);
        if (item.hasFinding)
            paintIcon(*painter, Icon::SeverityRelative,
                      QRectF(words.right() + countWidth - 14, row.top() + 28, 14, 14), c.relativeText);
        const QRectF bar(words.left(), row.top() + 32, words.width() - 8, 4);
        paintBox(*painter, bar, 2, c.sunken, {});
        if (item.total > 0 && item.answered > 0)
            paintBox(*painter, QRectF(bar.topLeft(), QSizeF(bar.width() * item.answered / item.total, 4)), 2,
                     c.accent, {});
    }
};

QString sentence(const SectionItem &item)
{
    const QString words = SectionRail::tr("%1 %2, %3 of %4 answered")
                              .arg(item.number, item.title)
                              .arg(item.answered)
                              .arg(item.total);
    return item.hasFinding ? SectionRail::tr("%1, has a finding").arg(words) : words;
}

} // namespace

SectionRail::SectionRail(QWidget *parent) : QListView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new SectionDelegate(this));
    setAccessibleName(tr("Sections"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setBackgroundRole(QPalette::AlternateBase);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
}

void SectionRail::setSections(const QList<SectionItem> &sections)
{
    m_silent = true;
    const int current = currentSection();
    while (m_model->rowCount() > sections.size())
        m_model->removeRow(m_model->rowCount() - 1);
    for (int row = 0; row < sections.size(); ++row) {
        if (row >= m_model->rowCount())
            m_model->appendRow(new QStandardItem);
        QStandardItem *item = m_model->item(row);
        item->setData(QVariant::fromValue(sections.at(row)), itemRole);
        item->setText(sections.at(row).title);
        item->setData(sentence(sections.at(row)), Qt::AccessibleTextRole);
        item->setToolTip(sentence(sections.at(row)));
    }
    setCurrentIndex(m_model->index(std::max(0, current), 0));
    m_silent = false;
}

void SectionRail::setCurrentSection(int index)
{
    m_silent = true;
    setCurrentIndex(m_model->index(index, 0));
    m_silent = false;
}

void SectionRail::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_silent && current.isValid())
        Q_EMIT sectionChosen(current.row());
}

} // namespace dermis
