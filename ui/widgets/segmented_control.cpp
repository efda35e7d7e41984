#include "ui/widgets/segmented_control.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>
#include <QToolButton>

namespace dermis {

namespace {

class Segment : public QToolButton
{
public:
    using QToolButton::QToolButton;
    QSize sizeHint() const override
    {
        return {QFontMetrics(dermis::font(TypeStyle::BodyStrong)).horizontalAdvance(text()) + 22, 30};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Tokens &colours = tokens();
        const bool last = pos().x() + width() >= parentWidget()->width();
        if (isChecked()) {
            painter.fillRect(rect().adjusted(1, 1, last ? -1 : 0, -1), colours.accentSoft);
            painter.fillRect(QRect(1, height() - 3, width() - (last ? 2 : 1), 2), colours.accent);
        }
        if (!last)
            painter.fillRect(QRect(width() - 1, 1, 1, height() - 2), colours.control);
        const QFont font = dermis::font(isChecked() ? TypeStyle::BodyStrong : TypeStyle::Body);
        paintText(painter, rect(), text(), font, isEnabled() ? colours.text : colours.text3, Qt::AlignCenter);
    }
};

} // namespace

SegmentedControl::SegmentedControl(const QString &accessibleName, const QStringList &segments,
                                   QWidget *parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int index = 0; index < segments.size(); ++index) {
        auto *segment = new Segment(this);
        segment->setText(segments.at(index));
        segment->setCheckable(true);
        segment->setChecked(index == 0);
        segment->setFocusPolicy(Qt::StrongFocus);
        m_group->addButton(segment, index);
        row->addWidget(segment);
    }
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

void SegmentedControl::setSegmentText(int index, const QString &text)
{
    m_group->button(index)->setText(text);
    m_group->button(index)->updateGeometry();
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton *segment = m_group->button(index))
        segment->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), controlRadius, tokens().panel, tokens().control);
}

} // namespace dermis
