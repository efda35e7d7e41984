#include "ui/today/day_delegate.h"

#include "ui/theme/painting.h"
#include "ui/theme/typography.h"
#include "ui/today/day_words.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int padding = 8;
constexpr int iconSize = 16;
constexpr int markWidth = 4; // the bar at the left of the selected row

QFontMetricsF metrics(TypeStyle style)
{
    return QFontMetricsF(font(style));
}

bool hasButton(const DayEntry &entry)
{
    return isInBuilding(entry.day.visit.state);
}

/// Paints text and gives the x where the next piece begins.
qreal paintRun(QPainter &painter, const QRectF &area, const QString &text, TypeStyle style,
               const QColor &colour)
{
    if (text.isEmpty())
        return area.left();
    paintText(painter, area, text, font(style), colour);
    return area.left() + std::min(area.width(), metrics(style).horizontalAdvance(text)) + padding;
}

qreal paintSign(QPainter &painter, const QRectF &area, Icon sign, const QString &text, const QColor &colour)
{
    const QRectF place(area.left(), area.center().y() - 7, 14, 14);
    paintIcon(painter, sign, place, colour);
    return paintRun(painter, area.adjusted(18, 0, 0, 0), text, TypeStyle::Small, colour) + 2;
}

void paintSigns(QPainter &painter, QRectF area, const DayEntry &entry)
{
    const Tokens &colours = tokens();
    if (entry.isMinor)
        area.setLeft(paintSign(painter, area, Icon::Guardian, DayDelegate::tr("Minor"), colours.accent));
    if (entry.allergies == DayAllergies::Listed)
        paintSign(painter, area, Icon::SeverityStop, allergyWords(entry.allergies), colours.stopText);
    else if (entry.allergies == DayAllergies::NotConfirmed)
        paintSign(painter, area, Icon::SeverityNotAsked, allergyWords(entry.allergies), colours.notAskedText);
}

bool hasSigns(const DayEntry &entry)
{
    return entry.isMinor || !allergyWords(entry.allergies).isEmpty();
}

/// Two lines: in the building, or where a sign needs the room, for a sign is never cut short.
bool isTall(const DayEntry &entry)
{
    return hasButton(entry) || hasSigns(entry);
}

QRectF upperLine(const QRectF &area)
{
    return {area.left(), area.center().y() - 18, area.width(), 18};
}

QRectF lowerLine(const QRectF &area)
{
    return {area.left(), area.center().y(), area.width(), 16};
}

} // namespace

DayDelegate::DayDelegate(const DayModel &model, QObject *parent) : QStyledItemDelegate(parent), m_model(model)
{
}

void DayDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRectF area(option.rect);
    const DayEntry *entry = m_model.entry(index);
    painter->save();
    if (entry == nullptr) {
        paintGroup(*painter, area, index);
        painter->restore();
        return;
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(area, selected ? tokens().selection : tokens().panel);
    if (selected && index.column() == 0)
        painter->fillRect(QRectF(area.left(), area.top(), markWidth, area.height()), tokens().accent);
    const QRectF inner = area.adjusted(index.column() == 0 ? 12 : padding, 0, -padding, 0);
    switch (index.column()) {
    case DayModel::Time:
        paintText(*painter, inner, visitTimeWords(entry->day.visit), font(TypeStyle::BodyStrong),
                  tokens().text);
        break;
    case DayModel::Patient:
        paintPatient(*painter, inner, *entry);
        break;
    case DayModel::Reason:
        paintReason(*painter, inner, *entry);
        break;
    case DayModel::Where:
        paintWhere(*painter, inner, *entry);
        break;
    case DayModel::Waiting:
        paintText(*painter, inner, waitingWords(entry->day.visit, m_model.now()), font(TypeStyle::Body),
                  tokens().text2, Qt::AlignRight | Qt::AlignVCenter);
        break;
    default:
        paintNext(*painter, option, index, *entry);
    }
    paintLowerLine(*painter, area, tokens().line);
    painter->restore();
}

void DayDelegate::paintGroup(QPainter &painter, const QRectF &area, const QModelIndex &index) const
{
    const auto group = static_cast<DayGroup>(index.row());
    painter.fillRect(area, tokens().subtle);
    QRectF line = area.adjusted(12, 0, -padding, 0);
    line.setLeft(paintRun(painter, line, groupWords(group), TypeStyle::BodyStrong, tokens().text));
    paintRun(painter, line, m_model.groupNote(group), TypeStyle::Small, tokens().text2);
    paintLowerLine(painter, area, tokens().line);
}

void DayDelegate::paintPatient(QPainter &painter, const QRectF &area, const DayEntry &entry) const
{
    const QString name = nameWords(entry.day);
    const QString who = ageAndFileWords(entry.day);
    const bool signs = hasSigns(entry);
    const bool fits = metrics(TypeStyle::BodyStrong).horizontalAdvance(name) + 2 * padding +
                          metrics(TypeStyle::Small).horizontalAdvance(who) <=
                      area.width();
    const bool below = !fits && !signs && isTall(entry);
    QRectF first = signs || below ? upperLine(area) : area;
    first.setLeft(paintRun(painter, first, name, TypeStyle::BodyStrong, tokens().text));
    if (below)
        paintRun(painter, lowerLine(area), who, TypeStyle::Small, tokens().text2);
    else
        paintRun(painter, first, fits ? who : who.section(u" · "_s, 0, 0), TypeStyle::Small, tokens().text2);
    if (signs)
        paintSigns(painter, lowerLine(area), entry);
}

void DayDelegate::paintReason(QPainter &painter, const QRectF &area, const DayEntry &entry) const
{
    const QColor colour = entry.day.visit.reason.isEmpty() ? tokens().text3
                          : hasButton(entry)               ? tokens().text
                                                           : tokens().text2;
    paintText(painter, area, reasonWords(entry.day.visit), font(TypeStyle::Body), colour);
}

void DayDelegate::paintWhere(QPainter &painter, const QRectF &area, const DayEntry &entry) const
{
    const WhereWords where = stateWords(entry);
    const VisitState state = entry.day.visit.state;
    const QColor signColour = state == VisitState::Done        ? tokens().clearText
                              : state == VisitState::InSession ? tokens().accent
                                                               : tokens().text2;
    paintIcon(painter, where.icon, {area.left(), area.center().y() - iconSize / 2.0, iconSize, iconSize},
              signColour);
    const QRectF text = area.adjusted(iconSize + padding, 0, 0, 0);
    const TypeStyle style = state == VisitState::Expected ? TypeStyle::Body : TypeStyle::BodyStrong;
    const QColor colour = state == VisitState::InSession ? tokens().accent : tokens().text;
    if (where.detail.isEmpty()) {
        paintText(painter, text, where.title, font(style),
                  style == TypeStyle::Body ? tokens().text2 : colour);
        return;
    }
    paintText(painter, upperLine(text), where.title, font(style), colour);
    paintText(painter, lowerLine(text), where.detail, font(TypeStyle::Small), tokens().text2);
}

QRectF DayDelegate::buttonArea(const QRect &cell, const QModelIndex &index) const
{
    const DayEntry *entry = m_model.entry(index);
    if (entry == nullptr || index.column() != DayModel::Next)
        return {};
    const qreal width = metrics(TypeStyle::Body).horizontalAdvance(actWords(m_model.nextAct(*entry))) +
                        (hasButton(*entry) ? 20 : 0);
    const qreal height = hasButton(*entry) ? 26 : 22;
    return {cell.right() - 8 - moreWidth - width, cell.center().y() - height / 2 + 0.5, width, height};
}

QRectF DayDelegate::moreArea(const QRect &cell, const QModelIndex &index) const
{
    const DayEntry *entry = m_model.entry(index);
    if (entry == nullptr || index.column() != DayModel::Next || m_model.acts(*entry).size() < 2)
        return {};
    return {cell.right() - 2.0 - moreWidth, cell.center().y() - 12.5, moreWidth, 26};
}

void DayDelegate::paintNext(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                            const DayEntry &entry) const
{
    const QRectF button = buttonArea(option.rect, index);
    const QString text = actWords(m_model.nextAct(entry));
    if (const QRectF more = moreArea(option.rect, index); !more.isEmpty())
        paintIcon(painter, Icon::More, {more.center().x() - 8, more.center().y() - 8, 16, 16}, tokens().text2);
    if (!hasButton(entry)) {
        paintText(painter, button, text, font(TypeStyle::Body), tokens().accent);
        return;
    }
    const bool filled = option.state.testFlag(QStyle::State_Selected);
    paintBox(painter, button, controlRadius, filled ? tokens().accent : tokens().panel,
             filled ? tokens().accent : tokens().control);
    paintText(painter, button, text, font(TypeStyle::Body), filled ? tokens().onAccent : tokens().text,
              Qt::AlignCenter);
}

QSize DayDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const DayEntry *entry = m_model.entry(index);
    const int line = static_cast<int>(metrics(TypeStyle::Body).height());
    const int small = static_cast<int>(metrics(TypeStyle::Small).height());
    if (entry == nullptr)
        return {option.rect.width(), std::max(27, line + 9)};
    return {option.rect.width(), isTall(*entry) ? std::max(43, line + small + 9) : std::max(30, line + 12)};
}

bool DayDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                            const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !moreArea(option.rect, index).contains(event->pos()))
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList acts;
    for (const DayAct act : m_model.acts(*m_model.entry(index)))
        acts << actWords(act);
    QToolTip::showText(event->globalPos(), tr("More: %1").arg(acts.join(u", "_s)), view);
    return true;
}

bool DayDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool left = mouse->button() == Qt::LeftButton;
        if (left && buttonArea(option.rect, index).contains(mouse->position())) {
            Q_EMIT nextStepClicked(index);
            return true;
        }
        if (left && moreArea(option.rect, index).contains(mouse->position())) {
            Q_EMIT moreClicked(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace dermis
