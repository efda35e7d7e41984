#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "ui/consents/print_server.h"

#include <QWidget>

namespace dermis {

class ClinicContext;
class ErrorBanner;
class PrintPanel;
class PrintPreview;
class TextLabel;

/// A patient's notes as they print, and the way to paper or to a PDF file.
class NoteSheet : public QWidget
{
    Q_OBJECT
public:
    /// `server` may be null: then a PDF is all there is.
    NoteSheet(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    /// Shows one note with its addenda, or with a null id all of them, and asks for the printers.
    void open(PatientId patient, NoteId note);
    /// Makes the pages again, as the record is now.
    void refresh();
    const PrintPreview &preview() const { return *m_preview; }

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeSide();
    void showSheet(const Result<PrintableSheet> &sheet);
    void savePdf();
    void writePdf(const QString &path);

    ClinicContext &m_context;
    PatientId m_patient;
    NoteId m_note;
    PrintableSheet m_sheet;
    quint64 m_job = 0; // only the newest pages count
    PrintPreview *m_preview;
    ErrorBanner *m_banner;
    TextLabel *m_which;
    PrintPanel *m_print;
};

} // namespace dermis
