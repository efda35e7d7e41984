#include "ui/questionnaires/intake_session.h"

#include "core/access/permissions.h"
#include "core/patients/patient.h"
#include "core/patients/patient_repository.h"
#include "core/safety/safety_record.h"
#include "core/treatments/intake.h"
#include "ui/context/clinic_context.h"

namespace dermis {

namespace {

Response startFrom(const Questionnaire &questionnaire, const std::optional<SavedResponse> &saved)
{
    return saved ? carryOver(questionnaire, saved->response) : Response{};
}

} // namespace

IntakeSession::IntakeSession(ClinicContext &context, const Patient &patient, QuestionnaireId questionnaire,
                             std::optional<SavedResponse> saved, IntakeForm form)
    : m_context(&context)
    , m_patient(patient.id)
    , m_patientName(patient.fullName())
    , m_birthDate(patient.birthDate)
    , m_questionnaireId(questionnaire)
    , m_saved(std::move(saved))
    , m_form(std::move(form))
{
}

Result<IntakeSession> IntakeSession::open(ClinicContext &context, PatientId patientId)
{
    TRY(require(context.actor(), Permission::ReadRecords));
    Database &database = context.database();
    const Patient patient = TRY(dermis::patient(database, patientId));
    const StoredQuestionnaire stored = TRY(currentQuestionnaire(database, intakeUrl()));
    const auto saved = TRY(latestResponse(database, patientId, intakeUrl()));
    const Response start = startFrom(stored.questionnaire, saved);
    IntakeSession session(context, patient, stored.id, saved,
                          IntakeForm(stored.questionnaire, start, start, context.actor(), context.today()));
    TRY(session.takeDraft());
    return session;
}

DraftKey IntakeSession::draftKey() const
{
    return intakeDraftKey(m_patient, m_context->actor().id);
}

Result<> IntakeSession::takeDraft()
{
    const auto draft = TRY(findDraft(m_context->database(), draftKey()));
    if (!draft)
        return {};
    if (draft->basedOn != basedOn().value()) {
        m_openDraft = draft;
        return {};
    }
    const Response answers = TRY(responseFromDraft(m_form.questionnaire(), *draft));
    m_form = IntakeForm(m_form.questionnaire(), answers, startFrom(m_form.questionnaire(), m_saved),
                        m_context->actor(), m_context->today());
    m_resumedFrom = draft->savedAt;
    return {};
}

bool IntakeSession::change(const std::function<bool(IntakeForm &)> &act)
{
    if (m_openDraft || !act(m_form))
        return false;
    m_resumedFrom = {};
    return true;
}

Result<Response> IntakeSession::openDraftAnswers() const
{
    return responseFromDraft(m_form.questionnaire(), *m_openDraft);
}

Result<> IntakeSession::useOpenDraft()
{
    const Response saved = startFrom(m_form.questionnaire(), m_saved);
    Response answers = saved;
    answers.merge(m_form.questionnaire(), TRY(openDraftAnswers()));
    m_form = IntakeForm(m_form.questionnaire(), answers, saved, m_context->actor(), m_context->today());
    m_openDraft.reset();
    return {};
}

Result<> IntakeSession::putOpenDraftAside()
{
    TRY(discardDraft(m_context->database(), draftKey()));
    m_openDraft.reset();
    return {};
}

Result<bool> IntakeSession::isOvertaken() const
{
    const auto saved = TRY(latestResponse(m_context->database(), m_patient, intakeUrl()));
    return (saved ? saved->entry.id : ResponseId()) != basedOn();
}

Result<Assessment> IntakeSession::assess() const
{
    Database &database = m_context->database();
    const SafetyBasis basis = TRY(safetyBasis(database));
    SafetyRecord record = TRY(safetyRecord(database, basis, m_patient));
    record.form = m_form.questionnaire();
    record.answers = m_form.response();
    const Plan plan = record.plan.value_or(Plan{});
    return dermis::assess(*basis.inForce.rules, gatherFacts(basis, record, plan, m_context->today()));
}

std::optional<AnswerProblem> IntakeSession::problem() const
{
    const QList<AnswerProblem> problems =
        answerProblems(m_form.questionnaire(), m_form.complete(), m_context->today());
    return problems.isEmpty() ? std::nullopt : std::optional(problems.first());
}

bool IntakeSession::needsReason() const
{
    return m_saved && replacesAnswers(m_form.questionnaire(), m_saved->response, m_form.complete(), m_context->today());
}

Result<ResponseId> IntakeSession::keep(bool toDoctor, const QString &reason)
{
    const IntakeToKeep intake{m_patient, m_questionnaireId, basedOn(), reason};
    Database &database = m_context->database();
    return toDoctor ? handOver(database, m_context->actor(), m_context->now(), intake, m_form.complete())
                    : keepIntake(database, m_context->actor(), m_context->now(), intake, m_form.complete());
}

} // namespace dermis
