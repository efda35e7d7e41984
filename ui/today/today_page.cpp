#include "ui/today/today_page.h"

#include "core/access/permissions.h"
#include "core/patients/patient_repository.h"
#include "core/products/draft_forms.h"
#include "core/questionnaires/questionnaire_library.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/sign_decision.h"
#include "core/storage/database.h"
#include "ui/context/backup_words.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/today/booking_panel.h"
#include "ui/today/day_view.h"
#include "ui/today/day_words.h"
#include "ui/today/defer_panel.h"
#include "ui/today/task_list.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int sideWidth = 372;
constexpr int leastSideWidth = 280;
constexpr int minuteMs = 60'000;

QString dayWords(const QDate &day)
{
    return QLocale().toString(day, u"dddd d MMMM"_s);
}

} // namespace

TodayPage::TodayPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_day(context.today())
    , m_previous(Button::iconOnly(Icon::Left, tr("Previous day")))
    , m_date(new TextLabel({}, TypeStyle::Lead))
    , m_next(Button::iconOnly(Icon::Right, tr("Next day")))
    , m_filter(
          new SegmentedControl(tr("Whose turn"), {tr("Everyone"), tr("For the nurse"), tr("For the doctor")}))
    , m_tasksToggle(new Button(tr("Needs someone")))
    , m_walkIn(new Button(Icon::Plus, tr("Walk-in")))
    , m_book(new Button(Icon::Calendar, tr("Book")))
    , m_closeDay(new Button(tr("Close the day…"), ButtonKind::Link))
    , m_putOff(new Button(tr("Put off…"), ButtonKind::Link))
    , m_sheets(new Button(tr("Print sheets…"), ButtonKind::Link))
    , m_banner(new ErrorBanner)
    , m_backup(new ErrorBanner)
    , m_booking(new BookingPanel(context))
    , m_defer(new DeferPanel(context))
    , m_dayCard(new Card)
    , m_view(new DayView)
    , m_empty(new EmptyState(Icon::Today, {}, {}))
    , m_taskCard(new Card(tr("Needs someone")))
    , m_tasks(new TaskList)
    , m_noTasks(new EmptyState(Icon::Check, tr("Nothing waits"),
                               tr("Unfinished typing and open questions show up here.")))
{
    m_walkIn->setWrites();
    m_book->setWrites();
    m_tasksToggle->setCheckable(true);
    m_tasksToggle->hide();
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(16, 12, 16, 16);
    page->setSpacing(10);
    buildHeader();
    page->addWidget(m_banner);
    page->addWidget(m_backup);
    page->addWidget(m_booking);
    page->addWidget(m_defer);
    buildBody();
    connectControls();
}

void TodayPage::buildHeader()
{
    m_header = new QHBoxLayout;
    m_header->setSpacing(12);
    m_filters = new QWidget;
    auto *filters = new QHBoxLayout(m_filters);
    filters->setContentsMargins(0, 0, 0, 0);
    filters->setSpacing(12);
    filters->addWidget(m_filter);
    filters->addWidget(m_tasksToggle);
    for (QWidget *part : {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_date),
                          static_cast<QWidget *>(m_next), m_filters})
        m_header->addWidget(part);
    m_header->addStretch();
    m_header->addWidget(m_walkIn);
    m_header->addWidget(m_book);
    m_header->addWidget(m_sheets);
    m_header->addWidget(m_putOff);
    m_header->addWidget(m_closeDay);
    m_secondRow = new QHBoxLayout;
    m_secondRow->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(m_header);
    static_cast<QVBoxLayout *>(layout())->addLayout(m_secondRow);
}

void TodayPage::buildBody()
{
    m_view->setFrameShape(QFrame::NoFrame);
    m_dayCard->body()->addWidget(m_view, 1);
    m_dayCard->body()->addWidget(m_empty, 1);
    m_taskCard->setMaximumWidth(sideWidth);
    m_taskCard->setMinimumWidth(leastSideWidth);
    m_taskCard->body()->addWidget(m_tasks, 1);
    m_taskCard->body()->addWidget(m_noTasks, 1);
    auto *body = new QHBoxLayout;
    body->setSpacing(12);
    body->addWidget(m_dayCard, 7, Qt::AlignTop);
    body->addWidget(m_taskCard, 3, Qt::AlignTop);
    static_cast<QVBoxLayout *>(layout())->addLayout(body, 1);
}

void TodayPage::connectControls()
{
    connect(m_previous, &Button::clicked, this, [this] { showDay(m_day.addDays(-1)); });
    connect(m_next, &Button::clicked, this, [this] { showDay(m_day.addDays(1)); });
    connect(m_filter, &SegmentedControl::chosen, this, &TodayPage::showBoard);
    connect(m_tasksToggle, &Button::toggled, this, &TodayPage::showTasks);
    connect(m_walkIn, &Button::clicked, this, [this] {
        m_defer->hide();
        m_booking->openWalkIn();
    });
    connect(m_book, &Button::clicked, this, [this] {
        m_defer->hide();
        m_booking->openBooking(m_day);
    });
    const auto backToList = [this] { m_view->setFocus(Qt::OtherFocusReason); };
    connect(m_booking, &BookingPanel::closed, this, backToList);
    connect(m_defer, &DeferPanel::closed, this, backToList);
    connect(m_defer, &DeferPanel::deferred, this, &TodayPage::tellDeferred);
    connect(m_booking, &BookingPanel::booked, this, [this](VisitId visit, const QDate &day) {
        showDay(day);
        m_view->selectVisit(visit);
        m_view->setFocus(Qt::OtherFocusReason);
    });
    connect(m_booking, &BookingPanel::registerRequested, this, [this](const QString &text) {
        Q_EMIT goTo({Place::Register, {}, RecordTab::Summary, text});
    });
    m_sheets->setObjectName(u"printSheets"_s);
    m_sheets->setAccessibleName(tr("Print consent sheets for a day"));
    connect(m_sheets, &Button::clicked, this, [this] {
        const QDate day = m_day == context().today() ? m_day.addDays(1) : m_day;
        Q_EMIT goTo({.place = Place::DaySheets, .text = day.toString(Qt::ISODate)});
    });
    m_putOff->setObjectName(u"putOffList"_s);
    m_putOff->setAccessibleName(tr("Treatments put off, whom to call"));
    connect(m_putOff, &Button::clicked, this, [this] { Q_EMIT goTo({.place = Place::PutOff}); });
    connect(m_closeDay, &Button::clicked, this, [this] { Q_EMIT goTo({.place = Place::ClosingDay}); });
    connect(m_view, &DayView::actRequested, this, &TodayPage::act);
    connect(m_tasks, &TaskList::taskChosen, this, &TodayPage::openTask);
    connect(m_banner, &ErrorBanner::actionChosen, this, &TodayPage::doFromBanner);
    connect(m_backup, &ErrorBanner::actionChosen, this,
            [this] { Q_EMIT goTo({.place = Place::Settings, .part = SettingsPart::Backup}); });
    connect(&m_minute, &QTimer::timeout, this, [this] { m_view->setNow(context().now()); });
    m_minute.start(minuteMs);
}

void TodayPage::open(const Destination &)
{
    m_banner->clear();
    refresh();
    if (m_view->currentVisit().isNull())
        m_view->selectFirst();
}

void TodayPage::focusFirst()
{
    QWidget *work = m_board.entries.isEmpty() ? static_cast<QWidget *>(m_walkIn) : m_view;
    work->setFocus(Qt::OtherFocusReason);
}

void TodayPage::showDay(const QDate &day)
{
    m_day = day;
    m_banner->clear();
    refresh();
    if (m_view->currentVisit().isNull())
        m_view->selectFirst();
}

void TodayPage::refresh()
{
    Result<DayBoard> board = loadDay(context().database(), context().actor(), m_day, context().today());
    if (!board) {
        tell(board.error());
        return;
    }
    m_board = *std::move(board);
    const bool onlyRead = context().database().isReadOnly();
    m_view->setActor(onlyRead ? Roles() : context().actor().roles); // what is left then is to open the record
    showBoard();
    m_tasks->setTasks(m_board.tasks);
    const int tasks = static_cast<int>(m_board.tasks.size());
    m_tasks->setVisible(tasks > 0);
    m_noTasks->setVisible(tasks == 0);
    m_taskCard->setNote(tasks > 0 ? tr("%1 open").arg(tasks) : QString());
    m_tasksToggle->setText(tasks > 0 ? tr("Needs someone %1").arg(tasks) : tr("Needs someone"));
    showBackup();
}

void TodayPage::showBackup()
{
    const auto standing = backupStanding(context().database(), context().now());
    if (!standing || !standing->isTooOld)
        return m_backup->clear();
    const QString title = standing->newest.isEmpty()
                              ? tr("This clinic has no proven backup")
                              : tr("The last backup was proven %1").arg(sinceWords(standing->newest.first().provenAt, context().today()));
    const QString advice = standing->hasPlaces
                               ? tr("If this computer were lost, so would be all work since then. Plug in a disk for backups; an owner can back up now in Settings, Backup.")
                               : tr("If this computer were lost, so would be everything. An owner says in Settings, Backup, where backups go.");
    if (const BannerText text{BannerKind::Draft, title, advice, {tr("Open Settings, Backup")}}; m_backup->text() != text)
        m_backup->tell(text); // told once, not with each refresh
}

void TodayPage::showBoard()
{
    const auto filter = static_cast<DayFilter>(m_filter->current());
    QList<DayEntry> shown;
    for (const DayEntry &entry : m_board.entries) {
        if (passes(filter, entry.day.visit.state))
            shown << entry;
    }
    m_view->setEntries(shown, context().now());
    m_view->setVisible(!shown.isEmpty());
    m_empty->setVisible(shown.isEmpty());
    showEmpty();
    showHeader();
}

void TodayPage::showHeader()
{
    m_date->setText(dayWords(m_day));
    const auto count = [this](auto belongs) {
        return std::count_if(m_board.entries.begin(), m_board.entries.end(),
                             [&](const DayEntry &entry) { return belongs(entry.day.visit.state); });
    };
    m_filter->setSegmentText(1, tr("For the nurse %1").arg(count(isForNurse)));
    m_filter->setSegmentText(2, tr("For the doctor %1").arg(count(isForDoctor)));
    m_walkIn->setVisible(m_day == context().today());
    m_book->setVisible(m_day >= context().today());
    m_closeDay->setVisible(m_day == context().today());
    m_sheets->setVisible(m_day >= context().today() && may(context().actor().roles, Permission::IssueConsent));
    arrangeHeader();
}

/// The filters stand in a line of their own where one line is too short for all.
void TodayPage::arrangeHeader()
{
    int needed = (m_header->count() - 1) * m_header->spacing();
    for (const QWidget *part :
         {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_date), static_cast<QWidget *>(m_next),
          m_filters, static_cast<QWidget *>(m_walkIn), static_cast<QWidget *>(m_book), static_cast<QWidget *>(m_sheets), static_cast<QWidget *>(m_putOff), static_cast<QWidget *>(m_closeDay)})
        needed += part->sizeHint().width();
    const QMargins margins = layout()->contentsMargins();
    const bool below = needed > width() - margins.left() - margins.right();
    if (below == (m_secondRow->indexOf(m_filters) >= 0))
        return;
    if (below)
        m_secondRow->insertWidget(0, m_filters);
    else
        m_header->insertWidget(3, m_filters);
}

void TodayPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrangeHeader();
}

void TodayPage::showEmpty()
{
    if (!m_board.entries.isEmpty())
        m_empty->setTexts(tr("Nobody waits here"), tr("Choose “Everyone” to see the whole day."));
    else if (m_day == context().today())
        m_empty->setTexts(tr("Nobody booked for today"),
                          tr("Press Ctrl+F to find a patient, or add a walk-in."));
    else
        m_empty->setTexts(tr("Nobody booked for %1").arg(dateWords(m_day)),
                          m_day > context().today() ? tr("Press Book to add somebody.") : QString());
}

// By value: what the act changes may take the entry out of the list.
void TodayPage::act(DayEntry entry, DayAct act)
{
    const PatientId patient = entry.day.visit.patientId;
    switch (act) {
    case DayAct::MarkArrived:
        if (move(entry.day.visit, VisitState::Arrived))
            tellMoved(entry, VisitState::Arrived);
        break;
    case DayAct::StartIntake:
        if (entry.day.visit.state == VisitState::Arrived && !move(entry.day.visit, VisitState::Intake))
            return;
        [[fallthrough]];
    case DayAct::ContinueIntake:
        Q_EMIT goTo({Place::Intake, patient, RecordTab::Summary, {}});
        break;
    case DayAct::ReviewSafety:
        Q_EMIT goTo({Place::Record, patient, RecordTab::Safety, {}});
        break;
    case DayAct::PrintConsent:
        Q_EMIT goTo({Place::Record, patient, RecordTab::Consent, {}});
        break;
    case DayAct::OpenRecord:
        Q_EMIT goTo({Place::Record, patient, RecordTab::Summary, {}});
        break;
    case DayAct::DidNotCome:
        if (move(entry.day.visit, VisitState::DidNotCome))
            tellMoved(entry, VisitState::DidNotCome);
        break;
    case DayAct::Defer:
        m_booking->hide();
        m_defer->open(entry.day);
        m_deferring = entry;
        break;
    }
}

bool TodayPage::move(const Visit &visit, VisitState to)
{
    const Result<Visit> moved =
        moveVisit(context().database(), context().actor(), context().now(), visit, to);
    if (!moved) {
        refresh();
        tell(moved.error());
        return false;
    }
    context().announceRecordChanged(visit.patientId);
    refresh();
    return true;
}

void TodayPage::tellMoved(const DayEntry &entry, VisitState to, const QDate &until)
{
    m_undoVisit = entry.day.visit.id;
    m_undoState = entry.day.visit.state;
    const QString name = nameWords(entry.day);
    QString title = tr("%1 has arrived").arg(name);
    if (to == VisitState::DidNotCome)
        title = tr("%1 did not come").arg(name);
    else if (to == VisitState::Deferred)
        title = tr("The visit of %1 is deferred to %2").arg(name, dateWords(until));
    QStringList acts;
    if (mayMove(to, m_undoState))
        acts << tr("Undo");
    if (to == VisitState::Deferred && may(context().actor().roles, Permission::ReadRecords))
        acts << tr("Print the patient's note");
    m_banner->tell({BannerKind::Done, title, tr("Written down at %1.").arg(timeWords(context().now())), acts});
}

void TodayPage::tellDeferred(const Visit &visit)
{
    context().announceRecordChanged(visit.patientId);
    refresh();
    tellMoved(m_deferring, VisitState::Deferred, visit.deferredUntil);
    m_view->selectVisit(visit.id);
    m_view->setFocus(Qt::OtherFocusReason);
}

void TodayPage::doFromBanner(int action)
{
    if (m_banner->text().actions.value(action) == tr("Undo"))
        return undo();
    m_banner->clear();
    Q_EMIT goTo({.place = Place::PutOff, .patient = m_deferring.day.visit.patientId});
}

void TodayPage::undo()
{
    m_banner->clear();
    const Result<Visit> moved = visit(context().database(), m_undoVisit);
    if (moved && moved->state != m_undoState)
        move(*moved, m_undoState);
    m_view->setFocus(Qt::OtherFocusReason);
}

void TodayPage::openTask(const WaitingTask &task)
{
    if (task.kind == WaitingTask::Kind::DeferralsDue)
        return Q_EMIT goTo({.place = Place::PutOff});
    if (task.kind == WaitingTask::Kind::ScansWait)
        return Q_EMIT goTo({.place = Place::WaitingScans});
    if (const auto form = questionnaireOfDraft(task.text); form && task.kind == WaitingTask::Kind::DraftKept)
        return Q_EMIT goTo({.place = Place::Settings, .text = *form, .part = SettingsPart::Questionnaires});
    Destination to{Place::Record, task.patient, RecordTab::Summary, {}};
    if (task.kind == WaitingTask::Kind::ReadinessChanged && task.patient.isNull())
        return;
    const bool isDecision = task.kind == WaitingTask::Kind::DraftKept && task.text == decisionDraftForm();
    if (task.kind == WaitingTask::Kind::DecisionsOpen || task.kind == WaitingTask::Kind::ReadinessChanged || isDecision)
        to.tab = RecordTab::Safety;
    else if (task.kind == WaitingTask::Kind::DraftKept &&
             (task.text == registerDraftForm || task.text == identityDraftForm))
        to.place = Place::Register;
    else if (task.kind == WaitingTask::Kind::DraftKept && productDraftFrom(task.text))
        to = {.place = Place::Products, .text = task.text};
    else if (task.kind == WaitingTask::Kind::DraftKept && task.text == u"note")
        to.tab = RecordTab::History;
    else if (task.kind == WaitingTask::Kind::DraftKept && task.text == intakeDraftForm())
        to.place = Place::Intake;
    else if (const auto url = urlOfDraft(task.text); url && task.kind == WaitingTask::Kind::DraftKept)
        to = {.place = Place::Form, .patient = task.patient, .form = *url};
    Q_EMIT goTo(to);
}

void TodayPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void TodayPage::setCompact(bool compact)
{
    m_compact = compact;
    m_tasksToggle->setVisible(compact);
    showTasks(compact && m_tasksToggle->isChecked());
}

void TodayPage::showTasks(bool shown)
{
    m_dayCard->setVisible(!m_compact || !shown);
    m_taskCard->setVisible(!m_compact || shown);
    m_taskCard->setMinimumWidth(m_compact ? 0 : leastSideWidth);
    m_taskCard->setMaximumWidth(m_compact ? QWIDGETSIZE_MAX : sideWidth);
}

QList<KeyLine> TodayPage::keys() const
{
    return {{tr("Enter"), tr("do the next step of the visit")},
            {tr("Menu key"), tr("everything else that can be done with the visit")},
            {tr("F6"), tr("between the day's list and what needs someone")}};
}

QList<QWidget *> TodayPage::panes() const
{
    return {m_filter, m_view, m_tasks};
}

} // namespace dermis
