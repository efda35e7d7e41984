#pragma once

#include "core/products/shelf.h"
#include "ui/widgets/card.h"

class QComboBox;
class QTableView;

namespace dermis {

class Button;
class ClinicContext;
class EmptyState;
class ScanLine;
class ShelfModel;
class TabStrip;
class TextLabel;

/// The clinic's products: searched, filtered, and stepped through by keys.
class ShelfList : public Card
{
    Q_OBJECT
public:
    explicit ShelfList(ClinicContext &context, QWidget *parent = nullptr);
    void setLines(const QList<ShelfLine> &lines);
    /// The product stepped to; null while the list is empty.
    ProductId current() const;
    /// Silent. Takes a filter away when it hides the product.
    void setCurrent(ProductId product);
    void focusFirst();
    QWidget *searchLine() const;
    QTableView *table() const { return m_table; }

Q_SIGNALS:
    void currentChanged();
    /// Enter or a double click.
    void chosen();
    /// Enter in the search after a barcode.
    void scanned(const QString &text);
    void addRequested();
    void importRequested();
    void exportRequested();
    void importLotsRequested();
    void exportLotsRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeTop();
    QWidget *makeFoot();
    void connectControls();
    bool passes(const ShelfLine &line, int tab) const;
    void filter();
    void showCounts();
    void showEmpty();
    void finishSearch();

    ClinicContext &m_context;
    QList<ShelfLine> m_lines;
    ScanLine *m_search;
    Button *m_add;
    QComboBox *m_kind;
    TabStrip *m_tabs;
    ShelfModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty;
    Button *m_import;
    Button *m_export;
    Button *m_importLots;
    Button *m_exportLots;
    TextLabel *m_notYours;
};

} // namespace dermis
