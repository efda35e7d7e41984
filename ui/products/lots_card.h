#pragma once

#include "core/products/shelf.h"
#include "ui/widgets/card.h"

class QStandardItemModel;
class QTableView;

namespace dermis {

class Button;
class ClinicContext;
class EmptyState;
class ErrorBanner;
class LotForm;
class SupplyPanel;
class TextLabel;

/// The lots of one product: what may be used, what not, and the next delivery.
class LotsCard : public Card
{
    Q_OBJECT
public:
    explicit LotsCard(ClinicContext &context, QWidget *parent = nullptr);
    void setLine(const ShelfLine &line);
    /// Opens the delivery with its draft; does nothing for who may not.
    void receive();
    bool isReceiving() const;
    void closePanels();
    LotForm *form() const { return m_form; }
    QTableView *table() const { return m_table; }
    void keepDraft();

Q_SIGNALS:
    /// Whom the chosen lot touched.
    void usesRequested(dermis::LotId lot);

private:
    QWidget *makeActs();
    void connectControls();
    void showLots(int row);
    void showActs();
    const Lot *current() const;
    void open();
    void finish();
    void takeOut();
    void setState(SupplyState state, const QString &reason);
    bool done(const Result<Lot> &result);

    ClinicContext &m_context;
    ShelfLine m_line;
    bool m_isShowing = false;
    ErrorBanner *m_banner;
    Button *m_receive;
    LotForm *m_form;
    QStandardItemModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty;
    QWidget *m_acts;
    TextLabel *m_chosen;
    Button *m_open;
    Button *m_finish;
    Button *m_takeOut;
    Button *m_uses;
    SupplyPanel *m_supplying;
    TextLabel *m_notYours;
};

} // namespace dermis
