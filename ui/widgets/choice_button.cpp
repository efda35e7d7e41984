#include "ui/widgets/choice_button.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace dermis {

namespace {

constexpr int choicePadding = 9;
constexpr int markWidth = 18;
constexpr int markGap = 6;

struct ChoiceColours
{
    QColor fill, edge, text, mark;
};

ChoiceColours coloursOf(bool chosen, bool inUse)
{
    const Tokens &c = tokens();
    if (!inUse)
        return {chosen ? c.sunken : QColor(), chosen ? c.sunken : c.line, c.text3, c.text3};
    return chosen ? ChoiceColours{c.accent, c.accent, c.onAccent, c.onAccent}
                  : ChoiceColours{c.panel, c.control, c.text, c.text2};
}

} // namespace

ChoiceButton::ChoiceButton(const QString &text, const QString &key, QWidget *parent)
    : QToolButton(parent), m_key(key)
{
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::NoFocus);
    setAttribute(Qt::WA_Hover);
}

void ChoiceButton::setKeptOnly(bool keptOnly)
{
    m_keptOnly = keptOnly;
    update();
}

QSize ChoiceButton::sizeHint() const
{
    const int words = QFontMetrics(dermis::font(TypeStyle::BodyStrong)).horizontalAdvance(text());
    return {2 * choicePadding + markWidth + markGap + words, 30};
}

void ChoiceButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ChoiceColours colours = coloursOf(isChecked(), !m_keptOnly && isEnabled());
    const bool hovered = underMouse() && isEnabled() && !isChecked() && !m_keptOnly;
    paintBox(painter, rect(), controlRadius, hovered ? tokens().subtle : colours.fill, colours.edge);
    const QFont font = dermis::font(isChecked() ? TypeStyle::BodyStrong : TypeStyle::Body);
    const int words = QFontMetrics(font).horizontalAdvance(text());
    const qreal left = (width() - markWidth - markGap - words) / 2.0;
    if (isChecked())
        paintIcon(painter, Icon::Check, QRectF(left + 1, (height() - 16) / 2.0, 16, 16), colours.mark);
    else
        paintKeyChip(painter, QRectF(left, (height() - 18) / 2.0, markWidth, 18), m_key, colours.mark,
                     tokens().lineStrong);
    paintText(painter, QRectF(left + markWidth + markGap, 0, words + 2, height()), text(), font, colours.text);
}

} // namespace dermis
