#include "ui/questionnaires/suggestion_list.h"

#include "ui/theme/painting.h"
#include "ui/theme/severity.h"
#include "ui/theme/typography.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace dermis {

namespace {

constexpr int detailRole = Qt::UserRole;
constexpr int keepRole = Qt::UserRole + 1;
constexpr int mostRows = 6;

int rowHeight(bool hasDetail)
{
    const int title = QFontMetrics(font(TypeStyle::Body)).height();
    return title + (hasDetail ? QFontMetrics(font(TypeStyle::Small)).height() : 0) + 8;
}

class SuggestionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {200, rowHeight(!index.data(detailRole).toString().isEmpty())};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &c = tokens();
        const bool current = option.state & QStyle::State_Selected;
        const bool keeps = index.data(keepRole).toBool();
        QRectF text = QRectF(option.rect).adjusted(12, 4, -12, -4);
        painter->fillRect(option.rect, current ? c.selection : c.panel);
        if (current)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), c.accent);
        if (keeps) {
            paintIcon(*painter, Icon::SeverityNotAsked, QRectF(text.left(), text.center().y() - 8, 16, 16),
                      c.notAskedText);
            text.setLeft(text.left() + 26);
        }
        if (current)
            paintKeyChip(*painter, QRectF(QPointF(text.right() - 44, text.center().y() - 9), QSizeF(44, 18)),
                         SuggestionList::tr("Enter"), c.text2, c.lineStrong);
        const QString detail = index.data(detailRole).toString();
        const qreal titleHeight = QFontMetrics(font(TypeStyle::Body)).height();
        paintText(
            *painter,
            QRectF(text.topLeft(), QSizeF(text.width() - 56, detail.isEmpty() ? text.height() : titleHeight)),
            index.data(Qt::DisplayRole).toString(), font(keeps ? TypeStyle::Body : TypeStyle::BodyStrong),
            c.text);
        paintText(*painter, text.adjusted(0, titleHeight, -56, 0), detail, font(TypeStyle::Small), c.text2);
    }
};

} // namespace

SuggestionList::SuggestionList(Find find, QWidget *parent) : QListWidget(parent), m_find(std::move(find))
{
    setItemDelegate(new SuggestionDelegate(this));
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("What it may be"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMaximumWidth(520);
    hide();
    connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { choose(row(item)); });
}

void SuggestionList::offer(const QString &typed)
{
    m_typed = typed.trimmed();
    clear();
    m_suggestions = m_typed.isEmpty() ? QList<Suggestion>() : m_find(m_typed);
    m_suggestions.resize(std::min<qsizetype>(mostRows, m_suggestions.size()));
    for (const Suggestion &suggestion : std::as_const(m_suggestions)) {
        auto *item = new QListWidgetItem(suggestion.title, this);
        item->setData(detailRole, suggestion.detail);
        item->setData(Qt::AccessibleTextRole, tr("%1. %2").arg(suggestion.title, suggestion.detail));
    }
    if (!m_typed.isEmpty() && !m_keepDetail.isEmpty()) {
        auto *item = new QListWidgetItem(tr("Keep “%1” as it was said").arg(m_typed), this);
        item->setData(detailRole, m_keepDetail);
        item->setData(keepRole, true);
    }
    setCurrentRow(0);
    setVisible(count() > 0);
    updateGeometry();
}

void SuggestionList::close()
{
    m_suggestions.clear();
    hide();
}

QSize SuggestionList::sizeHint() const
{
    int height = 2 * frameWidth();
    for (int row = 0; row < count(); ++row)
        height += sizeHintForRow(row);
    return {520, height};
}

void SuggestionList::choose(int row)
{
    hide();
    if (row >= 0 && row < m_suggestions.size())
        Q_EMIT chosen(m_suggestions.at(row));
    else
        Q_EMIT kept(m_typed);
}

bool SuggestionList::useKey(const QKeyEvent &event)
{
    if (isHidden() || (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier)))
        return false;
    switch (event.key()) {
    case Qt::Key_Down:
        setCurrentRow(std::min(count() - 1, currentRow() + 1));
        return true;
    case Qt::Key_Up:
        setCurrentRow(std::max(0, currentRow() - 1));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(currentRow());
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

} // namespace dermis
