#pragma once

#include "core/base/id.h"
#include "core/exchange/patient_copy.h"
#include "ui/widgets/card.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QRadioButton;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;

/// The patient's own copy of the record: whose, what the dermatologist found, and where to.
class CopyCard : public Card
{
    Q_OBJECT
public:
    explicit CopyCard(ClinicContext &context, QWidget *parent = nullptr);
    /// Reads who may review.
    void refresh();
    /// Fills in whose copy is wanted and gives the keyboard to what comes next.
    void ask(PatientId patient);

private:
    QWidget *makeForm();
    void showReady();
    Result<CopyRequest> typed();
    void chooseFile();
    void make(const QString &path);
    void settle(const Result<QStringList> &files);

    ClinicContext &m_context;
    ErrorBanner *m_banner;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_patient;
    QComboBox *m_reviewer;
    QRadioButton *m_harmless;
    QRadioButton *m_harmful;
    QLineEdit *m_counsellor;
    PasswordLine *m_password;
    Button *m_make;
    CopyRequest m_request;
};

} // namespace dermis
