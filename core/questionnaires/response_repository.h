#pragma once

#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response.h"
#include "core/storage/actor.h"
#include "core/storage/drafts.h"
#include "core/storage/verification.h"

#include <QHash>

namespace dermis {

/// A saved response as it stands in a list.
struct ResponseEntry
{
    ResponseId id;
    PatientId patient;
    QuestionnaireId questionnaire;
    QString url;
    QString version;
    ResponseId basedOn; ///< null for the first
    StaffId author;
    QDateTime savedAt; ///< UTC
};

/// A saved response with its answers and the form they answer.
struct SavedResponse
{
    ResponseEntry entry;
    Response response;
    Questionnaire form;
};

/// A saved response as the file holds it; its answers are not read yet.
struct StoredResponse
{
    ResponseEntry entry;
    QByteArray content; ///< FHIR R4 QuestionnaireResponse
    Questionnaire form;
};
/// Reads the answers; needs no file, so it may run on any thread.
Result<SavedResponse> opened(const StoredResponse &stored);

/// Freezes a response as the patient's newest to that form, and ends the author's draft of it. Answers that
/// differ from those of `basedOn` are the actor's; one without a time was given now. NotAllowed when a
/// question of the dermatologist's was changed by somebody else, naming it; Conflict when a newer response
/// than `basedOn` (null: none) exists; InvalidInput as checkResponse().
Result<ResponseId> saveResponse(Database &database, const Actor &actor, const QDateTime &now,
                                PatientId patient, QuestionnaireId questionnaire, const Response &response,
                                ResponseId basedOn, const QString &reason = QString());
/// The same within a larger act: no draft is ended.
Result<ResponseId> insertResponse(Transaction &transaction, PatientId patient,
                                  QuestionnaireId questionnaireId, const Questionnaire &questionnaire,
                                  const Response &response, ResponseId basedOn);

/// The patient's newest response to any version of a form.
Result<std::optional<SavedResponse>> latestResponse(Database &database, PatientId patient,
                                                    const QString &url);
/// The same when the newest version of the form is at hand.
Result<std::optional<SavedResponse>> latestResponse(Database &database, PatientId patient,
                                                    const StoredQuestionnaire &newest);
/// The same, its answers not read yet; `older` keeps older versions of the form, so that each is read once.
Result<std::optional<StoredResponse>> latestStored(Database &database, PatientId patient, const StoredQuestionnaire &newest,
                                                   QHash<QuestionnaireId, Questionnaire> &older);
/// The patient's responses, newest first.
Result<QList<ResponseEntry>> responses(Database &database, PatientId patient);
Result<SavedResponse> response(Database &database, ResponseId id);

/// The form name of intake drafts.
QString intakeDraftForm();
DraftKey intakeDraftKey(PatientId patient, StaffId author);
/// The same of any form, by its url.
QString draftFormOf(const QString &url);
DraftKey formDraftKey(PatientId patient, const QString &url, StaffId author);
/// The url of the form that a draft answers; nothing when it is another kind of draft.
std::optional<QString> urlOfDraft(const QString &draftForm);
QByteArray draftBody(const Questionnaire &questionnaire, const Response &response);
Result<Response> responseFromDraft(const Questionnaire &questionnaire, const Draft &draft);

/// One value of an answer as a row of table `answer`, for reports and rules in bulk.
struct TypedAnswer
{
    int position = 0; ///< in the order of the form, counted from 0
    QString linkId;
    QString instances; ///< "0", "1/0"; empty outside repeating groups
    QString state;     ///< answered, unsure, declined
    bool enabled = true;
    QString type; ///< boolean, integer, decimal, date, text, coding, quantity; empty when unsure
    QString text; ///< in words, as toText()
    std::optional<double> number;
    QString date;
    QString code;
    QString unit;
    QString answeredAt;
    StaffId answeredBy;
    QString source;
    bool operator==(const TypedAnswer &) const = default;
};
/// The typed rows of a response, computed from nothing but the form and the answers.
QList<TypedAnswer> rebuildAnswers(const Questionnaire &questionnaire, const Response &response);
/// Removes a patient's typed rows, in the act that destroys the responses they were computed from.
Result<> removeTypedAnswers(Transaction &transaction, PatientId patient);
/// Makes the typed rows of every saved response anew; not journalled, since nothing of the record changes.
Result<> rebuildTypedAnswers(Transaction &transaction);
/// An ExtraCheck: every saved response's typed rows equal their rebuild; the damage names table and row.
Result<std::optional<Damage>> checkAnswers(Database &database);

} // namespace dermis
