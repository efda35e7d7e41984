#include "ui/patients/difference_panel.h"

#include "ui/theme/painting.h"
#include "ui/widgets/text_label.h"

#include <QGridLayout>

namespace dermis {

DifferencePanel::DifferencePanel(QWidget *parent) : QFrame(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(12, 10, 12, 10);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    hide();
}

void DifferencePanel::addRow(int row, const QString &field, const QString &mine, const QString &theirs,
                             bool head)
{
    const TypeStyle style = head ? TypeStyle::SmallStrong : TypeStyle::Body;
    int column = 0;
    for (const QString &text : {field, mine, theirs}) {
        const bool quiet = head || column == 0;
        auto *label = new TextLabel(text.isEmpty() && !head ? tr("nothing") : text, style,
                                    quiet ? &Tokens::text2 : &Tokens::text);
        label->setWrapped(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(label, row, column++);
    }
}

void DifferencePanel::show(const QString &mine, const QString &theirs,
                           const QList<FieldDifference> &differences)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    addRow(0, tr("Field"), mine, theirs, true);
    int row = 1;
    for (const FieldDifference &difference : differences)
        addRow(row++, difference.field, difference.mine, difference.theirs, false);
    setAccessibleName(tr("%1 and %2 side by side").arg(mine, theirs));
    QFrame::show();
}

void DifferencePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), cardRadius, tokens().panel, tokens().line);
}

} // namespace dermis
