#include "ui/patients/summary_tab.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/fact_list.h"
#include "ui/patients/note_card.h"
#include "ui/patients/plan_card.h"
#include "ui/patients/record_words.h"
#include "ui/patients/timeline.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int visitsWidth = 272;
constexpr int leastVisitsWidth = 216;
constexpr int tightBelow = 1240; // of the tab
constexpr int gap = 10;
constexpr int wideFrom = 1500;   // of the tab: a window of 1600 less the rail
constexpr int narrowBelow = 960; // of the tab in the compact layout: one column
constexpr int notesShown = 4;
constexpr int sheetsShown = 4;

QWidget *columnOf(const QList<QWidget *> &cards, bool stretch)
{
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    for (QWidget *card : cards)
        layout->addWidget(card);
    if (stretch)
        layout->addStretch(1);
    return column;
}

} // namespace

SummaryTab::SummaryTab(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_visits(new Card(tr("Visits")))
    , m_timeline(new Timeline)
    , m_answers(new Card(tr("Answers that matter for needling")))
    , m_facts(new FactList)
    , m_noAnswers(new TextLabel(tr("No history taken yet. Start the intake: every question stands open."),
                                TypeStyle::Body, &Tokens::text2))
    , m_intake(new Button(tr("Open the intake"), ButtonKind::Link))
    , m_plan(new PlanCard(context))
    , m_notes(new NoteCard(context, tr("Recent notes"), notesShown))
    , m_sheets(new Card(tr("Sheets")))
    , m_scroll(new QScrollArea)
    , m_content(new QWidget)
{
    buildCards();
    m_left = columnOf({m_visits}, false);
    m_middle = columnOf({m_answers}, true);
    m_right = columnOf({m_plan, m_notes}, true);
    m_far = columnOf({m_sheets}, true);
    for (QWidget *column : {m_left, m_middle, m_right, m_far})
        column->setParent(m_content); // also those that have no place in a narrow window
    auto *row = new QHBoxLayout(m_content);
    row->setContentsMargins(16, gap, 16, gap);
    row->setSpacing(gap);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_content);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);
    arrange();
}

void SummaryTab::buildCards()
{
    m_visits->body()->addWidget(m_timeline, 1);
    m_noAnswers->setWrapped(true);
    m_noAnswers->setContentsMargins(12, 10, 12, 10);
    auto *all = new Button(tr("All answers"), ButtonKind::Link);
    m_answers->addHeaderWidget(m_intake);
    m_answers->body()->addWidget(m_noAnswers);
    m_answers->body()->addWidget(m_facts);
    m_answers->body()->addWidget(all, 0, Qt::AlignRight);
    auto *documents = new Button(tr("All documents"), ButtonKind::Link);
    m_sheets->addHeaderWidget(documents);
    connect(m_intake, &Button::clicked, this, &SummaryTab::intakeRequested);
    connect(all, &Button::clicked, this, &SummaryTab::historyRequested);
    connect(documents, &Button::clicked, this, &SummaryTab::documentsRequested);
    connect(m_notes, &NoteCard::changed, this, &SummaryTab::changed);
    connect(m_notes, &NoteCard::printRequested, this, &SummaryTab::notePrintRequested);
}

void SummaryTab::setView(const RecordView &view, const QDate &today)
{
    m_timeline->setEntries(timelineOf(view, today), today);
    for (QWidget *clinical : {static_cast<QWidget *>(m_answers), static_cast<QWidget *>(m_plan),
                              static_cast<QWidget *>(m_notes), static_cast<QWidget *>(m_sheets)})
        clinical->setVisible(view.mayRead);
    if (!view.mayRead)
        return;
    m_plan->setPlan(view.patient.id, view.plan, may(m_context.actor().roles, Permission::Answers));
    m_notes->setNotes(view.patient.id, view.notes);
    showFacts(view, today);
    showSheets(view);
}

void SummaryTab::showFacts(const RecordView &view, const QDate &today)
{
    m_noAnswers->setVisible(!view.hasAnswers);
    m_facts->setVisible(view.hasAnswers);
    m_facts->setFacts(view.hasAnswers ? view.facts : QList<FactLine>(), today);
    const auto unknown = std::ranges::count(view.facts, SeverityMark::NotAsked, &FactLine::mark);
    m_intake->setText(view.hasAnswers && unknown > 0 ? tr("Ask the %1 now").arg(unknown)
                                                     : tr("Open the intake"));
}

void SummaryTab::showSheets(const RecordView &view)
{
    delete m_sheetRows;
    m_sheetRows = new QWidget;
    auto *column = new QVBoxLayout(m_sheetRows);
    column->setContentsMargins(12, 8, 12, 10);
    column->setSpacing(8);
    for (const Consent &consent : view.consents.mid(0, sheetsShown)) {
        auto *row = new QHBoxLayout;
        row->addWidget(new TextLabel(consentWords(consent), TypeStyle::BodyStrong));
        row->addWidget(new TextLabel(consentStateWords(consent), TypeStyle::Small, &Tokens::text2));
        row->addStretch();
        row->addWidget(
            new TextLabel(dateWords(clinicTime(consent.issuedAt).date()), TypeStyle::Small, &Tokens::text2));
        column->addLayout(row);
    }
    if (view.consents.isEmpty())
        column->addWidget(new TextLabel(tr("No sheet printed yet."), TypeStyle::Body, &Tokens::text2));
    m_sheets->body()->addWidget(m_sheetRows);
}

void SummaryTab::keepDraft()
{
    m_notes->keepDraft();
    m_plan->keepDraft();
}

void SummaryTab::changePlan()
{
    m_plan->change();
    m_scroll->ensureWidgetVisible(m_plan);
}

void SummaryTab::setCompact(bool compact)
{
    m_compact = compact;
    m_columns = 0;
    arrange();
}

void SummaryTab::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SummaryTab::arrange()
{
    m_left->setFixedWidth(width() < tightBelow ? leastVisitsWidth : visitsWidth);
    const int small = width() < narrowBelow ? 1 : 2;
    const int columns = m_compact ? small : width() >= wideFrom ? 4 : 3;
    if (columns == m_columns)
        return;
    m_columns = columns;
    auto *row = static_cast<QBoxLayout *>(m_content->layout());
    row->setDirection(columns == 1 ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    while (QLayoutItem *item = row->takeAt(0))
        delete item;
    const auto moveTo = [](QWidget *card, QWidget *column, int place) {
        static_cast<QVBoxLayout *>(column->layout())->insertWidget(place, card);
    };
    moveTo(m_sheets, columns == 4 ? m_far : m_right, columns == 4 ? 0 : 2);
    m_left->setVisible(columns > 2);
    m_far->setVisible(columns == 4);
    if (columns > 2)
        row->addWidget(m_left);
    row->addWidget(m_middle, 1);
    row->addWidget(m_right, 1);
    if (columns == 4)
        row->addWidget(m_far, 1);
}

} // namespace dermis
