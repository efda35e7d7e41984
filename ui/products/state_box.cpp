#include "ui/products/state_box.h"

#include "ui/theme/painting.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QPainter>

namespace dermis {

StateBox::StateBox(QWidget *parent) : QWidget(parent), m_text(new TextLabel({}))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(36, 7, 10, 7);
    row->addWidget(m_text);
    m_text->setWrapped(true);
}

void StateBox::setState(SeverityMark mark, const QString &text)
{
    m_mark = mark;
    m_text->setText(text);
    m_text->setColour(look(mark).text);
    setAccessibleName(text);
    update();
}

void StateBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    const SeverityLook look = dermis::look(m_mark);
    paintBox(painter, rect(), controlRadius, c.*look.soft, c.*look.line,
             m_mark == SeverityMark::NotAsked ? Qt::DashLine : Qt::SolidLine);
    paintIcon(painter, look.icon, QRectF(11, 9, 16, 16), c.*look.text, c.*look.soft);
}

} // namespace dermis
