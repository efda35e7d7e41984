#include "ui/today/day_sheets_page.h"

#include "core/base/whole_file.h"
#include "core/consents/sheet_letterhead.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/printing/print_panel.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/progress_panel.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDir>
#include <QGridLayout>
#include <QLocale>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int printWidth = 292;
constexpr int watchMilliseconds = 1'000;
constexpr qsizetype mostReasons = 3;
constexpr int besideTick = 5;    // a line of text stands so much lower beside a tick box
constexpr int tickWidth = 23;

/// The first few; the Safety tab has them all.
QString reasonsWords(const QStringList &why)
{
    const QString first = why.first(std::min(why.size(), mostReasons)).join(u", "_s);
    const qsizetype more = why.size() - mostReasons;
    return more > 0 ? DaySheetsPage::tr("%1 and %2 more").arg(first).arg(more) : first;
}

QString sheetWords(const DaySheet &sheet)
{
    switch (sheet.state) {
    case DaySheetState::ToIssue:
        return sheet.why.isEmpty() ? DaySheetsPage::tr("To be issued and printed")
                                   : DaySheetsPage::tr("To be issued anew and printed. The sheet before does not fit: %1").arg(reasonsWords(sheet.why));
    case DaySheetState::Issued:
        return DaySheetsPage::tr("Issued already, %1. Tick to print it again.").arg(groupedCode(sheet.shortCode));
    case DaySheetState::Signed:
        return DaySheetsPage::tr("Signed already, %1").arg(groupedCode(sheet.shortCode));
    case DaySheetState::Stopped:
        break;
    }
    return DaySheetsPage::tr("Not printed, open: %1").arg(reasonsWords(sheet.why));
}

QString personWords(const DaySheet &sheet)
{
    const QString name = u"%1 %2"_s.arg(sheet.givenNames, sheet.familyName).trimmed();
    return sheet.at.isValid() ? u"%1  %2"_s.arg(sheet.at.toString(u"HH:mm"_s), name) : name;
}

QString stateWords(int job, JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return DaySheetsPage::tr("Job %1 waits at the printer").arg(job);
    case JobState::Printing:
        return DaySheetsPage::tr("Job %1 is printing").arg(job);
    case JobState::Done:
        return DaySheetsPage::tr("Printed");
    case JobState::Stopped:
        return DaySheetsPage::tr("Issued, not printed: the printer stopped job %1").arg(job);
    case JobState::Cancelled:
        break;
    }
    return DaySheetsPage::tr("Issued, not printed: job %1 was cancelled at the printer").arg(job);
}

TextLabel *cell(const QString &text, Token colour = &Tokens::text)
{
    auto *label = new TextLabel(text, TypeStyle::Body, colour);
    label->setWrapped(true);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    label->setContentsMargins(0, besideTick, 0, 0);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return label;
}

} // namespace

DaySheetsPage::DaySheetsPage(ClinicContext &context, QWidget *parent) : DaySheetsPage(context, systemPrintServer(), parent) {}

DaySheetsPage::DaySheetsPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent)
    , m_server(server)
    , m_banner(new ErrorBanner)
    , m_progress(new ProgressPanel)
    , m_previous(Button::iconOnly(Icon::Left, tr("Previous day")))
    , m_date(new TextLabel({}, TypeStyle::Lead))
    , m_nextDay(Button::iconOnly(Icon::Right, tr("Next day")))
    , m_card(new Card(tr("Booked patients")))
    , m_scroll(new QScrollArea)
    , m_nobody(new EmptyState(Icon::Calendar, tr("Nobody is booked"), tr("Who is booked on this day shows up here, with the consent sheet.")))
    , m_printCard(new Card(tr("Print")))
    , m_print(new PrintPanel(std::move(server)))
{
    build();
    connectParts();
}

void DaySheetsPage::build()
{
    auto *header = new QHBoxLayout;
    header->setSpacing(12);
    header->addWidget(m_previous);
    header->addWidget(m_date);
    header->addWidget(m_nextDay);
    header->addStretch();
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Booked patients"));
    m_card->body()->addWidget(m_scroll, 1);
    m_card->body()->addWidget(m_nobody, 1);
    m_printCard->addPadded(m_print);
    m_printCard->body()->addStretch(1);
    m_printCard->setFixedWidth(printWidth);
    auto *body = new QHBoxLayout;
    body->setSpacing(12);
    body->addWidget(m_card, 1);
    body->addWidget(m_printCard);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(10);
    column->addLayout(header);
    column->addWidget(m_banner);
    column->addWidget(m_progress);
    column->addLayout(body, 1);
    m_watch.setInterval(watchMilliseconds);
    m_print->setTakesFocus(false); // a space that was meant for a tick would print
}

void DaySheetsPage::connectParts()
{
    connect(m_banner, &ErrorBanner::actionChosen, m_banner, &ErrorBanner::clear);
    connect(m_previous, &Button::clicked, this, [this] { showDay(m_day.addDays(-1)); });
    connect(m_nextDay, &Button::clicked, this, [this] { showDay(m_day.addDays(1)); });
    connect(m_print, &PrintPanel::printRequested, this, &DaySheetsPage::print);
    connect(m_print, &PrintPanel::saveRequested, this, &DaySheetsPage::save);
    connect(m_print, &PrintPanel::closed, this, [this] { Q_EMIT goTo({.place = Place::Today}); });
    connect(m_progress, &ProgressPanel::cancelRequested, this, &DaySheetsPage::cancel);
    connect(&m_watch, &QTimer::timeout, this, &DaySheetsPage::watchJobs);
    connect(&context(), &ClinicContext::actorChanged, this, &DaySheetsPage::cancel);
}

QList<Crumb> DaySheetsPage::crumbs() const
{
    return {{tr("Today"), {.place = Place::Today}}};
}

void DaySheetsPage::open(const Destination &destination)
{
    const QDate day = QDate::fromString(destination.text, Qt::ISODate);
    showDay(day.isValid() ? day : context().today().addDays(1));
    m_print->begin(tr("Issue and print"));
    showCount();
}

void DaySheetsPage::showDay(const QDate &day)
{
    if (m_isRunning)
        return;
    if (day != m_day) {
        m_outcomes.clear();
        m_jobs.clear();
        m_again.clear();
        m_rows.clear();
    }
    m_day = day;
    m_banner->clear();
    m_date->setText(QLocale().toString(m_day, u"dddd d MMMM"_s));
    m_previous->setEnabled(m_day > context().today());
    refresh();
}

/// While sheets are being printed the list stays as it was begun with.
void DaySheetsPage::refresh()
{
    if (m_isRunning || !m_day.isValid())
        return;
    const Result<QList<DaySheet>> sheets = daySheets(context().database(), context().actor(), context().now(), m_day);
    if (!sheets) {
        fill({});
        return tell(sheets.error());
    }
    const bool isSame = std::ranges::equal(*sheets, m_rows, {}, {}, &Row::sheet);
    if (!isSame || m_rows.isEmpty())
        fill(*sheets);
}

void DaySheetsPage::fill(const QList<DaySheet> &sheets)
{
    QHash<PatientId, std::pair<DaySheetState, bool>> before;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.tick != nullptr)
            before.insert(row.sheet.patient, {row.sheet.state, row.tick->isChecked()});
    }
    m_rows.clear();
    if (QWidget *old = m_scroll->takeWidget())
        old->deleteLater();
    auto *content = new QWidget;
    content->setAutoFillBackground(true);
    content->setBackgroundRole(QPalette::Base);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins(12, 10, 12, 10);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(2, 3);
    grid->setColumnStretch(3, 2);
    for (const DaySheet &sheet : sheets)
        addRow(sheet, static_cast<int>(m_rows.size()), *grid);
    grid->setRowStretch(static_cast<int>(m_rows.size()), 1);
    for (const Row &row : std::as_const(m_rows)) {
        const auto known = before.constFind(row.sheet.patient);
        if (row.tick != nullptr && known != before.cend() && known->first == row.sheet.state)
            row.tick->setChecked(known->second);
    }
    m_scroll->setWidget(content);
    orderTabs(*m_scroll, *content);
    m_scroll->setVisible(!m_rows.isEmpty());
    m_nobody->setVisible(m_rows.isEmpty());
    showCount();
}

void DaySheetsPage::addRow(const DaySheet &sheet, int at, QGridLayout &grid)
{
    Row row;
    row.sheet = sheet;
    const bool canPrint = sheet.state == DaySheetState::ToIssue || sheet.state == DaySheetState::Issued;
    QWidget *person = nullptr;
    if (!canPrint) {
        person = cell(personWords(sheet), &Tokens::text2);
        person->setContentsMargins(tickWidth, besideTick, 0, 0);
    } else {
        row.tick = new QCheckBox(personWords(sheet));
        person = row.tick;
        row.tick->setObjectName(u"print-"_s + sheet.fileNumber);
        row.tick->setAccessibleName(tr("%1, %2").arg(personWords(sheet), sheet.fileNumber));
        row.tick->setAccessibleDescription(sheetWords(sheet));
        row.tick->setChecked(sheet.state == DaySheetState::ToIssue || m_again.contains(sheet.patient));
        connect(row.tick, &QCheckBox::toggled, this, &DaySheetsPage::showCount);
    }
    row.outcome = cell(m_outcomes.value(sheet.patient), &Tokens::text);
    row.outcome->setObjectName(u"outcome-"_s + sheet.fileNumber);
    grid.addWidget(person, at, 0, Qt::AlignTop);
    grid.addWidget(cell(sheet.fileNumber, &Tokens::text2), at, 1);
    grid.addWidget(cell(sheetWords(sheet), sheet.state == DaySheetState::Stopped ? &Tokens::stopText : &Tokens::text2), at, 2);
    grid.addWidget(row.outcome, at, 3);
    m_rows << row;
}

void DaySheetsPage::showCount()
{
    const auto count = ticked().size();
    m_card->setNote(m_rows.isEmpty() ? QString() : tr("%1 of %2 ticked").arg(count).arg(m_rows.size()));
    m_print->setAct(count == 1 ? tr("Issue and print 1 sheet") : tr("Issue and print %1 sheets").arg(count));
}

QList<PatientId> DaySheetsPage::ticked() const
{
    QList<PatientId> patients;
    for (const Row &row : m_rows) {
        if (row.tick != nullptr && row.tick->isChecked())
            patients << row.sheet.patient;
    }
    return patients;
}

const DaySheet *DaySheetsPage::sheetOf(PatientId patient) const
{
    const auto row = std::ranges::find_if(m_rows, [patient](const Row &one) { return one.sheet.patient == patient; });
    return row == m_rows.end() ? nullptr : &row->sheet;
}

void DaySheetsPage::print()
{
    m_queue = m_print->order({}).queue;
    const PrintOrder order = m_print->order({});
    begin([server = m_server, order](const Consent &consent, const PrintableSheet &sheet) -> Result<Sent> {
        PrintOrder one = order;
        one.title = tr("Consent %1").arg(groupedCode(consent.shortCode));
        const int job = TRY(server->print(one, sheet));
        return Sent{consent, job, {}};
    });
}

/// Each as a file of its own, in a folder: the very bytes that are kept.
void DaySheetsPage::save()
{
    if (ticked().isEmpty())
        return tellNothing();
    FileQuestion question;
    question.title = tr("The folder for the sheets");
    context().prompter().askFolder(this, question, [this](const QString &folder) {
        begin([folder](const Consent &consent, const PrintableSheet &sheet) -> Result<Sent> {
            const QString path = QDir(folder).filePath(u"%1-%2.pdf"_s.arg(sheet.content.fileNumber, consent.shortCode));
            TRY(writeWhole(path, sheet.pdf));
            return Sent{consent, 0, path};
        });
    });
}

void DaySheetsPage::begin(const Sink &sink)
{
    if (m_isRunning)
        return;
    if (ticked().isEmpty())
        return tellNothing();
    m_banner->clear();
    m_sink = sink;
    m_left = ticked();
    m_all = m_left.size();
    m_isRunning = true;
    m_isStopped = false;
    m_trouble.reset();
    m_printCard->setEnabled(false);
    for (QWidget *part : {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_nextDay), m_scroll->widget()})
        part->setEnabled(false);
    for (const PatientId patient : std::as_const(m_left))
        setOutcome(patient, tr("Waits for its turn"));
    m_progress->begin(tr("Sheets are being issued and sent"));
    next();
}

/// One after the other: issuing, then to paper; between two of them it can be stopped.
void DaySheetsPage::next()
{
    if (m_left.isEmpty() || m_isStopped || m_trouble)
        return finish();
    const PatientId patient = m_left.takeFirst();
    m_progress->setProgress(static_cast<int>(m_all - m_left.size() - 1), static_cast<int>(m_all), sheetOf(patient)->fileNumber);
    setOutcome(patient, tr("Is being issued"));
    const auto work = [path = context().path(), actor = context().actor(), now = context().now(), day = m_day, patient, sink = m_sink]() -> Result<Sent> {
        const auto database = TRY(Database::open(path));
        const Consent issued = TRY(issueForDay(*database, actor, now, patient, day));
        PrintableSheet sheet;
        sheet.pdf = TRY(sheetBytes(*database, issued.id));
        sheet.content = TRY(issuedContent(*database, issued.id));
        return sink(issued, sheet);
    };
    runInBackground(this, work, [this, patient](const Result<Sent> &sent) {
        take(patient, sent);
        next();
    });
}

void DaySheetsPage::take(PatientId patient, const Result<Sent> &sent)
{
    if (sent) {
        m_again.remove(patient);
        if (sent->job == 0)
            return setOutcome(patient, tr("Saved as %1").arg(QFileInfo(sent->path).fileName()));
        m_jobs.insert(patient, sent->job);
        setOutcome(patient, tr("Job %1 is sent to the printer").arg(sent->job));
        m_watch.start();
        return;
    }
    const Error &error = sent.error();
    if (error.code == ErrorCode::NotReady || error.code == ErrorCode::InvalidInput)
        return setOutcome(patient, capitalised(error.detail)); // of this patient alone
    m_trouble = error;
    m_again << patient;
    setOutcome(patient, error.code == ErrorCode::Io ? tr("Issued and safe, but not on paper") : words(error).title);
}

void DaySheetsPage::finish()
{
    for (const PatientId patient : std::as_const(m_left)) {
        m_again << patient;
        setOutcome(patient, tr("Left out"));
    }
    const auto done = m_all - m_left.size();
    m_left.clear();
    untickDone();
    m_isRunning = false;
    m_progress->end();
    m_printCard->setEnabled(true);
    m_nextDay->setEnabled(true);
    m_previous->setEnabled(m_day > context().today());
    m_scroll->widget()->setEnabled(true);
    if (m_trouble)
        m_banner->tell({BannerKind::Stop, words(*m_trouble).title,
                        tr("%1 Sheets that were issued are safe in the record. Those still ticked can be tried again.").arg(capitalised(m_trouble->detail) + u'.'), {}});
    else if (m_isStopped)
        m_banner->tell({BannerKind::Draft, tr("Stopped after %1 of %2").arg(done).arg(m_all), tr("The others are left as they were."), {}});
    if (context().isSignedIn()) {
        context().announceDataChanged();
        refresh();
        if (isVisible())
            focusFirst();
    }
    Q_EMIT ended();
}

/// What was dealt with is ticked no more; nobody else's tick changes.
void DaySheetsPage::untickDone()
{
    for (const Row &row : std::as_const(m_rows)) {
        if (row.tick != nullptr && row.tick->isChecked())
            row.tick->setChecked(m_again.contains(row.sheet.patient));
    }
}

void DaySheetsPage::cancel()
{
    m_isStopped = m_isRunning;
}

void DaySheetsPage::watchJobs()
{
    if (m_jobs.isEmpty() || !m_server)
        return m_watch.stop();
    const auto work = [server = m_server, queue = m_queue, jobs = m_jobs] {
        QList<std::pair<PatientId, Result<JobState>>> states;
        for (auto job = jobs.begin(); job != jobs.end(); ++job)
            states.emplace_back(job.key(), server->state(queue, job.value()));
        return states;
    };
    m_watch.stop();
    runInBackground(this, work, [this](const QList<std::pair<PatientId, Result<JobState>>> &states) {
        for (const auto &[patient, state] : states)
            showJob(patient, state);
        if (!m_jobs.isEmpty())
            m_watch.start();
    });
}

/// A printing system that does not tell is not taken for one that has printed.
void DaySheetsPage::showJob(PatientId patient, const Result<JobState> &state)
{
    if (!m_jobs.contains(patient))
        return;
    const int job = m_jobs.value(patient);
    setOutcome(patient, state ? stateWords(job, *state) : tr("Handed to the printer, which tells no more"));
    if (!state || *state == JobState::Done || *state == JobState::Cancelled) // a printer that stopped may go on
        m_jobs.remove(patient);
    if (state && *state == JobState::Cancelled)
        tickAgain(patient);
}

void DaySheetsPage::tickAgain(PatientId patient)
{
    m_again << patient;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.sheet.patient == patient && row.tick != nullptr)
            row.tick->setChecked(true);
    }
}

void DaySheetsPage::setOutcome(PatientId patient, const QString &words)
{
    m_outcomes.insert(patient, words);
    for (const Row &row : std::as_const(m_rows)) {
        if (row.sheet.patient == patient)
            row.outcome->setText(words);
    }
}

void DaySheetsPage::focusFirst()
{
    for (const Row &row : std::as_const(m_rows)) {
        if (row.tick != nullptr)
            return row.tick->setFocus(Qt::OtherFocusReason);
    }
    m_nextDay->setFocus(Qt::OtherFocusReason);
}

QList<KeyLine> DaySheetsPage::keys() const
{
    return {{tr("Space"), tr("tick a sheet, or not")}, {tr("F6"), tr("between the list and the printer")}};
}

QList<QWidget *> DaySheetsPage::panes() const
{
    return {m_scroll, m_print};
}

void DaySheetsPage::tellNothing()
{
    m_banner->tell({BannerKind::Draft, tr("No sheet is ticked"), tr("Tick whose sheet is to be printed."), {}});
}

void DaySheetsPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
