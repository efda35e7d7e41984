#include "ui/patients/timeline.h"

#include "core/base/clock.h"
#include "ui/context/words.h"
#include "ui/patients/record_words.h"
#include "ui/theme/painting.h"
#include "ui/theme/typography.h"

#include <QStandardItemModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(dermis::Token)

namespace dermis {

namespace {

constexpr int circle = 22;
enum EntryRole { IconRole = Qt::UserRole + 1, DashedRole, DateRole, DetailRole, ColourRole, TodayRole };

TimelineEntry entryOf(const Visit &visit, const QDate &today)
{
    TimelineEntry entry{visit.plannedOn,          Icon::Clock,  &Tokens::text2,        false,
                        visit.plannedOn == today, visit.reason, visitStateWords(visit)};
    if (entry.title.isEmpty())
        entry.title = Timeline::tr("Visit");
    switch (visit.state) {
    case VisitState::Done:
        entry.icon = Icon::Check;
        entry.colour = &Tokens::clearText;
        break;
    case VisitState::Deferred:
        entry.icon = Icon::Defer;
        entry.dashed = true;
        break;
    case VisitState::DidNotCome:
        entry.icon = Icon::Close;
        entry.dashed = true;
        break;
    case VisitState::Expected:
        entry.icon = Icon::Calendar;
        entry.dashed = true;
        break;
    default:
        entry.icon = Icon::Door;
        entry.colour = &Tokens::accent;
    }
    return entry;
}

TimelineEntry entryOf(const Note &note, const QDate &today)
{
    const QString first = note.text.section(u'\n', 0, 0).remove(u'*').remove(u'#').trimmed();
    return {note.dated,
            note.kind == NoteKind::Call ? Icon::Phone : Icon::Note,
            &Tokens::text2,
            false,
            note.dated == today,
            noteKindWords(note.kind),
            first};
}

TimelineEntry entryOf(const Consent &consent, const QDate &today)
{
    const QDate date = clinicTime(consent.issuedAt).date();
    return {date,
            Icon::Print,
            &Tokens::text2,
            consent.state != ConsentState::Issued && consent.state != ConsentState::Signed,
            date == today,
            Timeline::tr("%1 printed").arg(consentWords(consent)),
            consentStateWords(consent)};
}

QString shortDate(const QDate &date, const QDate &today)
{
    if (date == today)
        return Timeline::tr("Today");
    return date.year() == today.year() ? shortDateWords(date, today) : monthWords(date);
}

class TimelineDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRectF area(option.rect);
        const Tokens &colours = tokens();
        painter->save();
        painter->fillRect(area,
                          option.state.testFlag(QStyle::State_Selected) ? colours.selection : colours.panel);
        const qreal dateWidth = QFontMetricsF(font(TypeStyle::Small)).horizontalAdvance(u"MMM 0000"_s) + 4;
        const QRectF date(area.left() + 8, area.top() + 6, dateWidth, 18);
        paintText(*painter, date, index.data(DateRole).toString(), font(TypeStyle::Small), colours.text2,
                  Qt::AlignRight | Qt::AlignVCenter);
        const QRectF sign(date.right() + 8, area.top() + 4, circle, circle);
        paintLine(*painter, area, sign, index);
        paintSign(*painter, sign, index);
        const QRectF text(sign.right() + 8, area.top() + 5, area.right() - sign.right() - 16, 18);
        const bool today = index.data(TodayRole).toBool();
        paintText(*painter, text, index.data(Qt::DisplayRole).toString(), font(TypeStyle::BodyStrong),
                  today ? colours.accent : colours.text);
        paintText(*painter, text.translated(0, 18), index.data(DetailRole).toString(), font(TypeStyle::Small),
                  colours.text2);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int lines =
            QFontMetrics(font(TypeStyle::Body)).height() + QFontMetrics(font(TypeStyle::Small)).height();
        return {option.rect.width(), std::max(46, lines + 10)};
    }

private:
    void paintLine(QPainter &painter, const QRectF &area, const QRectF &sign, const QModelIndex &index) const
    {
        const bool first = index.row() == 0;
        const bool last = index.row() == index.model()->rowCount() - 1;
        painter.setPen(hairline(tokens().lineStrong));
        const qreal x = sign.center().x();
        painter.drawLine(QPointF(x, first ? sign.top() : area.top()),
                         QPointF(x, last ? sign.bottom() : area.bottom()));
    }

    void paintSign(QPainter &painter, const QRectF &sign, const QModelIndex &index) const
    {
        const Tokens &colours = tokens();
        const auto icon = static_cast<Icon>(index.data(IconRole).toInt());
        const QColor colour = colours.*index.data(ColourRole).value<Token>();
        const bool today = index.data(TodayRole).toBool();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(today ? colours.accent : colour, 1,
                            index.data(DashedRole).toBool() ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(today ? colours.accent : colours.panel);
        painter.drawEllipse(sign.adjusted(0.5, 0.5, -0.5, -0.5));
        paintIcon(painter, icon, sign.adjusted(4, 4, -4, -4), today ? colours.onAccent : colour);
    }
};

} // namespace

QList<TimelineEntry> timelineOf(const RecordView &view, const QDate &today)
{
    QList<TimelineEntry> entries;
    for (const Visit &visit : view.visits)
        entries << entryOf(visit, today);
    for (const Note &note : view.notes) {
        if (note.addendumTo.isNull())
            entries << entryOf(note, today);
    }
    for (const Consent &consent : view.consents)
        entries << entryOf(consent, today);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const TimelineEntry &a, const TimelineEntry &b) { return a.date > b.date; });
    return entries;
}

Timeline::Timeline(QWidget *parent) : QListView(parent), m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new TimelineDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Visits, notes and sheets by date"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setUniformItemSizes(true);
}

void Timeline::setEntries(const QList<TimelineEntry> &entries, const QDate &today)
{
    if (entries == m_entries && m_model->rowCount() > 0)
        return;
    m_entries = entries;
    const int row = currentIndex().row();
    m_model->clear();
    for (const TimelineEntry &entry : entries) {
        auto *item = new QStandardItem(entry.title);
        item->setEditable(false);
        item->setData(static_cast<int>(entry.icon), IconRole);
        item->setData(QVariant::fromValue(entry.colour), ColourRole);
        item->setData(entry.dashed, DashedRole);
        item->setData(entry.isToday, TodayRole);
        item->setData(shortDate(entry.date, today), DateRole);
        item->setData(entry.detail, DetailRole);
        item->setData(u"%1, %2, %3"_s.arg(dateWords(entry.date), entry.title, entry.detail),
                      Qt::AccessibleTextRole);
        item->setToolTip(entry.detail);
        m_model->appendRow(item);
    }
    setCurrentIndex(m_model->index(std::max(0, row), 0));
}

} // namespace dermis
