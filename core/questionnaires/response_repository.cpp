#include "core/questionnaires/response_repository.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/questionnaires/given_response.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

const QString formDraftPrefix = u"form:"_s;

QString selectEntries()
{
    return u"SELECT r.id, r.patient_id, r.questionnaire_id, q.url, q.version, r.based_on, r.author, "
           u"r.saved_at, r.content "
           "FROM response r JOIN questionnaire q ON q.id = r.questionnaire_id "_s;
}

ResponseEntry entryFromRow(const Statement &row)
{
    return {ResponseId(row.integer(0)),
            PatientId(row.integer(1)),
            QuestionnaireId(row.integer(2)),
            row.text(3),
            row.text(4),
            ResponseId(row.integer(5)),
            StaffId(row.integer(6)),
            row.dateTime(7)};
}

Result<SavedResponse> savedFromRow(const Statement &row, const Questionnaire &form)
{
    Response answers = TRY(Response::fromDraft(form, row.bytes(8)));
    return SavedResponse{entryFromRow(row), std::move(answers), form};
}

Result<SavedResponse> savedFromRow(Database &database, const Statement &row)
{
    const Questionnaire form = TRY(questionnaire(database, entryFromRow(row).questionnaire));
    return savedFromRow(row, form);
}

/// A query for the newest response to a form, run.
Result<Statement> selectLatest(Database &database, PatientId patient, const QString &url)
{
    auto select = TRY(database.prepare(
        selectEntries() + u"WHERE r.patient_id = :patient AND q.url = :url ORDER BY r.id DESC LIMIT 1"_s));
    select.bind(u":patient"_s, patient.value()).bind(u":url"_s, url);
    TRY(select.run());
    return select;
}

Result<> checkNewest(Database &database, PatientId patient, const QString &url, ResponseId basedOn)
{
    auto select = TRY(database.prepare(
        u"SELECT coalesce(max(r.id), 0) FROM response r JOIN questionnaire q ON q.id = r.questionnaire_id "
        "WHERE r.patient_id = :patient AND q.url = :url"_s));
    select.bind(u":patient"_s, patient.value()).bind(u":url"_s, url);
    TRY(select.run());
    if (TRY(select.next()) && select.integer(0) != basedOn.value())
        return fail(ErrorCode::Conflict,
                    u"response %1 was saved since; begin from it"_s.arg(select.integer(0)));
    return {};
}

Result<> checkMayAnswer(const Questionnaire &questionnaire, const QString &linkId, const Actor &actor)
{
    const Item *item = questionnaire.find(linkId);
    if (!item || !item->isDoctorsOnly() || may(actor.roles, Permission::DoctorAnswers))
        return {};
    return fail(ErrorCode::NotAllowed,
                u"%1 is answered by: %2"_s.arg(
                    linkId, rolesToText(holders(Permission::DoctorAnswers)).replace(u' ', u", "_s)));
}

/// The response as it is kept: what differs from the previous one is the actor's.
Result<Response> signedBy(const Transaction &transaction, const Questionnaire &questionnaire,
                          const Response &given, const Response &previous)
{
    Response result = given;
    result.authored = transaction.now();
    result.author = transaction.actor().id;
    for (auto it = given.answers().begin(); it != given.answers().end(); ++it) {
        if (it.value() == previous.answer(it.key()))
            continue;
        TRY(checkMayAnswer(questionnaire, it.key().linkId, transaction.actor()));
        Answer answer = it.value();
        if (!answer.answeredAt.isValid())
            answer.answeredAt = transaction.now();
        if (answer.answeredAt > transaction.now())
            return fail(
                ErrorCode::InvalidInput,
                u"%1: expected a time of answering that is not in the future"_s.arg(it.key().toString()));
        answer.answeredBy = transaction.actor().id;
        result.setAnswer(questionnaire, it.key(), answer);
    }
    for (auto it = previous.answers().begin(); it != previous.answers().end(); ++it) {
        if (given.answer(it.key()).state == AnswerState::NotAsked)
            TRY(checkMayAnswer(questionnaire, it.key().linkId, transaction.actor()));
    }
    return result;
}

Result<> insertRows(Transaction &transaction, ResponseId response, const QList<TypedAnswer> &rows)
{
    auto insert = TRY(transaction.prepare(
        u"INSERT INTO answer (response_id, position, link_id, instances, state, enabled, type, text, number, "
        u"date, code, "
        "unit, answered_at, answered_by, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s));
    const auto notNull = [](const QString &text) { return text.isNull() ? u""_s : text; };
    for (const TypedAnswer &row : rows) {
        insert.add(response.value()).add(row.position).add(row.linkId).add(row.instances).add(row.state);
        insert.add(row.enabled ? 1 : 0).add(notNull(row.type)).add(notNull(row.text));
        insert.add(row.number ? QVariant(*row.number) : QVariant())
            .add(notNull(row.date))
            .add(notNull(row.code));
        insert.add(notNull(row.unit)).add(row.answeredAt).add(row.answeredBy.value()).add(row.source);
        TRY(insert.run());
    }
    return {};
}

} // namespace

namespace {

enum class Fit { Must, May };

Result<ResponseId> insertAnswers(Transaction &transaction, PatientId patient,
                                 QuestionnaireId questionnaireId, const Questionnaire &questionnaire,
                                 const Response &given, ResponseId basedOn, Fit fit)
{
    TRY(checkNewest(transaction.database(), patient, questionnaire.url(), basedOn));
    Response previous;
    if (!basedOn.isNull())
        previous = TRY(response(transaction.database(), basedOn)).response;
    const Response answers = TRY(signedBy(transaction, questionnaire, given, previous));
    if (fit == Fit::Must)
        TRY(checkResponse(questionnaire, answers, clinicTime(transaction.now()).date()));
    const QByteArray content = answers.toJson(questionnaire);
    const Response kept =
        TRY(Response::fromDraft(questionnaire, content)); // typed rows come from what is kept
    const ResponseId id(
        TRY(transaction.insert(u"response"_s, {{u"patient_id"_s, patient.value()},
                                               {u"questionnaire_id"_s, questionnaireId.value()},
                                               {u"based_on"_s, basedOn.toVariant()},
                                               {u"author"_s, transaction.actor().id.value()},
                                               {u"saved_at"_s, toIsoUtc(transaction.now())},
                                               {u"content"_s, QString::fromUtf8(content)}})));
    TRY(insertRows(transaction, id, rebuildAnswers(questionnaire, kept)));
    return id;
}

Result<ResponseId> saveAnswers(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                               QuestionnaireId questionnaireId, const Response &response, ResponseId basedOn,
                               const QString &reason, Fit fit)
{
    TRY(require(actor, Permission::Answers));
    const Questionnaire form = TRY(questionnaire(database, questionnaireId));
    if (fit == Fit::May && form.url() == intakeUrl())
        return fail(ErrorCode::NotAllowed, u"answers to the intake must fit its questions: the safety rules read them"_s);
    auto transaction = TRY(Transaction::begin(database, actor, now, reason));
    const ResponseId id = TRY(insertAnswers(transaction, patient, questionnaireId, form, response, basedOn, fit));
    TRY(endDraft(transaction, formDraftKey(patient, form.url(), actor.id)));
    TRY(transaction.commit());
    return id;
}

} // namespace

Result<ResponseId> insertResponse(Transaction &transaction, PatientId patient, QuestionnaireId questionnaireId,
                                  const Questionnaire &questionnaire, const Response &given, ResponseId basedOn)
{
    return insertAnswers(transaction, patient, questionnaireId, questionnaire, given, basedOn, Fit::Must);
}

Result<> rebuildTypedAnswers(Transaction &transaction)
{
    Database &database = transaction.database();
    TRY(database.run(u"DELETE FROM answer"_s));
    QList<ResponseId> ids;
    {
        auto select = TRY(database.prepare(u"SELECT id FROM response ORDER BY id"_s));
        TRY(select.run());
        while (TRY(select.next()))
            ids << ResponseId(select.integer(0));
    }
    for (const ResponseId id : ids) {
        const SavedResponse saved = TRY(response(database, id));
        TRY(insertRows(transaction, id, rebuildAnswers(saved.form, saved.response)));
    }
    return {};
}

Result<ResponseId> saveResponse(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                                QuestionnaireId questionnaireId, const Response &response, ResponseId basedOn,
                                const QString &reason)
{
    return saveAnswers(database, actor, now, patient, questionnaireId, response, basedOn, reason, Fit::Must);
}

Result<ResponseId> saveGivenResponse(Database &database, const Actor &actor, const QDateTime &now, PatientId patient,
                                     QuestionnaireId questionnaireId, const Response &response, ResponseId basedOn,
                                     const QString &reason)
{
    return saveAnswers(database, actor, now, patient, questionnaireId, response, basedOn, reason, Fit::May);
}

Result<std::optional<SavedResponse>> latestResponse(Database &database, PatientId patient, const QString &url)
{
    auto select = TRY(selectLatest(database, patient, url));
    if (!TRY(select.next()))
        return std::nullopt;
    SavedResponse saved = TRY(savedFromRow(database, select));
    return saved;
}

Result<std::optional<SavedResponse>> latestResponse(Database &database, PatientId patient,
                                                    const StoredQuestionnaire &newest)
{
    QHash<QuestionnaireId, Questionnaire> older;
    const auto stored = TRY(latestStored(database, patient, newest, older));
    if (!stored)
        return std::nullopt;
    SavedResponse saved = TRY(opened(*stored));
    return saved;
}

Result<SavedResponse> opened(const StoredResponse &stored)
{
    Response answers = TRY(Response::fromDraft(stored.form, stored.content));
    return SavedResponse{stored.entry, std::move(answers), stored.form};
}

Result<std::optional<StoredResponse>> latestStored(Database &database, PatientId patient, const StoredQuestionnaire &newest,
                                                   QHash<QuestionnaireId, Questionnaire> &older)
{
    auto select = TRY(selectLatest(database, patient, newest.questionnaire.url()));
    if (!TRY(select.next()))
        return std::nullopt;
    const ResponseEntry entry = entryFromRow(select);
    if (entry.questionnaire == newest.id)
        return StoredResponse{entry, select.bytes(8), newest.questionnaire};
    if (!older.contains(entry.questionnaire)) {
        const Questionnaire form = TRY(questionnaire(database, entry.questionnaire));
        older.insert(entry.questionnaire, form);
    }
    return StoredResponse{entry, select.bytes(8), older.value(entry.questionnaire)};
}

Result<QList<ResponseEntry>> responses(Database &database, PatientId patient)
{
    auto select =
        TRY(database.prepare(selectEntries() + u"WHERE r.patient_id = :patient ORDER BY r.id DESC"_s));
    select.bind(u":patient"_s, patient.value());
    TRY(select.run());
    QList<ResponseEntry> entries;
    while (TRY(select.next()))
        entries << entryFromRow(select);
    return entries;
}

Result<SavedResponse> response(Database &database, ResponseId id)
{
    auto select = TRY(database.prepare(selectEntries() + u"WHERE r.id = :id"_s));
    select.bind(u":id"_s, id.value());
    TRY(select.run());
    if (!TRY(select.next()))
        return fail(ErrorCode::NotFound, u"there is no response %1"_s.arg(id.toString()));
    return savedFromRow(database, select);
}

QString intakeDraftForm()
{
    return u"intake"_s;
}

DraftKey intakeDraftKey(PatientId patient, StaffId author)
{
    return {patient.value(), intakeDraftForm(), author};
}

QString draftFormOf(const QString &url)
{
    return url == intakeUrl() ? intakeDraftForm() : formDraftPrefix + url;
}

DraftKey formDraftKey(PatientId patient, const QString &url, StaffId author)
{
    return {patient.value(), draftFormOf(url), author};
}

std::optional<QString> urlOfDraft(const QString &draftForm)
{
    if (draftForm == intakeDraftForm())
        return intakeUrl();
    return draftForm.startsWith(formDraftPrefix) ? std::optional(draftForm.mid(formDraftPrefix.size())) : std::nullopt;
}

QByteArray draftBody(const Questionnaire &questionnaire, const Response &response)
{
    return response.toJson(questionnaire);
}

Result<Response> responseFromDraft(const Questionnaire &questionnaire, const Draft &draft)
{
    return Response::fromDraft(questionnaire, draft.body);
}

} // namespace dermis
