#include "ui/shell/top_bar.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/button.h"
#include "ui/widgets/find_patient.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int finderWidth = 380;
constexpr int compactFinderWidth = 320;

} // namespace

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_way(new QHBoxLayout)
    , m_back(Button::iconOnly(Icon::Left, tr("Back")))
    , m_title(new TextLabel(QString(), TypeStyle::Title))
    , m_finder(new FindPatient)
{
    m_finder->setKeyHint(QKeySequence(Qt::CTRL | Qt::Key_F).toString(QKeySequence::NativeText));
    setFixedHeight(48);
    m_back->setKind(ButtonKind::Link);
    m_back->setKey(QKeySequence(Qt::ALT | Qt::Key_Left));
    m_back->setKeyHint(QString());
    m_way->setSpacing(6);
    m_title->setTextInteractionFlags(Qt::NoTextInteraction);
    m_finder->setFixedWidth(finderWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(6);
    row->addWidget(m_back);
    row->addLayout(m_way);
    row->addWidget(m_title);
    row->addStretch();
    row->addWidget(m_finder);
    setTabOrder(m_finder, m_back);
    connect(m_back, &Button::clicked, this, [this] { Q_EMIT goTo(m_crumbs.last().destination); });
}

void TopBar::setPlace(const QString &title, const QList<Crumb> &crumbs)
{
    m_crumbs = crumbs;
    while (QLayoutItem *item = m_way->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Crumb &crumb : crumbs) {
        auto *link = new Button(crumb.text, ButtonKind::Link);
        connect(link, &Button::clicked, this,
                [this, destination = crumb.destination] { Q_EMIT goTo(destination); });
        m_way->addWidget(link);
        m_way->addWidget(new TextLabel(u"/"_s, TypeStyle::Body, &Tokens::text3));
    }
    m_back->setVisible(!crumbs.isEmpty());
    m_title->setText(title);
}

void TopBar::setCompact(bool compact)
{
    m_finder->setCompact(compact);
    m_finder->setFixedWidth(compact ? compactFinderWidth : finderWidth);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().panel);
    paintLowerLine(painter, rect(), tokens().line);
}

} // namespace dermis
