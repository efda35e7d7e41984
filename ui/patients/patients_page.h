#pragma once

#include "ui/context/page.h"
#include "ui/patients/patient_table_model.h"

#include <QTimer>

class QLineEdit;
class QTableView;

namespace dermis {

class Button;
class Card;
class EmptyState;
class ErrorBanner;
class PatientFinder;
class TextLabel;
struct PatientsFound;

/// Everybody in the clinic: a list of any length, filtered as you type.
class PatientsPage : public Page
{
    Q_OBJECT
public:
    explicit PatientsPage(ClinicContext &context, QWidget *parent = nullptr);

    QString title() const override { return tr("Patients"); }
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;
    void setCompact(bool compact) override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void connectControls();
    void filter();
    void showAll();
    void showFound(const PatientsFound &found);
    void showCount(const QString &text);
    void tell(const Error &error);
    void openCurrent();
    void registerNew();
    Result<PatientRows> page(const PatientCursor &after) const;

    PatientTableModel *m_model;
    PatientFinder *m_finder;
    QLineEdit *m_filter;
    TextLabel *m_count;
    Button *m_register;
    ErrorBanner *m_banner;
    Card *m_card;
    QTableView *m_table;
    EmptyState *m_empty;
    PatientId m_keep; // selected when the list was last read
};

} // namespace dermis
