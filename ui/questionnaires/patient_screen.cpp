#include "ui/questionnaires/patient_screen.h"

#include "ui/context/clinic_context.h"
#include "ui/context/destination.h"
#include "ui/context/words.h"
#include "ui/questionnaires/form_session.h"
#include "ui/questionnaires/language_box.h"
#include "ui/questionnaires/section_view.h"
#include "ui/questionnaires/suggestions.h"
#include "ui/theme/painting.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QShortcut>
#include <QStackedWidget>

namespace dermis {

namespace {

constexpr int mostWidth = 980;

bool isPatients(const Item &item)
{
    return item.answeredBy.testFlag(Answerer::Patient) && item.type != ItemType::Attachment && item.type != ItemType::Reference;
}

bool asksPatientIn(const Item &item)
{
    return item.isQuestion() ? isPatients(item)
                             : std::any_of(item.children.begin(), item.children.end(), [](const Item &child) { return asksPatientIn(child); });
}

} // namespace

QList<FormRow> patientRows(const QList<FormRow> &rows)
{
    QList<FormRow> theirs;
    QList<FormRow> headings; // wait for a question of the patient's below them
    for (const FormRow &row : rows) {
        if (row.kind == FormRow::Kind::Text && row.item->type == ItemType::Group) {
            erase_if(headings, [](const FormRow &heading) { return heading.item->type == ItemType::Display; });
            if (asksPatientIn(*row.item))
                headings << row;
        } else if (row.kind == FormRow::Kind::Text) {
            headings << row;
        } else if (row.kind == FormRow::Kind::Question ? isPatients(*row.item) && row.applies : asksPatientIn(*row.item)) {
            theirs << headings << row;
            headings.clear();
        }
    }
    return theirs;
}

bool asksPatient(const IntakeForm &form)
{
    const QList<Item> &items = form.questionnaire().items();
    return std::any_of(items.begin(), items.end(), asksPatientIn);
}

PatientScreen::PatientScreen(ClinicContext &context, const Destination &destination, QWidget *parent)
    : TurnedScreen(parent)
    , m_context(context)
    , m_draft(context, [this] { return m_session->draftBody(); })
    , m_stack(new QStackedWidget)
    , m_title(new TextLabel(QString(), TypeStyle::Name))
    , m_heading(new TextLabel(QString(), TypeStyle::Lead, &Tokens::text2))
    , m_language(new QComboBox)
    , m_view(new SectionView)
    , m_state(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_previous(new Button(Icon::Up, tr("Back")))
    , m_next(new Button(Icon::Down, tr("Next"), ButtonKind::Primary))
    , m_give(new Button(tr("Give the screen back"), ButtonKind::Link))
    , m_thanks(new TextLabel(QString(), TypeStyle::Title))
    , m_again(new Button(Icon::Up, tr("Back to my answers")))
    , m_back(new Button(tr("For the staff: sign in"), ButtonKind::Primary))
{
    setFont(dermis::font(TypeStyle::Body)); // lines and lists take it from here
    m_stack->addWidget(makeQuestions());
    m_stack->addWidget(makeEnd());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connectParts();
    load(destination);
}

PatientScreen::~PatientScreen()
{
    keepDraft();
}

QWidget *PatientScreen::makeQuestions()
{
    m_view->setAccessibleName(tr("Questions"));
    m_language->setAccessibleName(tr("Language of the form"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_language);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(12);
    foot->addWidget(m_give);
    foot->addWidget(m_state, 1);
    for (Button *button : {m_previous, m_next}) {
        button->setLarge(true);
        foot->addWidget(button);
    }
    auto *middle = new QWidget;
    middle->setMaximumWidth(mostWidth);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_heading);
    column->addWidget(m_view, 1);
    column->addLayout(foot);
    auto *questions = new QWidget;
    auto *row = new QHBoxLayout(questions);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch(0);
    row->addWidget(middle, 1);
    row->addStretch(0);
    return questions;
}

QWidget *PatientScreen::makeEnd()
{
    m_thanks->setWrapped(true);
    m_thanks->setAlignment(Qt::AlignCenter);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch(1);
    for (Button *button : {m_again, m_back}) {
        button->setLarge(true);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *end = new QWidget;
    auto *column = new QVBoxLayout(end);
    column->setContentsMargins(48, 24, 48, 24);
    column->setSpacing(28);
    column->addStretch(1);
    column->addWidget(m_thanks);
    column->addLayout(buttons);
    column->addStretch(1);
    return end;
}

void PatientScreen::connectParts()
{
    connect(&m_draft, &DraftKeeper::kept, this, &PatientScreen::showDraftState);
    connect(&m_draft, &DraftKeeper::keepFailed, this, [this] { m_state->setText(tr("Not kept yet")); });
    connect(&m_draft, &DraftKeeper::changedElsewhere, this, [this] { stop(tr("Please give the screen back to the staff.")); });
    connect(m_view, &SectionView::answered, this, [this](const AnswerKey &key, const Answer &answer) {
        change([&](IntakeForm &form) { return form.answer(key, answer, m_context.now()); });
    });
    connect(m_view, &SectionView::addRequested, this,
            [this](const AnswerKey &group) { change([&](IntakeForm &form) { return form.addInstance(group); }); });
    connect(m_view, &SectionView::removeRequested, this, [this](const AnswerKey &group, int instance) {
        change([&](IntakeForm &form) { return form.removeInstance(group, instance); });
    });
    connect(m_view, &SectionView::leftDownwards, this, [this] { m_next->setFocus(Qt::TabFocusReason); });
    connect(m_previous, &Button::clicked, this, [this] { turn(-1); });
    connect(m_next, &Button::clicked, this, [this] { turn(1); });
    connect(m_again, &Button::clicked, this, [this] {
        showPart(m_part);
        m_view->focusFirst();
    });
    connect(m_give, &Button::clicked, this, [this] { stop(tr("Please give the screen back to the staff. Your answers are kept.")); });
    connect(m_back, &Button::clicked, this, [this] {
        keepDraft();
        Q_EMIT handedBack();
    });
    connect(m_language, &QComboBox::activated, this, [this](int index) {
        if (m_session->setLanguage(m_language->itemData(index).toString()))
            showPart(m_part);
    });
    const auto undo = [this] {
        if (m_session && m_session->form().canUndo())
            change([](IntakeForm &form) {
                form.undo();
                return true;
            });
    };
    connect(m_view, &SectionView::undoRequested, this, undo);
    connect(new QShortcut(QKeySequence::Undo, this), &QShortcut::activated, this, undo);
}

void PatientScreen::load(const Destination &destination)
{
    auto session =
        FormSession::open(m_context, destination.patient, destination.place == Place::Form ? destination.form : intakeUrl());
    if (!session || session->openDraft()) {
        m_again->hide();
        return stop(tr("Please give the screen back to the staff."));
    }
    session->acceptDifference();
    m_draft.setKey(session->draftKey(), session->basedOn().value());
    m_draft.writeOver(session->draftSeen());
    m_session = std::make_unique<FormSession>(*std::move(session));
    m_view->setSetting({m_context.today(), &suggestionsFor, EditorSize::Full, m_session->birthDate()});
    fillLanguages(*m_language, m_session->languages(), m_session->language());
    showPart(nextPart(-1, 1));
}

void PatientScreen::keepDraft()
{
    m_draft.flush();
}

void PatientScreen::focusFirst()
{
    if (m_stack->currentIndex() == 0)
        m_view->focusFirst();
    else
        m_back->setFocus(Qt::OtherFocusReason);
}

void PatientScreen::change(const std::function<bool(IntakeForm &)> &act)
{
    if (!m_session || !m_session->change(act))
        return;
    m_draft.touch();
    showPart(m_part, false);
}

/// The next section that asks the patient something as it stands; -1 for none.
int PatientScreen::nextPart(int from, int step) const
{
    const int count = static_cast<int>(m_session->form().sections().size());
    for (int section = from + step; section >= 0 && section < count; section += step) {
        if (!patientRows(m_session->form().rows(section)).isEmpty())
            return section;
    }
    return -1;
}

void PatientScreen::showPart(int section, bool fresh)
{
    if (!m_session || section < 0)
        return;
    m_part = section;
    int number = 1;
    int count = 0;
    for (int part = nextPart(-1, 1); part >= 0; part = nextPart(part, 1)) {
        ++count;
        number = part == section ? count : number;
    }
    m_stack->setCurrentIndex(0);
    m_title->setText(m_session->form().questionnaire().title());
    const QString title = m_session->form().sections().value(section).title;
    m_heading->setText(count < 2 ? title : tr("%1 · part %2 of %3").arg(title).arg(number).arg(count));
    m_previous->setEnabled(number > 1);
    m_next->setText(number < count ? tr("Next") : tr("I have finished"));
    m_view->show(patientRows(m_session->form().rows(section)), fresh);
    showDraftState();
}

void PatientScreen::turn(int step)
{
    if (!m_session)
        return;
    const int next = nextPart(m_part, step);
    if (next < 0 && step > 0)
        return stop(tr("Thank you. Your answers are kept. Please give the screen back to the staff."));
    showPart(next);
    m_view->focusFirst();
}

void PatientScreen::showDraftState()
{
    m_state->setText(m_draft.isWaiting() ? tr("Keeping…") : tr("Every answer is kept as you give it."));
}

void PatientScreen::stop(const QString &words)
{
    keepDraft();
    m_thanks->setText(words);
    m_stack->setCurrentIndex(1);
    m_back->setFocus(Qt::OtherFocusReason);
}

void PatientScreen::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), tokens().panel);
}

} // namespace dermis
