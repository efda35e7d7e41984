#pragma once

#include "ui/printing/print_server.h"

namespace dermis {

/// The Common UNIX Printing System, by its own library.
class CupsPrintServer : public PrintServer
{
public:
    Result<QList<PrintQueue>> queues() override;
    Result<int> print(const PrintOrder &order, const PrintableSheet &sheet) override;
    Result<JobState> state(const QString &queue, int job) override;
};

} // namespace dermis
