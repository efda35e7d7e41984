#include "ui/widgets/person_list.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"
#include "ui/widgets/avatar.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace dermis {

namespace {

constexpr int roleRole = Qt::UserRole + 1;
constexpr int noteRole = Qt::UserRole + 2;

void paintPerson(QPainter &painter, const QRectF &row, const QModelIndex &index, bool current)
{
    const Tokens &c = tokens();
    const QString name = index.data(Qt::DisplayRole).toString();
    paintInitials(painter, QRectF(row.left() + 14, row.center().y() - 16, 32, 32), name,
                  current ? c.accent : c.accentSoft, current ? c.onAccent : c.accent);
    const QFont small = dermis::font(TypeStyle::Small);
    const QString note = index.data(noteRole).toString();
    const int noteWidth = QFontMetrics(small).horizontalAdvance(note) + 2;
    const QRectF words(row.left() + 58, row.top() + 10, row.width() - 58 - 14 - noteWidth - 8, 20);
    paintText(painter, words, name, dermis::font(TypeStyle::BodyStrong), c.text);
    paintText(painter, words.translated(0, 19), index.data(roleRole).toString(), small, c.text2);
    paintText(painter, QRectF(row.right() - 14 - noteWidth, row.top(), noteWidth, row.height()), note, small,
              c.text2);
}

class PersonDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, PersonList::rowHeight};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRectF row(option.rect);
        const bool current = option.state.testFlag(QStyle::State_Selected);
        if (current) {
            painter->fillRect(row, tokens().selection);
            painter->fillRect(QRectF(row.left(), row.top(), 4, row.height()), tokens().accent);
        }
        paintPerson(*painter, row, index, current);
        if (index.row() + 1 < index.model()->rowCount())
            paintLowerLine(*painter, row, tokens().line);
    }
};

} // namespace

PersonList::PersonList(const QString &accessibleName, QWidget *parent)
    : QListView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new PersonDelegate(this));
    setAccessibleName(accessibleName);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void PersonList::setPeople(const QList<PersonRow> &people)
{
    const QSignalBlocker silent(this);
    m_model->clear();
    for (const PersonRow &person : people) {
        auto *item = new QStandardItem(person.name);
        item->setData(person.role, roleRole);
        item->setData(person.note, noteRole);
        item->setData(
            tr("%1, %2 %3", "name, role, note").arg(person.name, person.role, person.note).trimmed(),
            Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
}

void PersonList::setCurrentRow(int row)
{
    const QSignalBlocker silent(this);
    setCurrentIndex(m_model->index(row, 0));
}

void PersonList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT currentRowChanged(current.row());
}

} // namespace dermis
