#pragma once

#include "core/questionnaires/response_repository.h"
#include "core/safety/safety_check.h"
#include "ui/questionnaires/intake_form.h"

namespace dermis {

class ClinicContext;
struct Patient;

/// One patient's intake as it is being taken: the saved answers, the draft, and the act that keeps them.
class IntakeSession
{
public:
    static Result<IntakeSession> open(ClinicContext &context, PatientId patient);

    PatientId patient() const { return m_patient; }
    QString patientName() const { return m_patientName; }
    QDate birthDate() const { return m_birthDate; }
    const IntakeForm &form() const { return m_form; }
    const std::optional<SavedResponse> &saved() const { return m_saved; }

    /// Changes the form; false when it came to nothing.
    bool change(const std::function<bool(IntakeForm &)> &act);
    DraftKey draftKey() const;
    /// What the draft holds now, as it is stored.
    QByteArray draftBody() const { return dermis::draftBody(m_form.questionnaire(), m_form.response()); }
    /// The response the draft begins from.
    ResponseId basedOn() const { return m_saved ? m_saved->entry.id : ResponseId(); }
    /// When the draft was kept that was there as the form was opened, and is shown; invalid for none.
    QDateTime resumedFrom() const { return m_resumedFrom; }

    /// A draft from before what is saved now; nothing may be typed until the person chose.
    const std::optional<Draft> &openDraft() const { return m_openDraft; }
    Result<Response> openDraftAnswers() const;
    /// Lays the open draft over what is saved.
    Result<> useOpenDraft();
    Result<> putOpenDraftAside();

    /// Whether the record holds another response than the one this began from.
    Result<bool> isOvertaken() const;
    /// The rules over the draft as it stands.
    Result<Assessment> assess() const;
    /// The question that will not be accepted as it stands.
    std::optional<AnswerProblem> problem() const;
    /// Whether answers that are kept and still fresh are replaced, which needs a reason.
    bool needsReason() const;
    /// Makes the answers part of the record; `toDoctor` moves the visit along.
    Result<ResponseId> keep(bool toDoctor, const QString &reason);

private:
    IntakeSession(ClinicContext &context, const Patient &patient, QuestionnaireId questionnaire,
                  std::optional<SavedResponse> saved, IntakeForm form);
    Result<> takeDraft();

    ClinicContext *m_context;
    PatientId m_patient;
    QString m_patientName;
    QDate m_birthDate;
    QuestionnaireId m_questionnaireId;
    std::optional<SavedResponse> m_saved;
    IntakeForm m_form;
    std::optional<Draft> m_openDraft;
    QDateTime m_resumedFrom;
};

} // namespace dermis
