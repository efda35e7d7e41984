#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace dermis {

class Database;
class Transaction;

/// What a form is for.
enum class FormKind {
    Consent,    ///< to the planned treatment: issued when no finding stops it, signed, and it covers the plan
    Agreement,  ///< signed, but no consent to the treatment: photographs, a refusal
    Information ///< given to take home; nothing to sign
};
/// Stable spelling: consent, agreement, information.
QString formKindName(FormKind kind);
std::optional<FormKind> formKindFromName(const QString &name);

/// Whether a form records a refusal: "refusal", or the practice's own that is named "refusal-…". Each sheet of it tells of one decision on one day, so
/// that none takes the place of another.
bool isRefusal(const QString &formName);

enum class FormState {
    Draft,     ///< may be changed and looked at, never issued
    Published, ///< issued from its day on, until a newer version's day comes
    Retired    ///< not issued any more
};
/// Stable spelling: draft, published, retired.
QString formStateName(FormState state);

/// One version of a form's text: Markdown with mustache fields; once published, the text is never changed.
struct ConsentTemplate
{
    TemplateId id;
    QString name;     ///< for example "microneedling"
    QString language; ///< ISO 639-1, for example "en"
    int version = 0;
    QString text;
    QString digest; ///< SHA-256 of the text in UTF-8, lower-case hex
    int revision = 0;
    FormKind kind = FormKind::Consent;
    bool isShipped = true; ///< it came with the program; else the practice wrote it
    FormState state = FormState::Published;
    QDate effectiveFrom; ///< clinic day; null: since it is kept
    StaffId publishedBy; ///< null: it came published with the program
    QDateTime publishedAt; ///< UTC; null as above
    /// Whether it is published and its day has come.
    bool isInForce(const QDate &day) const;
    bool operator==(const ConsentTemplate &) const = default;
};

/// Whether every text that the program carries is kept.
Result<bool> hasShippedTemplates(Database &database);
/// Keeps each text the program carries as a new version, unless it is kept already: published when it is in English and the practice has neither a text of
/// its own nor retired ours, else as a draft, to be reviewed.
Result<> ensureShippedTemplates(Transaction &transaction);

/// Every version kept, by name, language and version.
Result<QList<ConsentTemplate>> consentTemplates(Database &database);
/// What a patient can be offered on a day: of each form and language the version in force, or else the newest draft, which is only looked at.
Result<QList<ConsentTemplate>> formsToOffer(Database &database, const QDate &day);
/// One of those; NotFound names what is missing and what there is.
Result<ConsentTemplate> consentTemplate(Database &database, const QString &name, const QString &language, const QDate &day);
/// The patient's own language (BCP 47) where the form is in force in it, else English.
Result<QString> languageFor(Database &database, const QString &form, const QString &patientLanguage, const QDate &day);
/// A version by its id; NotFound otherwise.
Result<ConsentTemplate> consentTemplate(Database &database, TemplateId id);

/// The words of a form to be kept as a draft.
struct FormText
{
    QString name; ///< small letters and hyphens
    QString language;
    FormKind kind = FormKind::Consent; ///< of a new form; a known one keeps its kind
    QString text; ///< lines end with a line feed; others are made so
    std::optional<int> revision; ///< of the draft it was typed into; nothing: whatever draft there is
};
/// Keeps the text as the draft of the next version, in the place of the practice's draft if there is one; needs IssueConsent. InvalidInput: no text,
/// more than 200,000 characters, or a name or language that is none. Conflict: the draft is not what it was typed into.
Result<ConsentTemplate> draftForm(Database &database, const Actor &actor, const QDateTime &now, const FormText &form);
/// The draft is issued from a day on, today or later; needs PublishForms. InvalidInput names what stops it (form_check.h).
Result<ConsentTemplate> publishForm(Database &database, const Actor &actor, const QDateTime &now, TemplateId id, int revision, const QDate &from);
/// The version, or the draft, is used no more; needs PublishForms; the reason goes to the journal.
Result<ConsentTemplate> retireForm(Database &database, const Actor &actor, const QDateTime &now, TemplateId id, int revision, const QString &reason);

} // namespace dermis
