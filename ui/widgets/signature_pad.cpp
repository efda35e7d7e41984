#include "ui/widgets/signature_pad.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QTabletEvent>
#include <QTouchEvent>

#include <cmath>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype mostPadPoints = 19'000; // fewer than are kept for a signature (core/base/ink.h)
constexpr int padWidth = 520;
constexpr int leastPadWidth = 260;
constexpr qreal baseline = 0.76; // of the height

int heightOf(int width)
{
    return width * inkHeight / inkWidth;
}

/// What a device that feels it says; nothing for one that always says the same.
std::optional<double> pressureOf(const QPointerEvent &event, double pressure)
{
    if (event.pointingDevice() == nullptr || !event.pointingDevice()->hasCapability(QInputDevice::Capability::Pressure))
        return std::nullopt;
    return std::round(std::clamp(pressure, 0.0, 1.0) * 1000) / 1000;
}

/// Made by the system from a pen or a finger, which are read by themselves.
bool isDouble(const QMouseEvent &event)
{
    return event.source() == Qt::MouseEventSynthesizedBySystem || event.source() == Qt::MouseEventSynthesizedByQt;
}

qreal penWidth(const InkPoint &point)
{
    return point.pressure ? 20 + 45 * *point.pressure : 38; // as it is printed
}

void paintPadStroke(QPainter &painter, const Stroke &stroke, const QColor &colour)
{
    const auto at = [&](qsizetype i) { return QPointF(stroke.at(i).x, stroke.at(i).y); };
    if (stroke.size() == 1) {
        painter.setPen(QPen(colour, penWidth(stroke.first()), Qt::SolidLine, Qt::RoundCap));
        painter.drawPoint(at(0));
    }
    for (qsizetype i = 1; i < stroke.size(); ++i) {
        painter.setPen(QPen(colour, penWidth(stroke.at(i)), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(at(i - 1), at(i));
    }
}

} // namespace

SignaturePad::SignaturePad(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_AcceptTouchEvents);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setSigner({});
}

void SignaturePad::setSigner(const QString &who)
{
    setAccessibleName(who.isEmpty() ? tr("Signature") : tr("Signature of %1").arg(who));
    setAccessibleDescription(tr("White paper to sign on with a pen, a finger or the mouse. It cannot be signed with keys: without any of these the "
                                "sheet is signed on paper. Delete clears it."));
}

bool SignaturePad::isSigned() const
{
    return checkInk(m_ink).has_value();
}

void SignaturePad::clear()
{
    m_ink.clear();
    m_points = 0;
    m_source = Source::None;
    update();
    Q_EMIT changed();
}

int SignaturePad::heightForWidth(int width) const
{
    return heightOf(width);
}

QSize SignaturePad::sizeHint() const
{
    return {padWidth, heightOf(padWidth)};
}

QSize SignaturePad::minimumSizeHint() const
{
    return {leastPadWidth, heightOf(leastPadWidth)};
}

/// A pen that leaves the paper draws along its edge.
InkPoint SignaturePad::pointAt(const QPointF &place, std::optional<double> pressure) const
{
    const int at = m_clock.isValid() ? static_cast<int>(m_clock.elapsed()) : 0;
    return {std::clamp(qRound(place.x() * inkWidth / width()), 0, inkWidth), std::clamp(qRound(place.y() * inkHeight / height()), 0, inkHeight), at, pressure};
}

void SignaturePad::begin(Source source, const QPointF &place, std::optional<double> pressure)
{
    if (m_source != Source::None || m_points >= mostPadPoints)
        return;
    if (m_ink.isEmpty())
        m_clock.start();
    m_source = source;
    m_ink << Stroke{pointAt(place, pressure)};
    ++m_points;
    update();
    Q_EMIT changed();
}

void SignaturePad::move(Source source, const QPointF &place, std::optional<double> pressure)
{
    if (m_source != source || m_points >= mostPadPoints)
        return;
    const InkPoint point = pointAt(place, pressure);
    const InkPoint &last = m_ink.last().last();
    if (point.x == last.x && point.y == last.y)
        return;
    m_ink.last() << point;
    ++m_points;
    update();
}

void SignaturePad::end(Source source)
{
    if (m_source != source)
        return;
    m_source = Source::None;
    Q_EMIT changed();
}

void SignaturePad::mousePressEvent(QMouseEvent *event)
{
    if (!isDouble(*event) && event->button() == Qt::LeftButton)
        begin(Source::Mouse, event->position(), std::nullopt);
}

void SignaturePad::mouseMoveEvent(QMouseEvent *event)
{
    if (!isDouble(*event))
        move(Source::Mouse, event->position(), std::nullopt);
}

void SignaturePad::mouseReleaseEvent(QMouseEvent *event)
{
    if (!isDouble(*event) && event->button() == Qt::LeftButton)
        end(Source::Mouse);
}

void SignaturePad::tabletEvent(QTabletEvent *event)
{
    event->accept(); // so that no mouse event is made of it
    const std::optional<double> pressure = pressureOf(*event, event->pressure());
    if (event->type() == QEvent::TabletPress && event->button() == Qt::LeftButton)
        begin(Source::Tablet, event->position(), pressure);
    else if (event->type() == QEvent::TabletMove)
        move(Source::Tablet, event->position(), pressure);
    else if (event->type() == QEvent::TabletRelease)
        end(Source::Tablet);
}

/// The first finger draws; a palm that comes after it, or beside a pen, does not.
bool SignaturePad::touch(const QTouchEvent &event)
{
    for (const QEventPoint &finger : event.points()) {
        const std::optional<double> pressure = pressureOf(event, finger.pressure());
        if (finger.state() == QEventPoint::Pressed && m_source == Source::None) {
            m_finger = finger.id();
            begin(Source::Touch, finger.position(), pressure);
        } else if (finger.id() == m_finger && finger.state() == QEventPoint::Updated) {
            move(Source::Touch, finger.position(), pressure);
        } else if (finger.id() == m_finger && finger.state() == QEventPoint::Released) {
            end(Source::Touch);
        }
    }
    if (event.type() == QEvent::TouchCancel)
        end(Source::Touch);
    return true;
}

bool SignaturePad::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        event->accept();
        return touch(*static_cast<QTouchEvent *>(event));
    default:
        return QWidget::event(event);
    }
}

void SignaturePad::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        clear();
    else
        QWidget::keyPressEvent(event);
}

/// Paper is white in either theme.
void SignaturePad::paintEvent(QPaintEvent *)
{
    const Tokens &paper = tokensOf(Theme::Light);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(painter, rect(), controlRadius, paper.panel, tokens().lineStrong);
    const qreal line = height() * baseline;
    painter.setPen(hairline(paper.lineStrong));
    painter.drawLine(QPointF(16, line), QPointF(width() - 16, line));
    if (m_ink.isEmpty())
        paintText(painter, QRectF(16, line + 2, width() - 32, height() - line - 4), tr("Sign on the line"), dermis::font(TypeStyle::Small), paper.text3);
    painter.setClipRect(rect().adjusted(1, 1, -1, -1));
    painter.scale(qreal(width()) / inkWidth, qreal(height()) / inkHeight);
    for (const Stroke &stroke : m_ink)
        paintPadStroke(painter, stroke, paper.text);
}

} // namespace dermis
