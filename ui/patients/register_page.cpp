#include "ui/patients/register_page.h"

#include "core/access/staff.h"
#include "core/patients/patient_repository.h"
#include "core/storage/documents.h"
#include "core/storage/drafts.h"
#include "core/storage/journal.h"
#include "ui/context/clinic_context.h"
#include "ui/context/draft_keeper.h"
#include "ui/context/words.h"
#include "ui/patients/difference_panel.h"
#include "ui/patients/duplicates_card.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/patient_form.h"
#include "ui/patients/patient_words.h"
#include "ui/patients/photo_card.h"
#include "ui/patients/retire_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QJsonDocument>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int formWidth = 900;
constexpr int sideWidth = 340;
constexpr int twoColumnsFrom = 900;
constexpr int missingNamed = 3;

QString lastChangedBy(Database &database, PatientId patient)
{
    const auto history = historyOf(database, u"patient"_s, patient.value());
    if (!history || history->isEmpty())
        return {};
    const auto staff = staffMember(database, history->last().entry.actor);
    return staff ? staff->name : QString();
}

} // namespace

RegisterPage::RegisterPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_differences(new DifferencePanel)
    , m_form(new PatientForm)
    , m_photo(new PhotoCard(context))
    , m_retire(new RetireCard)
    , m_duplicates(new DuplicatesCard(context))
    , m_reason(new FormField(tr("Why is it changed?"), new QLineEdit))
    , m_state(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_missing(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_cancel(new Button(tr("Put aside")))
    , m_finish(new Button(Icon::Check, tr("Register"), ButtonKind::Primary))
    , m_keeper(new DraftKeeper(
          context, [this] { return draftBody(); }, this))
{
    m_finish->setWrites();
    build();
    connectControls();
}

void RegisterPage::build()
{
    m_reason->control()->setObjectName(u"reason"_s);
    auto *left = new QWidget;
    left->setMaximumWidth(formWidth);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(m_form);
    m_form->addSection(m_photo);
    m_form->addSection(m_retire);
    column->addStretch();
    auto *scrolled = new QWidget;
    auto *across = new QHBoxLayout(scrolled);
    across->setContentsMargins(16, 2, 12, 16);
    across->addWidget(left, 1);
    across->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(scrolled);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *side = new QWidget;
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 2, 16, 16);
    sideColumn->addWidget(m_duplicates);
    sideColumn->addStretch(1);
    m_side = side;
    m_middle = new QHBoxLayout;
    m_middle->setSpacing(0);
    m_middle->addWidget(scroll, 1);
    m_middle->addWidget(m_side);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(16, 10, 16, 8);
    top->setSpacing(8);
    top->addWidget(m_banner);
    top->addWidget(m_differences);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addLayout(top);
    page->addLayout(m_middle, 1);
    page->addWidget(buildActionBar());
}

QWidget *RegisterPage::buildActionBar()
{
    auto *bar = new QWidget;
    bar->setObjectName(u"actionBar"_s);
    bar->setAutoFillBackground(true);
    bar->setBackgroundRole(QPalette::Base);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(12);
    row->addWidget(m_state);
    row->addWidget(m_reason, 1);
    row->addStretch();
    row->addWidget(m_missing);
    row->addWidget(m_cancel);
    row->addWidget(m_finish);
    m_finish->setObjectName(u"finish"_s);
    m_finish->setLarge(true);
    return bar;
}

void RegisterPage::connectControls()
{
    connect(m_form, &PatientForm::changed, this, &RegisterPage::noteChange);
    connect(m_photo, &PhotoCard::changed, this, &RegisterPage::noteChange);
    connect(m_retire, &RetireCard::retireRequested, this, &RegisterPage::retire);
    connect(static_cast<QLineEdit *>(m_reason->control()), &QLineEdit::textChanged, this, [this] {
        m_reason->setProblem({});
        showState();
    });
    connect(m_duplicates, &DuplicatesCard::openRequested, this, [this](PatientId patient) {
        keepDraft();
        Q_EMIT goTo({Place::Record, patient, RecordTab::Summary, {}});
    });
    connect(m_keeper, &DraftKeeper::kept, this, &RegisterPage::showState);
    connect(m_keeper, &DraftKeeper::keepFailed, this, &RegisterPage::tell);
    connect(m_banner, &ErrorBanner::actionChosen, this, &RegisterPage::answer);
    connect(m_finish, &Button::clicked, this, &RegisterPage::finish);
    connect(m_cancel, &Button::clicked, this, [this] {
        keepDraft();
        Q_EMIT goTo(isNew() ? Destination{Place::Today, {}, RecordTab::Summary, {}}
                            : Destination{Place::Record, m_saved.id, RecordTab::Summary, {}});
    });
}

QString RegisterPage::title() const
{
    return isNew() ? tr("New patient") : tr("Change details");
}

QList<Crumb> RegisterPage::crumbs() const
{
    QList<Crumb> way{{tr("Patients"), {Place::Patients, {}, RecordTab::Summary, {}}}};
    if (!isNew())
        way << Crumb{m_saved.fullName(), {Place::Record, m_saved.id, RecordTab::Summary, {}}};
    return way;
}

void RegisterPage::open(const Destination &destination)
{
    const bool sameForm = m_dirty && destination.patient == m_saved.id && destination.text.isEmpty() &&
                          m_keeper->key().author == context().actor().id;
    if (sameForm)
        return;
    m_keeper->flush();
    Patient saved;
    if (!destination.patient.isNull()) {
        const Result<Patient> found = patient(context().database(), destination.patient);
        if (!found) {
            tell(found.error());
            return;
        }
        saved = *found;
    }
    m_typedText = destination.text;
    begin(saved);
    const Result<std::optional<Draft>> draft = findDraft(context().database(), m_keeper->key());
    if (draft && draft->has_value())
        offerDraft(**draft);
    else
        m_form->prefill(m_typedText);
    Q_EMIT titleChanged();
}

void RegisterPage::begin(const Patient &saved)
{
    m_saved = saved;
    m_question = Question::None;
    m_dirty = false;
    m_banner->clear();
    m_differences->hide();
    m_form->setEnabled(true);
    m_form->setToday(context().today());
    m_form->setPatient(saved);
    static_cast<QLineEdit *>(m_reason->control())->clear();
    m_reason->setVisible(!isNew());
    m_retire->reset();
    m_retire->setVisible(!isNew() && saved.active);
    m_finish->setText(isNew() ? tr("Register") : tr("Keep changes"));
    m_finish->setKey(QKeySequence(Qt::CTRL | Qt::Key_Return)); // a new text takes the key away
    const Result<QByteArray> photo =
        saved.photoDigest.isEmpty() ? QByteArray() : document(context().database(), saved.photoDigest);
    m_photo->setKept(saved.fullName(), photo.value_or(QByteArray()));
    const QString form = (isNew() ? registerDraftForm : identityDraftForm).toString();
    m_keeper->setKey({saved.id.value(), form, context().actor().id}, saved.revision);
    m_duplicates->lookFor(saved);
    showState();
}

void RegisterPage::offerDraft(const Draft &draft)
{
    m_keptBody = draft.body;
    m_question = Question::KeptDraft;
    m_form->setEnabled(false);
    m_photo->setEnabled(false);
    const Patient typed = patientFromJson(QJsonDocument::fromJson(draft.body).object());
    const QString whose = typed.fullName().trimmed().isEmpty() ? tr("nobody's name yet") : typed.fullName();
    const bool older = draft.basedOn < m_saved.revision;
    const QString detail = older ? tr("%1. The saved details have changed since.").arg(whose)
                                 : tr("%1. Compare, use it, or put it aside.").arg(whose);
    m_banner->tell({BannerKind::Draft,
                    tr("A draft from %1 was kept").arg(momentWords(draft.savedAt)),
                    detail,
                    {tr("Use the draft"), tr("Compare"), tr("Put it aside")}});
}

void RegisterPage::answer(int choice)
{
    if (m_question == Question::Conflict)
        settleConflict(choice == 0);
    else if (m_question == Question::KeptDraft && choice == 0)
        useDraft();
    else if (m_question == Question::KeptDraft && choice == 1)
        compareDraft();
    else if (m_question == Question::KeptDraft)
        putDraftAside();
}

void RegisterPage::useDraft()
{
    const QJsonObject body = QJsonDocument::fromJson(m_keptBody).object();
    begin(m_saved);
    m_form->setDraft(body);
    static_cast<QLineEdit *>(m_reason->control())->setText(body.value(u"reason"_s).toString());
    m_photo->setEnabled(true);
    m_photo->setChosen(QByteArray::fromBase64(body.value(u"photoBytes"_s).toString().toLatin1()));
    noteChange();
    m_form->focusFirst();
}

void RegisterPage::compareDraft()
{
    const Patient typed = patientFromJson(QJsonDocument::fromJson(m_keptBody).object());
    m_differences->show(tr("Your draft"), tr("Saved"), differences(typed, m_saved));
}

void RegisterPage::putDraftAside()
{
    if (const Result<> gone = discardDraft(context().database(), m_keeper->key()); !gone) {
        tell(gone.error());
        return;
    }
    begin(m_saved);
    m_photo->setEnabled(true);
    m_form->prefill(m_typedText);
    m_form->focusFirst();
    context().announceDataChanged();
}

QByteArray RegisterPage::draftBody() const
{
    QJsonObject body = m_form->draft();
    body.insert(u"reason"_s, static_cast<QLineEdit *>(m_reason->control())->text());
    if (!m_photo->chosen().isEmpty())
        body.insert(u"photoBytes"_s, QString::fromLatin1(m_photo->chosen().toBase64()));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

void RegisterPage::noteChange()
{
    m_dirty = true;
    m_keeper->touch();
    const Patient typed = m_form->patient();
    m_photo->setName(typed.fullName());
    m_duplicates->lookFor(typed);
    showState();
}

void RegisterPage::keepDraft()
{
    m_keeper->flush();
}

QString RegisterPage::whatIsMissing() const
{
    const QList<PatientProblem> found = m_form->currentProblems();
    QStringList fields;
    for (const PatientProblem &problem : found)
        fields << fieldWords(problem.field);
    fields.removeDuplicates();
    const QString first = fields.mid(0, missingNamed).join(u", "_s);
    const QString named = fields.size() > missingNamed
                              ? tr("%1 and %2 more").arg(first).arg(fields.size() - missingNamed)
                              : first;
    if (!named.isEmpty())
        return isNew() ? tr("To register: %1").arg(named) : tr("To keep: %1").arg(named);
    if (!isNew() && static_cast<QLineEdit *>(m_reason->control())->text().trimmed().isEmpty())
        return tr("To keep: the reason");
    return {};
}

void RegisterPage::showState()
{
    const QString kept = m_keeper->words();
    m_state->setText(kept.isEmpty() ? tr("Every change is kept as a draft.") : kept);
    m_missing->setText(m_dirty ? whatIsMissing() : QString());
}

void RegisterPage::finish()
{
    if (m_question != Question::None)
        return;
    m_form->showProblems(true);
    if (!m_form->currentProblems().isEmpty()) {
        showState();
        m_form->focusProblem();
        return;
    }
    if (isNew())
        registerNew();
    else
        keepChanges();
}

void RegisterPage::registerNew()
{
    m_keeper->flush();
    const Result<Patient> made =
        registerPatient(context().database(), context().actor(), context().now(), m_form->patient());
    if (!made) {
        tell(made.error());
        return;
    }
    if (keepPhoto(made->id, made->revision))
        finished(made->id);
}

void RegisterPage::keepChanges()
{
    m_keeper->flush();
    auto *reason = static_cast<QLineEdit *>(m_reason->control());
    if (reason->text().trimmed().isEmpty()) {
        m_reason->setProblem(tr("Say in a few words why, for the journal."));
        reason->setFocus(Qt::OtherFocusReason);
        return;
    }
    const Result<Patient> kept = updatePatient(context().database(), context().actor(), context().now(),
                                               m_form->patient(), reason->text());
    if (!kept && kept.error().code == ErrorCode::Conflict)
        askConflict();
    else if (!kept)
        tell(kept.error());
    else if (keepPhoto(kept->id, kept->revision))
        finished(kept->id);
}

/// Where the record says so, it can be undone.
void RegisterPage::retire(const QString &reason)
{
    const auto retired = retirePatient(context().database(), context().actor(), context().now(), m_saved.id,
                                       m_saved.revision, reason);
    if (!retired)
        return tell(retired.error());
    keepDraft();
    m_dirty = false;
    context().announceRecordChanged(retired->id);
    Q_EMIT goTo({.place = Place::Record, .patient = retired->id});
}

bool RegisterPage::keepPhoto(PatientId patient, int revision)
{
    if (m_photo->chosen().isEmpty())
        return true;
    const Result<Patient> kept = setPatientPhoto(context().database(), context().actor(), context().now(),
                                                 patient, revision, m_photo->chosen(), u"image/jpeg"_s);
    if (!kept)
        tell(kept.error());
    return kept.has_value();
}

void RegisterPage::finished(PatientId patient)
{
    m_keeper->forget();
    m_dirty = false;
    begin({});
    context().announceRecordChanged(patient);
    Q_EMIT goTo({Place::Record, patient, RecordTab::Summary, {}});
}

void RegisterPage::askConflict()
{
    const Result<Patient> current = patient(context().database(), m_saved.id);
    if (!current) {
        tell(current.error());
        return;
    }
    m_theirs = *current;
    const PatientMerge merged = merge(m_saved, m_form->patient(), m_theirs);
    const QString who = lastChangedBy(context().database(), m_saved.id);
    m_question = Question::Conflict;
    m_differences->show(tr("Yours"), tr("Saved by %1").arg(who), differences(m_form->patient(), m_theirs));
    const QString detail =
        merged.both.isEmpty()
            ? tr("Nothing is lost. You changed other fields: both can be kept.")
            : tr("Nothing is lost. Where you both changed a field, keep theirs, or keep yours?");
    m_banner->tell({BannerKind::Conflict,
                    tr("%1 changed these details meanwhile").arg(who),
                    detail,
                    {tr("Keep mine"), tr("Keep theirs")}});
}

void RegisterPage::settleConflict(bool mine)
{
    const PatientMerge merged = merge(m_saved, m_form->patient(), m_theirs);
    Patient chosen = mine ? merged.merged : withFieldsOf(merged.merged, m_theirs, merged.both);
    chosen.id = m_theirs.id;
    chosen.revision = m_theirs.revision;
    chosen.fileNumber = m_theirs.fileNumber;
    chosen.photoDigest = m_theirs.photoDigest;
    const QString reason = static_cast<QLineEdit *>(m_reason->control())->text();
    const QByteArray photo = m_photo->chosen();
    begin(m_theirs);
    m_form->setPatient(chosen);
    m_photo->setChosen(photo);
    static_cast<QLineEdit *>(m_reason->control())->setText(reason);
    noteChange();
    m_finish->setFocus(Qt::OtherFocusReason);
}

void RegisterPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void RegisterPage::focusFirst()
{
    QWidget *answer = m_question == Question::None ? nullptr : m_banner->findChild<Button *>();
    if (answer != nullptr)
        answer->setFocus(Qt::OtherFocusReason);
    else
        m_form->focusFirst();
}

QList<KeyLine> RegisterPage::keys() const
{
    return {{tr("Ctrl+Enter"), isNew() ? tr("register") : tr("keep the changes")},
            {tr("Tab"), tr("next field")},
            {tr("F6"), tr("between the form and people who are here already")}};
}

QList<QWidget *> RegisterPage::panes() const
{
    return {m_form, m_duplicates, m_finish};
}

/// Who is here already stands beside the form, or below it where there is no room.
void RegisterPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    const bool below = width() < twoColumnsFrom;
    m_middle->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_side->layout()->setContentsMargins(below ? 16 : 0, 2, 16, below ? 8 : 16);
    m_side->setMinimumWidth(below ? 0 : std::min(sideWidth, width() * 3 / 11) + 16);
    m_side->setMaximumWidth(below ? QWIDGETSIZE_MAX : m_side->minimumWidth());
}

} // namespace dermis
