#include "ui/widgets/severity_tag.h"

#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace dermis {

SeverityTag::SeverityTag(SeverityMark severity, const QString &text, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSeverity(severity, text);
}

void SeverityTag::setSeverity(SeverityMark severity, const QString &text)
{
    m_severity = severity;
    m_text = text.isEmpty() ? severityWord(severity) : text;
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

QSize SeverityTag::sizeHint() const
{
    return {QFontMetrics(dermis::font(TypeStyle::SmallStrong)).horizontalAdvance(m_text) + 32, 22};
}

void SeverityTag::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &colours = tokens();
    const SeverityLook look = dermis::look(m_severity);
    const Qt::PenStyle edge = m_severity == SeverityMark::NotAsked ? Qt::DashLine : Qt::SolidLine;
    paintBox(painter, rect(), chipRadius, colours.*look.soft, colours.*look.line, edge);
    paintIcon(painter, look.icon, QRectF(6, (height() - 14) / 2.0, 14, 14), colours.*look.text,
              colours.*look.soft);
    paintText(painter, QRectF(25, 0, width() - 27, height()), m_text, dermis::font(TypeStyle::SmallStrong),
              colours.*look.text);
}

} // namespace dermis
