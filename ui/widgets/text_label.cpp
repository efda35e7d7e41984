#include "ui/widgets/text_label.h"

#include <QEvent>

namespace dermis {

TextLabel::TextLabel(const QString &text, TypeStyle style, Token colour, QWidget *parent)
    : QLabel(text, parent), m_colour(colour)
{
    setFont(dermis::font(style));
    setTextFormat(Qt::PlainText);
    setForegroundRole(QPalette::WindowText); // not the role that the parent's ground suggests
    applyColour();
}

void TextLabel::setColour(Token colour)
{
    m_colour = colour;
    applyColour();
}

void TextLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        applyColour();
    QLabel::changeEvent(event);
}

void TextLabel::applyColour()
{
    const QColor colour = tokens().*m_colour;
    if (palette().color(QPalette::WindowText) == colour && testAttribute(Qt::WA_SetPalette))
        return;
    QPalette changed = palette();
    changed.setColor(QPalette::WindowText, colour);
    setPalette(changed);
}

} // namespace dermis
