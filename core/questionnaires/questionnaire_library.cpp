#include "core/questionnaires/questionnaire_library.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/questionnaires/form_edit.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString draftPrefix = u"questionnaire/"_s;

QuestionnaireState stateFromName(const QString &name)
{
    if (name == u"active")
        return QuestionnaireState::Active;
    return name == u"retired" ? QuestionnaireState::Retired : QuestionnaireState::Kept;
}

/// What is said of a version, which may be nothing yet.
struct StateRow
{
    qint64 id = 0; ///< 0: there is no row
    int revision = 0;
    QString url;
    QString version;
    bool isShipped = true;
    QuestionnaireState state = QuestionnaireState::Kept;
};

Result<StateRow> stateRow(Database &database, QuestionnaireId id)
{
    auto select = TRY(database.prepare(
        u"SELECT s.id, s.revision, q.url, q.version, coalesce(s.origin, 'shipped'), coalesce(s.state, 'kept') FROM questionnaire q "
        "LEFT JOIN questionnaire_state s ON s.questionnaire_id = q.id WHERE q.id = ?"_s));
    TRY(select.add(id.value()).run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no form %1"_s.arg(id.toString()));
    return StateRow{select.integer(0), static_cast<int>(select.integer(1)), select.text(2), select.text(3),
                    select.text(4) == u"shipped", stateFromName(select.text(5))};
}

Result<> putState(Transaction &transaction, QuestionnaireId id, const StateRow &row, QuestionnaireState state, const QString &reason)
{
    Row values{{u"state"_s, questionnaireStateName(state)},
               {u"since"_s, toIsoUtc(transaction.now())},
               {u"set_by"_s, transaction.actor().id.value()},
               {u"reason"_s, reason.isNull() ? u""_s : reason}};
    if (row.id != 0) {
        TRY(transaction.update(u"questionnaire_state"_s, row.id, row.revision, values));
        return {};
    }
    values.insert(u"questionnaire_id"_s, id.value());
    values.insert(u"url"_s, row.url);
    values.insert(u"origin"_s, row.isShipped ? u"shipped"_s : u"practice"_s);
    TRY(transaction.insert(u"questionnaire_state"_s, values));
    return {};
}

/// The version that is asked now; null when none is.
Result<QuestionnaireId> activeId(Database &database, const QString &url)
{
    const auto active = currentQuestionnaire(database, url);
    if (active)
        return active->id;
    if (active.error().code == ErrorCode::NotFound)
        return QuestionnaireId();
    return tl::unexpected(active.error());
}

Result<QList<QuestionnaireEntry>> versionsOf(Database &database, const QString &url)
{
    QList<QuestionnaireEntry> versions = TRY(questionnaires(database));
    versions.removeIf([&](const QuestionnaireEntry &one) { return one.url != url; });
    return versions;
}

/// The form with a url and a version, which a canonical reference needs.
Result<FormToImport> withAddress(Database &database, const Questionnaire &form, const QByteArray &bytes)
{
    const Json json = TRY(Json::parse(bytes));
    FormToImport read{form, !form.isNamed() && json.textOf(u"url").isEmpty(), form.version().isEmpty()};
    if (!read.gaveUrl && !read.gaveVersion)
        return read;
    FormEdit edit = TRY(FormEdit::fromJson(bytes));
    if (read.gaveUrl)
        edit.setUrl(form.url());
    const QList<QuestionnaireEntry> versions = TRY(versionsOf(database, edit.url()));
    QStringList taken;
    for (const QuestionnaireEntry &one : versions) {
        if (read.gaveVersion)
            edit.setVersion(one.version);
        const Questionnaire kept = TRY(questionnaire(database, one.id));
        if (kept.json() == edit.json())
            return fail(ErrorCode::InvalidInput, u"this form is kept already: %1, version %2"_s.arg(one.title, one.version));
        taken << one.version;
    }
    if (read.gaveVersion)
        edit.setVersion(nextVersion({}, taken));
    read.form = TRY(Questionnaire::fromJson(edit.json()));
    return read;
}

Result<> checkMayBeKept(Database &database, const Questionnaire &form)
{
    const QList<QuestionnaireEntry> versions = TRY(versionsOf(database, form.url()));
    for (const QuestionnaireEntry &one : versions) {
        if (one.version != form.version())
            continue;
        const Questionnaire kept = TRY(questionnaire(database, one.id));
        return fail(ErrorCode::InvalidInput,
                    kept.json() == form.json()
                        ? u"this form is kept already: %1, version %2"_s.arg(one.title, one.version)
                        : u"%1 version %2 is kept already with other content; give yours a new \"version\""_s.arg(one.url, one.version));
    }
    return {};
}

} // namespace

QString questionnaireStateName(QuestionnaireState state)
{
    switch (state) {
    case QuestionnaireState::Kept:
        return u"kept"_s;
    case QuestionnaireState::Active:
        return u"active"_s;
    case QuestionnaireState::Retired:
        return u"retired"_s;
    }
    return {};
}

Result<QList<QuestionnaireVersion>> questionnaireVersions(Database &database)
{
    auto select = TRY(database.prepare(
        uR"(SELECT q.id, q.url, q.version, q.title, q.added_at, s.state, s.origin, s.since, p.name, s.reason,
                (SELECT count(*) FROM response r WHERE r.questionnaire_id = q.id)
            FROM questionnaire q
            LEFT JOIN questionnaire_state s ON s.questionnaire_id = q.id
            LEFT JOIN staff p ON p.id = s.set_by
            ORDER BY (SELECT min(o.id) FROM questionnaire o WHERE o.url = q.url), q.id)"_s));
    TRY(select.run());
    QList<QuestionnaireVersion> versions;
    while (TRY(select.next())) {
        QuestionnaireVersion one;
        one.entry = {QuestionnaireId(select.integer(0)), select.text(1), select.text(2), select.text(3), select.dateTime(4)};
        one.state = stateFromName(select.text(5));
        one.isShipped = select.text(6) != u"practice";
        one.since = select.isNull(7) ? one.entry.addedAt : select.dateTime(7);
        one.setBy = select.text(8);
        one.reason = select.text(9);
        one.answers = select.integer(10);
        versions << one;
    }
    for (QuestionnaireVersion &one : versions) {
        const bool mayBeActive = one.isShipped && one.state == QuestionnaireState::Kept;
        if (mayBeActive && TRY(activeId(database, one.entry.url)) == one.entry.id)
            one.state = QuestionnaireState::Active;
    }
    return versions;
}

Result<QuestionnaireVersion> questionnaireVersion(Database &database, const QString &url, const QString &version)
{
    const QList<QuestionnaireVersion> all = TRY(questionnaireVersions(database));
    for (const QuestionnaireVersion &one : all) {
        if (one.entry.url == url && one.entry.version == version)
            return one;
    }
    return fail(ErrorCode::NotFound, u"there is no form %1 of version %2"_s.arg(url, version));
}

Result<FormToImport> readForImport(Database &database, const QByteArray &bytes)
{
    const Questionnaire form = TRY(Questionnaire::fromJson(bytes));
    const FormToImport read = TRY(withAddress(database, form, bytes));
    TRY(checkMayBeKept(database, read.form));
    return read;
}

Result<QuestionnaireId> importQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, const QByteArray &bytes)
{
    TRY(require(actor, Permission::PublishForms));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const FormToImport read = TRY(readForImport(database, bytes));
    const QuestionnaireId id = TRY(insertOwnQuestionnaire(transaction, read.form));
    TRY(transaction.commit());
    return id;
}

QString questionnaireDraftForm(const QString &url)
{
    return draftPrefix + url;
}

std::optional<QString> questionnaireOfDraft(const QString &draftForm)
{
    return draftForm.startsWith(draftPrefix) ? std::optional(draftForm.sliced(draftPrefix.size())) : std::nullopt;
}

Result<QuestionnaireId> insertOwnQuestionnaire(Transaction &transaction, const Questionnaire &form)
{
    TRY(require(transaction.actor(), Permission::PublishForms));
    TRY(checkMayBeKept(transaction.database(), form));
    const QuestionnaireId id = TRY(insertQuestionnaire(transaction, form));
    StateRow row;
    row.url = form.url();
    row.isShipped = false;
    TRY(putState(transaction, id, row, QuestionnaireState::Kept, {}));
    return id;
}

Result<> setQuestionnaireActive(Transaction &transaction, QuestionnaireId id)
{
    TRY(require(transaction.actor(), Permission::PublishForms));
    Database &database = transaction.database();
    const StateRow row = TRY(stateRow(database, id));
    const QuestionnaireId before = TRY(activeId(database, row.url));
    if (before == id)
        return fail(ErrorCode::InvalidInput, u"version %1 is active already"_s.arg(row.version));
    if (!before.isNull()) {
        const StateRow replaced = TRY(stateRow(database, before));
        TRY(putState(transaction, before, replaced, QuestionnaireState::Retired, u"replaced by version %1"_s.arg(row.version)));
    }
    return putState(transaction, id, row, QuestionnaireState::Active, {});
}

Result<> retireQuestionnaire(Database &database, const Actor &actor, const QDateTime &now, QuestionnaireId id, const QString &reason)
{
    TRY(require(actor, Permission::PublishForms));
    if (!isReason(reason))
        return fail(ErrorCode::InvalidInput, u"the reason must have at least %1 characters"_s.arg(shortestReason));
    auto transaction = TRY(Transaction::begin(database, actor, now, reason.trimmed()));
    const StateRow row = TRY(stateRow(database, id));
    if (row.state == QuestionnaireState::Retired)
        return fail(ErrorCode::InvalidInput, u"version %1 is retired already"_s.arg(row.version));
    if (row.url == intakeUrl() && TRY(activeId(database, row.url)) == id)
        return fail(ErrorCode::InvalidInput, u"the safety rules need an intake; activate another version in its place"_s);
    TRY(putState(transaction, id, row, QuestionnaireState::Retired, reason.trimmed()));
    return transaction.commit();
}

} // namespace dermis
