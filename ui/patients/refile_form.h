#pragma once

#include "core/consents/record_documents.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace dermis {

class Button;
class ClinicContext;
class FormField;
class SegmentedControl;
class TextLabel;

/// Where scanned pages of a document belong instead, and why.
class RefileForm : public QWidget
{
    Q_OBJECT
public:
    explicit RefileForm(ClinicContext &context, QWidget *parent = nullptr);
    /// Begins anew for the pages of a document, by its title, in the record with that file number.
    void begin(const RecordDocument &document, const QString &title, const QString &fileNumber);
    void focusFirst();

Q_SIGNALS:
    /// They lie there now: in whose record, or a null id for nowhere.
    void moved(dermis::PatientId to);
    void cancelled();

private:
    enum Target { SheetPage, OtherPaper, Nowhere };
    QWidget *makeSheet();
    QWidget *makePaper();
    void showTarget();
    void showOwner();
    void showSheet();
    QList<ScanPageId> chosen() const;
    Result<FilingPlace> place() const;
    void move();
    void tell(const Error &error);

    ClinicContext &m_context;
    QList<ScanPage> m_scans;
    TextLabel *m_heading;
    QComboBox *m_which;
    SegmentedControl *m_target;
    QLineEdit *m_code;
    FormField *m_codeField;
    QSpinBox *m_number;
    QLineEdit *m_fileNumber;
    FormField *m_owner;
    QComboBox *m_kind;
    QLineEdit *m_title;
    FormField *m_titleField;
    QLineEdit *m_reason;
    FormField *m_reasonField;
    QWidget *m_sheet;
    QWidget *m_paper;
};

} // namespace dermis
