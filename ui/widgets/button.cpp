#include "ui/widgets/button.h"

#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QKeyEvent>
#include <QPainter>

namespace dermis {

namespace {

constexpr int markSize = 16;
constexpr int buttonGap = 7;
constexpr char refusalProperty[] = "writesRefused"; // of a place whose buttons may not write: why

struct ButtonColours
{
    QColor fill, edge, text, hint;
};

ButtonColours coloursOf(ButtonKind kind, bool enabled, bool hovered, bool down)
{
    const Tokens &c = tokens();
    if (!enabled)
        return kind == ButtonKind::Link ? ButtonColours{{}, {}, c.text3, c.text3}
                                        : ButtonColours{c.subtle, c.line, c.text3, c.text3};
    switch (kind) {
    case ButtonKind::Primary: {
        const QColor fill = down ? c.accent.darker(115) : (hovered ? c.accent.lighter(112) : c.accent);
        return {fill, fill, c.onAccent, c.onAccent};
    }
    case ButtonKind::Danger:
        return {down || hovered ? c.stopSoft : c.panel, c.stopSolid, c.stopText, c.stopText};
    case ButtonKind::Link:
        return {hovered ? c.accentSoft : QColor(), {}, c.accent, c.text2};
    case ButtonKind::Secondary:
        break;
    }
    return {down ? c.sunken : (hovered ? c.subtle : c.panel), c.control, c.text, c.text2};
}

int paddingOf(ButtonKind kind, bool textless)
{
    if (textless)
        return 6;
    return kind == ButtonKind::Link ? 4 : 12;
}

} // namespace

Button::Button(const QString &text, ButtonKind kind, QWidget *parent)
    : QPushButton(text, parent), m_kind(kind)
{
    setFont(dermis::font(TypeStyle::Body));
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setCursor(kind == ButtonKind::Link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
}

Button::Button(Icon icon, const QString &text, ButtonKind kind, QWidget *parent) : Button(text, kind, parent)
{
    m_icon = icon;
}

Button *Button::iconOnly(Icon icon, const QString &name, QWidget *parent)
{
    auto *button = new Button(icon, QString(), ButtonKind::Secondary, parent);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

void Button::setKind(ButtonKind kind)
{
    m_kind = kind;
    updateGeometry();
    update();
}

void Button::setMark(std::optional<Icon> icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

void Button::setSmall(bool small)
{
    m_height = small ? 26 : 30;
    setFont(dermis::font(small ? TypeStyle::Small : TypeStyle::Body));
    updateGeometry();
}

void Button::setLarge(bool large)
{
    m_height = large ? 34 : 30;
    updateGeometry();
}

void Button::setKey(const QKeySequence &key)
{
    setShortcut(key);
    setKeyHint(key.toString(QKeySequence::NativeText).replace(QStringLiteral("Return"), tr("Enter", "key")));
}

void Button::setKeyHint(const QString &hint)
{
    m_hint = hint;
    updateGeometry();
    update();
}

void Button::setKeyHintShown(bool shown)
{
    m_hintShown = shown;
    updateGeometry();
    update();
}

QString Button::visibleHint() const
{
    return m_hintShown || m_kind == ButtonKind::Primary ? m_hint : QString();
}

int Button::preferredHeight() const
{
    return std::max(m_height, fontMetrics().height() + 8);
}

QSize Button::sizeHint() const
{
    const QString label = text().remove(QLatin1Char('&'));
    int width = 2 * paddingOf(m_kind, label.isEmpty());
    if (m_icon)
        width += markSize + (label.isEmpty() ? 0 : buttonGap);
    width += fontMetrics().horizontalAdvance(label);
    if (const QString hint = visibleHint(); !hint.isEmpty())
        width += 10 + QFontMetrics(dermis::font(TypeStyle::Small)).horizontalAdvance(hint);
    return {std::max(width, preferredHeight()), preferredHeight()};
}

void Button::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ButtonColours colours = coloursOf(m_kind, isEnabled(), underMouse(), isDown());
    paintBox(painter, rect(), controlRadius, colours.fill, colours.edge);
    const QString label = text().remove(QLatin1Char('&'));
    const int content = sizeHint().width() - 2 * paddingOf(m_kind, label.isEmpty());
    int x = (width() - content) / 2;
    if (m_icon) {
        paintIcon(painter, *m_icon, QRectF(x, (height() - markSize) / 2.0, markSize, markSize), colours.text,
                  colours.fill.isValid() ? colours.fill : tokens().panel);
        x += markSize + buttonGap;
    }
    const int textWidth = fontMetrics().horizontalAdvance(label);
    paintText(painter, QRectF(x, 0, textWidth + 1, height()), label, font(), colours.text);
    if (const QString hint = visibleHint(); !hint.isEmpty())
        paintText(painter, QRectF(x + textWidth + 10, 0, width(), height()), hint,
                  dermis::font(TypeStyle::Small), colours.hint);
}

void Button::refuseWritesIn(QWidget &place, const QString &why)
{
    place.setProperty(refusalProperty, why);
    for (Button *button : place.findChildren<Button *>())
        button->refuseWrites(why);
}

void Button::refuseAsPlaceDoes()
{
    for (const QWidget *place = parentWidget(); place != nullptr; place = place->parentWidget()) {
        if (const QString why = place->property(refusalProperty).toString(); !why.isEmpty())
            return refuseWrites(why);
    }
}

void Button::refuseWrites(const QString &why)
{
    if (!m_writes)
        return;
    m_refusal = why;
    setEnabled(false);
    setToolTip(why);
    setAccessibleDescription(why);
}

bool Button::event(QEvent *event)
{
    const bool isOpened = event->type() == QEvent::EnabledChange && !testAttribute(Qt::WA_ForceDisabled);
    const bool isSaidOtherwise = event->type() == QEvent::ToolTipChange && toolTip() != m_refusal;
    if (!m_refusal.isEmpty() && (isOpened || isSaidOtherwise))
        refuseWrites(QString(m_refusal));
    if (event->type() == QEvent::Show && m_refusal.isEmpty())
        refuseAsPlaceDoes();
    return QPushButton::event(event);
}

/// A key that is held down presses once, here or where the keyboard was before.
void Button::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter || (event->modifiers() & ~Qt::KeypadModifier) != 0)
        return QPushButton::keyPressEvent(event);
    event->accept();
    if (!event->isAutoRepeat())
        click();
}

} // namespace dermis
