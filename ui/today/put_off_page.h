#pragma once

#include "core/visits/deferral.h"
#include "ui/context/page.h"

#include <memory>

class QStackedWidget;
class QStandardItemModel;
class QTableView;

namespace dermis {

class BookingPanel;
class Button;
class Card;
class EmptyState;
class ErrorBanner;
class FormField;
class PrintServer;
class SheetPane;
class TextLabel;

/// Whose treatment is put off, the earliest date first: whom to call, what was said, and the page for the patient.
class PutOffPage : public Page
{
    Q_OBJECT
public:
    explicit PutOffPage(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then a PDF is all there is.
    PutOffPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);

    QString title() const override { return tr("Put off"); }
    QList<Crumb> crumbs() const override;
    /// With a patient: opens that patient's page to be printed.
    void open(const Destination &destination) override;
    void focusFirst() override;
    void refresh() override;
    void print() override;
    QList<KeyLine> keys() const override;
    QList<QWidget *> panes() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *makeStates();
    void connectControls();
    void addRow(const DeferredPatient &one);
    void showCurrent();
    void choose(PatientId patient);
    const DeferredPatient *current() const;
    void setState(DeferralState state);
    void keepNote();
    void book();
    void closeNote();
    bool fails(const std::optional<Error> &error);

    QList<DeferredPatient> m_people;
    bool m_isShowing = false;
    ErrorBanner *m_banner;
    BookingPanel *m_booking;
    Card *m_card;
    QStandardItemModel *m_model;
    QTableView *m_table;
    EmptyState *m_nobody;
    QWidget *m_states = nullptr;
    TextLabel *m_chosen;
    QList<Button *> m_stateButtons;
    Button *m_book;
    Button *m_print;
    FormField *m_note;
    QStackedWidget *m_stack = nullptr; ///< the list, or a patient's page as it prints
    SheetPane *m_sheet;
};

} // namespace dermis
