#include "ui/questionnaires/form_session.h"

#include "core/access/permissions.h"
#include "core/patients/patient.h"
#include "core/patients/patient_repository.h"
#include "core/safety/safety_record.h"
#include "core/treatments/intake.h"
#include "ui/context/clinic_context.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Response startFrom(const Questionnaire &questionnaire, const std::optional<SavedResponse> &saved)
{
    return saved ? carryOver(questionnaire, saved->response) : Response{};
}

Result<StoredQuestionnaire> formToFill(Database &database, const QString &url)
{
    auto asked = currentQuestionnaire(database, url);
    if (asked || asked.error().code != ErrorCode::NotFound)
        return asked;
    QuestionnaireId newest;
    for (const QuestionnaireEntry &entry : TRY(questionnaires(database))) {
        if (entry.url == url)
            newest = entry.id;
    }
    if (newest.isNull())
        return asked;
    const Questionnaire form = TRY(questionnaire(database, newest));
    return StoredQuestionnaire{newest, form};
}

/// Which version of a form a draft was begun in: `url|version`.
QString canonicalOf(const Draft &draft)
{
    return QJsonDocument::fromJson(draft.body).object().value("questionnaire"_L1).toString();
}

} // namespace

FormSession::FormSession(ClinicContext &context, const Patient &patient, const StoredQuestionnaire &stored,
                         std::optional<SavedResponse> saved, IntakeForm form)
    : m_context(&context)
    , m_patient(patient.id)
    , m_patientName(patient.fullName())
    , m_birthDate(patient.birthDate)
    , m_url(stored.questionnaire.url())
    , m_questionnaireId(stored.id)
    , m_language(stored.questionnaire.languages().value(0))
    , m_saved(std::move(saved))
    , m_form(std::move(form))
{
}

Result<FormSession> FormSession::open(ClinicContext &context, PatientId patientId, const QString &url)
{
    TRY(require(context.actor(), Permission::ReadRecords));
    Database &database = context.database();
    const Patient patient = TRY(dermis::patient(database, patientId));
    const StoredQuestionnaire stored = TRY(formToFill(database, url));
    const auto saved = TRY(latestResponse(database, patientId, url));
    const Response start = startFrom(stored.questionnaire, saved);
    FormSession session(context, patient, stored, saved,
                        IntakeForm(stored.questionnaire, start, start, context.actor(), context.today()));
    if (saved && saved->entry.questionnaire != stored.id)
        session.m_difference = formDifference(saved->form, saved->response, stored.questionnaire);
    TRY(session.takeDraft());
    if (!session.m_draftSeen)
        TRY(session.findColleaguesDraft());
    return session;
}

DraftKey FormSession::draftKey() const
{
    return formDraftKey(m_patient, m_url, m_context->actor().id);
}

Response FormSession::start() const
{
    return startFrom(m_form.questionnaire(), m_saved);
}

void FormSession::begin(const Response &answers)
{
    m_form = IntakeForm(m_form.questionnaire(), answers, start(), m_context->actor(), m_context->today());
}

Result<> FormSession::takeDraft()
{
    m_draftSeen = TRY(findDraft(m_context->database(), draftKey()));
    if (!m_draftSeen)
        return {};
    if (m_draftSeen->basedOn != basedOn().value()) {
        m_openDraft = m_draftSeen;
        m_draftAsks = DraftAsks::Older;
        return {};
    }
    const Response answers = TRY(responseFromDraft(m_form.questionnaire(), *m_draftSeen));
    begin(answers);
    m_resumedFrom = m_draftSeen->savedAt;
    return compareVersions(*m_draftSeen);
}

/// A draft that was begun in an earlier version of the form is read with the present one; what that means is shown.
Result<> FormSession::compareVersions(const Draft &draft)
{
    m_difference = {};
    const QString canonical = canonicalOf(draft);
    if (canonical == m_form.questionnaire().canonical())
        return {};
    for (const QuestionnaireEntry &entry : TRY(questionnaires(m_context->database()))) {
        if (entry.url != m_url || canonical != (entry.version.isEmpty() ? entry.url : entry.url + u'|' + entry.version))
            continue;
        const Questionnaire before = TRY(questionnaire(m_context->database(), entry.id));
        const Response answers = TRY(responseFromDraft(before, draft));
        m_difference = formDifference(before, answers, m_form.questionnaire());
    }
    return {};
}

Result<> FormSession::findColleaguesDraft()
{
    for (const Draft &draft : TRY(draftsAbout(m_context->database(), m_patient.value()))) {
        if (draft.key.form != draftKey().form || draft.key.author == draftKey().author || m_openDraft)
            continue;
        m_openDraft = draft;
        m_draftAsks = DraftAsks::Colleague;
    }
    return {};
}

bool FormSession::change(const std::function<bool(IntakeForm &)> &act)
{
    if (m_openDraft || !m_difference.isEmpty() || !act(m_form))
        return false;
    m_resumedFrom = {};
    return true;
}

Result<> FormSession::setLanguage(const QString &language)
{
    const Questionnaire form = TRY(Questionnaire::fromJson(m_form.questionnaire().json(), language));
    m_language = language;
    m_form = IntakeForm(form, m_form.response(), startFrom(form, m_saved), m_context->actor(), m_context->today());
    return {};
}

Result<Response> FormSession::openDraftAnswers() const
{
    return responseFromDraft(m_form.questionnaire(), *m_openDraft);
}

Result<> FormSession::useOpenDraft()
{
    if (m_draftAsks != DraftAsks::Elsewhere) {
        Response answers = start();
        answers.merge(m_form.questionnaire(), TRY(openDraftAnswers()));
        begin(answers);
        m_difference = {};
    }
    if (m_draftAsks == DraftAsks::Colleague)
        m_taken = m_openDraft->key;
    m_openDraft.reset();
    return {};
}

Result<> FormSession::putOpenDraftAside()
{
    if (m_draftAsks == DraftAsks::Older) {
        TRY(discardDraft(m_context->database(), draftKey()));
        m_draftSeen.reset();
    }
    m_openDraft.reset();
    return {};
}

Result<> FormSession::endTakenDraft()
{
    if (m_taken)
        TRY(discardDraft(m_context->database(), *m_taken));
    m_taken.reset();
    return {};
}

Result<bool> FormSession::lookElsewhere(const std::optional<Draft> &seen)
{
    const auto there = TRY(findDraft(m_context->database(), draftKey()));
    if (!there || there == seen)
        return false;
    m_openDraft = there;
    m_draftAsks = DraftAsks::Elsewhere;
    return true;
}

Result<bool> FormSession::isOvertaken() const
{
    const auto saved = TRY(latestResponse(m_context->database(), m_patient, m_url));
    return (saved ? saved->entry.id : ResponseId()) != basedOn();
}

Result<Assessment> FormSession::assess() const
{
    Database &database = m_context->database();
    const SafetyBasis basis = TRY(safetyBasis(database));
    SafetyRecord record = TRY(safetyRecord(database, basis, m_patient));
    record.form = m_form.questionnaire();
    record.answers = m_form.response();
    const Plan plan = record.plan.value_or(Plan{});
    return dermis::assess(*basis.inForce.rules, gatherFacts(basis, record, plan, m_context->today()));
}

std::optional<AnswerProblem> FormSession::problem() const
{
    const QList<AnswerProblem> problems =
        answerProblems(m_form.questionnaire(), m_form.complete(), m_context->today());
    return problems.isEmpty() ? std::nullopt : std::optional(problems.first());
}

bool FormSession::needsReason() const
{
    return m_saved && replacesAnswers(m_form.questionnaire(), m_saved->response, m_form.complete(), m_context->today());
}

Result<ResponseId> FormSession::keep(bool toDoctor, const QString &reason)
{
    Database &database = m_context->database();
    const Actor &actor = m_context->actor();
    const QDateTime now = m_context->now();
    if (!isIntake())
        return saveResponse(database, actor, now, m_patient, m_questionnaireId, m_form.complete(), basedOn(), reason);
    const IntakeToKeep intake{m_patient, m_questionnaireId, basedOn(), reason};
    return toDoctor ? handOver(database, actor, now, intake, m_form.complete())
                    : keepIntake(database, actor, now, intake, m_form.complete());
}

} // namespace dermis
