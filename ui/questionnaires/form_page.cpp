#include "ui/questionnaires/form_page.h"

#include "core/access/permissions.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/questionnaires/find_bar.h"
#include "ui/questionnaires/form_actions.h"
#include "ui/questionnaires/form_banners.h"
#include "ui/questionnaires/form_choices.h"
#include "ui/questionnaires/form_pages.h"
#include "ui/questionnaires/form_rail.h"
#include "ui/questionnaires/form_search.h"
#include "ui/questionnaires/form_session.h"
#include "ui/questionnaires/intake_safety.h"
#include "ui/questionnaires/questions_pane.h"
#include "ui/questionnaires/safety_so_far.h"
#include "ui/questionnaires/section_view.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/theme/painting.h"

#include <QHBoxLayout>
#include <QScrollBar>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int safetyDelay = 120;
constexpr int safetyWidth = 288;

} // namespace

FormPage::FormPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_draft(context, [this] { return m_session->draftBody(); })
    , m_banner(new ErrorBanner)
    , m_rail(new FormRail)
    , m_questions(new QuestionsPane)
    , m_view(m_questions->questions())
    , m_search(new FormSearch(
          m_questions->findBar(),
          [this](const QString &words) { return m_session ? m_session->form().find(words) : QList<AnswerKey>(); }, this))
    , m_choices(new FormChoices(context, m_banner, m_questions, m_draft, this))
    , m_safety(new SafetySoFar)
    , m_actions(new FormActions)
{
    m_safety->setFixedWidth(safetyWidth);
    m_row = new QHBoxLayout;
    m_row->setSpacing(0);
    m_row->addWidget(m_rail);
    m_row->addWidget(m_questions, 1);
    m_row->addWidget(m_safety);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addLayout(m_row, 1);
    layout->addWidget(m_actions);
    m_safetyTimer.setSingleShot(true);
    connectParts();
    connectQuestions();
    makeKeys();
}

FormPage::~FormPage()
{
    keepDraft();
}

void FormPage::connectParts()
{
    connect(&m_draft, &DraftKeeper::kept, this, &FormPage::showDraftState);
    connect(&m_draft, &DraftKeeper::keepFailed, this, &FormPage::tell);
    connect(&m_safetyTimer, &QTimer::timeout, this, &FormPage::checkSafety);
    connect(m_choices, &FormChoices::failed, this, &FormPage::tell);
    connect(m_choices, &FormChoices::reasonGiven, this, &FormPage::keepAnswers);
    connect(m_choices, &FormChoices::asked, this, [this] {
        showRows(false);
        showDraftState();
    });
    connect(m_choices, &FormChoices::settled, this, [this] {
        showRows(true);
        showDraftState();
        checkSafety();
        focusFirst();
    });
    connect(m_choices, &FormChoices::reloadRequested, this, [this] {
        load(m_session->patient(), m_session->url());
        focusFirst();
    });
    connect(m_rail, &FormRail::sectionChosen, this, [this](int index) { showSection(index); });
    connect(m_rail, &FormRail::pagedChosen, this, &FormPage::setPaged);
    connect(m_questions, &QuestionsPane::handRequested, this, &FormPage::handToPatient);
    connect(m_actions, &FormActions::previousRequested, this, [this] { m_place.isPaged() ? turnPage(-1) : turnSection(-1); });
    connect(m_actions, &FormActions::nextRequested, this, [this] { m_place.isPaged() ? turnPage(1) : turnSection(1); });
    connect(m_actions, &FormActions::finishRequested, this, &FormPage::finish);
    connect(m_questions, &QuestionsPane::languageChosen, this, &FormPage::setLanguage);
    connect(m_search, &FormSearch::matchShown, this, [this](const std::optional<AnswerKey> &key) {
        if (key)
            showQuestion(*key);
        m_view->mark(key);
    });
    connect(m_search, &FormSearch::left, this, [this](const std::optional<AnswerKey> &key) {
        key ? goToQuestion(*key) : m_view->focusFirst();
    });
}

void FormPage::connectQuestions()
{
    connect(m_view, &SectionView::answered, this, [this](const AnswerKey &key, const Answer &answer) {
        change([&](IntakeForm &form) { return form.answer(key, answer, this->context().now()); });
    });
    connect(m_view, &SectionView::addRequested, this, [this](const AnswerKey &group) {
        change([&](IntakeForm &form) { return form.addInstance(group); });
    });
    connect(m_view, &SectionView::removeRequested, this, [this](const AnswerKey &group, int instance) {
        change([&](IntakeForm &form) { return form.removeInstance(group, instance); });
    });
    connect(m_view, &SectionView::undoRequested, this, &FormPage::undo);
    connect(m_view, &SectionView::leftDownwards, m_actions, &FormActions::focusNext);
    connect(m_view, &SectionView::leftUpwards, this, [this] { m_rail->sections()->setFocus(Qt::BacktabFocusReason); });
}

void FormPage::makeKeys()
{
    const auto onKey = [this](const QKeySequence &key, auto act) {
        connect(new QShortcut(key, this), &QShortcut::activated, this, act);
    };
    onKey(QKeySequence(Qt::Key_F8), &FormPage::goToNextGap);
    onKey(QKeySequence::Undo, &FormPage::undo);
    for (const int step : {-1, 1}) { // while the buttons turn pages
        auto *turn = new QShortcut(QKeySequence(Qt::CTRL | (step < 0 ? Qt::Key_Up : Qt::Key_Down)), this);
        connect(turn, &QShortcut::activated, this, [this, step] { turnSection(step); });
        m_sectionKeys << turn;
    }
    onKey(QKeySequence(Qt::ALT | Qt::Key_S), [this] { m_view->keepCurrent(); });
    onKey(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), [this] {
        if (m_session)
            m_search->begin();
    });
}

QString FormPage::title() const
{
    if (!m_session || m_session->isIntake())
        return tr("Intake");
    const QString title = m_session->form().questionnaire().title();
    return title.isEmpty() ? tr("Form") : title;
}

QList<Crumb> FormPage::crumbs() const
{
    const bool isIntake = !m_session || m_session->isIntake();
    QList<Crumb> path{isIntake ? Crumb{tr("Today"), {Place::Today}} : Crumb{tr("Patients"), {Place::Patients}}};
    if (m_session)
        path << Crumb{m_session->patientName(),
                      {Place::Record, m_session->patient(), isIntake ? RecordTab::Summary : RecordTab::Forms, {}}};
    return path;
}

void FormPage::open(const Destination &destination)
{
    const QString url = destination.place == Place::Form ? destination.form : intakeUrl();
    const bool isSame = m_session && m_session->patient() == destination.patient && m_session->url() == url;
    if (!isSame)
        keepDraft();
    if (!isSame || (!m_draft.isWaiting() && !m_session->openDraft()))
        load(destination.patient, url);
    const IntakeForm *form = m_session ? &m_session->form() : nullptr;
    if (form && form->questionnaire().find(destination.text)) {
        const auto around = form->questionnaire().repeatingGroupsAround(destination.text).size();
        m_startAt = AnswerKey{destination.text, QList<int>(around, 0)};
    }
}

void FormPage::load(PatientId patient, const QString &url)
{
    m_choices->setSession(nullptr);
    m_questions->showQuestions();
    m_search->end();
    auto session = FormSession::open(context(), patient, url);
    if (!session) {
        m_draft.forget();
        m_session.reset();
        tell(session.error());
        return;
    }
    m_draft.setKey(session->draftKey(), session->basedOn().value());
    m_draft.writeOver(session->draftSeen());
    m_session = std::make_unique<FormSession>(std::move(*session));
    m_place = {};
    m_place.setPaged(isReadPaged(m_session->form().questionnaire()));
    m_rail->setPaged(m_place.isPaged());
    m_questions->setLanguages(m_session->languages(), m_session->language());
    m_view->setSetting({context().today(), &suggestionsFor, EditorSize::Full, m_session->birthDate(), &context().prompter()});
    showSide();
    if (const auto gap = m_session->form().nextGap())
        m_place.goTo(m_session->form(), *gap);
    showRows(true);
    showDraftState();
    checkSafety();
    m_choices->setSession(m_session.get());
    Q_EMIT titleChanged();
}

/// Safety stands beside the intake only.
void FormPage::showSide()
{
    const bool isIntake = m_session && m_session->isIntake();
    if (isIntake && m_compact) {
        m_questions->takeSide(m_safety);
    } else {
        m_questions->giveSideBack();
        m_row->addWidget(m_safety);
        m_safety->setVisible(isIntake);
    }
}

void FormPage::focusFirst()
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

void FormPage::refresh()
{
    if (!m_session || m_choices->isDraftOpen())
        return;
    const auto overtaken = m_session->isOvertaken();
    if (!overtaken)
        return tell(overtaken.error());
    if (*overtaken)
        keepDraft();
    if (m_choices->isDraftOpen() || m_choices->lookElsewhere())
        return;
    if (*overtaken)
        return load(m_session->patient(), m_session->url());
    checkSafety();
}

void FormPage::keepDraft()
{
    m_draft.flush();
}

void FormPage::change(const std::function<bool(IntakeForm &)> &act)
{
    if (!m_session || !m_session->change(act))
        return;
    m_draft.touch();
    showRows(false);
    showDraftState();
    m_safetyTimer.start(safetyDelay);
}

void FormPage::undo()
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

/// Nothing may be typed while a choice is open, or into a file that is only read.
bool FormPage::isClosed() const
{
    return m_session->openDraft() || !m_session->difference().isEmpty() || context().database().isReadOnly();
}

/// The texts change; answers, and the place on the page, stay.
void FormPage::setLanguage(const QString &language)
{
    if (!m_session)
        return;
    const auto current = m_view->currentQuestion();
    const int place = m_view->verticalScrollBar()->value();
    if (const auto set = m_session->setLanguage(language); !set)
        return tell(set.error());
    showRows(true);
    m_questions->setLanguages(m_session->languages(), m_session->language());
    m_view->widget()->layout()->activate();
    m_view->verticalScrollBar()->setValue(place);
    if (current)
        m_view->focusQuestion(*current);
    Q_EMIT titleChanged();
}

void FormPage::handToPatient()
{
    if (!m_session || isClosed())
        return;
    keepDraft();
    if (m_choices->isDraftOpen() || m_choices->lookElsewhere())
        return;
    const Place place = m_session->isIntake() ? Place::Intake : Place::Form;
    Q_EMIT screenTurned({.place = place, .patient = m_session->patient(), .form = m_session->isIntake() ? QString() : m_session->url()});
}

void FormPage::showDraftState()
{
    m_actions->setDraftState(draftStateWords(m_session.get(), m_draft, context().today()));
}

void FormPage::checkSafety()
{
    m_findingSections.clear();
    if (!m_session || !m_session->isIntake())
        return;
    const auto sections = showSafety(*m_safety, *m_session);
    if (!sections)
        return tell(sections.error());
    m_findingSections = *sections;
    m_questions->setSideTitle(m_safety->count() > 0 ? tr("Safety so far %1").arg(m_safety->count())
                                                    : tr("Safety so far"));
    showProgress();
}

void FormPage::finish()
{
    if (!m_session || isClosed())
        return;
    if (const auto problem = m_session->problem()) {
        goToQuestion(problem->key);
        return m_banner->tell(problemBanner(*m_session, *problem));
    }
    if (m_session->needsReason())
        return m_choices->askReason();
    keepAnswers({});
}

void FormPage::keepAnswers(const QString &reason)
{
    keepDraft();
    if (m_choices->isDraftOpen() || m_choices->lookElsewhere())
        return;
    const PatientId patient = m_session->patient();
    const bool isIntake = m_session->isIntake();
    const auto kept = m_session->keep(handsOver(), reason);
    if (!kept && kept.error().code == ErrorCode::Conflict)
        return load(patient, m_session->url());
    if (!kept)
        return tell(kept.error());
    m_draft.forget();
    m_choices->setSession(nullptr);
    m_session.reset();
    context().announceRecordChanged(patient);
    Q_EMIT goTo(Destination{Place::Record, patient, isIntake ? RecordTab::Safety : RecordTab::Forms, {}});
}

void FormPage::setCompact(bool compact)
{
    m_compact = compact;
    m_safety->setMinimumWidth(compact ? 0 : safetyWidth);
    m_safety->setMaximumWidth(compact ? QWIDGETSIZE_MAX : safetyWidth);
    showSide();
    m_actions->setCompact(compact);
}

void FormPage::tell(const Error &error)
{
    const ErrorWords words = dermis::words(error);
    m_banner->tell({BannerKind::Stop, words.title, words.detail, {}});
}

/// A nurse's intake goes to the doctor; everything else is kept.
bool FormPage::handsOver() const
{
    return m_session && m_session->isIntake() && !may(context().actor().roles, Permission::DoctorAnswers);
}

QString FormPage::finishWords() const
{
    return handsOver() ? tr("Hand to doctor") : tr("Keep answers");
}

QList<KeyLine> FormPage::keys() const
{
    return {{tr("Y, N, ?"), tr("yes, no, unsure, and go on")},
            {tr("1 to 8"), tr("choose an answer")},
            {tr("S, or Alt+S"), tr("an answer that is too old is still so")},
            {tr("Backspace"), tr("not asked")},
            {tr("Left, Right"), tr("move the choice")},
            {tr("Enter, Down, Up"), tr("next or previous question")},
            {tr("Ctrl+Down, Ctrl+Up"), tr("next or previous section")},
            {tr("Ctrl+Page Down, Ctrl+Page Up"), tr("next or previous page, where the form is read page by page")},
            {tr("F8"), tr("next question not asked")},
            {tr("Ctrl+Shift+F"), tr("find in this form")},
            {tr("Ctrl+Z"), tr("undo the last answer")},
            {tr("Ctrl+Enter"), handsOver() ? tr("hand over to the doctor") : tr("keep the answers")}};
}

QList<QWidget *> FormPage::panes() const
{
    QList<QWidget *> panes{m_rail->sections(), m_view};
    if (m_session && m_session->isIntake())
        panes << m_safety;
    return panes << m_actions->finishControl();
}

void FormPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens().window);
}

} // namespace dermis
