#pragma once

#include "core/products/shelf.h"
#include "ui/context/page.h"
#include "ui/products/import_panel.h"

#include <memory>

class QStackedWidget;

namespace dermis {

class EmptyState;
class ErrorBanner;
struct BannerText;
struct FileQuestion;
class LotsCard;
class PaneSwitch;
class PrintServer;
class ProductForm;
class ProductView;
class RecallView;
class ShelfList;

/// What touches the skin: the list of products, one of them, and its lots.
class ProductsPage : public Page
{
    Q_OBJECT
public:
    /// `server` may be null: then letters are saved as PDF and not printed.
    explicit ProductsPage(ClinicContext &context, std::shared_ptr<PrintServer> server = {}, QWidget *parent = nullptr);

    QString title() const override { return tr("Products and lots"); }
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    void keepDraft() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

private:
    void build();
    void connectControls();
    const ShelfLine *line(ProductId product) const;
    void showCurrent();
    void showMiddle(QWidget *widget);
    void add(const QString &gtin);
    void change();
    void showKept(ProductId product);
    void leaveForm();
    void tellDrafts(ProductId product);
    void goOn();
    void scan(const QString &text);
    void scanLot();
    void importFile(ImportPanel::Kind kind, const QString &title);
    void exportFile();
    void exportLotsFile();
    void save(const FileQuestion &question, const QByteArray &bytes, const BannerText &done);
    void clearBanner();
    void showUses(LotId lot);
    void leaveUses();
    void act(int action);
    void tell(const Error &error);

    QList<ShelfLine> m_lines;
    QString m_unknownGtin;  ///< offered to be registered
    QString m_draftForm;    ///< offered to go on with
    ErrorBanner *m_banner;
    ShelfList *m_list;
    QStackedWidget *m_middle;
    EmptyState *m_nothing;
    ProductView *m_view;
    ProductForm *m_form;
    ImportPanel *m_import;
    LotsCard *m_lots;
    PaneSwitch *m_panes = nullptr;
    QWidget *m_shelf = nullptr; ///< the three panes
    RecallView *m_uses;
};

} // namespace dermis
