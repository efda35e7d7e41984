#include "ui/widgets/find_popup.h"

#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/find_delegate.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int footerHeight = 34;
constexpr int listHeightLimit = 420;

QString sentenceOf(const FindHit &hit, int position, int count)
{
    QStringList parts{hit.name, hit.age, hit.group.toLower(), hit.reason, hit.detail};
    if (hit.isMinor)
        parts << FindPopup::tr("minor");
    parts << FindPopup::tr("%1 of %2").arg(position).arg(count);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

} // namespace

FindPopup::FindPopup(QWidget *window)
    : QFrame(window)
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
    , m_empty(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_register(new Button(Icon::Plus, tr("Not here? Register a new patient"), ButtonKind::Link))
    , m_count(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new FindDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("People found"));
    m_empty->setWrapped(true);
    m_empty->setContentsMargins(12, 12, 12, 12);
    m_register->setFocusPolicy(Qt::NoFocus);
    m_register->setSmall(true);
    m_register->setKeyHint(tr("Ctrl+N"));
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(8, 0, 12, 0);
    footer->addWidget(m_register);
    footer->addStretch();
    footer->addWidget(m_count);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 3, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addLayout(footer);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        const auto hit = index.data(FindDelegate::HitRole).value<FindHit>();
        if (hit.id != 0)
            Q_EMIT chosen(hit.id);
    });
    connect(m_register, &Button::clicked, this, &FindPopup::newRequested);
    hide();
}

void FindPopup::setAnswer(const FindAnswer &answer)
{
    fill(answer);
    m_empty->setText(
        tr("No one like “%1”. Check the spelling, try the cellphone number, or press Ctrl+N to register.")
            .arg(answer.text));
    m_empty->setVisible(answer.hits.isEmpty());
    m_list->setVisible(!answer.hits.isEmpty());
    m_register->setVisible(answer.mayRegister);
    m_count->setText(tr("%1 of %2").arg(answer.hits.size()).arg(QLocale().toString(answer.people)));
    fitToContent();
}

void FindPopup::fill(const FindAnswer &answer)
{
    m_model->clear();
    QString group;
    int position = 0;
    for (const FindHit &hit : answer.hits) {
        if (hit.group != group) {
            group = hit.group;
            auto *heading = new QStandardItem(group);
            heading->setData(group, FindDelegate::HeadingRole);
            heading->setFlags(Qt::NoItemFlags);
            m_model->appendRow(heading);
        }
        auto *item = new QStandardItem(hit.name);
        item->setData(QVariant::fromValue(hit), FindDelegate::HitRole);
        item->setData(sentenceOf(hit, ++position, static_cast<int>(answer.hits.size())),
                      Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex({});
    moveCurrent(1);
}

void FindPopup::fitToContent()
{
    int rows = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        rows += m_list->sizeHintForRow(row);
    const int content =
        m_model->rowCount() == 0 ? m_empty->heightForWidth(width() - 2) : std::min(rows, listHeightLimit);
    setFixedHeight(content + footerHeight + 4);
}

void FindPopup::moveCurrent(int step)
{
    const int from = m_list->currentIndex().row();
    for (int row = from + step; row >= 0 && row < m_model->rowCount(); row += step) {
        const QModelIndex index = m_model->index(row, 0);
        if (index.flags().testFlag(Qt::ItemIsSelectable)) {
            m_list->setCurrentIndex(index);
            m_list->scrollTo(row == 1 ? m_model->index(0, 0) : index);
            return;
        }
    }
}

qint64 FindPopup::currentId() const
{
    return m_list->currentIndex().data(FindDelegate::HitRole).value<FindHit>().id;
}

QString FindPopup::currentSentence() const
{
    return m_list->currentIndex().data(Qt::AccessibleTextRole).toString();
}

void FindPopup::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &c = tokens();
    paintBox(painter, rect(), controlRadius, c.panel, c.control);
    const QRectF footer(1, height() - footerHeight - 1, width() - 2, footerHeight);
    painter.fillRect(footer, c.subtle);
    painter.fillRect(QRectF(footer.topLeft(), QSizeF(footer.width(), 1)), c.line);
}

} // namespace dermis
