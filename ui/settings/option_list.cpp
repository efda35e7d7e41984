#include "ui/settings/option_list.h"

#include "ui/widgets/button.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QShortcut>

namespace dermis {

namespace {

constexpr int optionsHeight = 96;

} // namespace

OptionList::OptionList(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget)
    , m_add(new Button(Icon::Plus, tr("Add")))
    , m_up(Button::iconOnly(Icon::Up, tr("Answer up")))
    , m_down(Button::iconOnly(Icon::Down, tr("Answer down")))
    , m_remove(new Button(tr("Take out")))
{
    m_list->setAccessibleName(tr("Answers offered"));
    m_list->setMinimumHeight(optionsHeight);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_list->setToolTip(tr("F2 changes the words"));
    m_add->setAccessibleName(tr("Add an answer"));
    m_remove->setAccessibleName(tr("Take the answer out"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    for (Button *one : {m_add, m_up, m_down, m_remove}) {
        one->setSmall(true);
        buttons->addWidget(one);
    }
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_list, 1);
    column->addLayout(buttons);
    connect(m_list, &QListWidget::currentRowChanged, this, &OptionList::showButtons);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem *item) { Q_EMIT renamed(m_list->row(item), item->text()); });
    connect(m_add, &Button::clicked, this, &OptionList::added);
    connect(m_remove, &Button::clicked, this, [this] { Q_EMIT removed(m_list->currentRow()); });
    connect(m_up, &Button::clicked, this, [this] { move(-1); });
    connect(m_down, &Button::clicked, this, [this] { move(1); });
    connect(new QShortcut(Qt::Key_Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, m_remove, &Button::click);
}

void OptionList::setOptions(const QStringList &labels, int current)
{
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    m_list->addItems(labels);
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setFlags(m_list->item(row)->flags() | Qt::ItemIsEditable);
    m_list->setCurrentRow(std::clamp(current, 0, std::max(0, m_list->count() - 1)));
    showButtons();
}

void OptionList::edit(int option)
{
    m_list->setCurrentRow(option);
    m_list->setFocus(Qt::OtherFocusReason);
    m_list->editItem(m_list->item(option));
}

bool OptionList::hasFocusInside() const
{
    return m_list->hasFocus();
}

void OptionList::move(int by)
{
    Q_EMIT moved(m_list->currentRow(), by);
}

void OptionList::showButtons()
{
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
    m_remove->setEnabled(row >= 0 && m_list->count() > 1);
}

} // namespace dermis
