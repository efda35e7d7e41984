#include "ui/consents/checks_row.h"

#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/theme/typography.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int edge = 12;
constexpr int gap = 14;
constexpr int markWidth = 19;

} // namespace

QString checkWords(SheetCheckKind kind)
{
    switch (kind) {
    case SheetCheckKind::TextInsideMargins:
        return ChecksRow::tr("Text inside margins");
    case SheetCheckKind::NoEmptyField:
        return ChecksRow::tr("No empty fields");
    case SheetCheckKind::CodesReadBack:
        return ChecksRow::tr("Codes read back");
    case SheetCheckKind::NameOnEveryPage:
        break;
    }
    return ChecksRow::tr("Name on every page");
}

ChecksRow::ChecksRow(QWidget *parent) : QWidget(parent)
{
    setFixedHeight(34);
    setChecks({});
}

void ChecksRow::setChecks(const QList<SheetCheck> &checks)
{
    m_checks = checks;
    QStringList words;
    for (const SheetCheck &check : checks)
        words << (check.passed ? tr("%1: in order").arg(checkWords(check.kind))
                               : tr("%1: not in order").arg(checkWords(check.kind)));
    setAccessibleName(checks.isEmpty() ? tr("Checking the sheet")
                                       : tr("Checked before printing. %1").arg(words.join(u". "_s)));
    update();
}

/// Whether the head has room beside the checks; where it has not, they stand alone.
bool ChecksRow::fits(const QString &head) const
{
    const QFontMetricsF small(dermis::font(TypeStyle::Small));
    qreal needed = edge + QFontMetricsF(dermis::font(TypeStyle::SmallStrong)).horizontalAdvance(head) + gap;
    for (const SheetCheck &check : m_checks)
        needed += markWidth + small.horizontalAdvance(checkWords(check.kind)) + gap;
    return needed <= width();
}

void ChecksRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    painter.fillRect(rect(), c.panel);
    painter.fillRect(QRect(0, 0, width(), 1), c.line);
    const QFont strong = dermis::font(TypeStyle::SmallStrong);
    const QFont small = dermis::font(TypeStyle::Small);
    const QString head = m_checks.isEmpty() ? tr("Checking the sheet…") : tr("Checked before printing");
    qreal left = edge;
    const auto write = [&](const QString &text, const QFont &font, const QColor &colour) {
        const qreal advance = QFontMetricsF(font).horizontalAdvance(text) + 2;
        paintText(painter, QRectF(left, 0, advance, height()), text, font, colour);
        left += advance;
    };
    if (m_checks.isEmpty() || fits(head)) {
        write(head, strong, c.text);
        left += gap;
    }
    for (const SheetCheck &check : m_checks) {
        const SeverityLook look = dermis::look(check.passed ? SeverityMark::Clear : SeverityMark::Absolute);
        paintIcon(painter, look.icon, QRectF(left, height() / 2.0 - 7, 14, 14), c.*look.text, c.panel);
        left += markWidth;
        write(checkWords(check.kind), small, c.*look.text);
        left += gap;
    }
}

} // namespace dermis
