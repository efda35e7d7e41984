#include "ui/questionnaires/intake_page.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/questionnaires/draft_comparison.h"
#include "ui/questionnaires/find_bar.h"
#include "ui/questionnaires/intake_actions.h"
#include "ui/questionnaires/intake_session.h"
#include "ui/questionnaires/questions_pane.h"
#include "ui/questionnaires/safety_so_far.h"
#include "ui/questionnaires/section_view.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/theme/painting.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/section_rail.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int reasonCount = 2; // the third action puts it off

constexpr int safetyDelay = 120;
constexpr int railWidth = 226;
constexpr int safetyWidth = 288;
enum DraftAction { Compare, UseDraft, PutAside };

} // namespace

IntakePage::IntakePage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_draft(context, [this] { return m_session->draftBody(); })
    , m_banner(new ErrorBanner)
    , m_rail(new SectionRail)
    , m_railNote(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_questions(new QuestionsPane)
    , m_view(m_questions->questions())
    , m_safety(new SafetySoFar)
    , m_actions(new IntakeActions)
{
    m_safety->setFixedWidth(safetyWidth);
    m_row = new QHBoxLayout;
    m_row->setSpacing(0);
    m_row->addWidget(makeRailPane());
    m_row->addWidget(m_questions, 1);
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

void IntakePage::connectParts()
{
    m_safetyTimer.setSingleShot(true);
    connect(&m_draft, &DraftKeeper::kept, this, &IntakePage::showDraftState);
    connect(&m_draft, &DraftKeeper::keepFailed, this, &IntakePage::tell);
    connect(&m_safetyTimer, &QTimer::timeout, this, &IntakePage::checkSafety);
    connect(m_banner, &ErrorBanner::actionChosen, this, &IntakePage::bannerAction);
    connect(m_rail, &SectionRail::sectionChosen, this, [this](int index) { showSection(index); });
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
    connect(m_questions->findBar(), &FindBar::wordsChanged, this, &IntakePage::find);
    connect(m_questions->findBar(), &FindBar::stepRequested, this, &IntakePage::showMatch);
    connect(m_questions->findBar(), &FindBar::closed, this, &IntakePage::closeFind);
}

void IntakePage::makeKeys()
{
    const auto onKey = [this](const QKeySequence &key, auto act) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::Key_F8), &IntakePage::goToNextGap);
    onKey(QKeySequence::Undo, &IntakePage::undo);
    onKey(QKeySequence(Qt::ALT | Qt::Key_S), [this] { m_view->keepCurrent(); });
    onKey(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] {
        if (m_session)
            m_questions->findBar()->begin();
    });
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
    if (!isSame || !m_draft.isWaiting())
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
    m_questions->showQuestions();
    m_questions->findBar()->hide();
    auto session = IntakeSession::open(context(), patient);
    if (!session) {
        m_draft.forget();
        m_session.reset();
        tell(session.error());
        return;
    }
    m_draft.setKey(session->draftKey(), session->basedOn().value());
    m_session = std::make_unique<IntakeSession>(std::move(*session));
    m_view->setSetting({context().today(), &suggestionsFor, EditorSize::Full, m_session->birthDate()});
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
    m_draft.flush();
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
        return settleOpenDraft(action);
    const QString reason = m_banner->text().actions.value(action);
    const bool isReason = std::exchange(m_asksReason, false) && action < reasonCount;
    m_banner->clear();
    if (isReason)
        keepAnswers(reason);
}

/// Kept answers are about to be replaced: the old ones stay in the journal, with the reason.
void IntakePage::askReason()
{
    m_asksReason = true;
    m_banner->tell({BannerKind::Draft,
                    tr("Answers that were kept before are changed. Why?"),
                    tr("The earlier answers stay readable in the journal, with the reason."),
                    {tr("The patient says otherwise now"), tr("Written down wrongly before"), tr("Not yet")}});
}

void IntakePage::settleOpenDraft(int action)
{
    if (action == Compare) {
        const auto draft = m_session->openDraftAnswers();
        if (!draft)
            return tell(draft.error());
        m_questions->comparison()->show(m_session->form().questionnaire(), *draft,
                                        m_session->form().response());
        m_questions->showComparison();
        return;
    }
    const auto settled = action == UseDraft ? m_session->useOpenDraft() : m_session->putOpenDraftAside();
    if (!settled)
        return tell(settled.error());
    if (action == UseDraft) {
        m_draft.touch();
        m_draft.flush();
    }
    m_banner->clear();
    m_questions->showQuestions();
    showSection(m_section);
    showDraftState();
    checkSafety();
    focusFirst();
}

void IntakePage::change(const std::function<bool(IntakeForm &)> &act)
{
    if (!m_session || !m_session->change(act))
        return;
    m_draft.touch();
    showSection(m_section, false);
    showDraftState();
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
    const bool isClosed = m_session->openDraft().has_value() || context().database().isReadOnly();
    for (FormRow &row : rows)
        row.mayAnswer = row.mayAnswer && !isClosed;
    m_view->show(rows, fresh);
    showProgress();
    if (m_compact && fresh)
        m_questions->showQuestions();
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
    m_railNote->setText(tr("%1 of %2 answered").arg(answered).arg(asked));
    m_questions->setHeading(tr("%1 %2").arg(m_section + 1).arg(progress.value(m_section).title));
    m_actions->setSections(m_section > 0, progress.value(m_section + 1).title);
    m_actions->setFinish(isDoctor() ? tr("Keep answers") : tr("Hand to doctor"), !m_session->openDraft());
}

void IntakePage::showDraftState()
{
    const QDateTime resumed = m_session ? m_session->resumedFrom() : QDateTime();
    if (m_draft.isWaiting())
        m_actions->setDraftState(tr("Keeping…"));
    else if (m_draft.keptAt().isValid())
        m_actions->setDraftState(m_draft.words());
    else if (!resumed.isValid())
        m_actions->setDraftState(tr("No changes yet"));
    else
        m_actions->setDraftState(tr("Draft of %1")
                                     .arg(clinicTime(resumed).date() == context().today()
                                              ? secondsWords(resumed)
                                              : momentWords(resumed)));
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
    m_questions->setSideTitle(m_safety->count() > 0 ? tr("Safety so far %1").arg(m_safety->count())
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

void IntakePage::find(const QString &words)
{
    m_matches = m_session ? m_session->form().find(words) : QList<AnswerKey>();
    m_match = -1;
    showMatch(1);
}

void IntakePage::showMatch(int step)
{
    const int count = static_cast<int>(m_matches.size());
    if (count == 0) {
        m_view->mark(std::nullopt);
        return m_questions->findBar()->setPlace(0, 0);
    }
    m_match = (m_match + step + count) % count;
    const AnswerKey key = m_matches.at(m_match);
    if (const int section = m_session->form().sectionOf(key.linkId); section != m_section)
        showSection(section);
    m_view->mark(key);
    m_questions->findBar()->setPlace(m_match + 1, count);
}

void IntakePage::closeFind()
{
    m_questions->findBar()->hide();
    m_view->mark(std::nullopt);
    if (m_match >= 0 && m_match < m_matches.size())
        goToQuestion(m_matches.at(m_match));
    else
        m_view->focusFirst();
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
    if (m_session->needsReason())
        return askReason();
    keepAnswers({});
}

void IntakePage::keepAnswers(const QString &reason)
{
    keepDraft();
    const PatientId patient = m_session->patient();
    const auto kept = m_session->keep(!isDoctor(), reason);
    if (!kept && kept.error().code == ErrorCode::Conflict)
        return load(patient);
    if (!kept)
        return tell(kept.error());
    m_draft.forget();
    m_session.reset();
    context().announceRecordChanged(patient);
    Q_EMIT goTo(Destination{Place::Record, patient, RecordTab::Safety, {}});
}

void IntakePage::setCompact(bool compact)
{
    m_compact = compact;
    m_safety->setMinimumWidth(compact ? 0 : safetyWidth);
    m_safety->setMaximumWidth(compact ? QWIDGETSIZE_MAX : safetyWidth);
    if (compact) {
        m_questions->takeSide(m_safety);
    } else {
        m_questions->giveSideBack();
        m_row->addWidget(m_safety);
        m_safety->QWidget::show();
    }
    m_actions->setCompact(compact);
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
            {tr("S, or Alt+S"), tr("an answer that is too old is still so")},
            {tr("Backspace"), tr("not asked")},
            {tr("Left, Right"), tr("move the choice")},
            {tr("Enter, Down, Up"), tr("next or previous question")},
            {tr("Ctrl+Down, Ctrl+Up"), tr("next or previous section")},
            {tr("F8"), tr("next question not asked")},
            {tr("Ctrl+Shift+F"), tr("find in this form")},
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
