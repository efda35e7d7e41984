#include "ui/widgets/readiness_bar.h"

#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/widgets/button.h"

#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int barMargin = 16;
constexpr int signSize = 16;
constexpr int barGap = 9;
constexpr int restWidth = 52;

class PartButton : public QToolButton
{
public:
    PartButton(const ReadinessLinePart &part, QWidget *parent) : QToolButton(parent), m_part(part)
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(part.severity == SeverityMark::Clear
                              ? part.text
                              : ReadinessBar::tr("%1: %2").arg(severityWord(part.severity), part.text));
    }
    QSize sizeHint() const override
    {
        return {2 * barGap + signSize + 6 +
                    QFontMetrics(dermis::font(TypeStyle::Body)).horizontalAdvance(m_part.text) + 2,
                26};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &c = tokens();
        const SeverityLook look = dermis::look(m_part.severity);
        painter.fillRect(QRect(0, 3, 1, height() - 6), c.line);
        if (underMouse())
            painter.fillRect(rect().adjusted(1, 0, 0, 0), c.subtle);
        paintIcon(painter, look.icon, QRectF(barGap, (height() - signSize) / 2.0, signSize, signSize),
                  c.*look.text);
        paintText(painter, QRectF(barGap + signSize + 6, 0, width(), height()), m_part.text,
                  dermis::font(TypeStyle::Body), c.*look.text);
    }

private:
    ReadinessLinePart m_part;
};

} // namespace

ReadinessBar::ReadinessBar(QWidget *parent)
    : QWidget(parent)
    , m_rest(new QToolButton(this))
    , m_action(new Button(QString(), ButtonKind::Primary, this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(38);
    m_rest->setFocusPolicy(Qt::StrongFocus);
    m_rest->setAccessibleName(tr("More to settle"));
    connect(m_rest, &QToolButton::clicked, this, &ReadinessBar::showRest);
    connect(m_action, &Button::clicked, this, &ReadinessBar::actionRequested);
    rebuild();
}

void ReadinessBar::setReadiness(const ReadinessLine &readiness)
{
    if (m_readiness == readiness)
        return;
    m_readiness = readiness;
    rebuild();
}

int ReadinessBar::gaps() const
{
    return static_cast<int>(std::ranges::count_if(m_readiness.parts, [](const ReadinessLinePart &part) {
        return part.severity != SeverityMark::Clear && part.severity != SeverityMark::Note;
    }));
}

QString ReadinessBar::headline() const
{
    if (!m_readiness.headline.isEmpty())
        return m_readiness.headline;
    switch (m_readiness.state) {
    case ReadinessState::Ready:
        return tr("Ready to treat");
    case ReadinessState::NotReady:
        return tr("Not ready: %n to settle", nullptr, gaps());
    case ReadinessState::Deferred:
        return tr("Deferred");
    case ReadinessState::Checking:
        break;
    }
    return tr("Checking again");
}

int ReadinessBar::headWidth() const
{
    return barMargin + signSize + barGap +
           QFontMetrics(dermis::font(TypeStyle::BodyStrong)).horizontalAdvance(headline()) + barGap;
}

void ReadinessBar::rebuild()
{
    qDeleteAll(m_parts);
    m_parts.clear();
    for (const ReadinessLinePart &part : std::as_const(m_readiness.parts)) {
        auto *button = new PartButton(part, this);
        connect(button, &QToolButton::clicked, this,
                [this, target = part.target] { Q_EMIT partActivated(target); });
        m_parts << button;
    }
    m_action->setText(m_readiness.action);
    m_action->setKind(m_readiness.actionIsMain ? ButtonKind::Primary : ButtonKind::Secondary);
    m_action->setMark(m_readiness.state == ReadinessState::Ready ? Icon::Needle : Icon::Arrow);
    m_action->setKey(m_readiness.actionKey);
    m_action->setVisible(!m_readiness.action.isEmpty());
    m_action->setEnabled(m_readiness.state != ReadinessState::Checking);
    setAccessibleName(headline());
    arrange();
    update();
}

QList<qsizetype> ReadinessBar::partsThatFit(int width) const
{
    int total = 0;
    for (const QToolButton *part : m_parts)
        total += part->sizeHint().width();
    QList<qsizetype> shown;
    const bool all = total <= width;
    int used = 0;
    for (qsizetype index = 0; index < m_parts.size(); ++index) {
        if (!all && m_readiness.parts.at(index).severity == SeverityMark::Clear)
            continue;
        used += m_parts.at(index)->sizeHint().width();
        if (used > (all ? width : width - restWidth) && !(used <= width && index + 1 == m_parts.size()))
            break;
        shown << index;
    }
    return shown;
}

void ReadinessBar::arrange()
{
    int right = width() - barMargin;
    if (!m_action->isHidden()) {
        const QSize size = m_action->sizeHint();
        right -= size.width();
        m_action->setGeometry(right, (height() - size.height()) / 2, size.width(), size.height());
        right -= barGap;
    }
    const QList<qsizetype> shown = partsThatFit(right - headWidth());
    int left = headWidth();
    qsizetype gapsLeftOut = 0;
    for (qsizetype index = 0; index < m_parts.size(); ++index) {
        QToolButton *part = m_parts.at(index);
        part->setVisible(shown.contains(index));
        if (!shown.contains(index)) {
            gapsLeftOut += m_readiness.parts.at(index).severity == SeverityMark::Clear ? 0 : 1;
            continue;
        }
        const QSize size = part->sizeHint();
        part->setGeometry(left, (height() - size.height()) / 2, size.width(), size.height());
        left += size.width();
    }
    m_rest->setVisible(gapsLeftOut > 0);
    m_rest->setText(tr("+%1", "further gaps").arg(gapsLeftOut));
    m_rest->setAccessibleName(tr("%n more to settle", nullptr, static_cast<int>(gapsLeftOut)));
    m_rest->setGeometry(left + 4, (height() - 26) / 2, restWidth - 8, 26);
}

void ReadinessBar::showRest()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (qsizetype index = 0; index < m_parts.size(); ++index) {
        const ReadinessLinePart &part = m_readiness.parts.at(index);
        if (!m_parts.at(index)->isVisible())
            menu->addAction(icon(look(part.severity).icon, look(part.severity).text), part.text, this,
                            [this, target = part.target] { Q_EMIT partActivated(target); });
    }
    menu->popup(m_rest->mapToGlobal(QPoint(0, m_rest->height())));
}

void ReadinessBar::resizeEvent(QResizeEvent *)
{
    arrange();
}

void ReadinessBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    painter.fillRect(rect(), c.panel);
    paintLowerLine(painter, rect(), c.line);
    Icon icon = Icon::Clock;
    QColor sign = c.text2;
    QColor words = c.text;
    if (m_readiness.state == ReadinessState::Ready) {
        icon = Icon::ClearFilled;
        sign = words = c.clearText;
    } else if (m_readiness.state == ReadinessState::NotReady) {
        icon = Icon::SeverityRelative;
        sign = c.relativeText;
    } else if (m_readiness.state == ReadinessState::Deferred) {
        icon = Icon::Defer;
    }
    paintIcon(painter, icon, QRectF(barMargin, (height() - signSize) / 2.0, signSize, signSize), sign);
    paintText(painter, QRectF(barMargin + signSize + barGap, 0, headWidth(), height()), headline(),
              dermis::font(TypeStyle::BodyStrong), words);
}

} // namespace dermis
