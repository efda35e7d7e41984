#include "ui/printing/print_panel.h"

#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>

namespace dermis {

namespace {

constexpr int watchInterval = 1000; // ms between questions about a job

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
    m_close->setSmall(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(m_banner);
    addField(tr("Printer"), m_printer);
    auto *sheets = new QHBoxLayout;
    sheets->addWidget(m_bothSides, 1);
    sheets->addWidget(new TextLabel(tr("Copies"), TypeStyle::Small, &Tokens::text2));
    sheets->addWidget(m_copies);
    rows->addLayout(sheets);
    rows->addWidget(m_state);
    rows->addWidget(m_print);
    auto *others = new QHBoxLayout;
    others->addWidget(m_save, 1);
    others->addWidget(m_close);
    rows->addLayout(others);
    m_printer->view()->setAccessibleName(tr("Printers"));
    m_copies->setAccessibleName(tr("Copies"));
    connect(m_print, &Button::clicked, this, &PrintPanel::tryPrinting);
    connect(m_save, &Button::clicked, this, &PrintPanel::saveRequested);
    connect(m_close, &Button::clicked, this, &PrintPanel::closed);
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &PrintPanel::watchJob);
    hide();
}

void PrintPanel::addField(const QString &label, QWidget *field)
{
    auto *name = new TextLabel(label, TypeStyle::Small, &Tokens::text2);
    name->setBuddy(field);
    field->setAccessibleName(label);
    layout()->addWidget(name);
    layout()->addWidget(field);
}

/// Where no printer was found, the same button looks again.
void PrintPanel::tryPrinting()
{
    if (hasPrinter())
        Q_EMIT printRequested();
    else
        begin(m_act);
}

QWidget *PrintPanel::firstControl() const
{
    return m_print->isEnabled() ? m_print : lastControl();
}

Button *PrintPanel::lastControl() const
{
    return m_save->isHidden() ? m_close : m_save;
}

void PrintPanel::begin(const QString &act)
{
    m_banner->clear();
    m_state->clear();
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
    if (!queues) {
        tellSilence();
        return focusWhenAsked(m_print);
    }
    if (m_queues.isEmpty())
        m_state->setText(m_save->isHidden() ? tr("No printer is set up on this computer.")
                                            : tr("No printer is set up on this computer. Save a PDF and print it elsewhere."));
    focusWhenAsked(m_queues.isEmpty() ? lastControl() : m_print);
}

void PrintPanel::focusWhenAsked(Button *button)
{
    if (m_takesFocus)
        button->setFocus(Qt::OtherFocusReason);
}

bool PrintPanel::hasPrinter() const
{
    return m_printer->currentIndex() >= 0;
}

void PrintPanel::setAct(const QString &act)
{
    m_act = act;
    m_print->setText(act);
}

void PrintPanel::setOneSided(bool isOneSided)
{
    m_bothSides->setChecked(!isOneSided);
    m_bothSides->setEnabled(!isOneSided);
}

void PrintPanel::setSavable(bool savable)
{
    m_save->setVisible(savable);
}

void PrintPanel::tellSilence()
{
    const QString title =
        hasPrinter()
            ? tr("The %1 printer does not answer").arg(m_queues.at(m_printer->currentIndex()).description)
            : tr("The printing system does not answer");
    m_banner->tell({BannerKind::Stop,
                    title,
                    m_save->isHidden() ? tr("Switch the printer on and try again.")
                                       : tr("The sheet is safe. Switch the printer on and try again, or save a PDF."),
                    {}});
    m_print->setText(tr("Try again"));
    m_print->setEnabled(true);
}

void PrintPanel::tellJob(const QString &words)
{
    m_state->setText(words);
    Q_EMIT jobTold(words);
}

PrintOrder PrintPanel::order(const QString &title) const
{
    return {m_printer->currentData().toString(), title, m_copies->value(), m_bothSides->isChecked()};
}

void PrintPanel::send(const PrintableSheet &sheet, const QString &title)
{
    if (!m_server || !hasPrinter())
        return;
    m_banner->clear();
    m_queue = m_printer->currentData().toString();
    m_state->setText(tr("Sending to the printer…"));
    runInBackground(
        this, [server = m_server, ordered = order(title), sheet] { return server->print(ordered, sheet); },
        [this](const Result<int> &job) { showSent(job); });
}

void PrintPanel::showSent(const Result<int> &job)
{
    if (!job) {
        m_state->clear();
        return tellSilence();
    }
    m_job = *job;
    tellJob(tr("Print job %1: sent").arg(m_job));
    m_watch.start();
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
    tellJob(tr("Print job %1: %2").arg(m_job).arg(jobWords(*state)));
    if (*state != JobState::Waiting && *state != JobState::Printing)
        m_watch.stop();
    if (*state == JobState::Stopped)
        tellSilence();
}

} // namespace dermis
