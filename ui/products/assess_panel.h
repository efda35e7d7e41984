#pragma once

#include "core/products/product_repository.h"
#include "core/products/shelf.h"

#include <QWidget>

#include <optional>

class QButtonGroup;
class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class FormField;
class TextLabel;
struct Error;

/// The dermatologist says whether needled skin may meet a product, on what evidence and until when; a draft
/// until it is signed.
class AssessPanel : public QWidget
{
    Q_OBJECT
public:
    explicit AssessPanel(ClinicContext &context, QWidget *parent = nullptr);
    /// `scented` is what of fragrance, plant extract or dye the label holds.
    void begin(const ShelfLine &line, const QStringList &scented);
    void focusFirst();
    void keepDraft();

Q_SIGNALS:
    void signedOff();
    void cancelled();

private:
    QWidget *makeChoices();
    QWidget *makeDocument();
    QWidget *makeFooter();
    void connectControls();
    void restore();
    QByteArray body() const;
    StatusReview typed() const;
    void changed();
    void showNeeds();
    void attach(const QString &path);
    bool hasProblem();
    void finish();
    void putAside();
    bool discard();
    void tell(const Error &error);

    ClinicContext &m_context;
    Product m_product;
    QStringList m_scented;
    QString m_path; ///< of the document
    std::optional<ReviewDocument> m_document;
    ErrorBanner *m_banner;
    QButtonGroup *m_choices;
    FormField *m_evidence;
    Button *m_attach;
    TextLabel *m_file;
    FormField *m_reviewBy;
    FormField *m_reason;
    TextLabel *m_state;
    Button *m_cancel;
    Button *m_sign;
    DraftKeeper *m_draft;
};

} // namespace dermis
