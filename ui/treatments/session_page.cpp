#include "ui/treatments/session_page.h"

#include "core/access/permissions.h"
#include "core/safety/adverse_event.h"
#include "core/safety/zones.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/pane_switch.h"
#include "ui/context/words.h"
#include "ui/treatments/precautions_view.h"
#include "ui/treatments/reactions_card.h"
#include "ui/treatments/session_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int precautionsWidth = 478;
constexpr int recordShare = 2; // of the height, the sessions so far having 1
enum Pane { PrecautionsPane, RecordPane };
enum Column { When, Where, With, ColumnCount };

QString zoneLines(const Plan &plan)
{
    QStringList lines;
    for (const PlannedZone &zone : plan.zones)
        lines << (zone.depthMm ? SessionPage::tr("%1, %2 mm").arg(zoneName(zone.zone), QLocale::c().toString(*zone.depthMm, 'g', 3))
                               : zoneName(zone.zone));
    return lines.join(u'\n');
}

QString precautionsHeading(const InfectionPrecautions &precautions)
{
    const int open = precautions.openItems();
    return (open == 1 ? SessionPage::tr("Infection precautions: %1 open item, %2 noted") : SessionPage::tr("Infection precautions: %1 open items, %2 noted"))
        .arg(open)
        .arg(precautions.noted());
}

QString statusWords(InfectionPrecautions::Status status)
{
    switch (status) {
    case InfectionPrecautions::Status::Blocked:
        return SessionPage::tr("Blocked: a hard stop is true or not known.");
    case InfectionPrecautions::Status::Incomplete:
        return SessionPage::tr("Not complete: open items remain before the needles.");
    case InfectionPrecautions::Status::Ready:
        break;
    }
    return SessionPage::tr("Nothing is open before the needles.");
}

Result<QString> usedLines(Database &database, const Session &session)
{
    QStringList lines;
    for (const UsedProduct &used : session.used)
        lines << TRY(usedWords(database, used));
    if (!session.reason.isEmpty())
        lines << SessionPage::tr("Treated all the same: %1").arg(session.reason);
    return lines.join(u'\n');
}

} // namespace

SessionPage::SessionPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_card(new Card(tr("Record a session")))
    , m_form(new SessionForm(context))
    , m_noPlan(new EmptyState(Icon::Edit, tr("No plan"), tr("Make the plan that was followed first: zones, needle lengths, products."),
                              tr("Open the plan")))
    , m_state(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_record(new Button(Icon::Check, tr("Record the session"), ButtonKind::Primary))
    , m_precautionsCard(new Card(tr("Infection precautions")))
    , m_precautions(new PrecautionsView)
    , m_standing(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_past(new SegmentedControl(tr("What was before"), {tr("Sessions so far"), tr("Reactions")}))
    , m_pasts(new QStackedWidget)
    , m_reactions(new ReactionsCard(context))
    , m_earlier(new Card(QString()))
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_table(new QTableView)
    , m_none(new EmptyState(Icon::Needle, tr("No session yet"), tr("Recorded sessions stand here with their lots.")))
    , m_recordPane(new QWidget)
    , m_panes(new PaneSwitch({{tr("Precautions"), m_precautionsCard, precautionsWidth}, {tr("Record"), m_recordPane}}))
{
    build();
    connect(m_form, &SessionForm::changed, this, &SessionPage::showState);
    connect(m_record, &Button::clicked, this, &SessionPage::record);
    connect(m_past, &SegmentedControl::chosen, m_pasts, &QStackedWidget::setCurrentIndex);
    connect(m_reactions, &ReactionsCard::changed, this, [this] {
        m_banner->clear();
        this->context().announceRecordChanged(m_patient);
        refresh();
    });
    connect(m_reactions, &ReactionsCard::failed, this, [this](const Error &error) { fails(error); });
    connect(m_precautions, &PrecautionsView::noteRequested, this, &SessionPage::note);
    connect(m_precautions, &PrecautionsView::withdrawRequested, this, &SessionPage::withdraw);
    connect(m_noPlan, &EmptyState::actionRequested, this,
            [this] { Q_EMIT goTo(Destination{.place = Place::Record, .patient = m_patient, .plan = true}); });
    auto *scan = new QShortcut(QKeySequence(Qt::Key_F4), this);
    scan->setContext(Qt::WidgetWithChildrenShortcut);
    connect(scan, &QShortcut::activated, this, [this] {
        m_panes->choose(RecordPane);
        m_form->focusScan();
    });
}

void SessionPage::build()
{
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    m_form->setBackgroundRole(QPalette::Base);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_recording = new QWidget;
    auto *recording = new QVBoxLayout(m_recording);
    recording->setContentsMargins(0, 0, 0, 0);
    recording->setSpacing(0);
    recording->addWidget(scroll, 1);
    recording->addWidget(makeFooter());
    m_card->body()->addWidget(m_recording, 1);
    m_card->body()->addWidget(m_noPlan, 1);
    dressTable(*m_table, When, true);
    m_table->setModel(m_model);
    m_table->setObjectName(u"sessions"_s);
    m_table->setAccessibleName(tr("Sessions so far"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_model->setHorizontalHeaderLabels({tr("Treated on"), tr("Zones"), tr("Used")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(When, QHeaderView::Fixed);
    m_table->setColumnWidth(When, fontMetrics().horizontalAdvance(u"30 September 2026"_s));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_earlier->body()->addWidget(m_table, 1);
    m_earlier->body()->addWidget(m_none, 1);
    auto *panes = new QHBoxLayout;
    panes->setContentsMargins(16, 8, 16, 8);
    panes->setSpacing(10);
    m_standing->setWrapped(true);
    m_standing->setContentsMargins(14, 6, 12, 6);
    m_precautionsCard->body()->addWidget(m_standing);
    m_precautionsCard->body()->addWidget(m_precautions, 1);
    auto *recordColumn = new QVBoxLayout(m_recordPane);
    recordColumn->setContentsMargins(0, 0, 0, 0);
    recordColumn->setSpacing(10);
    recordColumn->addWidget(m_card, recordShare);
    m_pasts->addWidget(m_earlier);
    m_pasts->addWidget(m_reactions);
    recordColumn->addWidget(m_past, 0, Qt::AlignLeft);
    recordColumn->addWidget(m_pasts, 1);
    panes->addWidget(m_precautionsCard);
    panes->addWidget(m_recordPane, 1);
    auto *banner = new QVBoxLayout;
    banner->setContentsMargins(16, 0, 16, 0);
    m_banner->setGaps(10, 0);
    banner->addWidget(m_banner);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addLayout(banner);
    page->addWidget(m_panes);
    page->addLayout(panes, 1);
}

QWidget *SessionPage::makeFooter()
{
    m_record->setObjectName(u"recordSession"_s);
    m_record->setWrites();
    m_record->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_state->setWrapped(true);
    m_state->setObjectName(u"sessionState"_s);
    auto *footer = new QWidget;
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(12, 6, 12, 8);
    row->setSpacing(10);
    row->addWidget(m_state, 1);
    row->addWidget(m_record);
    return footer;
}

void SessionPage::open(const Destination &destination)
{
    const bool isOther = destination.patient != m_patient;
    m_patient = destination.patient;
    if (isOther) {
        m_plan.reset();
        m_banner->clear();
        m_precautions->clear();
    }
    refresh();
}

void SessionPage::refresh()
{
    if (m_patient.isNull())
        return;
    readPlan();
    readPrecautions();
    readSessions();
    readReactions();
}

void SessionPage::readReactions()
{
    const auto events = adverseEventsOf(context().database(), m_patient);
    if (fails(events ? std::nullopt : std::optional(events.error())))
        return;
    const auto open = std::ranges::count_if(*events, &AdverseEvent::isOpen);
    m_past->setSegmentText(1, open == 0 ? tr("Reactions") : tr("Reactions, %1 open").arg(open));
    m_reactions->show(m_patient, *events);
}

/// What is chosen stays while the plan does.
void SessionPage::readPlan()
{
    const auto plan = currentPlan(context().database(), m_patient);
    if (fails(plan ? std::nullopt : std::optional(plan.error())))
        return;
    m_recording->setVisible(plan->has_value());
    m_noPlan->setVisible(!plan->has_value());
    if (*plan == m_plan)
        return;
    m_plan = *plan;
    if (!m_plan)
        return;
    const auto begun = m_form->begin(*m_plan);
    fails(begun ? std::nullopt : std::optional(begun.error()));
}

void SessionPage::readPrecautions()
{
    const QDate today = context().today();
    const auto precautions = infectionPrecautions(context().database(), m_patient, today);
    if (fails(precautions ? std::nullopt : std::optional(precautions.error())))
        return;
    const bool isToday = precautions->day == today;
    const bool mayNote = isToday && may(context().actor().roles, Permission::Sessions) && !context().database().isReadOnly();
    const QString later = tr("The session is planned for %1. Precautions are noted on that day; if it is today, change the day in the plan.")
                              .arg(dateWords(precautions->day));
    m_standing->setText(isToday ? statusWords(precautions->status()) : later);
    m_precautionsCard->setTitle(precautionsHeading(*precautions));
    m_precautions->show(*precautions, proposals(*precautions), mayNote);
}

/// What was written last stands there to begin with; for the follow-up the days after the session.
QHash<QString, QString> SessionPage::proposals(const InfectionPrecautions &precautions) const
{
    QHash<QString, QString> proposed;
    for (const ControlState &state : precautions.controls) {
        if (!state.control->detailNeeded)
            continue;
        QStringList days;
        for (const int after : state.control->followUpDays)
            days << dateWords(precautions.day.addDays(after));
        const auto latest = latestDetail(context().database(), state.control->code);
        proposed.insert(state.control->code, days.isEmpty() ? latest.value_or(QString()) : days.join(tr(" and ")));
    }
    return proposed;
}

void SessionPage::note(const QString &code, bool yes, const QString &detail)
{
    Precaution noted;
    noted.patient = m_patient;
    noted.code = code;
    noted.yes = yes;
    noted.detail = detail;
    keep(notePrecaution(context().database(), context().actor(), context().now(), noted));
}

void SessionPage::withdraw(const QString &code)
{
    keep(withdrawPrecaution(context().database(), context().actor(), context().now(), m_patient, code));
}

void SessionPage::keep(const Result<> &kept)
{
    if (fails(kept ? std::nullopt : std::optional(kept.error())))
        return;
    m_banner->clear();
    context().announceRecordChanged(m_patient);
}

void SessionPage::readSessions()
{
    Database &database = context().database();
    const auto sessions = sessionsOf(database, context().actor(), m_patient);
    if (fails(sessions ? std::nullopt : std::optional(sessions.error())))
        return;
    m_none->setVisible(sessions->isEmpty());
    m_table->setVisible(!sessions->isEmpty());
    if (*sessions == m_sessions && m_model->rowCount() == m_sessions.size())
        return;
    m_sessions = *sessions;
    m_model->removeRows(0, m_model->rowCount());
    for (const Session &session : std::as_const(m_sessions)) {
        const auto used = usedLines(database, session);
        if (fails(used ? std::nullopt : std::optional(used.error())))
            return;
        const QStringList texts{dateWords(session.treatedOn), zoneLines(session.plan), *used};
        QList<QStandardItem *> cells;
        for (const QString &text : texts) {
            cells << new QStandardItem(text);
            cells.last()->setData(sentences(texts.join(u'\n').split(u'\n', Qt::SkipEmptyParts)), Qt::AccessibleTextRole);
        }
        m_model->appendRow(cells);
    }
    m_table->setCurrentIndex(m_model->index(0, 0));
    m_earlier->setNote(m_sessions.size() == 1 ? tr("1 session") : tr("%1 sessions").arg(m_sessions.size()));
}

void SessionPage::showState()
{
    const QString gap = m_form->missing();
    m_record->setEnabled(gap.isEmpty());
    m_state->setText(gap.isEmpty() ? tr("Zones and needle lengths are kept as the plan has them now.") : tr("Still needed: %1").arg(gap));
}

void SessionPage::record()
{
    if (!m_form->missing().isEmpty())
        return;
    const auto recorded = recordSession(context().database(), context().actor(), context().now(), m_form->typed());
    if (!recorded) {
        const bool needsReason = recorded.error().code == ErrorCode::InvalidInput && recorded.error().detail.contains(u"say why"_s);
        if (needsReason)
            m_form->askReason(capitalised(recorded.error().detail));
        fails(recorded.error());
        return;
    }
    context().announceRecordChanged(m_patient);
    m_plan.reset(); // the form begins anew
    refresh();
    m_banner->tell({BannerKind::Done, tr("The session of %1 is recorded").arg(dateWords(recorded->treatedOn)),
                    tr("Its lots can be called back by Products, Who had this?"), {}});
    m_table->setFocus(Qt::OtherFocusReason);
}

bool SessionPage::fails(const std::optional<Error> &error)
{
    if (!error)
        return false;
    const ErrorWords told = words(*error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    return true;
}

void SessionPage::focusFirst()
{
    auto *toPlan = m_noPlan->isVisibleTo(this) ? m_noPlan->findChild<Button *>() : nullptr;
    if (toPlan != nullptr)
        toPlan->setFocus(Qt::OtherFocusReason);
    else if (!m_precautions->isVisibleTo(this) || !m_precautions->focusFirst())
        m_form->focusFirst();
}

QList<KeyLine> SessionPage::keys() const
{
    return {{tr("Space"), tr("confirm a precaution, or take it back")},
            {tr("Y, N"), tr("answer what is asked on the day")},
            {tr("F4"), tr("scan a pack, or type a lot")},
            {tr("Tab"), tr("on to the next product")},
            {tr("Up, Down"), tr("choose the lot")},
            {tr("Ctrl+Enter"), tr("record the session")}};
}

QList<QWidget *> SessionPage::panes() const
{
    return {m_precautionsCard, m_recordPane};
}

void SessionPage::setCompact(bool compact)
{
    m_panes->setCompact(compact);
}

} // namespace dermis
