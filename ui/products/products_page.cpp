#include "ui/products/products_page.h"

#include "core/access/permissions.h"
#include "core/base/whole_file.h"
#include "core/products/draft_forms.h"
#include "core/products/gs1.h"
#include "core/products/lot_csv.h"
#include "core/products/product_csv.h"
#include "core/storage/drafts.h"
#include "ui/context/clinic_context.h"
#include "ui/context/pane_switch.h"
#include "ui/context/words.h"
#include "ui/printing/print_server.h"
#include "ui/products/import_panel.h"
#include "ui/products/lot_form.h"
#include "ui/products/lots_card.h"
#include "ui/products/product_form.h"
#include "ui/products/product_view.h"
#include "ui/products/recall_view.h"
#include "ui/products/shelf_list.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/prompter.h"

#include <QBoxLayout>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int listWidth = 430;
constexpr int lotsWidth = 392;
enum Pane { ListPane, ProductPane, LotsPane };

} // namespace

ProductsPage::ProductsPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_list(new ShelfList(context))
    , m_middle(new QStackedWidget)
    , m_nothing(new EmptyState(Icon::Product, tr("No product chosen"),
                               tr("Choose one in the list, or press Add.")))
    , m_view(new ProductView(context))
    , m_form(new ProductForm(context))
    , m_import(new ImportPanel(context))
    , m_lots(new LotsCard(context))
    , m_uses(new RecallView(context, std::move(server)))
{
    build();
    connectControls();
}

void ProductsPage::build()
{
    for (QWidget *widget : {static_cast<QWidget *>(m_nothing), static_cast<QWidget *>(m_view),
                            static_cast<QWidget *>(m_form), static_cast<QWidget *>(m_import)})
        m_middle->addWidget(widget);
    m_panes = new PaneSwitch({{tr("Products"), m_list, listWidth},
                              {tr("Product"), m_middle, 0},
                              {tr("Lots"), m_lots, lotsWidth}});
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_list);
    row->addWidget(m_middle, 1);
    row->addWidget(m_lots);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 10, 16, 10);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addLayout(row, 1);
    m_shelf = new QWidget;
    auto *shelf = new QVBoxLayout(m_shelf);
    shelf->setContentsMargins(0, 0, 0, 0);
    shelf->setSpacing(0);
    shelf->addWidget(m_panes);
    shelf->addLayout(column, 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_shelf, 1);
    page->addWidget(m_uses, 1);
    m_uses->hide();
}

void ProductsPage::connectControls()
{
    connect(m_list, &ShelfList::currentChanged, this, [this] {
        m_form->keepDraft();
        showCurrent();
    });
    connect(m_list, &ShelfList::chosen, this, [this] {
        m_panes->choose(ProductPane);
        m_view->focusFirst();
    });
    connect(m_list, &ShelfList::scanned, this, &ProductsPage::scan);
    connect(m_list, &ShelfList::addRequested, this, [this] { add({}); });
    connect(m_list, &ShelfList::importRequested, this, [this] { importFile(ImportPanel::Kind::Products, tr("Import products")); });
    connect(m_list, &ShelfList::exportRequested, this, &ProductsPage::exportFile);
    connect(m_list, &ShelfList::importLotsRequested, this, [this] { importFile(ImportPanel::Kind::Lots, tr("Import lots")); });
    connect(m_list, &ShelfList::exportLotsRequested, this, &ProductsPage::exportLotsFile);
    connect(m_view, &ProductView::changeRequested, this, &ProductsPage::change);
    connect(m_view, &ProductView::usesRequested, this, [this] { showUses({}); });
    connect(m_lots, &LotsCard::usesRequested, this, &ProductsPage::showUses);
    connect(m_uses, &RecallView::closed, this, &ProductsPage::leaveUses);
    connect(m_uses, &RecallView::patientChosen, this, [this](PatientId patient) {
        Q_EMIT goTo({Place::Record, patient, RecordTab::Summary, {}});
    });
    connect(m_form, &ProductForm::kept, this, &ProductsPage::showKept);
    connect(m_form, &ProductForm::cancelled, this, &ProductsPage::leaveForm);
    connect(m_import, &ImportPanel::cancelled, this, &ProductsPage::leaveForm);
    connect(m_import, &ImportPanel::imported, this, [this](const QString &what) {
        context().announceDataChanged();
        leaveForm();
        m_banner->tell({BannerKind::Done, what, tr("A product that came in, or whose label changed, is not assessed: it may not touch needled skin yet."),
                        {tr("Close")}});
    });
    connect(m_lots->form(), &LotForm::scanned, this, &ProductsPage::scan);
    connect(m_banner, &ErrorBanner::actionChosen, this, &ProductsPage::act);
    connect(new QShortcut(QKeySequence(Qt::Key_F4), this), &QShortcut::activated, this,
            &ProductsPage::scanLot);
}

void ProductsPage::open(const Destination &destination)
{
    keepDraft();
    clearBanner();
    m_view->closePanels(); // another person may have left them open
    m_lots->closePanels();
    if (!may(context().actor().roles, Permission::ReadRecords) || !destination.text.isEmpty()) {
        m_uses->hide();
        m_shelf->show();
    }
    refresh();
    const auto begun = productDraftFrom(destination.text);
    if (begun)
        m_list->setCurrent(begun->second);
    showCurrent();
    if (begun) {
        clearBanner();
        m_draftForm = destination.text;
        return;
    }
    for (const ProductId product : {ProductId(), m_view->product()}) {
        if (!m_banner->isTelling())
            tellDrafts(product);
    }
}

void ProductsPage::focusFirst()
{
    if (!m_uses->isHidden())
        return m_uses->focusFirst();
    if (!m_draftForm.isEmpty() && !m_banner->isTelling())
        return goOn(); // somebody came for it
    m_list->focusFirst();
}

void ProductsPage::refresh()
{
    Result<QList<ShelfLine>> lines = shelf(context().database());
    if (!lines)
        return tell(lines.error());
    m_lines = std::move(*lines);
    m_list->setLines(m_lines);
    if (!m_uses->isHidden())
        m_uses->refresh();
    if (const ShelfLine *shown = line(m_view->product())) {
        m_view->setLine(*shown);
        m_lots->setLine(*shown);
    } else if (m_middle->currentWidget() == m_nothing) {
        showCurrent();
    }
}

const ShelfLine *ProductsPage::line(ProductId product) const
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(),
                                    [&](const ShelfLine &one) { return one.product.id == product; });
    return found == m_lines.end() ? nullptr : &*found;
}

void ProductsPage::showCurrent()
{
    const ShelfLine *chosen = line(m_list->current());
    m_lots->setVisible(chosen != nullptr);
    if (chosen == nullptr)
        return showMiddle(m_nothing);
    const bool isOther = m_view->product() != chosen->product.id;
    m_view->setLine(*chosen);
    m_lots->setLine(*chosen);
    showMiddle(m_view);
    if (!isOther)
        return;
    clearBanner();
    tellDrafts(chosen->product.id);
}

void ProductsPage::showMiddle(QWidget *widget)
{
    m_middle->setCurrentWidget(widget);
    m_lots->setEnabled(widget == m_view);
}

/// Says that something was begun and not finished, and leads there.
void ProductsPage::tellDrafts(ProductId product)
{
    const QList<std::pair<QString, QString>> forms{
        {productDraftForm(ProductDraft::Details, product),
         product.isNull() ? tr("A new product was begun") : tr("Changes to this product were begun")},
        {productDraftForm(ProductDraft::Assessment, product), tr("An assessment of this product was begun")},
        {productDraftForm(ProductDraft::Delivery, product), tr("A delivery of this product was begun")}};
    for (const auto &[form, title] : forms) {
        const auto draft = findDraft(context().database(), {0, form, context().actor().id});
        if (!draft || !draft->has_value())
            continue;
        clearBanner();
        m_draftForm = form;
        m_banner->tell({BannerKind::Draft, title,
                        tr("Your draft is from %1.").arg(momentWords((*draft)->savedAt)),
                        {tr("Go on with it")}});
        return;
    }
}

void ProductsPage::goOn()
{
    const auto begun = productDraftFrom(std::exchange(m_draftForm, QString()));
    clearBanner();
    if (!begun)
        return;
    if (begun->second.isNull())
        return add({});
    if (begun->first == ProductDraft::Details)
        return change();
    m_panes->choose(begun->first == ProductDraft::Assessment ? ProductPane : LotsPane);
    if (begun->first == ProductDraft::Assessment)
        m_view->assess();
    else
        m_lots->receive();
}

void ProductsPage::add(const QString &gtin)
{
    keepDraft();
    clearBanner();
    m_form->beginWith(gtin);
    showMiddle(m_form);
    m_panes->choose(ProductPane);
    m_form->focusFirst();
}

void ProductsPage::change()
{
    const ShelfLine *shown = line(m_view->product());
    if (shown == nullptr)
        return;
    keepDraft();
    clearBanner();
    m_lots->closePanels();
    m_form->begin(shown->product);
    showMiddle(m_form);
    m_panes->choose(ProductPane);
    m_form->focusFirst();
}

void ProductsPage::showKept(ProductId product)
{
    context().announceDataChanged();
    refresh();
    m_list->setCurrent(product);
    showCurrent();
    m_view->focusFirst();
}

void ProductsPage::leaveForm()
{
    showCurrent();
    if (m_list->current().isNull())
        m_list->focusFirst();
    else
        m_view->focusFirst();
}

/// A barcode, wherever it was scanned: goes to its product and fills the delivery.
void ProductsPage::scan(const QString &text)
{
    const bool isInLots = m_lots->isReceiving() && m_lots->isEnabled();
    const Result<Gs1Data> pack = readGs1(text);
    if (!pack && isInLots)
        return m_lots->form()->refuseScan(sentences({capitalised(pack.error().detail)}));
    if (!pack)
        return tell(pack.error());
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [&](const ShelfLine &one) {
        return one.product.gtin == pack->gtin;
    });
    const ShelfLine *shown = line(m_view->product());
    if (found == m_lines.end() && isInLots && shown != nullptr && shown->product.gtin.isEmpty())
        return m_lots->form()->fill(*pack);
    if (found == m_lines.end()) {
        clearBanner();
        m_unknownGtin = pack->gtin;
        const bool mayAdd = may(context().actor().roles, Permission::Products);
        m_banner->tell({BannerKind::Draft, tr("No product has the barcode number %1").arg(pack->gtin),
                        tr("Nothing was kept. Register the product first, then scan its lot."),
                        mayAdd ? QStringList{tr("Register it")} : QStringList{}});
        return;
    }
    const ProductId product = found->product.id;
    if (m_view->product() != product || m_middle->currentWidget() != m_view) {
        keepDraft();
        m_list->setCurrent(product);
        showCurrent();
    }
    clearBanner();
    m_panes->choose(LotsPane);
    m_lots->receive();
    if (m_lots->isReceiving())
        m_lots->form()->fill(*pack);
}

/// Whom the product, or one lot of it, touched, in place of the shelf.
void ProductsPage::showUses(LotId lot)
{
    const ShelfLine *shown = line(m_view->product());
    if (shown == nullptr)
        return;
    keepDraft();
    m_shelf->hide();
    m_uses->show();
    m_uses->begin(*shown, lot);
    m_uses->focusFirst();
}

void ProductsPage::leaveUses()
{
    m_uses->hide();
    m_shelf->show();
    m_view->focusFirst();
}

void ProductsPage::scanLot()
{
    if (!m_uses->isHidden())
        return;
    if (m_middle->currentWidget() != m_view)
        return m_list->focusFirst();
    m_panes->choose(LotsPane);
    m_lots->receive();
}

void ProductsPage::importFile(ImportPanel::Kind kind, const QString &title)
{
    context().prompter().askOpenFile(this, {title, {}, {}, {tr("CSV (*.csv)")}, {}},
                                     [this, kind](const QString &path) {
                                         keepDraft();
                                         clearBanner();
                                         m_import->begin(kind, path);
                                         showMiddle(m_import);
                                         m_panes->choose(ProductPane);
                                         m_import->focusFirst();
                                     });
}

void ProductsPage::exportFile()
{
    const Result<QByteArray> csv = exportProducts(context().database(), context().today());
    if (!csv)
        return tell(csv.error());
    save({tr("Export products"), {}, tr("products.csv"), {tr("CSV (*.csv)")}, u"csv"_s}, *csv,
         {BannerKind::Done, tr("The products were written"),
          tr("Edited and imported again, the file changes them. Their needling status stands in the last column, and is not read back."),
          {tr("Close")}});
}

void ProductsPage::exportLotsFile()
{
    const Result<QByteArray> csv = exportLots(context().database());
    if (!csv)
        return tell(csv.error());
    save({tr("Export lots"), {}, tr("lots.csv"), {tr("CSV (*.csv)")}, u"csv"_s}, *csv,
         {BannerKind::Done, tr("The lots were written"), tr("What happened to a lot since stands in the last columns, and is not read back."),
          {tr("Close")}});
}

void ProductsPage::save(const FileQuestion &question, const QByteArray &bytes, const BannerText &done)
{
    context().prompter().askSaveFile(this, question, [this, bytes, done](const QString &path) {
        const Result<> written = writeWhole(path, bytes);
        if (!written)
            return tell(written.error());
        m_banner->tell(done);
    });
}

/// With what it offered.
void ProductsPage::clearBanner()
{
    m_banner->clear();
    m_unknownGtin.clear();
    m_draftForm.clear();
}

void ProductsPage::act(int)
{
    if (!m_draftForm.isEmpty())
        return goOn();
    const QString gtin = m_unknownGtin;
    clearBanner();
    if (!gtin.isEmpty())
        add(gtin);
}

void ProductsPage::keepDraft()
{
    m_form->keepDraft();
    m_view->keepDraft();
    m_lots->keepDraft();
}

QList<KeyLine> ProductsPage::keys() const
{
    return {{tr("Letters"), tr("find a product, ingredient or lot")},
            {tr("Enter"), tr("go to the product; after a barcode, to its lot")},
            {tr("F4"), tr("scan or type a lot")},
            {tr("Ctrl+Enter"), tr("finish what is open: register, keep, sign, take into stock")},
            {tr("1 to 5"), tr("in a recall: how far the chosen patient has come")},
            {tr("Alt+1 to Alt+4"), tr("all, not assessed, out of date, expiry")}};
}

QList<QWidget *> ProductsPage::panes() const
{
    if (!m_uses->isHidden())
        return m_uses->panes();
    return {m_list->searchLine(), m_list->table(), m_middle->currentWidget(), m_lots};
}

void ProductsPage::setCompact(bool compact)
{
    m_panes->setCompact(compact);
}

void ProductsPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    clearBanner();
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {tr("Close")}});
}

} // namespace dermis
