#pragma once

#include "core/products/product.h"
#include "core/products/substance_catalogue.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class DeviceFields;
class DraftKeeper;
class ErrorBanner;
class FormField;
class TextLabel;
struct Error;

/// A product as it is typed: a new one, or what is changed of a kept one. Kept as a draft until the named act.
class ProductForm : public QWidget
{
    Q_OBJECT
public:
    explicit ProductForm(ClinicContext &context, QWidget *parent = nullptr);
    /// Starts from the kept product, or from the draft that was left; a product without a number is a new one.
    void begin(const Product &product);
    /// A new product, of which only the barcode number is known.
    void beginWith(const QString &gtin);
    void focusFirst();
    void keepDraft();

Q_SIGNALS:
    void kept(dermis::ProductId product);
    void cancelled();

private:
    void build();
    QWidget *makeFields();
    QWidget *makeLabel();
    QWidget *makeFooter();
    void connectControls();
    FormField *line(const QString &label, QString Product::*member, const QString &name);
    void showProduct(const Product &product);
    void readCatalogue();
    Product typed() const;
    void changed();
    void showKind();
    void showLabel();
    void showState();
    bool hasProblem();
    void finish();
    void askWhose(const Product &theirs);
    void settle(bool mine);
    void putAside();
    bool discard();
    void tell(const Error &error);

    ClinicContext &m_context;
    Product m_base;
    std::optional<Product> m_theirs; // while whose is to stand is asked
    SubstanceCatalogue m_catalogue;
    QList<std::pair<QLineEdit *, QString Product::*>> m_lines;
    QList<std::pair<QComboBox *, Stated Product::*>> m_answers;
    ErrorBanner *m_banner;
    TextLabel *m_title;
    QComboBox *m_kind;
    QComboBox *m_category;
    FormField *m_name = nullptr;
    FormField *m_gtin = nullptr;
    QSpinBox *m_days;
    Card *m_labelCard;
    QPlainTextEdit *m_label;
    TextLabel *m_understood;
    FormField *m_labelDate;
    Card *m_deviceCard;
    DeviceFields *m_device;
    FormField *m_reason;
    TextLabel *m_state;
    Button *m_cancel;
    Button *m_keep;
    DraftKeeper *m_draft;
    bool m_isShowing = false;
};

} // namespace dermis
