#include "ui/patients/record_page.h"

#include "core/access/permissions.h"
#include "core/patients/patient_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/allergy_panel.h"
#include "ui/patients/documents_tab.h"
#include "ui/patients/forms_tab.h"
#include "ui/patients/frame_words.h"
#include "ui/patients/history_tab.h"
#include "ui/patients/journal_tab.h"
#include "ui/patients/record_banner.h"
#include "ui/patients/summary_tab.h"
#include "ui/patients/timeline.h"
#include "ui/widgets/allergy_strip.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/readiness_bar.h"
#include "ui/widgets/tab_strip.h"

#include <QShortcut>
#include <QStackedWidget>

#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString tabWords(RecordTab tab)
{
    switch (tab) {
    case RecordTab::Summary:
        return RecordPage::tr("Summary");
    case RecordTab::Visits:
        return RecordPage::tr("Visits");
    case RecordTab::History:
        return RecordPage::tr("History");
    case RecordTab::Forms:
        return RecordPage::tr("Forms");
    case RecordTab::Safety:
        return RecordPage::tr("Safety");
    case RecordTab::Consent:
        return RecordPage::tr("Consent");
    case RecordTab::Session:
        return RecordPage::tr("Session");
    case RecordTab::Documents:
        return RecordPage::tr("Documents");
    case RecordTab::Journal:
        return RecordPage::tr("Journal");
    }
    return {};
}

} // namespace

RecordPage::RecordPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_banner(new RecordBanner)
    , m_strip(new AllergyStrip)
    , m_allergies(new AllergyPanel(context))
    , m_readiness(new ReadinessBar)
    , m_tabs(new TabStrip(tr("Parts of the record")))
    , m_message(new ErrorBanner)
    , m_stack(new QStackedWidget)
    , m_visits(new Timeline)
    , m_summary(new SummaryTab(context))
    , m_history(new HistoryTab(context))
    , m_forms(new FormsTab(context))
    , m_documents(new DocumentsTab(context))
    , m_journal(new JournalTab(context))
{
    m_tabWidgets = {{RecordTab::Summary, m_summary},
                    {RecordTab::Visits, makeVisits()},
                    {RecordTab::History, m_history},
                    {RecordTab::Forms, m_forms},
                    {RecordTab::Documents, m_documents},
                    {RecordTab::Journal, m_journal}};
    build();
    connectControls();
    addKeys();
}

void RecordPage::build()
{
    auto *tabRow = new QWidget;
    tabRow->setAutoFillBackground(true);
    tabRow->setBackgroundRole(QPalette::Base);
    auto *tabLine = new QHBoxLayout(tabRow);
    tabLine->setContentsMargins(12, 0, 16, 0);
    tabLine->addWidget(m_tabs);
    tabLine->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_strip);
    column->addWidget(m_allergies);
    column->addWidget(m_readiness);
    column->addWidget(tabRow);
    auto *message = new QHBoxLayout;
    message->setContentsMargins(16, 0, 16, 0);
    m_message->setGaps(10, 0);
    message->addWidget(m_message);
    column->addLayout(message);
    column->addWidget(m_stack, 1);
    for (QWidget *tab : std::as_const(m_tabWidgets))
        m_stack->addWidget(tab);
}

QWidget *RecordPage::makeVisits()
{
    auto *card = new Card(tr("Visits"));
    card->body()->addWidget(m_visits, 1);
    auto *tab = new QWidget;
    auto *column = new QVBoxLayout(tab);
    column->setContentsMargins(16, 10, 16, 10);
    column->addWidget(card);
    return tab;
}

void RecordPage::setTabPage(RecordTab tab, Page *page)
{
    m_tabWidgets.insert(tab, page);
    m_stack->addWidget(page);
    connect(page, &Page::goTo, this, &Page::goTo);
}

Page *RecordPage::otherRoom(RecordTab tab) const
{
    return qobject_cast<Page *>(tabWidget(tab));
}

void RecordPage::connectControls()
{
    connect(m_banner, &RecordBanner::editRequested, this, [this] {
        Q_EMIT goTo({Place::Register, m_view.patient.id, RecordTab::Summary, {}});
    });
    connect(m_banner, &RecordBanner::printRequested, this, &RecordPage::print);
    connect(m_strip, &AllergyStrip::askRequested, this, [this] { openAllergies(); });
    connect(m_strip, &AllergyStrip::confirmRequested, this, [this] { openAllergies(); });
    connect(m_strip, &AllergyStrip::matchRequested, this,
            [this](qint64 id) { openAllergies(AllergyId(id)); });
    connect(m_strip, &AllergyStrip::allergyActivated, this,
            [this](qint64 id) { openAllergies(AllergyId(id)); });
    connect(m_readiness, &ReadinessBar::actionRequested, this, &RecordPage::settleNext);
    connect(m_readiness, &ReadinessBar::partActivated, this, [this](const QString &target) {
        if (const auto topic = topicOf(target))
            settle(*topic);
    });
    connect(m_message, &ErrorBanner::actionChosen, this, &RecordPage::putBack);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0 && index < m_shown.size())
            showTab(m_shown.at(index));
    });
    connect(m_summary, &SummaryTab::changed, this,
            [this] { context().announceRecordChanged(m_view.patient.id); });
    connect(m_summary, &SummaryTab::intakeRequested, this, &RecordPage::goToIntake);
    connect(m_summary, &SummaryTab::historyRequested, this, [this] { showTab(RecordTab::History); });
    connect(m_summary, &SummaryTab::documentsRequested, this, [this] { showTab(RecordTab::Documents); });
    connect(m_summary, &SummaryTab::notePrintRequested, this, [this](NoteId note) {
        showTab(RecordTab::History);
        m_history->printNotes(note);
    });
    connect(m_documents, &DocumentsTab::copyRequested, this, [this] {
        Q_EMIT goTo({.place = Place::Settings, .patient = m_view.patient.id, .part = SettingsPart::ExportAndErase});
    });
    connect(m_forms, &FormsTab::formRequested, this, [this](const QString &url) {
        Q_EMIT goTo({.place = Place::Form, .patient = m_view.patient.id, .form = url});
    });
    connect(m_history, &HistoryTab::changed, this,
            [this] { context().announceRecordChanged(m_view.patient.id); });
}

void RecordPage::addKeys()
{
    const auto onKey = [this](const QKeySequence &key, auto act) {
        auto *shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::CTRL | Qt::Key_M), [this] {
        if (!m_view.mayRead)
            return;
        showTab(RecordTab::History);
        m_history->writeNote();
    });
    onKey(QKeySequence(Qt::CTRL | Qt::Key_P), [this] { print(); });
}

QString RecordPage::title() const
{
    return tr("Patient record");
}

QList<Crumb> RecordPage::crumbs() const
{
    return {{tr("Patients"), {Place::Patients, {}, RecordTab::Summary, {}}}};
}

void RecordPage::open(const Destination &destination)
{
    const bool other = destination.patient != m_view.patient.id;
    if (other) {
        keepDraft();
        m_allergies->close();
        m_message->clear();
    }
    m_view.patient.id = destination.patient;
    refresh();
    showTab(destination.tab);
    m_toPlan = destination.plan;
}

void RecordPage::refresh()
{
    if (m_view.patient.id.isNull())
        return;
    Result<RecordView> view =
        loadRecord(context().database(), context().actor(), m_view.patient.id, context().today());
    if (!view) {
        tell(view.error());
        return;
    }
    m_view = *std::move(view);
    m_message->clear();
    showView();
    if (Page *page = otherRoom(m_current))
        page->refresh();
}

void RecordPage::showView()
{
    const QDate today = context().today();
    m_banner->setView(m_view, today);
    m_strip->setVisible(m_view.mayRead);
    m_readiness->setVisible(m_view.mayRead);
    buildTabs();
    m_summary->setView(m_view, today);
    m_visits->setEntries(timelineOf(m_view, today), today);
    showStanding();
    if (!m_view.mayRead)
        return;
    m_strip->setContent(stripContent(m_view, may(context().actor().roles, Permission::Allergies)));
    m_allergies->setAllergies(m_view.allergies);
    m_readiness->setReadiness(readinessLine(m_view));
    m_history->setView(m_view);
    m_forms->setPatient(m_view.patient.id);
    m_documents->setView(m_view);
    m_journal->setPatient(m_view.patient.id);
    showTabTexts();
}

/// What has to be known before anything else about this record.
void RecordPage::showStanding()
{
    if (!m_view.patient.active)
        m_message->tell({BannerKind::Draft,
                         tr("%1 is off the list").arg(m_view.patient.fullName()),
                         tr("%1. The record stays and can be read.").arg(m_view.patient.retiredReason),
                         {tr("Put back on the list")}});
    else if (!m_view.mayRead)
        m_message->tell({BannerKind::Done,
                         tr("Names and visits"),
                         tr("Histories, findings and sheets are read by nurses and dermatologists."),
                         {}});
}

void RecordPage::putBack()
{
    const Patient &retired = m_view.patient;
    const auto active = reactivatePatient(context().database(), context().actor(), context().now(), retired.id,
                                          retired.revision);
    if (!active)
        return tell(active.error());
    context().announceRecordChanged(active->id);
    refresh();
    m_tabs->setFocus(Qt::OtherFocusReason);
}

QList<RecordTab> RecordPage::shownTabs() const
{
    QList<RecordTab> tabs =
        m_view.mayRead ? m_tabWidgets.keys() : QList<RecordTab>{RecordTab::Summary, RecordTab::Visits};
    if (!m_compact)
        tabs.removeOne(RecordTab::Visits);
    return tabs;
}

void RecordPage::buildTabs()
{
    const QList<RecordTab> tabs = shownTabs();
    if (tabs == m_shown)
        return;
    const QSignalBlocker silent(m_tabs);
    m_shown = tabs;
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    for (const RecordTab tab : tabs)
        m_tabs->addTab(TabText{tabWords(tab), 0, {}});
}

void RecordPage::showTabTexts()
{
    int open = 0;
    bool stops = false;
    for (const ReadinessPart &part : m_view.readiness.parts) {
        const bool finding = part.topic == ReadinessPart::Topic::Finding;
        stops = stops || finding;
        open +=
            finding ? 1
            : part.topic == ReadinessPart::Topic::Decisions || part.topic == ReadinessPart::Topic::Cautions
                ? part.count
                : 0;
    }
    for (int i = 0; i < m_shown.size(); ++i) {
        TabText text{tabWords(m_shown.at(i)), 0, {}};
        if (m_shown.at(i) == RecordTab::Safety)
            text = {text.title, open, stops ? SeverityMark::Absolute : SeverityMark::Relative};
        else if (m_shown.at(i) == RecordTab::Documents)
            text.count = static_cast<int>(m_view.consents.size());
        m_tabs->setTab(i, text);
    }
}

void RecordPage::showTab(RecordTab wanted)
{
    const RecordTab tab = m_shown.contains(wanted) ? wanted : RecordTab::Summary;
    m_current = tab;
    m_banner->setLow(tab != RecordTab::Summary);
    selectTab();
    if (Page *page = otherRoom(tab))
        page->open({Place::Record, m_view.patient.id, tab, {}});
    m_stack->setCurrentWidget(tabWidget(tab));
}

void RecordPage::selectTab()
{
    const QSignalBlocker silent(m_tabs);
    m_tabs->setCurrentIndex(static_cast<int>(m_shown.indexOf(m_current)));
}

void RecordPage::print()
{
    Page *sheet = otherRoom(RecordTab::Consent);
    if (!m_view.mayRead || sheet == nullptr)
        return;
    showTab(RecordTab::Consent);
    sheet->print();
}

void RecordPage::settleNext()
{
    for (const ReadinessPart &part : m_view.readiness.parts) {
        if (part.level != ReadinessPart::Level::Clear) {
            settle(part.topic);
            return;
        }
    }
}

void RecordPage::settle(ReadinessPart::Topic topic)
{
    const GapPlace place = placeOf(topic);
    if (place.toAllergies) {
        openAllergies();
    } else if (place.toIntake) {
        goToIntake();
    } else if (place.toPlan) {
        showTab(place.tab);
        m_summary->changePlan();
    } else {
        showTab(place.tab);
        if (Page *page = otherRoom(place.tab))
            page->focusFirst();
    }
}

void RecordPage::goToIntake()
{
    Q_EMIT goTo({Place::Intake, m_view.patient.id, RecordTab::Summary, {}});
}

void RecordPage::openAllergies(AllergyId focused)
{
    if (may(context().actor().roles, Permission::Allergies))
        m_allergies->openFor(m_view.patient.id, m_view.allergies, focused);
}

void RecordPage::keepDraft()
{
    m_summary->keepDraft();
    m_history->keepDraft();
    for (const RecordTab tab : m_tabWidgets.keys()) {
        if (Page *page = otherRoom(tab))
            page->keepDraft();
    }
}

void RecordPage::focusFirst()
{
    if (std::exchange(m_toPlan, false))
        m_summary->changePlan();
    else if (Page *page = otherRoom(m_current))
        page->focusFirst();
    else if (m_current == RecordTab::Forms)
        m_forms->setFocus(Qt::OtherFocusReason);
    else
        m_tabs->setFocus(Qt::OtherFocusReason);
}

void RecordPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_message->tell({BannerKind::Stop, told.title, told.detail, {}});
}

QList<KeyLine> RecordPage::keys() const
{
    QList<KeyLine> lines{{tr("Alt+1 to Alt+%1").arg(m_shown.size()), tr("parts of the record")},
                         {tr("F8"), tr("settle the next gap")},
                         {tr("Ctrl+M"), tr("new note")},
                         {tr("Ctrl+P"), tr("print the consent sheet")}};
    if (m_current == RecordTab::Documents)
        lines << KeyLine{tr("Ctrl+Shift+F"), tr("find in the documents; or type in their list")};
    return lines;
}

QList<QWidget *> RecordPage::panes() const
{
    QList<QWidget *> panes{m_banner, m_strip, m_readiness, m_tabs};
    if (const Page *page = otherRoom(m_current))
        return panes << page->panes();
    return panes << m_stack->currentWidget();
}

void RecordPage::setCompact(bool compact)
{
    m_compact = compact;
    buildTabs();
    showTabTexts();
    if (!m_shown.contains(m_current))
        showTab(RecordTab::Summary);
    selectTab();
    m_banner->setCompact(compact);
    m_summary->setCompact(compact);
    m_history->setCompact(compact);
    for (const RecordTab tab : m_tabWidgets.keys()) {
        if (Page *page = otherRoom(tab))
            page->setCompact(compact);
    }
}

} // namespace dermis
