#pragma once

#include "core/products/shelf.h"
#include "ui/context/page.h"

class QStackedWidget;

namespace dermis {

class EmptyState;
class ErrorBanner;
class ImportPanel;
class LotsCard;
class PaneSwitch;
class ProductForm;
class ProductView;
class ShelfList;

/// What touches the skin: the list of products, one of them, and its lots.
class ProductsPage : public Page
{
    Q_OBJECT
public:
    explicit ProductsPage(ClinicContext &context, QWidget *parent = nullptr);

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
    void importFile();
    void exportFile();
    void clearBanner();
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
};

} // namespace dermis
