#pragma once

#include "core/patients/record_access.h"
#include "ui/settings/settings_section.h"

#include <memory>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QStandardItemModel;
class QTableView;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class ErrorBanner;
class PrintServer;
class SheetPane;

/// Who opened, printed or exported which record, searched by patient, person and days; one patient's list
/// goes to paper.
class AccessSection : public SettingsSection
{
    Q_OBJECT
public:
    /// `server` may be null: then a PDF is all there is.
    AccessSection(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    void refresh() override;

private:
    QWidget *makeFilter();
    void loadPeople();
    void search();
    void show(const Result<QList<RecordAccess>> &accesses);
    void print();
    void showPane(bool shown);
    Result<AccessQuery> query() const;

    ClinicContext &m_context;
    PatientId m_patient; // of what is shown; null for all
    ErrorBanner *m_banner;
    QLineEdit *m_fileNumber;
    QComboBox *m_person;
    QDateEdit *m_from;
    QDateEdit *m_until;
    Button *m_search;
    Button *m_print;
    Card *m_card;
    QStandardItemModel *m_model;
    QTableView *m_table;
    SheetPane *m_sheet;
};

} // namespace dermis
