#pragma once

#include "core/products/shelf.h"
#include "core/products/substance_catalogue.h"

#include <QHash>
#include <QWidget>

class QGridLayout;

namespace dermis {

class AssessPanel;
class Button;
class Card;
class ClinicContext;
class ErrorBanner;
class LabelCard;
class SeverityTag;
class StateBox;
class SupplyPanel;
class TextLabel;
struct Error;

/// One product: what may be done with it and why, what is in it, and what the maker says.
class ProductView : public QWidget
{
    Q_OBJECT
public:
    explicit ProductView(ClinicContext &context, QWidget *parent = nullptr);
    void setLine(const ShelfLine &line);
    ProductId product() const { return m_line.product.id; }
    void focusFirst();
    void keepDraft();
    /// Puts away what is open; what was typed stays a draft.
    void closePanels();
    /// Opens the assessment, with its draft.
    void assess();

Q_SIGNALS:
    void changeRequested();
    /// Whom it touched.
    void usesRequested();

private:
    QWidget *makeHead();
    QWidget *makeActs();
    void connectControls();
    void showHead();
    void showActs();
    void showReviews();
    void showDetails();
    void showDevice();
    void takeOut();
    void setState(SupplyState state, const QString &reason);
    void saveDocument(const QString &address);
    QString nameOf(StaffId person) const;
    QStringList scented() const;
    void tell(const Error &error);

    ClinicContext &m_context;
    ShelfLine m_line;
    SubstanceCatalogue m_catalogue;
    QHash<StaffId, QString> m_names;
    ErrorBanner *m_banner;
    TextLabel *m_title;
    SeverityTag *m_tag;
    StateBox *m_verdict;
    Button *m_assess;
    Button *m_change;
    Button *m_supply;
    Button *m_uses;
    TextLabel *m_notYours;
    AssessPanel *m_assessing;
    SupplyPanel *m_supplying;
    LabelCard *m_label;
    Card *m_reviews;
    QWidget *m_reviewRows = nullptr;
    Card *m_details;
    QWidget *m_detailRows = nullptr;
    Card *m_device;
    QWidget *m_deviceRows = nullptr;
};

} // namespace dermis
