#include "ui/settings/recovery_key_view.h"

#include "core/consents/qr_code.h"
#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QPainter>

namespace dermis {

namespace {

constexpr int columns = 2;
constexpr int codeSide = 148;
constexpr int quietZone = 17; // white around the code, four modules of it
constexpr int gap = 20;
constexpr int numberWidth = 20;

QFont keyFont()
{
    QFont large = dermis::font(TypeStyle::Mono);
    large.setPointSizeF(dermis::font(TypeStyle::Title).pointSizeF() + 3);
    return large;
}

} // namespace

RecoveryKeyView::RecoveryKeyView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus); // so that a screen reader can be sent here
}

void RecoveryKeyView::setKey(const QString &text, const QString &qrText)
{
    m_groups = text.split(QLatin1Char('-'), Qt::SkipEmptyParts);
    const Result<QrCode> code = qrCode(qrText);
    m_code = code && !qrText.isEmpty() ? qrOutline(*code) : QPainterPath();
    setAccessibleName(text.isEmpty() ? QString()
                                     : tr("The recovery key: %1").arg(m_groups.join(QLatin1Char(' '))));
    updateGeometry();
    update();
}

QSize RecoveryKeyView::groupSize() const
{
    const QFontMetrics metrics(keyFont());
    return {numberWidth + metrics.horizontalAdvance(QStringLiteral("00000")) + gap, metrics.height() + 12};
}

QSize RecoveryKeyView::sizeHint() const
{
    const int rows = (static_cast<int>(m_groups.size()) + columns - 1) / columns;
    return {columns * groupSize().width() + codeSide, std::max(rows * groupSize().height(), codeSide)};
}

void RecoveryKeyView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const QSize group = groupSize();
    for (int index = 0; index < m_groups.size(); ++index) {
        const QRectF place(QPointF(index % columns * group.width(), index / columns * group.height()), group);
        paintText(painter, place, QString::number(index + 1), dermis::font(TypeStyle::Small), c.text2);
        paintText(painter, place.adjusted(numberWidth, 0, 0, 0), m_groups.at(index), keyFont(), c.text);
    }
    const QRectF square(columns * group.width(), 0, codeSide, codeSide);
    painter.fillRect(square, Qt::white); // a camera needs black on white, in the dark as well
    painter.translate(square.topLeft() + QPointF(quietZone, quietZone));
    painter.scale(codeSide - 2 * quietZone, codeSide - 2 * quietZone);
    painter.fillPath(m_code, Qt::black);
}

} // namespace dermis
