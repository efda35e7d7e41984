#include "ui/widgets/card.h"

#include "ui/theme/painting.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QPainter>

namespace dermis {

namespace {

constexpr int headerHeight = 34;

}

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_header(new QWidget)
    , m_headerRow(new QHBoxLayout(m_header))
    , m_title(new TextLabel(title, TypeStyle::BodyStrong))
    , m_note(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_body(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    m_header->setFixedHeight(headerHeight);
    m_headerRow->setContentsMargins(11, 0, 11, 1);
    m_headerRow->setSpacing(8);
    m_headerRow->addWidget(m_title);
    m_headerRow->addStretch();
    m_headerRow->addWidget(m_note);
    m_body->setContentsMargins(0, 0, 0, 4); // keeps the round corners free
    m_body->setSpacing(0);
    column->addWidget(m_header);
    m_header->setVisible(!title.isEmpty()); // in its place: without a parent it would open as a window for a moment
    column->addLayout(m_body, 1);
    setAccessibleName(title);
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_header->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setNote(const QString &note)
{
    m_note->setText(note);
}

void Card::addHeaderWidget(QWidget *widget)
{
    m_headerRow->addWidget(widget);
}

void Card::addPadded(QWidget *widget)
{
    auto *padding = new QHBoxLayout;
    padding->setContentsMargins(12, 12, 12, 12);
    padding->addWidget(widget);
    m_body->addLayout(padding);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &colours = tokens();
    paintBox(painter, rect(), cardRadius, colours.panel, colours.line);
    if (!m_header->isHidden())
        painter.fillRect(QRect(1, headerHeight, width() - 2, 1), colours.line);
}

} // namespace dermis
