#pragma once

#include "core/consents/scan_filing.h"
#include "core/patients/patient.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace dermis {

class ClinicContext;

/// What a person says about a page that could not be filed by itself: which page of which sheet it is, whose other paper, or why it belongs nowhere.
class ScanFields : public QWidget
{
    Q_OBJECT
public:
    explicit ScanFields(const ScanPage &page, QWidget *parent = nullptr);
    void focusFirst();

Q_SIGNALS:
    void settleRequested(dermis::ScanPageId page, const QString &code, int number);
    /// It is a paper of its own, of the patient with that file number.
    void keepRequested(dermis::ScanPageId page, const QString &fileNumber, dermis::PaperKind kind, const QString &title);
    void setAsideRequested(dermis::ScanPageId page, const QString &note);

private:
    QLayout *makeFiling(const QString &title);
    QLayout *makePaper(const QString &title);
    QLayout *makeAside(const QString &title);

    ScanPageId m_id;
    QLineEdit *m_code;
    QSpinBox *m_number;
    QLineEdit *m_fileNumber;
    QComboBox *m_kind;
    QLineEdit *m_paper; ///< what the paper is
    QLineEdit *m_note;
};

QString paperKindWords(PaperKind kind);
/// "stack.pdf, page 3"
QString scanTitle(const ScanPage &page);
/// Puts a page that waits among the other papers of a patient; gives the patient.
Result<Patient> keepAsPaper(const ClinicContext &context, ScanPageId page, const QString &fileNumber, PaperKind kind, const QString &title);
/// Why it waits.
QString scanWords(const ScanPage &page);

} // namespace dermis
