#include "core/consents/consent_template.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/base/spelling.h"
#include "core/consents/form_check.h"
#include "core/storage/documents.h"
#include "core/storage/transaction.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString folder = u":/dermis/consents"_s;
const QString reviewedLanguage = u"en"_s; // the texts in other languages are drafts until the dermatologist publishes them
constexpr qsizetype longestText = 200'000;

constexpr std::array formKinds{
    Spelling<FormKind>{FormKind::Consent, u"consent"},
    Spelling<FormKind>{FormKind::Agreement, u"agreement"},
    Spelling<FormKind>{FormKind::Information, u"information"},
};
constexpr std::array formStates{
    Spelling<FormState>{FormState::Draft, u"draft"},
    Spelling<FormState>{FormState::Published, u"published"},
    Spelling<FormState>{FormState::Retired, u"retired"},
};

/// What each form that the program carries is for.
FormKind shippedKind(const QString &name)
{
    if (name == u"microneedling")
        return FormKind::Consent;
    return name == u"photography" || name == u"refusal" ? FormKind::Agreement : FormKind::Information;
}

ConsentTemplate templateFromRow(const Statement &row)
{
    ConsentTemplate one;
    one.id = TemplateId(row.integer(0));
    one.name = row.text(1);
    one.language = row.text(2);
    one.version = static_cast<int>(row.integer(3));
    one.text = row.text(4);
    one.digest = row.text(5);
    one.revision = static_cast<int>(row.integer(6));
    one.kind = valueIn(formKinds, row.text(7)).value_or(FormKind::Consent);
    one.isShipped = row.text(8) == u"shipped";
    one.state = valueIn(formStates, row.text(9)).value_or(FormState::Draft);
    one.effectiveFrom = row.date(10);
    one.publishedBy = StaffId(row.integer(11));
    one.publishedAt = row.dateTime(12);
    return one;
}

Result<QList<ConsentTemplate>> templatesWhere(Database &database, const QString &condition, const QVariantList &values)
{
    auto select = TRY(database.prepare(u"SELECT id, name, language, version, text, digest, revision, kind, origin, state, effective_from, "
                                       "published_by, published_at FROM consent_template "_s + condition));
    for (const QVariant &value : values)
        select.add(value);
    TRY(select.run());
    QList<ConsentTemplate> templates;
    while (TRY(select.next()))
        templates << templateFromRow(select);
    return templates;
}

Result<QList<ConsentTemplate>> versionsOf(Database &database, const QString &name, const QString &language)
{
    return templatesWhere(database, u"WHERE name = ? AND language = ? ORDER BY version"_s, {name, language});
}

/// What the program ships; file names are `name.language.md`.
Result<QList<ConsentTemplate>> shippedTemplates()
{
    QList<ConsentTemplate> templates;
    for (const QString &fileName : QDir(folder).entryList({u"*.md"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder + u'/' + fileName);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::Io, u"the consent text %1 cannot be read; install Dermis again"_s.arg(fileName));
        const QByteArray text = file.readAll();
        ConsentTemplate shipped;
        shipped.name = fileName.section(u'.', 0, 0);
        shipped.language = fileName.section(u'.', 1, 1);
        shipped.text = QString::fromUtf8(text);
        shipped.digest = documentDigest(text);
        shipped.kind = shippedKind(shipped.name);
        templates << shipped;
    }
    return templates;
}

/// The newest text of the program's that is kept has to be this one.
Result<bool> isKept(Database &database, const ConsentTemplate &shipped)
{
    const QList<ConsentTemplate> versions = TRY(versionsOf(database, shipped.name, shipped.language));
    const auto newest = std::find_if(versions.rbegin(), versions.rend(), [](const ConsentTemplate &one) { return one.isShipped; });
    return newest != versions.rend() && newest->digest == shipped.digest;
}

Result<qint64> insertVersion(Transaction &transaction, const ConsentTemplate &form)
{
    return transaction.insert(u"consent_template"_s, {{u"name"_s, form.name},
                                                      {u"language"_s, form.language},
                                                      {u"version"_s, form.version},
                                                      {u"text"_s, form.text},
                                                      {u"digest"_s, form.digest},
                                                      {u"kind"_s, formKindName(form.kind)},
                                                      {u"origin"_s, form.isShipped ? u"shipped"_s : u"practice"_s},
                                                      {u"state"_s, formStateName(form.state)}});
}

Result<> keepShipped(Transaction &transaction, ConsentTemplate shipped)
{
    const QList<ConsentTemplate> versions = TRY(versionsOf(transaction.database(), shipped.name, shipped.language));
    const bool hasOwn = std::ranges::any_of(
        versions, [](const ConsentTemplate &one) { return one.isShipped ? one.state == FormState::Retired : one.state != FormState::Retired; });
    shipped.version = versions.isEmpty() ? 1 : versions.last().version + 1;
    shipped.state = shipped.language == reviewedLanguage && !hasOwn ? FormState::Published : FormState::Draft;
    TRY(insertVersion(transaction, shipped));
    return {};
}

Result<> checkFormText(const FormText &form)
{
    static const QRegularExpression nameForm(u"^[a-z][a-z-]{1,39}$"_s);
    static const QRegularExpression languageForm(u"^[a-z]{2,3}$"_s);
    if (!nameForm.match(form.name).hasMatch())
        return invalidInput(u"\"%1\" is no name of a form; use 2 to 40 small letters and hyphens"_s.arg(form.name));
    if (!languageForm.match(form.language).hasMatch())
        return invalidInput(u"\"%1\" is no language; use a code such as en, af or zu"_s.arg(form.language));
    if (form.text.trimmed().isEmpty())
        return invalidInput(u"the form has no text"_s);
    if (form.text.size() > longestText)
        return invalidInput(u"the text has %1 characters; at most %2 are kept"_s.arg(form.text.size()).arg(longestText));
    return {};
}

Result<FormKind> kindOf(Database &database, const FormText &form)
{
    const QList<ConsentTemplate> known = TRY(templatesWhere(database, u"WHERE name = ? LIMIT 1"_s, {form.name}));
    return known.isEmpty() ? form.kind : known.first().kind;
}

Result<> mayPublish(const ConsentTemplate &draft, const QDate &from, const QDate &today)
{
    if (draft.state != FormState::Draft)
        return invalidInput(u"%1 version %2 is %3; only a draft is published"_s.arg(draft.name).arg(draft.version).arg(formStateName(draft.state)));
    if (!from.isValid() || from < today)
        return invalidInput(u"a form is in force from today on, or from a later day"_s);
    QStringList stops;
    for (const FormRemark &remark : checkForm(draft.text, draft.kind).remarks) {
        if (remark.stops)
            stops << remark.text;
    }
    if (!stops.isEmpty())
        return invalidInput(u"the form cannot be published yet: %1"_s.arg(stops.join(u"; "_s)));
    return {};
}

} // namespace

QString formKindName(FormKind kind)
{
    return nameIn(formKinds, kind);
}

std::optional<FormKind> formKindFromName(const QString &name)
{
    return valueIn(formKinds, name);
}

bool isRefusal(const QString &formName)
{
    return formName == u"refusal" || formName.startsWith(u"refusal-"_s);
}

QString formStateName(FormState state)
{
    return nameIn(formStates, state);
}

bool ConsentTemplate::isInForce(const QDate &day) const
{
    return state == FormState::Published && (!effectiveFrom.isValid() || effectiveFrom <= day);
}

Result<bool> hasShippedTemplates(Database &database)
{
    const QList<ConsentTemplate> carried = TRY(shippedTemplates());
    for (const ConsentTemplate &shipped : carried) {
        if (!TRY(isKept(database, shipped)))
            return false;
    }
    return true;
}

Result<> ensureShippedTemplates(Transaction &transaction)
{
    const QList<ConsentTemplate> carried = TRY(shippedTemplates());
    for (const ConsentTemplate &shipped : carried) {
        if (!TRY(isKept(transaction.database(), shipped)))
            TRY(keepShipped(transaction, shipped));
    }
    return {};
}

Result<QList<ConsentTemplate>> consentTemplates(Database &database)
{
    return templatesWhere(database, u"ORDER BY name, language, version"_s, {});
}

Result<QList<ConsentTemplate>> formsToOffer(Database &database, const QDate &day)
{
    QList<ConsentTemplate> offered;
    const QList<ConsentTemplate> all = TRY(consentTemplates(database));
    for (const ConsentTemplate &one : all) {
        if (!one.isInForce(day) && one.state != FormState::Draft)
            continue;
        const bool isNext = !offered.isEmpty() && offered.last().name == one.name && offered.last().language == one.language;
        if (!isNext)
            offered << one;
        else if (one.isInForce(day) || !offered.last().isInForce(day))
            offered.last() = one;
    }
    return offered;
}

Result<ConsentTemplate> consentTemplate(Database &database, const QString &name, const QString &language, const QDate &day)
{
    QStringList known;
    const QList<ConsentTemplate> offered = TRY(formsToOffer(database, day));
    for (const ConsentTemplate &form : offered) {
        if (form.name == name && form.language == language)
            return form;
        known << form.name + u'.' + form.language;
    }
    return fail(ErrorCode::NotFound, u"there is no consent template \"%1\" in language \"%2\"; there are: %3"_s.arg(
                                         name, language, known.join(u", "_s)));
}

Result<QString> languageFor(Database &database, const QString &form, const QString &patientLanguage, const QDate &day)
{
    const QString own = patientLanguage.section(u'-', 0, 0);
    const QList<ConsentTemplate> versions = TRY(versionsOf(database, form, own));
    const bool isThere = std::ranges::any_of(versions, [&](const ConsentTemplate &one) { return one.isInForce(day); });
    return isThere ? own : reviewedLanguage;
}

Result<ConsentTemplate> consentTemplate(Database &database, TemplateId id)
{
    const QList<ConsentTemplate> found = TRY(templatesWhere(database, u"WHERE id = ?"_s, {id.value()}));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no version %1 of a form"_s.arg(id.toString()));
    return found.first();
}

Result<ConsentTemplate> draftForm(Database &database, const Actor &actor, const QDateTime &now, const FormText &form)
{
    TRY(require(actor, Permission::IssueConsent));
    TRY(checkFormText(form));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const QList<ConsentTemplate> versions = TRY(versionsOf(database, form.name, form.language));
    const QString text = QString(form.text).replace(u"\r\n"_s, u"\n"_s);
    const QString digest = documentDigest(text.toUtf8());
    const auto draft = std::ranges::find_if(
        versions, [](const ConsentTemplate &one) { return !one.isShipped && one.state == FormState::Draft; });
    TemplateId id;
    if (form.revision && draft == versions.end())
        return fail(ErrorCode::Conflict, u"the draft of %1 was published or retired meanwhile"_s.arg(form.name));
    if (draft != versions.end()) {
        id = draft->id;
        if (draft->digest != digest)
            TRY(transaction.update(u"consent_template"_s, id.value(), form.revision.value_or(draft->revision), {{u"text"_s, text}, {u"digest"_s, digest}}));
    } else {
        ConsentTemplate added;
        added.name = form.name;
        added.language = form.language;
        added.version = versions.isEmpty() ? 1 : versions.last().version + 1;
        added.text = text;
        added.digest = digest;
        added.kind = TRY(kindOf(database, form));
        added.isShipped = false;
        added.state = FormState::Draft;
        id = TemplateId(TRY(insertVersion(transaction, added)));
    }
    TRY(transaction.commit());
    return consentTemplate(database, id);
}

Result<ConsentTemplate> publishForm(Database &database, const Actor &actor, const QDateTime &now, TemplateId id, int revision, const QDate &from)
{
    TRY(require(actor, Permission::PublishForms));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const ConsentTemplate draft = TRY(consentTemplate(database, id));
    TRY(mayPublish(draft, from, clinicTime(now).date()));
    TRY(transaction.update(u"consent_template"_s, id.value(), revision,
                           {{u"state"_s, formStateName(FormState::Published)},
                            {u"effective_from"_s, from.toString(Qt::ISODate)},
                            {u"published_by"_s, actor.id.value()},
                            {u"published_at"_s, toIsoUtc(now)}}));
    TRY(transaction.commit());
    return consentTemplate(database, id);
}

Result<ConsentTemplate> retireForm(Database &database, const Actor &actor, const QDateTime &now, TemplateId id, int revision, const QString &reason)
{
    TRY(require(actor, Permission::PublishForms));
    if (!isReason(reason))
        return invalidInput(u"the reason must have at least %1 characters"_s.arg(shortestReason));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    const ConsentTemplate form = TRY(consentTemplate(database, id));
    if (form.state == FormState::Retired)
        return invalidInput(u"%1 version %2 is retired already"_s.arg(form.name).arg(form.version));
    TRY(transaction.update(u"consent_template"_s, id.value(), revision, {{u"state"_s, formStateName(FormState::Retired)}}));
    TRY(transaction.commit());
    return consentTemplate(database, id);
}

} // namespace dermis
