#pragma once

#include "core/questionnaires/questionnaire.h"

namespace dermis {

class Database;
class Transaction;

/// The microneedling intake that Dermis ships.
QString intakeUrl();

/// A form kept in the clinic file.
struct QuestionnaireEntry
{
    QuestionnaireId id;
    QString url;
    QString version;
    QString title;
    QDateTime addedAt; ///< UTC
};

/// A kept form together with its id.
struct StoredQuestionnaire
{
    QuestionnaireId id;
    Questionnaire questionnaire;
};

/// The form of that url as this program ships it; NotFound.
Result<Questionnaire> shippedQuestionnaire(const QString &url);
/// Whether the file holds every form that this program ships.
Result<bool> hasShippedQuestionnaires(Database &database);
/// Keeps every form shipped in :/dermis/questionnaires whose url and version are not there yet.
Result<> ensureShippedQuestionnaires(Transaction &transaction);
/// Keeps one form; Conflict when that url and version is there with other content.
Result<QuestionnaireId> insertQuestionnaire(Transaction &transaction, const Questionnaire &questionnaire);

/// Every kept form, oldest first.
Result<QList<QuestionnaireEntry>> questionnaires(Database &database);
/// A kept form, parsed once for the life of the program.
Result<Questionnaire> questionnaire(Database &database, QuestionnaireId id);
/// The version that is asked: the active one, else the newest that came with the program; NotFound names the url.
Result<StoredQuestionnaire> currentQuestionnaire(Database &database, const QString &url);

} // namespace dermis
