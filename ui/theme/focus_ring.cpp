#include "ui/theme/focus_ring.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int reach = focusRingWidth + focusRingGap;

bool wantsRing(const QWidget &widget)
{
    const QVariant wish = widget.property("focusRing");
    return !widget.isWindow() && (wish.typeId() != QMetaType::Bool || wish.toBool());
}

/// The widget on which a ring around `widget` is not cut off: the next viewport or window above it.
QWidget *frameOf(const QWidget &widget)
{
    QWidget *ancestor = widget.parentWidget();
    while (ancestor != nullptr && !ancestor->isWindow()) {
        const auto *area = qobject_cast<QAbstractScrollArea *>(ancestor->parentWidget());
        if (area != nullptr && area->viewport() == ancestor)
            return ancestor;
        ancestor = ancestor->parentWidget();
    }
    return ancestor;
}

class Overlay : public QWidget
{
public:
    Overlay(QWidget *parent, Token colour) : QWidget(parent), m_colour(colour)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(tokens().*m_colour, focusRingWidth));
        constexpr qreal half = focusRingWidth / 2.0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), controlRadius + 1,
                                controlRadius + 1);
    }

private:
    Token m_colour;
};

} // namespace

FocusRing::FocusRing()
{
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

FocusRing::~FocusRing()
{
    delete m_overlay;
}

void FocusRing::follow(QWidget *widget)
{
    unwatch();
    delete m_overlay;
    m_target = widget != nullptr && wantsRing(*widget) ? widget : nullptr;
    m_frame = m_target ? frameOf(*m_target) : nullptr;
    if (!m_frame)
        return;
    const bool onRail = m_target->property("focusRing").toString() == u"rail"_s;
    m_overlay = new Overlay(m_frame, onRail ? &Tokens::railFocus : &Tokens::focus);
    for (QWidget *watched = m_target; watched != nullptr && watched != m_frame;
         watched = watched->parentWidget())
        watch(watched);
    place();
}

void FocusRing::watch(QWidget *widget)
{
    widget->installEventFilter(this);
    m_watched << widget;
}

void FocusRing::unwatch()
{
    for (const QPointer<QWidget> &watched : std::as_const(m_watched)) {
        if (watched)
            watched->removeEventFilter(this);
    }
    m_watched.clear();
}

void FocusRing::place()
{
    if (!m_overlay || !m_target || !m_frame)
        return;
    if (!m_target->isVisibleTo(m_frame)) {
        m_overlay->hide();
        return;
    }
    const QPoint corner = m_target->mapTo(m_frame, QPoint(0, 0));
    m_overlay->setGeometry(QRect(corner, m_target->size()).adjusted(-reach, -reach, reach, reach));
    m_overlay->show();
    m_overlay->raise();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        place();
        break;
    case QEvent::ParentChange:
        follow(m_target);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace dermis
