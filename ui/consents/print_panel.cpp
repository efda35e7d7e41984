#include "ui/consents/print_panel.h"

#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>

namespace dermis {

namespace {

constexpr int watchInterval = 1000; // ms between questions about a job
enum BannerAction { TryAgain, SavePdf };

QString queueText(const PrintQueue &queue)
{
    if (queue.state == QueueState::Stopped || !queue.accepts)
        return PrintPanel::tr("%1, stopped").arg(queue.description);
    if (queue.state == QueueState::Printing)
        return PrintPanel::tr("%1, printing").arg(queue.description);
    return PrintPanel::tr("%1, ready").arg(queue.description);
}

QString jobWords(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return PrintPanel::tr("waiting");
    case JobState::Printing:
        return PrintPanel::tr("printing");
    case JobState::Done:
        return PrintPanel::tr("printed");
    case JobState::Stopped:
        return PrintPanel::tr("stopped");
    case JobState::Cancelled:
        break;
    }
    return PrintPanel::tr("cancelled");
}

} // namespace

PrintPanel::PrintPanel(std::shared_ptr<PrintServer> server, QWidget *parent)
    : QWidget(parent)
    , m_server(std::move(server))
    , m_banner(new ErrorBanner)
    , m_printer(new QComboBox)
    , m_copies(new QSpinBox)
    , m_bothSides(new QCheckBox(tr("Both sides")))
    , m_state(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_print(new Button(Icon::Print, tr("Print"), ButtonKind::Primary))
    , m_save(new Button(Icon::Pdf, tr("Save PDF")))
    , m_close(new Button(tr("Close"), ButtonKind::Link))
{
    m_copies->setRange(1, 9);
    m_bothSides->setChecked(true);
    m_state->setWrapped(true);
    m_printer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_printer->setMinimumContentsLength(12);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setVerticalSpacing(4);
    form->addRow(m_banner);
    form->addRow(tr("P&rinter"), m_printer);
    form->addRow(tr("&Copies"), m_copies);
    form->addRow(m_bothSides);
    form->addRow(m_print);
    form->addRow(m_save);
    form->addRow(m_close);
    form->addRow(m_state);
    m_printer->setAccessibleName(tr("Printer"));
    m_printer->view()->setAccessibleName(tr("Printers"));
    m_copies->setAccessibleName(tr("Copies"));
    connect(m_print, &Button::clicked, this, &PrintPanel::printRequested);
    connect(m_save, &Button::clicked, this, &PrintPanel::saveRequested);
    connect(m_close, &Button::clicked, this, &PrintPanel::closed);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int action) {
        if (action == SavePdf)
            Q_EMIT saveRequested();
        else if (m_lastPdf.isEmpty())
            begin(m_print->text());
        else
            send(m_lastPdf, m_lastTitle);
    });
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &PrintPanel::watchJob);
    hide();
}

void PrintPanel::begin(const QString &act)
{
    m_banner->clear();
    m_state->clear();
    m_lastPdf.clear();
    setAct(act);
    m_print->setEnabled(false);
    show();
    if (!m_server)
        return showQueues(QList<PrintQueue>());
    m_state->setText(tr("Looking for printers…"));
    runInBackground(
        this, [server = m_server] { return server->queues(); },
        [this](const Result<QList<PrintQueue>> &queues) { showQueues(queues); });
}

void PrintPanel::showQueues(const Result<QList<PrintQueue>> &queues)
{
    m_state->clear();
    m_queues = queues ? *queues : QList<PrintQueue>();
    const QString before = m_printer->currentData().toString();
    m_printer->clear();
    for (const PrintQueue &queue : std::as_const(m_queues))
        m_printer->addItem(queueText(queue), queue.name);
    m_printer->setCurrentIndex(std::max(0, m_printer->findData(before)));
    m_print->setEnabled(!m_queues.isEmpty());
    m_printer->setEnabled(!m_queues.isEmpty());
    if (!queues)
        return tellSilence();
    if (m_queues.isEmpty())
        m_state->setText(tr("No printer is set up on this computer. Save a PDF and print it elsewhere."));
    (m_queues.isEmpty() ? m_save : m_print)->setFocus(Qt::OtherFocusReason);
}

bool PrintPanel::hasPrinter() const
{
    return m_printer->currentIndex() >= 0;
}

void PrintPanel::setAct(const QString &act)
{
    m_print->setText(act);
}

void PrintPanel::tellSilence()
{
    const QString name = hasPrinter() ? m_queues.at(m_printer->currentIndex()).description : tr("printer");
    m_banner->tell({BannerKind::Stop,
                    tr("The %1 printer does not answer").arg(name),
                    tr("The sheet is safe. Switch the printer on and try again, or save a PDF."),
                    {tr("Try again"), tr("Save PDF")}});
}

void PrintPanel::send(const QByteArray &pdf, const QString &title)
{
    if (!m_server || !hasPrinter())
        return;
    m_banner->clear();
    m_lastPdf = pdf;
    m_lastTitle = title;
    m_queue = m_printer->currentData().toString();
    const PrintOrder order{m_queue, title, m_copies->value(), m_bothSides->isChecked()};
    m_state->setText(tr("Sending to the printer…"));
    runInBackground(
        this, [server = m_server, order, pdf] { return server->print(order, pdf); },
        [this](const Result<int> &job) { showSent(job); });
}

void PrintPanel::showSent(const Result<int> &job)
{
    if (!job) {
        m_state->clear();
        return tellSilence();
    }
    m_job = *job;
    m_state->setText(tr("Sent, print job %1").arg(m_job));
    m_watch.start();
    Q_EMIT sent(m_queue, m_job);
}

void PrintPanel::watchJob()
{
    runInBackground(
        this, [server = m_server, queue = m_queue, job = m_job] { return server->state(queue, job); },
        [this](const Result<JobState> &state) { showJob(state); });
}

void PrintPanel::showJob(const Result<JobState> &state)
{
    if (!state)
        return m_watch.stop();
    m_state->setText(tr("Print job %1: %2").arg(m_job).arg(jobWords(*state)));
    if (*state != JobState::Waiting && *state != JobState::Printing)
        m_watch.stop();
    if (*state == JobState::Stopped)
        tellSilence();
}

} // namespace dermis
