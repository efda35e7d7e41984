#pragma once

#include "core/products/product.h"
#include "core/products/substance_catalogue.h"
#include "ui/widgets/card.h"

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class FormField;
class SubstancePicker;
class TextLabel;

/// The ingredients as the label prints them, what each is, and what is not known of them; a person says what
/// unknown words mean.
class LabelCard : public Card
{
    Q_OBJECT
public:
    explicit LabelCard(ClinicContext &context, QWidget *parent = nullptr);
    void setProduct(const Product &product, const SubstanceCatalogue &catalogue, bool mayChange);

private:
    QWidget *makeMatch();
    QWidget *makeAcknowledge();
    void showChips();
    void addNote(const QString &words, const QString &text, bool isUnknown);
    void ask(const QString &words);
    void matchIt();
    void addOwn();
    void acknowledge();
    void closeQuestions();
    template <typename T> void done(const Result<T> &result);

    ClinicContext &m_context;
    Product m_product;
    SubstanceCatalogue m_catalogue;
    bool m_mayChange = false;
    QString m_words; ///< whose meaning is asked
    ErrorBanner *m_banner;
    QWidget *m_shown;
    QWidget *m_chips = nullptr;
    QWidget *m_match;
    TextLabel *m_question;
    SubstancePicker *m_picker;
    Button *m_isIt;
    QWidget *m_acknowledge;
    FormField *m_reason;
    Button *m_understood;
};

} // namespace dermis
