#include "ui/widgets/tab_strip.h"

#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QPainter>
#include <QShortcut>

namespace dermis {

namespace {

constexpr int tabHeight = 34;
constexpr int tabPadding = 14;
constexpr int tabGap = 5;

QString countText(const TabText &tab)
{
    return tab.count == 0 ? QString() : QString::number(tab.count);
}

void paintRing(QPainter &painter, const QRectF &area)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens().focus, focusRingWidth));
    painter.drawRoundedRect(area, controlRadius, controlRadius);
    painter.restore();
}

QColor countColour(const TabText &tab)
{
    return tab.severity ? tokens().*look(*tab.severity).text : tokens().text2;
}

} // namespace

TabStrip::TabStrip(const QString &accessibleName, QWidget *parent) : QTabBar(parent)
{
    setAccessibleName(accessibleName);
    setProperty("focusRing", false); // the ring is around the tab, not around all of them
    setDrawBase(false);
    setExpanding(false);
    setElideMode(Qt::ElideNone);
    setUsesScrollButtons(true);
    for (int position = 0; position < 9; ++position) {
        auto *key = new QShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + position)), this);
        connect(key, &QShortcut::activated, this, [this, position] { choose(position); });
    }
}

int TabStrip::addTab(const TabText &text)
{
    m_tabs << text;
    const int index = QTabBar::addTab(text.title);
    setTab(index, text);
    return index;
}

void TabStrip::setTab(int index, const TabText &text)
{
    m_tabs[index] = text;
    setTabText(index, text.title);
    setAccessibleTabName(index, text.count == 0 ? text.title : tr("%1, %2").arg(text.title).arg(text.count));
    update();
}

void TabStrip::choose(int position)
{
    for (int index = 0; index < count(); ++index) {
        if (isTabVisible(index) && position-- == 0)
            return setCurrentIndex(index);
    }
}

QSize TabStrip::tabSizeHint(int index) const
{
    const TabText tab = m_tabs.value(index);
    const QFontMetrics metrics(dermis::font(TypeStyle::BodyStrong));
    const QString count = countText(tab);
    return {2 * tabPadding + metrics.horizontalAdvance(tab.title) +
                (count.isEmpty() ? 0 : tabGap + metrics.horizontalAdvance(count)),
            tabHeight};
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    for (int index = 0; index < count(); ++index) {
        if (!isTabVisible(index))
            continue;
        const QRectF area(tabRect(index));
        const TabText &tab = m_tabs.at(index);
        const bool current = index == currentIndex();
        const QFont font = dermis::font(current ? TypeStyle::BodyStrong : TypeStyle::Body);
        const QRectF words = area.adjusted(tabPadding, 0, 0, 0);
        paintText(painter, words, tab.title, font, current ? c.text : c.text2);
        const int titleWidth = QFontMetrics(font).horizontalAdvance(tab.title);
        paintText(painter, words.adjusted(titleWidth + tabGap, 0, 0, 0), countText(tab),
                  dermis::font(tab.severity ? TypeStyle::BodyStrong : TypeStyle::Body), countColour(tab));
        if (current)
            painter.fillRect(QRectF(area.left(), area.bottom() - 3, area.width(), 3), c.accent);
        if (current && hasFocus())
            paintRing(painter, area.adjusted(4, 3, -4, -6));
    }
}

} // namespace dermis
