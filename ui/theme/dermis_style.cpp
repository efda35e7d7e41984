#include "ui/theme/dermis_style.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int fieldHeight = 30;
constexpr int scrollBarWidth = 10;
constexpr int headerHeight = 27;
constexpr int headerMargin = 12; // as the delegates of our tables leave it

/// What a screen reader calls it: its own name, or its label's.
QString accessibleNameOf(QWidget &widget)
{
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&widget);
    return accessible != nullptr ? accessible->text(QAccessible::Name) : widget.accessibleName();
}

QColor edgeOf(const QStyleOption &option)
{
    const Tokens &colours = tokens();
    return option.state.testFlag(QStyle::State_Enabled) ? colours.control : colours.lineStrong;
}

/// The line of a spin box or an editable list, whose frame is painted already.
bool isWithinField(const QWidget *widget)
{
    const QWidget *parent = widget != nullptr ? widget->parentWidget() : nullptr;
    return qobject_cast<const QAbstractSpinBox *>(parent) != nullptr || qobject_cast<const QComboBox *>(parent) != nullptr;
}

void paintField(QPainter &painter, const QStyleOption &option)
{
    const Tokens &colours = tokens();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    paintBox(painter, option.rect, controlRadius, enabled ? colours.panel : colours.subtle, edgeOf(option));
}

void paintCheckMark(QPainter &painter, const QStyleOption &option)
{
    const Tokens &colours = tokens();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool on = option.state.testFlag(QStyle::State_On);
    const QColor fill = enabled ? colours.accent : colours.control;
    paintBox(painter, option.rect, chipRadius, on ? fill : colours.panel, on ? fill : edgeOf(option));
    if (option.state.testFlag(QStyle::State_NoChange)) { // neither yes nor no
        const QRectF dash(option.rect.center().x() - 4, option.rect.center().y() - 1, 9, 2);
        paintBox(painter, dash, 1, colours.text2, {});
    }
    if (on)
        paintIcon(painter, Icon::Check, QRectF(option.rect).adjusted(1, 1, -1, -1), colours.onAccent);
}

void paintRadioMark(QPainter &painter, const QStyleOption &option)
{
    const Tokens &colours = tokens();
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor fill = enabled ? colours.accent : colours.control;
    const QRectF area(option.rect);
    paintBox(painter, area, area.width() / 2, on ? fill : colours.panel, on ? fill : edgeOf(option),
             enabled ? Qt::SolidLine : Qt::DashLine);
    if (on)
        paintBox(painter, area.adjusted(5, 5, -5, -5), area.width() / 2, colours.onAccent, {});
}

void paintComboBox(QPainter &painter, const QStyleOptionComboBox &option)
{
    paintField(painter, option);
    const QRectF arrow(option.rect.right() - 24, option.rect.top(), 20, option.rect.height());
    paintIcon(painter, Icon::Down, QRectF(arrow.center() - QPointF(7, 7), QSizeF(14, 14)), tokens().text2);
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider)
{
    painter.fillRect(option.rect, Qt::transparent);
    if (option.minimum == option.maximum)
        return;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QColor colour = hovered ? tokens().control : tokens().lineStrong;
    paintBox(painter, QRectF(slider).adjusted(2, 2, -2, -2), 3, colour, {});
}

void paintSelectedRow(QPainter &painter, const QStyleOptionViewItem &option)
{
    const Tokens &colours = tokens();
    if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(option.rect, colours.selection);
    else if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
}

void paintProgress(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const Tokens &colours = tokens();
    const QRectF groove(option.rect.left(), option.rect.center().y() - 2.5, option.rect.width(), 5);
    paintBox(painter, groove, 2.5, colours.sunken, {});
    const int span = option.maximum - option.minimum;
    const qreal share = span > 0 ? static_cast<qreal>(option.progress - option.minimum) / span : 0.3;
    paintBox(painter, QRectF(groove.topLeft(), QSizeF(groove.width() * share, groove.height())), 2.5,
             colours.accent, {});
}

} // namespace

DermisStyle::DermisStyle() : QProxyStyle(u"Fusion"_s) {}

void DermisStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (!isWithinField(widget))
            paintField(*painter, *option);
        return;
    case PE_FrameLineEdit:
    case PE_FrameFocusRect:
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return paintCheckMark(*painter, *option);
    case PE_IndicatorRadioButton:
        return paintRadioMark(*painter, *option);
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            paintSelectedRow(*painter, *item);
        return;
    case PE_PanelItemViewRow:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void DermisStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case CE_ProgressBarGroove:
    case CE_ProgressBarLabel:
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option))
            paintProgress(*painter, *bar);
        return;
    case CE_HeaderSection:
        painter->fillRect(option->rect, tokens().subtle);
        return paintLowerLine(*painter, option->rect, tokens().line);
    case CE_HeaderLabel: // Fusion takes the margin off the height as well, which would cut the text
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader whole = *header;
            whole.rect.adjust(0, -headerMargin, 0, headerMargin);
            QProxyStyle::drawControl(element, &whole, painter, widget);
        }
        return;
    case CE_HeaderEmptyArea:
        return painter->fillRect(option->rect, tokens().subtle);
    case CE_ShapedFrame:
        if (const auto *frame = qobject_cast<const QFrame *>(widget);
            frame != nullptr && frame->frameShape() == QFrame::StyledPanel)
            return paintField(*painter, *option);
        return QProxyStyle::drawControl(element, option, painter, widget);
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void DermisStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        control == CC_ComboBox && combo != nullptr)
        return paintComboBox(*painter, *combo);
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        control == CC_ScrollBar && bar != nullptr)
        return paintScrollBar(*painter, *bar, subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget));
    if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
        control == CC_SpinBox && spin != nullptr) {
        paintField(*painter, *spin);
        const auto paintArrow = [&](SubControl part, Icon icon) {
            const QRectF area(subControlRect(CC_SpinBox, spin, part, widget));
            paintIcon(*painter, icon, QRectF(area.center() - QPointF(5, 5), QSizeF(10, 10)), tokens().text2);
        };
        if (spin->subControls.testFlag(SC_SpinBoxUp)) {
            paintArrow(SC_SpinBoxUp, Icon::Up);
            paintArrow(SC_SpinBoxDown, Icon::Down);
        }
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QSize DermisStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                    const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_LineEdit || type == CT_ComboBox || type == CT_SpinBox)
        result.setHeight(std::max(result.height(), fieldHeight));
    if (type == CT_ComboBox)
        result.rwidth() += 12;
    if (type == CT_HeaderSection)
        result.setHeight(headerHeight);
    if (type == CT_CheckBox || type == CT_RadioButton)
        result.setHeight(std::max(result.height(), 26));
    return result;
}

int DermisStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_HeaderMargin:
        return headerMargin;
    case PM_ScrollBarExtent:
        return scrollBarWidth;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_DefaultFrameWidth:
        if (qobject_cast<const QLineEdit *>(widget) != nullptr)
            return 4;
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(widget);
            area != nullptr && area->frameShape() == QFrame::StyledPanel)
            return 3; // the square viewport leaves the round corners free
        return QProxyStyle::pixelMetric(metric, option, widget);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DermisStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returned) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ItemView_ShowDecorationSelected:
        return hint == SH_ItemView_ShowDecorationSelected ? 1 : 0;
    case SH_ComboBox_Popup:
        return 0;
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

void DermisStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QScrollBar *>(widget) != nullptr)
        widget->setAttribute(Qt::WA_OpaquePaintEvent, false);
    if (auto *choice = qobject_cast<QComboBox *>(widget); choice != nullptr && choice->view()->accessibleName().isEmpty())
        choice->view()->setAccessibleName(accessibleNameOf(*choice)); // the list that drops down is a control of its own
}

} // namespace dermis
