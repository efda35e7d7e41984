#pragma once

#include "core/base/result.h"
#include "ui/printing/print_server.h"

#include <QWidget>

#include <functional>

namespace dermis {

class ErrorBanner;
class PrintPanel;
class PrintPreview;
class Prompter;
class TextLabel;

/// A sheet to be printed that is not kept in the clinic, and the words around it.
struct SheetToPrint
{
    QString title;       ///< above the print button
    QString explanation; ///< what is on the sheet
    QString jobTitle;    ///< as the printer's queue lists it; no patient's name
    QString fileName;    ///< suggested for a PDF; empty: the sheet must not be left on the disk
    std::function<Result<SheetContent>()> make; ///< runs on a worker, with a connection of its own
    std::function<Result<QList<SheetContent>>()> makeAll = {}; ///< in place of make: several sheets, one or more, in one file
};

/// A sheet as it prints, and the way to paper or to a PDF file.
class SheetPane : public QWidget
{
    Q_OBJECT
public:
    /// `server` may be null: then a PDF is all there is.
    SheetPane(Prompter &prompter, std::shared_ptr<PrintServer> server, QWidget *parent = nullptr);
    /// Shows the sheet and asks for the printers.
    void open(const SheetToPrint &sheet);
    /// Makes the pages again, as the record is now.
    void refresh();
    /// Forgets the sheet.
    void clear();
    const PrintPreview &preview() const { return *m_preview; }

Q_SIGNALS:
    void closed();
    /// The sheet left for paper or for a file.
    void printed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeSide();
    void showSheet(const Result<PrintableSheet> &sheet);
    void print();
    void savePdf();
    void writePdf(const QString &path);

    Prompter &m_prompter;
    SheetToPrint m_what;
    PrintableSheet m_sheet;
    quint64 m_job = 0; // only the newest pages count
    PrintPreview *m_preview;
    ErrorBanner *m_banner;
    TextLabel *m_title;
    TextLabel *m_which;
    PrintPanel *m_print;
};

} // namespace dermis
