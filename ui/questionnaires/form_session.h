#pragma once

#include "core/questionnaires/form_difference.h"
#include "core/questionnaires/response_repository.h"
#include "core/safety/safety_check.h"
#include "ui/questionnaires/intake_form.h"

namespace dermis {

class ClinicContext;
struct Patient;

/// Why a draft waits for the person's word.
enum class DraftAsks {
    Older,    ///< it is from before what is saved now
    Elsewhere, ///< another window wrote it while it was open here
    Colleague ///< somebody else began the form and has not finished
};

/// One form as it is being filled in for a patient: the saved answers, the draft, and the act that keeps them.
class FormSession
{
public:
    /// The version of the form that is asked now; the newest kept one where it is asked no more.
    static Result<FormSession> open(ClinicContext &context, PatientId patient, const QString &url);

    PatientId patient() const { return m_patient; }
    QString patientName() const { return m_patientName; }
    QDate birthDate() const { return m_birthDate; }
    QString url() const { return m_url; }
    bool isIntake() const { return m_url == intakeUrl(); }
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
    /// The draft under draftKey() as it was read when the form was opened.
    const std::optional<Draft> &draftSeen() const { return m_draftSeen; }

    /// Its own language first.
    QStringList languages() const { return m_form.questionnaire().languages(); }
    QString language() const { return m_language; }
    /// Shows the form in one of its languages; answers stay, undo does not go back beyond it.
    Result<> setLanguage(const QString &language);
    /// What an earlier version's answers became; empty when there is nothing to say.
    const FormDifference &difference() const { return m_difference; }
    void acceptDifference() { m_difference = {}; }

    /// A draft that waits for a choice; nothing may be typed until then.
    const std::optional<Draft> &openDraft() const { return m_openDraft; }
    DraftAsks draftAsks() const { return m_draftAsks; }
    Result<Response> openDraftAnswers() const;
    /// Older and Colleague: lays the open draft over what is shown. Elsewhere: stays with what is shown.
    Result<> useOpenDraft();
    /// Older: it is gone for good. Colleague: it stays theirs.
    Result<> putOpenDraftAside();
    /// The colleague's draft that was used ends, once its content is durable in one's own.
    Result<> endTakenDraft();
    /// The draft that stands there now, when it is not `seen`; it waits for a choice from then on.
    Result<bool> lookElsewhere(const std::optional<Draft> &seen);

    /// Whether the record holds another response than the one this began from.
    Result<bool> isOvertaken() const;
    /// The rules over the draft as it stands; of the intake.
    Result<Assessment> assess() const;
    /// The question that will not be accepted as it stands.
    std::optional<AnswerProblem> problem() const;
    /// Whether answers that are kept and still fresh are replaced, which needs a reason.
    bool needsReason() const;
    /// Makes the answers part of the record; `toDoctor` moves the visit along, of the intake.
    Result<ResponseId> keep(bool toDoctor, const QString &reason);

private:
    FormSession(ClinicContext &context, const Patient &patient, const StoredQuestionnaire &stored,
                std::optional<SavedResponse> saved, IntakeForm form);
    Result<> takeDraft();
    Result<> findColleaguesDraft();
    Result<> compareVersions(const Draft &draft);
    Response start() const;
    void begin(const Response &answers);

    ClinicContext *m_context;
    PatientId m_patient;
    QString m_patientName;
    QDate m_birthDate;
    QString m_url;
    QuestionnaireId m_questionnaireId;
    QString m_language;
    std::optional<SavedResponse> m_saved;
    IntakeForm m_form;
    FormDifference m_difference;
    std::optional<Draft> m_draftSeen;
    std::optional<Draft> m_openDraft;
    std::optional<DraftKey> m_taken;
    DraftAsks m_draftAsks = DraftAsks::Older;
    QDateTime m_resumedFrom;
};

} // namespace dermis
