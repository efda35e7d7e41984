#include "ui/printing/print_queue_cups.h"

#include <cups/cups.h>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The printers of one question, given back when it goes.
class Destinations
{
public:
    Destinations() { m_count = cupsGetDests2(CUPS_HTTP_DEFAULT, &m_first); }
    ~Destinations() { cupsFreeDests(m_count, m_first); }
    Destinations(const Destinations &) = delete;
    Destinations &operator=(const Destinations &) = delete;

    int count() const { return m_count; }
    const cups_dest_t &at(int index) const { return m_first[index]; }
    cups_dest_t *named(const QString &name) const
    {
        return cupsGetDest(name.toUtf8().constData(), nullptr, m_count, m_first);
    }

private:
    cups_dest_t *m_first = nullptr;
    int m_count = 0;
};

/// Options of one job.
class Options
{
public:
    Options() = default;
    ~Options() { cupsFreeOptions(m_count, m_first); }
    Options(const Options &) = delete;
    Options &operator=(const Options &) = delete;

    void add(const char *name, const QByteArray &value)
    {
        m_count = cupsAddOption(name, value.constData(), m_count, &m_first);
    }
    int count() const { return m_count; }
    cups_option_t *first() const { return m_first; }

private:
    cups_option_t *m_first = nullptr;
    int m_count = 0;
};

QString option(const cups_dest_t &destination, const char *name)
{
    return QString::fromUtf8(cupsGetOption(name, destination.num_options, destination.options));
}

QueueState stateOf(const cups_dest_t &destination)
{
    switch (option(destination, "printer-state").toInt()) {
    case IPP_PSTATE_PROCESSING:
        return QueueState::Printing;
    case IPP_PSTATE_STOPPED:
        return QueueState::Stopped;
    default:
        return QueueState::Ready;
    }
}

JobState jobStateOf(ipp_jstate_t state)
{
    switch (state) {
    case IPP_JSTATE_PROCESSING:
        return JobState::Printing;
    case IPP_JSTATE_COMPLETED:
        return JobState::Done;
    case IPP_JSTATE_CANCELED:
        return JobState::Cancelled;
    case IPP_JSTATE_ABORTED:
    case IPP_JSTATE_STOPPED:
        return JobState::Stopped;
    default:
        return JobState::Waiting;
    }
}

tl::unexpected<Error> cupsFailure(const QString &what)
{
    return fail(ErrorCode::Io, u"%1: %2"_s.arg(what, QString::fromUtf8(cupsLastErrorString())));
}

bool sendBytes(const QByteArray &pdf)
{
    constexpr qsizetype chunk = 65536;
    for (qsizetype at = 0; at < pdf.size(); at += chunk) {
        const size_t length = static_cast<size_t>(std::min(chunk, pdf.size() - at));
        if (cupsWriteRequestData(CUPS_HTTP_DEFAULT, pdf.constData() + at, length) != HTTP_STATUS_CONTINUE)
            return false;
    }
    return true;
}

} // namespace

Result<QList<PrintQueue>> CupsPrintServer::queues()
{
    const Destinations destinations;
    if (destinations.count() == 0 && cupsLastError() > IPP_STATUS_OK_EVENTS_COMPLETE &&
        cupsLastError() != IPP_STATUS_ERROR_NOT_FOUND)
        return cupsFailure(u"the printing system does not answer"_s);
    QList<PrintQueue> queues;
    for (int index = 0; index < destinations.count(); ++index) {
        const cups_dest_t &destination = destinations.at(index);
        if (destination.instance)
            continue;
        PrintQueue queue;
        queue.name = QString::fromUtf8(destination.name);
        queue.description = option(destination, "printer-info");
        if (queue.description.isEmpty())
            queue.description = queue.name;
        queue.state = stateOf(destination);
        queue.accepts = option(destination, "printer-is-accepting-jobs") != u"false";
        queue.isDefault = destination.is_default != 0;
        queues << queue;
    }
    std::stable_partition(queues.begin(), queues.end(),
                          [](const PrintQueue &queue) { return queue.isDefault; });
    return queues;
}

Result<int> CupsPrintServer::print(const PrintOrder &order, const PrintableSheet &sheet)
{
    const Destinations destinations;
    cups_dest_t *destination = destinations.named(order.queue);
    if (!destination)
        return fail(ErrorCode::NotFound, u"there is no printer \"%1\""_s.arg(order.queue));
    cups_dinfo_t *info = cupsCopyDestInfo(CUPS_HTTP_DEFAULT, destination);
    if (!info)
        return cupsFailure(u"printer \"%1\" does not answer"_s.arg(order.queue));
    Options options;
    options.add(CUPS_COPIES, QByteArray::number(order.copies));
    options.add(CUPS_SIDES, order.bothSides ? CUPS_SIDES_TWO_SIDED_PORTRAIT : CUPS_SIDES_ONE_SIDED);
    options.add(CUPS_MEDIA, CUPS_MEDIA_A4);
    int job = 0;
    const ipp_status_t created =
        cupsCreateDestJob(CUPS_HTTP_DEFAULT, destination, info, &job, order.title.toUtf8().constData(),
                          options.count(), options.first());
    const bool started =
        created <= IPP_STATUS_OK_EVENTS_COMPLETE &&
        cupsStartDestDocument(CUPS_HTTP_DEFAULT, destination, info, job, order.title.toUtf8().constData(),
                              CUPS_FORMAT_PDF, options.count(), options.first(), 1) == HTTP_STATUS_CONTINUE;
    const bool sent =
        started && sendBytes(sheet.pdf) &&
        cupsFinishDestDocument(CUPS_HTTP_DEFAULT, destination, info) <= IPP_STATUS_OK_EVENTS_COMPLETE;
    const auto failure = cupsFailure(u"printer \"%1\" did not take the sheet"_s.arg(order.queue));
    if (!sent && job > 0)
        cupsCancelDestJob(CUPS_HTTP_DEFAULT, destination, job);
    cupsFreeDestInfo(info);
    if (!sent)
        return failure;
    return job;
}

Result<JobState> CupsPrintServer::state(const QString &queue, int job)
{
    cups_job_t *jobs = nullptr;
    const int count =
        cupsGetJobs2(CUPS_HTTP_DEFAULT, &jobs, queue.toUtf8().constData(), 0, CUPS_WHICHJOBS_ALL);
    std::optional<JobState> state;
    for (int index = 0; index < count; ++index) {
        if (jobs[index].id == job)
            state = jobStateOf(jobs[index].state);
    }
    cupsFreeJobs(std::max(count, 0), jobs);
    if (!state)
        return cupsFailure(u"print job %1 is not known"_s.arg(job));
    return *state;
}

std::shared_ptr<PrintServer> systemPrintServer()
{
    return std::make_shared<CupsPrintServer>();
}

} // namespace dermis
