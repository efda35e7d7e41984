#include "ui/today/day_view.h"

#include "ui/theme/typography.h"
#include "ui/today/day_delegate.h"
#include "ui/today/day_words.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

namespace dermis {

namespace {

constexpr std::array allActs{DayAct::MarkArrived,  DayAct::StartIntake,  DayAct::ContinueIntake,
                             DayAct::ReviewSafety, DayAct::PrintConsent, DayAct::OpenRecord,
                             DayAct::DidNotCome,   DayAct::Defer};

int widestAct()
{
    int widest = 0;
    for (const DayAct act : allActs)
        widest = std::max(widest, QFontMetrics(font(TypeStyle::Body)).horizontalAdvance(actWords(act)));
    return widest;
}

int widestState()
{
    int widest = 0;
    for (const VisitState state : allVisitStates()) {
        DayEntry entry;
        entry.day.visit.state = state;
        const QFontMetrics metrics(font(TypeStyle::BodyStrong));
        widest = std::max(widest, metrics.horizontalAdvance(stateWords(entry).title));
    }
    return widest;
}

} // namespace

DayView::DayView(QWidget *parent)
    : QTreeView(parent), m_model(new DayModel(this)), m_delegate(new DayDelegate(*m_model, this))
{
    setModel(m_model);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Visits of the day"));
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    header()->setSectionsMovable(false);
    header()->setSectionsClickable(false);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    layOutGroups();
    connect(m_delegate, &DayDelegate::nextStepClicked, this, &DayView::requestNext);
    connect(m_delegate, &DayDelegate::moreClicked, this, [this](const QModelIndex &index) {
        const QRectF dots = m_delegate->moreArea(visualRect(index), index);
        offerActs(*m_model->entry(index), viewport()->mapToGlobal(dots.bottomLeft().toPoint()));
    });
    connect(this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const DayEntry *entry = m_model->entry(index))
            Q_EMIT actRequested(*entry, DayAct::OpenRecord);
    });
}

void DayView::setActor(Roles roles)
{
    m_model->setActor(roles);
}

void DayView::setEntries(const QList<DayEntry> &entries, const QDateTime &now)
{
    m_model->setEntries(entries, now);
    layOutGroups();
    updateGeometry();
}

void DayView::layOutGroups()
{
    for (int group = 0; group < dayGroupCount; ++group) {
        const QModelIndex index = m_model->index(group, 0);
        setFirstColumnSpanned(group, {}, true);
        setRowHidden(group, {}, m_model->rowCount(index) == 0);
        setExpanded(index, true);
    }
}

QSize DayView::sizeHint() const
{
    int height = header()->sizeHint().height();
    for (int group = 0; group < dayGroupCount; ++group) {
        const QModelIndex parent = m_model->index(group, 0);
        const int rows = m_model->rowCount(parent);
        height += rows > 0 ? rowHeight(parent) : 0;
        for (int row = 0; row < rows; ++row)
            height += rowHeight(m_model->index(row, 0, parent));
    }
    return {QTreeView::sizeHint().width(), height};
}

void DayView::selectFirst()
{
    for (int group = 0; group < dayGroupCount; ++group) {
        const QModelIndex first = m_model->index(0, 0, m_model->index(group, 0));
        if (first.isValid()) {
            setCurrentIndex(first);
            return;
        }
    }
}

void DayView::selectVisit(VisitId visit)
{
    if (const QModelIndex index = m_model->indexOf(visit); index.isValid())
        setCurrentIndex(index);
}

VisitId DayView::currentVisit() const
{
    const DayEntry *entry = m_model->entry(currentIndex());
    return entry != nullptr ? entry->day.visit.id : VisitId();
}

void DayView::requestNext(const QModelIndex &index)
{
    if (const DayEntry *entry = m_model->entry(index))
        Q_EMIT actRequested(*entry, m_model->nextAct(*entry));
}

void DayView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        event->modifiers() == Qt::NoModifier) {
        requestNext(currentIndex());
        return;
    }
    QTreeView::keyPressEvent(event);
}

void DayView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const DayEntry *found = m_model->entry(byKey ? currentIndex() : indexAt(event->pos()));
    if (found == nullptr)
        return;
    offerActs(*found, byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft())
                            : event->globalPos());
}

void DayView::offerActs(const DayEntry &entry, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const DayAct act : m_model->acts(entry)) {
        connect(menu->addAction(actWords(act)), &QAction::triggered, this,
                [this, entry, act] { Q_EMIT actRequested(entry, act); });
    }
    menu->popup(at);
}

void DayView::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    const QRect cell = visualRect(index);
    const bool onButton = m_delegate->buttonArea(cell, index).contains(event->position()) ||
                          m_delegate->moreArea(cell, index).contains(event->position());
    viewport()->setCursor(onButton ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QTreeView::mouseMoveEvent(event);
}

void DayView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (const QModelIndex above = indexAbove(current); above.isValid() && m_model->entry(above) == nullptr)
        scrollTo(above); // the first of a group shows under its heading
}

void DayView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    layOutColumns();
}

void DayView::layOutColumns()
{
    const QFontMetrics strong(dermis::font(TypeStyle::BodyStrong));
    const QFontMetrics body(dermis::font(TypeStyle::Body));
    const QFontMetrics small(dermis::font(TypeStyle::Small));
    const int time =
        std::max(strong.horizontalAdvance(tr("Walk-in")), strong.horizontalAdvance(QLatin1String("00:00"))) +
        22;
    const int waiting =
        std::max(body.horizontalAdvance(tr("Waiting")), body.horizontalAdvance(waitWords(599))) + 24;
    const int next = widestAct() + 38 + DayDelegate::moreWidth;
    const int rest = std::max(300, viewport()->width() - time - waiting - next);
    header()->resizeSection(DayModel::Time, time);
    const int where = std::max(widestState() + 48, rest * 32 / 100); // where people are is never cut short
    const int sign =
        small.horizontalAdvance(allergyWords(DayAllergies::NotConfirmed)) + 40; // nor is an allergy
    const int reason = std::min((rest - where) * 38 / 100, std::max(60, rest - where - sign));
    header()->resizeSection(DayModel::Patient, rest - where - reason);
    header()->resizeSection(DayModel::Reason, reason);
    header()->resizeSection(DayModel::Where, where);
    header()->resizeSection(DayModel::Waiting, waiting);
    header()->resizeSection(DayModel::Next, next);
}

} // namespace dermis
