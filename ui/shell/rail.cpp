#include "ui/shell/rail.h"

#include "core/access/permissions.h"
#include "core/storage/actor.h"
#include "ui/context/words.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/avatar.h"

#include <QBoxLayout>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int wide = 76;
constexpr int narrow = 52;
constexpr int wideItem = 56;
constexpr int narrowItem = 44;
constexpr int iconRole = Qt::UserRole + 1;
constexpr int placeRole = Qt::UserRole + 2;

void paintRailItem(QPainter &painter, const QRectF &area, Icon icon, const QString &text, bool on,
                   bool compact)
{
    const Tokens &c = tokens();
    if (on) {
        painter.fillRect(area, c.railOn);
        painter.fillRect(QRectF(area.left(), area.top(), 4, area.height()), c.sand);
    }
    const QColor colour = on ? c.onStop : c.railText;
    const qreal size = 22;
    const qreal top = compact ? area.center().y() - size / 2 : area.top() + 9;
    paintIcon(painter, icon, QRectF(area.center().x() - size / 2, top, size, size), colour,
              on ? c.railOn : c.rail);
    if (!compact)
        paintText(painter, QRectF(area.left(), top + size + 1, area.width(), 18), text,
                  dermis::font(on ? TypeStyle::SmallStrong : TypeStyle::Small), colour, Qt::AlignCenter);
}

/// One word that fits the rail.
QString shortRole(Roles roles)
{
    if (roles.testFlag(Role::Dermatologist))
        return Rail::tr("Doctor");
    return rolesIn(roles).isEmpty() ? QString() : roleWord(rolesIn(roles).first());
}

class RailDelegate : public QStyledItemDelegate
{
public:
    explicit RailDelegate(Rail *rail) : QStyledItemDelegate(rail), m_rail(rail) {}
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return m_rail->isCompact() ? QSize(narrow, narrowItem) : QSize(wide, wideItem);
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        paintRailItem(*painter, option.rect, static_cast<Icon>(index.data(iconRole).toInt()),
                      index.data(Qt::DisplayRole).toString(), option.state.testFlag(QStyle::State_Selected),
                      m_rail->isCompact());
    }

private:
    Rail *m_rail;
};

class LockButton : public QToolButton
{
public:
    explicit LockButton(Rail *rail) : QToolButton(rail), m_rail(rail)
    {
        setText(Rail::tr("Lock"));
        setAccessibleName(Rail::tr("Lock"));
        setToolTip(Rail::tr("Lock (Ctrl+L)"));
        setProperty("focusRing", u"rail"_s);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        return m_rail->isCompact() ? QSize(narrow, narrowItem) : QSize(wide, wideItem);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintRailItem(painter, rect(), Icon::Lock, text(), false, m_rail->isCompact());
    }

private:
    Rail *m_rail;
};

} // namespace

/// Initials, name and role of who is at the computer.
class PersonBadge : public QWidget
{
public:
    explicit PersonBadge(Rail *rail) : QWidget(rail), m_rail(rail)
    {
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    void setPerson(const Actor &actor)
    {
        m_name = actor.name;
        m_role = shortRole(actor.roles);
        setAccessibleName(Rail::tr("%1, %2", "person, role").arg(m_name, rolesWords(actor.roles)));
        setToolTip(accessibleName());
        update();
    }
    QSize sizeHint() const override { return m_rail->isCompact() ? QSize(narrow, 50) : QSize(wide, 78); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (m_name.isEmpty())
            return;
        QPainter painter(this);
        const Tokens &c = tokens();
        paintInitials(painter, QRectF((width() - 34) / 2.0, 4, 34, 34), m_name, c.sand,
                      tokensOf(Theme::Light).rail);
        if (!m_rail->isCompact()) {
            const QFont font = dermis::font(TypeStyle::Small);
            paintText(painter, QRectF(3, 42, width() - 6, 16), shortName(m_name), font, c.onStop,
                      Qt::AlignCenter);
            paintText(painter, QRectF(3, 58, width() - 6, 16), m_role, font, c.railText, Qt::AlignCenter);
        }
        painter.fillRect(QRectF(8, height() - 1, width() - 16, 1), c.railOn);
    }

private:
    Rail *m_rail;
    QString m_name;
    QString m_role;
};

QString shortName(const QString &name)
{
    const QStringList words = name.simplified().split(u' ', Qt::SkipEmptyParts);
    static const QStringList titles{u"dr"_s, u"sr"_s, u"prof"_s, u"mr"_s, u"mrs"_s, u"ms"_s};
    if (words.size() > 2 && titles.contains(words.first().toLower().remove(u'.')))
        return words.first() + u' ' + words.last();
    if (words.size() > 1 && !titles.contains(words.first().toLower().remove(u'.')))
        return words.first().left(1) + u". "_s + words.last();
    return name;
}

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_person(new PersonBadge(this))
    , m_lock(new LockButton(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RailDelegate(this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Main menu"));
    m_list->setProperty("focusRing", u"rail"_s);
    m_list->viewport()->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 58, 0, 4);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(m_person);
    column->addSpacing(2);
    column->addWidget(m_lock);
    setFixedWidth(wide);
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT placeChosen(static_cast<Place>(index.data(placeRole).toInt()));
    };
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    connect(m_lock, &QToolButton::clicked, this, &Rail::lockRequested);
}

QWidget *Rail::list() const
{
    return m_list;
}

int Rail::count() const
{
    return m_model->rowCount();
}

void Rail::addPlace(Place place, Icon icon, const QString &text)
{
    auto *item = new QStandardItem(text);
    item->setData(static_cast<int>(icon), iconRole);
    item->setData(static_cast<int>(place), placeRole);
    item->setToolTip(tr("%1 (Ctrl+%2)", "page, key").arg(text).arg(m_model->rowCount() + 1));
    item->setData(text, Qt::AccessibleTextRole);
    m_model->appendRow(item);
}

void Rail::setCurrent(Place place)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (placeAt(row) == place)
            m_list->setCurrentIndex(m_model->index(row, 0));
    }
}

std::optional<Place> Rail::placeAt(int position) const
{
    const QStandardItem *item = m_model->item(position);
    return item == nullptr ? std::nullopt : std::optional(static_cast<Place>(item->data(placeRole).toInt()));
}

void Rail::setPerson(const Actor &actor)
{
    m_person->setPerson(actor);
}

void Rail::setCompact(bool compact)
{
    if (m_compact == compact)
        return;
    m_compact = compact;
    setFixedWidth(compact ? narrow : wide);
    m_person->updateGeometry();
    m_lock->updateGeometry();
    m_list->doItemsLayout();
    update();
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    painter.fillRect(rect(), c.rail);
    paintIcon(painter, Icon::Brand, QRectF((width() - 34) / 2.0, 12, 34, 34), c.sand, c.rail);
}

} // namespace dermis
