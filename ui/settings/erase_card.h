#pragma once

#include "core/privacy/destroy_records.h"
#include "core/privacy/dormant_records.h"
#include "ui/widgets/card.h"

class QComboBox;
class QFormLayout;
class QLineEdit;
class QTableWidget;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class PasswordLine;
class TextLabel;

/// Records whose time is over, and their lawful destruction by two people.
class EraseCard : public Card
{
    Q_OBJECT
public:
    explicit EraseCard(ClinicContext &context, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    /// Records were destroyed.
    void destroyed(const dermis::Certificate &certificate);

private:
    QWidget *makeApproval();
    void showRecords(const Result<QList<RecordAge>> &records);
    QString stateWords() const;
    void showOthers();
    QList<PatientId> chosen() const;
    void showReady();
    void askFirst();
    void destroyNow();
    void settle(const Result<Certificate> &certificate);

    ClinicContext &m_context;
    quint64 m_job = 0; // only the newest list counts
    QList<RecordAge> m_records;
    ErrorBanner *m_banner;
    TextLabel *m_state;
    QTableWidget *m_table;
    QWidget *m_approval = nullptr;
    QFormLayout *m_form = nullptr;
    QLineEdit *m_basis;
    PasswordLine *m_own;
    QComboBox *m_other;
    PasswordLine *m_others;
    Button *m_destroy;
};

} // namespace dermis
