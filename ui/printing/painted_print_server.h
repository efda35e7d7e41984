#pragma once

#include "ui/printing/print_server.h"

#include <atomic>

class QPrinter;

namespace dermis {

/// Any printer that Qt prints on: the sheet's pages are painted for it, as they were for the PDF.
class PaintedPrintServer : public PrintServer
{
public:
    Result<QList<PrintQueue>> queues() override;
    Result<int> print(const PrintOrder &order, const PrintableSheet &sheet) override;
    /// Always NotFound: Qt hands a job over and hears no more of it.
    Result<JobState> state(const QString &queue, int job) override;

private:
    std::atomic<int> m_jobs = 0; // printing runs on workers
};

/// Paints the sheet on A4 as ordered; Io when the printer stops.
Result<> paintOrder(QPrinter &printer, const PrintOrder &order, const SheetContent &content);

} // namespace dermis
