#pragma once

#include "core/questionnaires/patient_forms.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

#include <memory>

class QListWidget;
class QStackedLayout;
class QTableWidget;
class QTextBrowser;

namespace dermis {

class Button;
class Card;
class ClinicContext;
class ErrorBanner;
class PrintServer;
class SheetPane;
struct SheetToPrint;

/// The clinic's forms besides the intake: when a patient last answered each and to whom, what was begun, and every earlier response
/// with who said what when; all of it on paper, too. Read when it comes on screen.
class FormsTab : public QWidget
{
    Q_OBJECT
public:
    explicit FormsTab(ClinicContext &context, QWidget *parent = nullptr);
    /// `server` may be null: then a PDF is all there is.
    FormsTab(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent);
    void setPatient(PatientId patient);

Q_SIGNALS:
    /// The form of that url is to be filled in, or gone on with.
    void formRequested(const QString &url);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeForms();
    QWidget *makeResponses();
    void read();
    void showForms();
    void showForm();
    void showResponse();
    void fillIn();
    void printBlank();
    void printAnswers();
    void openSheet(const SheetToPrint &sheet);
    void closeSheet();
    void notePrinted();
    const FormOfPatient *current() const;
    QString nameOf(StaffId person) const;
    QString stateOf(const FormOfPatient &form) const;
    void tell(const Error &error);

    ClinicContext &m_context;
    PatientId m_patient;
    QList<FormOfPatient> m_forms;
    mutable QHash<StaffId, QString> m_names;
    Card *m_card;
    QTableWidget *m_table;
    Button *m_fill;
    Button *m_printBlank;
    ErrorBanner *m_banner;
    Card *m_earlier;
    QListWidget *m_list;
    QTextBrowser *m_answers;
    Button *m_printAnswers;
    SheetPane *m_sheet;
    QStackedLayout *m_stack;
    QPointer<QWidget> m_before; ///< where the keyboard was before the sheet
};

} // namespace dermis
