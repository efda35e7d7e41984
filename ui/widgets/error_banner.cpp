#include "ui/widgets/error_banner.h"

#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QPainter>

namespace dermis {

namespace {

constexpr QMargins bannerPadding(38, 7, 12, 7);

SeverityMark severityOf(BannerKind kind)
{
    switch (kind) {
    case BannerKind::Stop:
        return SeverityMark::Absolute;
    case BannerKind::Conflict:
        return SeverityMark::NotAsked;
    case BannerKind::Draft:
        return SeverityMark::Caution;
    case BannerKind::Done:
        break;
    }
    return SeverityMark::Clear;
}

} // namespace

ErrorBanner::ErrorBanner(QWidget *parent)
    : QFrame(parent)
    , m_title(new TextLabel(QString(), TypeStyle::BodyStrong))
    , m_detail(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_buttons(new QHBoxLayout)
{
    m_title->setWrapped(true);
    m_detail->setWrapped(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(m_title);
    words->addWidget(m_detail);
    m_buttons->setSpacing(8);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(bannerPadding);
    row->setSpacing(12);
    row->addLayout(words, 1);
    row->addLayout(m_buttons);
    hide();
}

void ErrorBanner::tell(const BannerText &text)
{
    clear();
    m_text = text;
    m_title->setText(text.title);
    m_detail->setText(text.detail);
    m_detail->setVisible(!text.detail.isEmpty());
    for (int index = 0; index < text.actions.size(); ++index) {
        auto *button = new Button(text.actions.at(index));
        connect(button, &Button::clicked, this, [this, index] { Q_EMIT actionChosen(index); });
        m_buttons->addWidget(button);
    }
    fitHeight();
    setAccessibleName(tr("%1. %2").arg(text.title, text.detail));
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ErrorBanner::clear()
{
    m_text = {};
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    hide();
}

void ErrorBanner::setGaps(int above, int below)
{
    m_above = above;
    m_below = below;
    layout()->setContentsMargins(bannerPadding + QMargins(0, above, 0, below));
}

/// As high as its words at this width, and no higher where a page has room to give away.
void ErrorBanner::fitHeight()
{
    layout()->activate(); // what was shown or hidden since counts
    if (const int height = heightForWidth(width()); height >= 0) // -1 while nothing is told
        setMaximumHeight(height);
}

void ErrorBanner::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fitHeight();
}

void ErrorBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &colours = tokens();
    const SeverityLook look = dermis::look(severityOf(m_text.kind));
    const QRectF box = rect().adjusted(0, m_above, 0, -m_below);
    paintBox(painter, box, controlRadius, colours.*look.soft, colours.*look.line,
             m_text.kind == BannerKind::Conflict ? Qt::DashLine : Qt::SolidLine);
    paintIcon(painter, look.icon, QRectF(12, box.center().y() - 8, 16, 16), colours.*look.text,
              colours.*look.soft);
}

} // namespace dermis
