#include "ui/products/lots_card.h"

#include "core/access/permissions.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/products/lot_form.h"
#include "ui/products/product_words.h"
#include "ui/products/shelf_delegate.h"
#include "ui/products/shelf_model.h"
#include "ui/products/supply_panel.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/text_label.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int stateWidth = 160;

QStandardItem *cell(const QString &text, const QString &under, const QVariant &mark, const QString &sentence)
{
    auto *item = new QStandardItem(text);
    item->setData(under, ShelfModel::UnderRole);
    item->setData(mark, ShelfModel::MarkRole);
    item->setData(sentence, Qt::AccessibleTextRole);
    return item;
}

} // namespace

LotsCard::LotsCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Lots"), parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_receive(new Button(tr("Receive a lot"), ButtonKind::Link))
    , m_form(new LotForm(context))
    , m_model(new QStandardItemModel(0, 2, this))
    , m_table(new QTableView)
    , m_empty(new EmptyState(Icon::Scan, tr("No lots"),
                             tr("Receive a lot: scan its pack with F4, or type lot and expiry.")))
    , m_chosen(new TextLabel({}, TypeStyle::BodyStrong))
    , m_open(new Button(tr("Opened today")))
    , m_finish(new Button(tr("Used up")))
    , m_takeOut(new Button(tr("Withdraw or recall"), ButtonKind::Danger))
    , m_uses(new Button(tr("Who had this lot?")))
    , m_supplying(new SupplyPanel)
    , m_notYours(new TextLabel(tr("A nurse or the dermatologist changes lots."), TypeStyle::Small,
                               &Tokens::text2))
{
    m_receive->setObjectName(u"receiveLot"_s);
    m_receive->setKeyHint(u"F4"_s);
    addHeaderWidget(m_receive);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Lots"));
    m_table->setObjectName(u"lots"_s);
    m_model->setHorizontalHeaderLabels({tr("Lot"), tr("May it be used")});
    dressTable(*m_table);
    m_table->setItemDelegate(new ShelfDelegate(m_table));
    m_table->verticalHeader()->setDefaultSectionSize(ShelfDelegate::rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->setColumnWidth(1, stateWidth);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(0, 0, 0, 0);
    top->addWidget(m_banner);
    top->addWidget(m_form);
    m_notYours->setWrapped(true);
    m_notYours->setContentsMargins(12, 8, 12, 4);
    m_acts = makeActs();
    body()->addLayout(top);
    body()->addWidget(m_table, 1);
    body()->addWidget(m_empty, 1);
    body()->addWidget(m_notYours);
    body()->addWidget(m_acts);
    connectControls();
    closePanels();
}

QWidget *LotsCard::makeActs()
{
    m_open->setObjectName(u"openLot"_s);
    m_finish->setObjectName(u"finishLot"_s);
    m_takeOut->setObjectName(u"takeOutLot"_s);
    m_uses->setObjectName(u"whoHadLot"_s);
    m_chosen->setWrapped(true);
    auto *acts = new QWidget;
    auto *column = new QVBoxLayout(acts);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addWidget(m_chosen);
    auto *flow = new QWidget;
    auto *row = new FlowLayout(flow, 6);
    row->setContentsMargins(0, 0, 0, 0);
    for (Button *act : {m_open, m_finish, m_takeOut, m_uses}) {
        act->setSmall(true);
        row->addWidget(act);
    }
    column->addWidget(flow);
    column->addWidget(m_supplying);
    return acts;
}

void LotsCard::connectControls()
{
    connect(m_receive, &Button::clicked, this, &LotsCard::receive);
    connect(m_form, &LotForm::kept, this, [this] {
        closePanels();
        m_context.announceDataChanged();
        m_receive->setFocus(Qt::OtherFocusReason);
    });
    connect(m_form, &LotForm::cancelled, this, [this] {
        closePanels();
        m_receive->setFocus(Qt::OtherFocusReason);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (m_isShowing)
            return;
        m_supplying->hide();
        showActs();
    });
    connect(m_table, &QTableView::activated, this, [this] { m_open->setFocus(Qt::OtherFocusReason); });
    connect(m_open, &Button::clicked, this, &LotsCard::open);
    connect(m_finish, &Button::clicked, this, &LotsCard::finish);
    connect(m_takeOut, &Button::clicked, this, &LotsCard::takeOut);
    connect(m_uses, &Button::clicked, this, [this] {
        if (const Lot *lot = current())
            Q_EMIT usesRequested(lot->id);
    });
    connect(m_supplying, &SupplyPanel::chosen, this, &LotsCard::setState);
    connect(m_supplying, &SupplyPanel::cancelled, this, [this] {
        m_supplying->hide();
        m_takeOut->setFocus(Qt::OtherFocusReason);
    });
}

void LotsCard::setLine(const ShelfLine &line)
{
    const bool isOther = line.product.id != m_line.product.id;
    if (isOther) {
        closePanels();
        m_banner->clear();
    }
    const LotId chosen = isOther || current() == nullptr ? LotId() : current()->id;
    m_line = line;
    if (isReceiving())
        m_form->setLine(line);
    const auto found = std::find_if(line.lots.begin(), line.lots.end(),
                                    [&](const Lot &lot) { return lot.id == chosen; });
    showLots(found == line.lots.end() ? 0 : static_cast<int>(found - line.lots.begin()));
}

void LotsCard::showLots(int row)
{
    m_isShowing = true; // the same lot stays chosen
    m_model->removeRows(0, m_model->rowCount());
    for (const Lot &lot : std::as_const(m_line.lots)) {
        const StatusLook look = lotLook(lot, m_line.product, m_context.today());
        const QString units = lot.quantity == 1 ? tr("1 unit") : tr("%1 units").arg(lot.quantity);
        const QString under = lot.opened.isValid()
                                  ? tr("%1, opened %2").arg(units, shortDateWords(lot.opened, m_context.today()))
                                  : tr("%1, not opened").arg(units);
        const QString until = tr("until %1").arg(dateWords(lot.expiry));
        const QString sentence = sentences({tr("Lot %1").arg(lot.code), look.word, until, under});
        m_model->appendRow({cell(lot.code, under, {}, sentence),
                            cell(look.word, until, static_cast<int>(look.mark), sentence)});
    }
    const bool any = m_model->rowCount() > 0;
    m_table->setVisible(any);
    m_empty->setVisible(!any && m_form->isHidden());
    if (any)
        m_table->setCurrentIndex(m_model->index(std::max(0, row), 0));
    m_isShowing = false;
    showActs();
}

const Lot *LotsCard::current() const
{
    const int row = m_table->currentIndex().row();
    return row < 0 || row >= m_line.lots.size() ? nullptr : &m_line.lots.at(row);
}

void LotsCard::showActs()
{
    const bool mayChange = may(m_context.actor().roles, Permission::Products);
    const Lot *lot = current();
    m_receive->setEnabled(mayChange);
    m_notYours->setVisible(!mayChange);
    m_acts->setVisible(lot != nullptr && mayChange && !isReceiving());
    if (lot == nullptr)
        return;
    const bool isUsed = lot->state == SupplyState::Active && !lot->finished.isValid();
    m_chosen->setText(tr("Lot %1").arg(lot->code));
    m_open->setEnabled(isUsed && !lot->opened.isValid());
    m_open->setText(lot->opened.isValid() ? tr("Opened") : tr("Opened today"));
    m_finish->setEnabled(lot->state == SupplyState::Active);
    m_finish->setText(lot->finished.isValid() ? tr("There is some after all") : tr("Used up"));
    m_takeOut->setText(lot->state == SupplyState::Active ? tr("Withdraw or recall") : tr("Use it again"));
}

bool LotsCard::isReceiving() const
{
    return !m_form->isHidden();
}

void LotsCard::receive()
{
    if (!m_receive->isEnabled() || m_line.product.id.isNull())
        return;
    if (!isReceiving()) {
        closePanels();
        m_form->begin(m_line);
        m_form->show();
        m_empty->hide();
        m_acts->hide(); // one thing at a time
    }
    m_form->focusFirst();
}

void LotsCard::closePanels()
{
    m_form->keepDraft();
    m_form->hide();
    m_supplying->hide();
    showActs();
    m_empty->setVisible(m_model->rowCount() == 0);
}

void LotsCard::keepDraft()
{
    m_form->keepDraft();
}

void LotsCard::open()
{
    if (const Lot *lot = current())
        done(openLot(m_context.database(), m_context.actor(), m_context.now(), lot->id, m_context.today()));
}

void LotsCard::finish()
{
    const Lot *lot = current();
    if (lot == nullptr)
        return;
    const QDate day = lot->finished.isValid() ? QDate() : m_context.today();
    done(finishLot(m_context.database(), m_context.actor(), m_context.now(), lot->id, day));
}

void LotsCard::takeOut()
{
    const Lot *lot = current();
    if (lot == nullptr)
        return;
    m_supplying->begin(tr("Lot %1:").arg(lot->code), lot->state);
    m_supplying->show();
    m_supplying->focusFirst();
}

void LotsCard::setState(SupplyState state, const QString &reason)
{
    const Lot *lot = current();
    if (lot == nullptr ||
        !done(setLotState(m_context.database(), m_context.actor(), m_context.now(), lot->id, state, reason)))
        return;
    m_supplying->hide();
    m_takeOut->setFocus(Qt::OtherFocusReason);
}

bool LotsCard::done(const Result<Lot> &result)
{
    if (!result) {
        const ErrorWords told = words(result.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return false;
    }
    m_banner->clear();
    m_context.announceDataChanged();
    return true;
}

} // namespace dermis
