#pragma once

#include "core/products/gs1.h"
#include "core/products/shelf.h"

#include <QWidget>

class QLineEdit;
class QSpinBox;

namespace dermis {

class Button;
class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class FormField;
class ScanLine;
class TextLabel;
struct Error;

/// A delivery as it is typed or scanned; each scan of the same lot counts one unit more. A draft until it is
/// taken into stock.
class LotForm : public QWidget
{
    Q_OBJECT
public:
    explicit LotForm(ClinicContext &context, QWidget *parent = nullptr);
    /// Starts empty, or from the draft that was left.
    void begin(const ShelfLine &line);
    /// The product as it stands now; what is typed stays.
    void setLine(const ShelfLine &line);
    /// Takes what a barcode says of this product.
    void fill(const Gs1Data &pack);
    /// Says why a barcode was not taken.
    void refuseScan(const QString &why);
    void focusFirst();
    void keepDraft();

Q_SIGNALS:
    /// Enter after a barcode: whoever holds all products finds whose it is.
    void scanned(const QString &text);
    void kept();
    void cancelled();

private:
    QWidget *makeFooter();
    void connectControls();
    void restore();
    QByteArray body() const;
    Lot typed() const;
    void changed();
    void takeScan();
    QString codeProblem(const Lot &lot) const;
    QString expiryProblem(const Lot &lot) const;
    void showProblems();
    bool hasProblem();
    void finish();
    void putAside();
    bool discard();
    void tell(const Error &error);

    ClinicContext &m_context;
    ShelfLine m_line;
    QStringList m_serials; ///< of the packs scanned
    ErrorBanner *m_banner;
    ScanLine *m_scan;
    FormField *m_scanField;
    QLineEdit *m_code;
    FormField *m_codeField;
    QLineEdit *m_expiry;
    FormField *m_expiryField;
    QSpinBox *m_quantity;
    QLineEdit *m_received;
    FormField *m_receivedField;
    QLineEdit *m_storage;
    TextLabel *m_state;
    Button *m_cancel;
    Button *m_keep;
    DraftKeeper *m_draft;
};

} // namespace dermis
