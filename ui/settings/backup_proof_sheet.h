#pragma once

#include "core/backup/backup_list.h"
#include "ui/printing/print_server.h"

#include <QWidget>

namespace dermis {

class ClinicContext;
class ErrorBanner;
class PrintPanel;
class PrintPreview;

/// The proof of one backup as it prints, and the way to paper or to a PDF file.
class BackupProofSheet : public QWidget
{
    Q_OBJECT
public:
    /// `server` may be null: then a PDF is all there is.
    BackupProofSheet(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    void open(const Backup &backup);
    const PrintPreview &preview() const { return *m_preview; }

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showSheet(const Result<PrintableSheet> &sheet);
    void savePdf();

    ClinicContext &m_context;
    PrintableSheet m_sheet;
    PrintPreview *m_preview;
    ErrorBanner *m_banner;
    PrintPanel *m_print;
};

} // namespace dermis
