#pragma once

#include "core/privacy/destroy_records.h"
#include "ui/widgets/card.h"

class QComboBox;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class TextLabel;

/// The certificates of destruction: what each says in short, saved as a sheet to sign; and wiping that is
/// due.
class CertificateCard : public Card
{
    Q_OBJECT
public:
    explicit CertificateCard(ClinicContext &context, QWidget *parent = nullptr);
    void refresh();

private:
    void showChosen();
    void choosePath();
    void save(const QString &path);
    void wipe();

    ClinicContext &m_context;
    QList<Certificate> m_certificates;
    ErrorBanner *m_banner;
    QComboBox *m_choice;
    TextLabel *m_words;
    Button *m_save;
    Button *m_wipe;
};

} // namespace dermis
