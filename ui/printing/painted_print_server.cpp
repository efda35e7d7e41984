#include "ui/printing/painted_print_server.h"

#include "core/consents/sheet_painter.h"

#include <QPrinter>
#include <QPrinterInfo>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QueueState stateOf(const QPrinterInfo &printer)
{
    switch (printer.state()) {
    case QPrinter::Active:
        return QueueState::Printing;
    case QPrinter::Aborted:
    case QPrinter::Error:
        return QueueState::Stopped;
    case QPrinter::Idle:
        break;
    }
    return QueueState::Ready;
}

} // namespace

Result<QList<PrintQueue>> PaintedPrintServer::queues()
{
    QList<PrintQueue> queues;
    for (const QPrinterInfo &printer : QPrinterInfo::availablePrinters()) {
        const QString description = printer.description();
        queues << PrintQueue{printer.printerName(),
                             description.isEmpty() ? printer.printerName() : description, stateOf(printer),
                             true, printer.isDefault()};
    }
    std::stable_partition(queues.begin(), queues.end(),
                          [](const PrintQueue &queue) { return queue.isDefault; });
    return queues;
}

Result<int> PaintedPrintServer::print(const PrintOrder &order, const PrintableSheet &sheet)
{
    const QPrinterInfo info = QPrinterInfo::printerInfo(order.queue);
    if (info.isNull())
        return fail(ErrorCode::NotFound, u"there is no printer \"%1\""_s.arg(order.queue));
    QPrinter printer(info, QPrinter::HighResolution);
    TRY(paintOrder(printer, order, sheet.content));
    for (const SheetContent &further : sheet.further)
        TRY(paintOrder(printer, order, further));
    return ++m_jobs;
}

Result<JobState> PaintedPrintServer::state(const QString &queue, int job)
{
    return fail(ErrorCode::NotFound, u"printer \"%1\" does not tell about job %2"_s.arg(queue).arg(job));
}

Result<> paintOrder(QPrinter &printer, const PrintOrder &order, const SheetContent &content)
{
    printer.setDocName(order.title);
    printer.setPageSize(QPageSize(QPageSize::A4));
    printer.setFullPage(true);
    printer.setPageMargins(QMarginsF());
    printer.setCopyCount(order.copies);
    printer.setDuplex(order.bothSides ? QPrinter::DuplexLongSide : QPrinter::DuplexNone);
    return paintSheet(content, printer);
}

} // namespace dermis
