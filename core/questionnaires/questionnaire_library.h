#pragma once

#include "core/questionnaires/questionnaire_repository.h"
#include "core/storage/actor.h"

namespace dermis {

/// How a kept version of a form stands: waiting, asked of patients, or asked no more.
enum class QuestionnaireState { Kept, Active, Retired };
/// Stable spelling: kept, active, retired.
QString questionnaireStateName(QuestionnaireState state);

/// A kept version with how it stands.
struct QuestionnaireVersion
{
    QuestionnaireEntry entry;
    QuestionnaireState state = QuestionnaireState::Kept;
    bool isShipped = false;
    QDateTime since; ///< UTC; of a shipped form nobody decided about, when it was kept
    QString setBy;   ///< empty: it came with the program
    QString reason;  ///< why it was retired
    qint64 answers = 0; ///< responses saved to it
};

/// Every kept version, a form's versions together, oldest first.
Result<QList<QuestionnaireVersion>> questionnaireVersions(Database &database);
/// One of them; NotFound names the url and the version.
Result<QuestionnaireVersion> questionnaireVersion(Database &database, const QString &url, const QString &version);

/// A form as it would be kept.
struct FormToImport
{
    Questionnaire form; ///< with a url and a version
    bool gaveUrl = false; ///< it had none, so it was given one made of its id, name or title
    bool gaveVersion = false;
};
/// Reads a file without keeping it. InvalidInput: it is no form that Dermis opens, or it is kept already, or its url and version are
/// taken by other content.
Result<FormToImport> readForImport(Database &database, const QByteArray &bytes);
/// Keeps a form; it is asked of nobody until it is activated. Needs PublishForms.
Result<QuestionnaireId> importQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &bytes);

/// The form name of drafts of an edited form, and the url of one; nothing when it is another draft's.
QString questionnaireDraftForm(const QString &url);
std::optional<QString> questionnaireOfDraft(const QString &draftForm);

/// Within an act that has made sure that the rules can read it (core/safety/intake_fit.h): makes a version the one that is
/// asked, in the place of the one before. Needs PublishForms; InvalidInput when it is active.
Result<> setQuestionnaireActive(Transaction &transaction, QuestionnaireId id);
/// The same for a new version of the practice's own.
Result<QuestionnaireId> insertOwnQuestionnaire(Transaction &transaction, const Questionnaire &form);
/// Asks a version no more; its answers stay. Needs PublishForms and a reason; InvalidInput for the intake that is asked, since a
/// treatment needs one.
Result<> retireQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, QuestionnaireId id, const QString &reason);

} // namespace dermis
