#include "ui/widgets/allergy_chip.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace dermis {

namespace {

constexpr int chipPadding = 9;
constexpr int chipGap = 7;

} // namespace

AllergyChip::AllergyChip(AllergyEntry entry, QWidget *parent) : QToolButton(parent), m_entry(std::move(entry))
{
    setFocusPolicy(Qt::StrongFocus);
    const QString detail = visibleDetail();
    setAccessibleName(detail.isEmpty() ? m_entry.name : tr("%1, %2").arg(m_entry.name, detail));
    setFixedSize(sizeHint());
}

QString AllergyChip::visibleName() const
{
    return m_entry.matched ? m_entry.name : tr("“%1”").arg(m_entry.name);
}

QString AllergyChip::visibleDetail() const
{
    if (!m_entry.matched)
        return tr("not matched, stops treatment");
    if (!m_entry.fromPaper)
        return m_entry.detail;
    return m_entry.detail.isEmpty() ? tr("from paper") : tr("%1, from paper").arg(m_entry.detail);
}

QSize AllergyChip::sizeHint() const
{
    const int name = QFontMetrics(dermis::font(TypeStyle::BodyStrong)).horizontalAdvance(visibleName());
    const QString detail = visibleDetail();
    const int rest = QFontMetrics(dermis::font(TypeStyle::Small)).horizontalAdvance(detail);
    return {2 * chipPadding + name + (detail.isEmpty() ? 0 : chipGap + rest) + 1, 26};
}

void AllergyChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const QColor strong = m_entry.matched ? c.stopText : c.notAskedText;
    const QColor edge = m_entry.matched ? c.stopLine : c.notAskedText;
    const QColor ground = underMouse() ? c.subtle : c.panel;
    paintBox(painter, QRectF(rect()).adjusted(0, 1, 0, -1), chipRadius, ground, edge,
             m_entry.matched ? Qt::SolidLine : Qt::DashLine);
    const QFont bold = dermis::font(TypeStyle::BodyStrong);
    const int nameWidth = QFontMetrics(bold).horizontalAdvance(visibleName());
    paintText(painter, QRectF(chipPadding, 0, nameWidth + 1, height()), visibleName(), bold, strong);
    paintText(painter, QRectF(chipPadding + nameWidth + chipGap, 0, width(), height()), visibleDetail(),
              dermis::font(TypeStyle::Small), c.text2);
}

} // namespace dermis
