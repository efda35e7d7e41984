#include "ui/questionnaires/intake_page.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/questionnaires/draft_comparison.h"
#include "ui/questionnaires/intake_actions.h"
#include "ui/questionnaires/intake_session.h"
#include "ui/questionnaires/safety_so_far.h"
#include "ui/questionnaires/section_view.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/theme/painting.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/key_hint.h"
#include "ui/widgets/section_rail.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int draftDelay = 300; // ms from a change to the disk
constexpr int safetyDelay = 120;
constexpr int railWidth = 226;
constexpr int safetyWidth = 288;
enum DraftAction { Compare, UseDraft, PutAside };

/// The ground of the questions, with a line along its top.
class QuestionsPane : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), tokens().panel);
        painter.fillRect(QRect(0, 0, width(), 1), tokens().line);
    }
};

} // namespace

IntakePage::IntakePage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_rail(new SectionRail)
    , m_railNote(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_heading(new TextLabel(QString(), TypeStyle::Title))
    , m_panes(new SegmentedControl(tr("Part of the page"), {tr("Questions"), tr("Safety so far")}))
    , m_middle(new QStackedWidget)
    , m_view(new SectionView)
    , m_comparison(new DraftComparison)
    , m_safety(new SafetySoFar)
    , m_actions(new IntakeActions)
{
    m_safety->setFixedWidth(safetyWidth);
    m_row = new QHBoxLayout;
    m_row->setSpacing(0);
    m_row->addWidget(makeRailPane());
    m_row->addWidget(makeQuestions(), 1);
    m_row->addWidget(m_safety);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addLayout(m_row, 1);
    layout->addWidget(m_actions);
    connectParts();
    makeKeys();
}

IntakePage::~IntakePage()
{
    keepDraft();
}

QWidget *IntakePage::makeRailPane()
{
    auto *pane = new QWidget;
    pane->setAutoFillBackground(true);
    pane->setBackgroundRole(QPalette::AlternateBase);
    pane->setFixedWidth(railWidth);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 8, 0, 10);
    column->addWidget(m_rail, 1);
    m_railNote->setContentsMargins(14, 0, 8, 0);
    m_railNote->setWrapped(true);
    column->addWidget(m_railNote);
    m_rail->setAccessibleName(tr("Sections"));
    return pane;
}

QWidget *IntakePage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 4, 16, 4);
    row->setSpacing(10);
    row->addWidget(m_heading, 1);
    m_hints = {new KeyHint(tr("Y", "key for yes"), tr("yes")), new KeyHint(tr("N", "key for no"), tr("no")),
               new KeyHint(u"?"_s, tr("unsure")), new KeyHint(tr("Enter"), tr("next"))};
    for (KeyHint *hint : std::as_const(m_hints))
        row->addWidget(hint);
    row->addWidget(m_panes);
    m_panes->hide();
    header->setMinimumHeight(42);
    return header;
}

QWidget *IntakePage::makeQuestions()
{
    auto *pane = new QuestionsPane;
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    m_middle->addWidget(m_view);
    m_middle->addWidget(m_comparison);
    column->addWidget(m_middle, 1);
    m_view->setAccessibleName(tr("Questions"));
    return pane;
}

void IntakePage::connectParts()
{
    m_draftTimer.setSingleShot(true);
    m_safetyTimer.setSingleShot(true);
    connect(&m_draftTimer, &QTimer::timeout, this, &IntakePage::keepDraft);
    connect(&m_safetyTimer, &QTimer::timeout, this, &IntakePage::checkSafety);
    connect(m_banner, &ErrorBanner::actionChosen, this, &IntakePage::bannerAction);
    connect(m_rail, &SectionRail::sectionChosen, this, [this](int index) { showSection(index); });
    connect(m_panes, &SegmentedControl::chosen, this, &IntakePage::showPane);
    connect(m_actions, &IntakeActions::previousRequested, this, [this] { turnSection(-1); });
    connect(m_actions, &IntakeActions::nextRequested, this, [this] { turnSection(1); });
    connect(m_actions, &IntakeActions::finishRequested, this, &IntakePage::finish);
    connect(m_view, &SectionView::answered, this, [this](const AnswerKey &key, const Answer &answer) {
        change([&](IntakeForm &form) { return form.answer(key, answer, this->context().now()); });
    });
    connect(m_view, &SectionView::addRequested, this, [this](const AnswerKey &group) {
        change([&](IntakeForm &form) { return form.addInstance(group); });
    });
    connect(m_view, &SectionView::removeRequested, this, [this](const AnswerKey &group, int instance) {
        change([&](IntakeForm &form) { return form.removeInstance(group, instance); });
    });
    connect(m_view, &SectionView::undoRequested, this, &IntakePage::undo);
    connect(m_view, &SectionView::leftDownwards, m_actions, &IntakeActions::focusNext);
    connect(m_view, &SectionView::leftUpwards, this, [this] { m_rail->setFocus(Qt::BacktabFocusReason); });
}

void IntakePage::makeKeys()
{
    connect(new QShortcut(QKeySequence(Qt::Key_F8), this), &QShortcut::activated, this,
            &IntakePage::goToNextGap);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, &IntakePage::undo);
}

QString IntakePage::title() const
{
    return tr("Intake");
}

QList<Crumb> IntakePage::crumbs() const
{
    QList<Crumb> path{{tr("Today"), Destination{Place::Today, {}, {}, {}}}};
    if (m_session)
        path << Crumb{m_session->patientName(), Destination{Place::Record, m_session->patient(), {}, {}}};
    return path;
}

void IntakePage::open(const Destination &destination)
{
    const bool isSame = m_session && m_session->patient() == destination.patient;
    if (!isSame)
        keepDraft();
    if (!isSame || !m_session->isDirty())
        load(destination.patient);
    const IntakeForm *form = m_session ? &m_session->form() : nullptr;
    if (form && form->questionnaire().find(destination.text)) {
        const auto around = form->questionnaire().repeatingGroupsAround(destination.text).size();
        m_startAt = AnswerKey{destination.text, QList<int>(around, 0)};
    }
}

void IntakePage::load(PatientId patient)
{
    m_banner->clear();
    m_middle->setCurrentWidget(m_view);
    auto session = IntakeSession::open(context(), patient);
    if (!session) {
        m_session.reset();
        tell(session.error());
        return;
    }
    m_session = std::make_unique<IntakeSession>(std::move(*session));
    m_view->setSetting({context().today(), &suggestionsFor, EditorSize::Full});
    const auto gap = m_session->form().nextGap();
    showSection(gap ? m_session->form().sectionOf(gap->linkId) : 0);
    showDraftState();
    checkSafety();
    if (m_session->openDraft())
        showOpenDraft();
    Q_EMIT titleChanged();
}

void IntakePage::focusFirst()
{
    if (!m_session)
        return;
    const auto start = m_startAt ? m_startAt : m_session->form().nextGap();
    m_startAt.reset();
    if (start)
        goToQuestion(*start);
    else
        m_view->focusFirst();
}

void IntakePage::refresh()
{
    if (!m_session)
        return;
    const auto overtaken = m_session->isOvertaken();
    if (!overtaken)
        return tell(overtaken.error());
    if (!*overtaken)
        return checkSafety();
    keepDraft();
    load(m_session->patient());
}

void IntakePage::keepDraft()
{
    m_draftTimer.stop();
    if (!m_session || !m_session->isDirty())
        return;
    if (const auto kept = m_session->keepDraft(); !kept) {
        m_draftTimer.start(draftDelay); // until there is room again
        return tell(kept.error());
    }
    showDraftState();
    context().announceDraftKept();
}

void IntakePage::showOpenDraft()
{
    const QDateTime when = m_session->openDraft()->savedAt;
    m_banner->tell(
        {BannerKind::Draft,
         tr("A draft of this form was kept, and the form was saved since"),
         tr("Draft: %1. Saved: %2. Nothing is lost. Compare, use the draft, or put it aside.")
             .arg(momentWords(when),
                  m_session->saved() ? momentWords(m_session->saved()->entry.savedAt) : tr("not yet")),
         {tr("Compare"), tr("Use the draft"), tr("Put it aside")}});
}

void IntakePage::bannerAction(int action)
{
    if (m_session && m_session->openDraft())
        settleOpenDraft(action);
    else
        m_banner->clear();
}

void IntakePage::settleOpenDraft(int action)
{
    if (action == Compare) {
        const auto draft = m_session->openDraftAnswers();
        if (!draft)
            return tell(draft.error());
        m_comparison->show(m_session->form().questionnaire(), *draft, m_session->form().response());
        m_middle->setCurrentWidget(m_comparison);
        return;
    }
    const auto settled = action == UseDraft ? m_session->useOpenDraft() : m_session->putOpenDraftAside();
    if (!settled)
        return tell(settled.error());
    m_banner->clear();
    m_middle->setCurrentWidget(m_view);
    showSection(m_section);
    showDraftState();
    checkSafety();
    focusFirst();
}

void IntakePage::change(const std::function<bool(IntakeForm &)> &act)
{
    if (!m_session || !m_session->change(act))
        return;
    showSection(m_section, false);
    showDraftState();
    if (!m_draftTimer.isActive())
        m_draftTimer.start(draftDelay);
    m_safetyTimer.start(safetyDelay);
}

void IntakePage::undo()
{
    if (!m_session || !m_session->form().canUndo())
        return;
    AnswerKey where;
    change([&](IntakeForm &form) {
        where = form.undo();
        return true;
    });
    goToQuestion(where);
}

void IntakePage::showSection(int index, bool fresh)
{
    m_section = index;
    const IntakeForm &form = m_session->form();
    QList<FormRow> rows = form.rows(index);
    for (FormRow &row : rows)
        row.mayAnswer = row.mayAnswer && !m_session->openDraft();
    m_view->show(rows, fresh);
    showProgress();
    if (m_compact && fresh)
        showPane(0);
}

void IntakePage::turnSection(int step)
{
    const int next = m_section + step;
    if (!m_session || next < 0 || next >= m_session->form().questionnaire().items().size())
        return;
    showSection(next);
    m_view->focusFirst();
}

void IntakePage::showProgress()
{
    const QList<SectionProgress> progress = m_session->form().sections();
    QList<SectionItem> items;
    int answered = 0;
    int asked = 0;
    for (const SectionProgress &section : progress) {
        const int index = static_cast<int>(items.size());
        items << SectionItem{QString::number(index + 1), section.title, section.answered, section.asked,
                             m_findingSections.contains(index)};
        answered += section.answered;
        asked += section.asked;
    }
    m_rail->setSections(items);
    m_rail->setCurrentSection(m_section);
    m_railNote->setText(tr("%1 of %2 answered\nNumbers match the paper sheet").arg(answered).arg(asked));
    m_heading->setText(tr("%1 %2").arg(m_section + 1).arg(progress.value(m_section).title));
    m_actions->setSections(m_section > 0, progress.value(m_section + 1).title);
    m_actions->setFinish(isDoctor() ? tr("Keep answers") : tr("Hand to doctor"), !m_session->openDraft());
}

void IntakePage::showDraftState()
{
    const QDateTime kept = m_session->draftKeptAt();
    if (m_session->isDirty())
        m_actions->setDraftState(tr("Keeping…"));
    else if (!kept.isValid())
        m_actions->setDraftState(tr("No changes yet"));
    else if (clinicTime(kept).date() == context().today())
        m_actions->setDraftState(m_session->isResumed() ? tr("Draft of %1").arg(secondsWords(kept))
                                                        : tr("Draft saved %1").arg(secondsWords(kept)));
    else
        m_actions->setDraftState(tr("Draft of %1").arg(momentWords(kept)));
}

void IntakePage::checkSafety()
{
    if (!m_session)
        return;
    const auto assessment = m_session->assess();
    if (!assessment)
        return tell(assessment.error());
    int notAsked = 0;
    int required = 0;
    for (const SectionProgress &section : m_session->form().sections()) {
        notAsked += section.asked - section.answered;
        required += section.required;
    }
    m_safety->show(*assessment, notAsked, required);
    m_findingSections.clear();
    for (const Finding &finding : assessment->withOutcome(Outcome::Fired)) {
        if (!saysMoreThanNotAsked(finding))
            continue;
        for (const Evidence &evidence : finding.evidence)
            m_findingSections << m_session->form().sectionOf(evidence.operand);
    }
    m_panes->setSegmentText(1, m_safety->count() > 0 ? tr("Safety so far %1").arg(m_safety->count())
                                                     : tr("Safety so far"));
    showProgress();
}

void IntakePage::goToQuestion(const AnswerKey &key)
{
    const int section = m_session->form().sectionOf(key.linkId);
    if (section >= 0 && section != m_section)
        showSection(section);
    m_view->focusQuestion(key);
}

void IntakePage::goToNextGap()
{
    if (!m_session)
        return;
    if (const auto gap = m_session->form().nextGap(m_view->currentQuestion()))
        goToQuestion(*gap);
}

void IntakePage::finish()
{
    if (!m_session || m_session->openDraft())
        return;
    if (const auto problem = m_session->problem()) {
        const Item *item = m_session->form().questionnaire().find(problem->key.linkId);
        goToQuestion(problem->key);
        m_banner->tell({BannerKind::Draft,
                        tr("Question %1 needs a look").arg(item->prefix),
                        tr("Expected here: %1. Everything else is kept in the draft.").arg(problem->expected),
                        {}});
        return;
    }
    keepDraft();
    const PatientId patient = m_session->patient();
    const auto kept = m_session->keep(!isDoctor());
    if (!kept && kept.error().code == ErrorCode::Conflict)
        return load(patient);
    if (!kept)
        return tell(kept.error());
    m_session.reset();
    context().announceRecordChanged(patient);
    Q_EMIT goTo(Destination{Place::Record, patient, RecordTab::Safety, {}});
}

void IntakePage::showPane(int pane)
{
    m_panes->setCurrent(pane);
    if (m_compact)
        m_middle->setCurrentWidget(pane == 0 ? static_cast<QWidget *>(m_view) : m_safety);
}

void IntakePage::setCompact(bool compact)
{
    m_compact = compact;
    m_panes->setVisible(compact);
    if (compact) {
        m_safety->setMinimumWidth(0);
        m_safety->setMaximumWidth(QWIDGETSIZE_MAX);
        m_middle->addWidget(m_safety);
    } else {
        m_middle->removeWidget(m_safety);
        m_safety->setFixedWidth(safetyWidth);
        m_row->addWidget(m_safety);
        m_safety->QWidget::show();
    }
    for (KeyHint *hint : std::as_const(m_hints))
        hint->setVisible(!compact);
    m_actions->setCompact(compact);
    showPane(0);
}

void IntakePage::tell(const Error &error)
{
    const ErrorWords words = dermis::words(error);
    m_banner->tell({BannerKind::Stop, words.title, words.detail, {}});
}

bool IntakePage::isDoctor() const
{
    return may(context().actor().roles, Permission::DoctorAnswers);
}

QList<KeyLine> IntakePage::keys() const
{
    return {{tr("Y, N, ?"), tr("yes, no, unsure, and go on")},
            {tr("1 to 8"), tr("choose an answer")},
            {tr("Backspace"), tr("not asked")},
            {tr("Left, Right"), tr("move the choice")},
            {tr("Enter, Down, Up"), tr("next or previous question")},
            {tr("Ctrl+Down, Ctrl+Up"), tr("next or previous section")},
            {tr("F8"), tr("next question not asked")},
            {tr("Ctrl+Z"), tr("undo the last answer")},
            {tr("Ctrl+Enter"), isDoctor() ? tr("keep the answers") : tr("hand over to the doctor")}};
}

QList<QWidget *> IntakePage::panes() const
{
    return {m_rail, m_view, m_safety, m_actions->finishControl()};
}

void IntakePage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens().window);
}

} // namespace dermis
