#pragma once

#include "core/questionnaires/response_repository.h"
#include "core/safety/safety_check.h"
#include "ui/questionnaires/intake_form.h"

namespace dermis {

class ClinicContext;

/// One patient's intake as it is being taken: the saved answers, the draft, and the act that keeps them.
class IntakeSession
{
public:
    static Result<IntakeSession> open(ClinicContext &context, PatientId patient);

    PatientId patient() const { return m_patient; }
    QString patientName() const { return m_patientName; }
    const IntakeForm &form() const { return m_form; }
    const std::optional<SavedResponse> &saved() const { return m_saved; }

    /// Changes the form; false when it came to nothing.
    bool change(const std::function<bool(IntakeForm &)> &act);
    bool isDirty() const { return m_dirty; }
    /// Writes the draft durably.
    Result<> keepDraft();
    /// When the draft was last durable; invalid when there is none.
    QDateTime draftKeptAt() const { return m_draftKeptAt; }
    /// The draft was there when the form was opened, and is shown.
    bool isResumed() const { return m_resumed; }

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
    /// Makes the answers part of the record; `toDoctor` moves the visit along.
    Result<ResponseId> keep(bool toDoctor);

private:
    IntakeSession(ClinicContext &context, PatientId patient, QString name, QuestionnaireId questionnaire,
                  std::optional<SavedResponse> saved, IntakeForm form);
    Result<> takeDraft();
    DraftKey draftKey() const;
    ResponseId basedOn() const { return m_saved ? m_saved->entry.id : ResponseId(); }

    ClinicContext *m_context;
    PatientId m_patient;
    QString m_patientName;
    QuestionnaireId m_questionnaireId;
    std::optional<SavedResponse> m_saved;
    IntakeForm m_form;
    std::optional<Draft> m_openDraft;
    QDateTime m_draftKeptAt;
    bool m_dirty = false;
    bool m_resumed = false;
};

} // namespace dermis
