#pragma once

#include "core/base/result.h"
#include "core/consents/sheet_content.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace dermis {

enum class QueueState { Ready, Printing, Stopped };

/// One printer as the computer knows it.
struct PrintQueue
{
    QString name;        ///< what jobs are sent to
    QString description; ///< "Reception", or the name
    QueueState state = QueueState::Ready;
    bool accepts = true; ///< takes new jobs
    bool isDefault = false;
    bool operator==(const PrintQueue &) const = default;
};

/// How a sheet is printed.
struct PrintOrder
{
    QString queue;
    QString title; ///< as the queue lists it; no patient's name
    int copies = 1;
    bool bothSides = true;
};

/// A sheet on its way to paper.
struct PrintableSheet
{
    QByteArray pdf;       ///< the very bytes, for a printing system that takes them
    SheetContent content; ///< what they were painted from, for one that has to paint
    QList<SheetContent> further = {}; ///< the sheets after it in the same file
};

enum class JobState { Waiting, Printing, Done, Stopped, Cancelled };

/// Sends a sheet to a printer. Safe to call from a worker.
class PrintServer
{
public:
    virtual ~PrintServer() = default;
    /// The printers, the default first; an error when the printing system does not answer.
    virtual Result<QList<PrintQueue>> queues() = 0;
    /// Gives the job's number; Io when the printer does not take it.
    virtual Result<int> print(const PrintOrder &order, const PrintableSheet &sheet) = 0;
    /// Where a job stands; NotFound when the printing system does not tell.
    virtual Result<JobState> state(const QString &queue, int job) = 0;
};

/// This computer's printing system: CUPS, which takes the PDF's own bytes, or else what Qt prints on.
std::shared_ptr<PrintServer> systemPrintServer();

} // namespace dermis
