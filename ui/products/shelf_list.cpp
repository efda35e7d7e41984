#include "ui/products/shelf_list.h"

#include "core/access/permissions.h"
#include "core/products/gs1.h"
#include "ui/context/clinic_context.h"
#include "ui/products/product_words.h"
#include "ui/widgets/scan_line.h"
#include "ui/products/shelf_delegate.h"
#include "ui/products/shelf_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/tab_strip.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

enum Tab { All, NotAssessed, OutOfDate, Expiring };
constexpr int needlingWidth = 158;
constexpr int stockWidth = 106;

} // namespace

ShelfList::ShelfList(ClinicContext &context, QWidget *parent)
    : Card({}, parent)
    , m_context(context)
    , m_search(new ScanLine)
    , m_add(new Button(Icon::Plus, tr("Add")))
    , m_kind(new QComboBox)
    , m_tabs(new TabStrip(tr("Which products")))
    , m_model(new ShelfModel(this))
    , m_table(new QTableView)
    , m_empty(new EmptyState(Icon::Product, {}, {}))
    , m_import(new Button(tr("Import CSV…"), ButtonKind::Link))
    , m_export(new Button(tr("Export CSV…"), ButtonKind::Link))
    , m_importLots(new Button(tr("Import lots…"), ButtonKind::Link))
    , m_exportLots(new Button(tr("Export lots…"), ButtonKind::Link))
    , m_notYours(new TextLabel(tr("A nurse or the dermatologist adds products."), TypeStyle::Small,
                               &Tokens::text2))
{
    setAccessibleName(tr("Products"));
    for (const QString &title : {tr("All"), tr("Not assessed"), tr("Out of date"), tr("Expiry")})
        m_tabs->addTab({title, 0, {}});
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Products"));
    m_table->setObjectName(u"shelf"_s);
    dressTable(*m_table);
    m_table->setItemDelegate(new ShelfDelegate(m_table));
    m_table->verticalHeader()->setDefaultSectionSize(ShelfDelegate::rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(ShelfModel::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(ShelfModel::Needling, needlingWidth);
    m_table->setColumnWidth(ShelfModel::Stock, stockWidth);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->installEventFilter(this);
    body()->addWidget(makeTop());
    body()->addWidget(m_tabs);
    body()->addWidget(m_table, 1);
    body()->addWidget(m_empty, 1);
    body()->addWidget(makeFoot());
    connectControls();
}

QWidget *ShelfList::makeTop()
{
    m_search->setObjectName(u"productSearch"_s);
    m_search->setAccessibleName(tr("Find a product, ingredient or lot, or scan a barcode"));
    m_search->setPlaceholderText(tr("Product, ingredient, lot or barcode"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(Icon::Search, &Tokens::text2), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_add->setObjectName(u"addProduct"_s);
    m_kind->setObjectName(u"kindFilter"_s);
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("Every kind"), -1);
    for (const ProductKind kind : {ProductKind::Topical, ProductKind::Anaesthetic, ProductKind::Antiseptic,
                                   ProductKind::Device, ProductKind::Cartridge})
        m_kind->addItem(kindWords(kind), static_cast<int>(kind));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->setMinimumContentsLength(8);
    auto *top = new QWidget;
    auto *grid = new QGridLayout(top);
    grid->setContentsMargins(12, 10, 12, 4);
    grid->setSpacing(8);
    grid->addWidget(m_search, 0, 0);
    grid->addWidget(m_add, 0, 1);
    grid->addWidget(m_kind, 1, 0, 1, 2);
    return top;
}

QWidget *ShelfList::makeFoot()
{
    m_import->setObjectName(u"importProducts"_s);
    m_export->setObjectName(u"exportProducts"_s);
    m_importLots->setObjectName(u"importLots"_s);
    m_import->setWrites();
    m_importLots->setWrites();
    m_exportLots->setObjectName(u"exportLots"_s);
    m_notYours->setWrapped(true);
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(12, 4, 12, 2);
    column->setSpacing(0);
    for (const auto &[first, second] : {std::pair(m_import, m_export), std::pair(m_importLots, m_exportLots)}) {
        auto *row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(first);
        row->addWidget(second);
        row->addStretch();
        column->addLayout(row);
    }
    column->addWidget(m_notYours);
    return foot;
}

void ShelfList::connectControls()
{
    connect(m_search, &QLineEdit::textChanged, this, &ShelfList::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &ShelfList::finishSearch);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ShelfList::filter);
    connect(m_tabs, &TabStrip::currentChanged, this, &ShelfList::filter);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ShelfList::currentChanged);
    connect(m_table, &QTableView::activated, this, &ShelfList::chosen);
    connect(m_add, &Button::clicked, this, &ShelfList::addRequested);
    connect(m_import, &Button::clicked, this, &ShelfList::importRequested);
    connect(m_export, &Button::clicked, this, &ShelfList::exportRequested);
    connect(m_importLots, &Button::clicked, this, &ShelfList::importLotsRequested);
    connect(m_exportLots, &Button::clicked, this, &ShelfList::exportLotsRequested);
}

void ShelfList::setLines(const QList<ShelfLine> &lines)
{
    const bool mayChange = may(m_context.actor().roles, Permission::Products);
    m_add->setEnabled(mayChange);
    m_import->setEnabled(mayChange);
    m_importLots->setEnabled(mayChange && !lines.isEmpty());
    m_export->setEnabled(!lines.isEmpty());
    m_exportLots->setEnabled(!lines.isEmpty());
    m_notYours->setVisible(!mayChange);
    m_lines = lines;
    filter();
}

bool ShelfList::passes(const ShelfLine &line, int tab) const
{
    const QDate today = m_context.today();
    const int kind = m_kind->currentData().toInt();
    if (kind >= 0 && kind != static_cast<int>(line.product.kind))
        return false;
    if (tab == NotAssessed)
        return line.isNotAssessed();
    if (tab == OutOfDate)
        return line.isOutOfDate(today);
    return tab == All || line.spoilt(today) + line.expiringSoon(today) > 0;
}

void ShelfList::filter()
{
    const ProductId kept = current();
    QList<ShelfLine> shown;
    for (const ShelfLine &line : std::as_const(m_lines)) {
        if (passes(line, m_tabs->currentIndex()) && line.holds(m_search->text()))
            shown << line;
    }
    {
        const QSignalBlocker quiet(this);
        m_model->setLines(shown, m_context.today());
        const QModelIndex same = m_model->indexOf(kept);
        m_table->setCurrentIndex(same.isValid() ? same : m_model->index(0, 0));
    }
    showCounts();
    showEmpty();
    if (current() != kept)
        Q_EMIT currentChanged();
}

void ShelfList::showCounts()
{
    const QList<std::pair<QString, std::optional<SeverityMark>>> tabs{
        {tr("All"), {}},
        {tr("Not assessed"), SeverityMark::NotAsked},
        {tr("Out of date"), SeverityMark::Caution},
        {tr("Expiry"), SeverityMark::Caution}};
    for (int tab = 0; tab < tabs.size(); ++tab) {
        int count = 0;
        for (const ShelfLine &line : std::as_const(m_lines))
            count += passes(line, tab) ? 1 : 0;
        m_tabs->setTab(tab, {tabs.at(tab).first, count, tabs.at(tab).second});
    }
}

void ShelfList::showEmpty()
{
    const bool any = m_model->rowCount() > 0;
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    if (m_lines.isEmpty())
        m_empty->setTexts(tr("No products yet"),
                          tr("Add what touches the skin: press Add and paste the label's ingredients, scan a pack "
                             "into the field above, or import a CSV file."));
    else
        m_empty->setTexts(tr("No product fits"), tr("Check the spelling, or choose All and every kind."));
}

ProductId ShelfList::current() const
{
    const ShelfLine *line = m_model->line(m_table->currentIndex());
    return line != nullptr ? line->product.id : ProductId();
}

void ShelfList::setCurrent(ProductId product)
{
    const QSignalBlocker quiet(this);
    if (!m_model->indexOf(product).isValid()) {
        m_search->clear();
        m_kind->setCurrentIndex(0);
        m_tabs->setCurrentIndex(All);
    }
    if (const QModelIndex found = m_model->indexOf(product); found.isValid()) {
        m_table->setCurrentIndex(found);
        m_table->scrollTo(found);
    }
}

QWidget *ShelfList::searchLine() const
{
    return m_search;
}

void ShelfList::focusFirst()
{
    m_search->setFocus(Qt::OtherFocusReason);
}

/// A barcode is looked up; anything else goes to the product found.
void ShelfList::finishSearch()
{
    const QString text = m_search->text().trimmed();
    const bool isDigits = !text.isEmpty() &&
                          std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    const bool looksScanned = text.startsWith(u']') || text.startsWith(u"(01)") || text.contains(u"<GS>") ||
                              (text.startsWith(u"01") && text.size() >= 16) || (isDigits && text.size() >= 8);
    if (looksScanned && (readGs1(text) || m_model->rowCount() == 0)) {
        Q_EMIT scanned(text);
        m_search->selectAll(); // the next scan takes its place
        return;
    }
    if (m_model->rowCount() > 0)
        Q_EMIT chosen();
}

bool ShelfList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Card::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool isStep = key->key() == Qt::Key_Down || key->key() == Qt::Key_Up;
    if (watched == m_search && isStep && m_model->rowCount() > 0) {
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (watched == m_table && (key->key() == Qt::Key_Home || key->key() == Qt::Key_End)) {
        const int last = m_model->rowCount() - 1;
        m_table->setCurrentIndex(m_model->index(key->key() == Qt::Key_Home ? 0 : last, 0));
        return true;
    }
    const bool types = !key->text().isEmpty() && key->text().at(0).isPrint() &&
                       !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (watched == m_table && types) {
        m_search->setFocus(Qt::OtherFocusReason);
        m_search->selectAll();
        m_search->insert(key->text());
        return true;
    }
    return Card::eventFilter(watched, event);
}

} // namespace dermis
