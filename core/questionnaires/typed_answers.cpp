#include "core/base/clock.h"
#include "core/questionnaires/enabled_items.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString typeName(const AnswerValue &value)
{
    static const QStringList names{u"boolean"_s, u"integer"_s, u"decimal"_s, u"date"_s, u"text"_s, u"coding"_s,
                                   u"quantity"_s, u"date"_s, u"text"_s, u"text"_s, u"text"_s, u"text"_s};
    return names.at(static_cast<qsizetype>(value.index()));
}

QString stateName(const Answer &answer)
{
    if (answer.isAnswered())
        return u"answered"_s;
    return answer.declined ? u"declined"_s : u"unsure"_s;
}

QString instanceText(const QList<int> &instances)
{
    QStringList numbers;
    for (const int instance : instances)
        numbers << QString::number(instance);
    return numbers.isEmpty() ? u""_s : numbers.join(u'/');
}

void setValue(TypedAnswer &row, const AnswerValue &value)
{
    row.type = typeName(value);
    row.text = toText(value);
    row.number = numberOf(value);
    if (const auto *flag = std::get_if<bool>(&value))
        row.number = *flag ? 1 : 0;
    else if (const auto *date = std::get_if<PartialDate>(&value))
        row.date = date->toString();
    else if (const auto *moment = std::get_if<Moment>(&value))
        row.date = moment->text;
    else if (const auto *coding = std::get_if<Coding>(&value))
        row.code = coding->code;
    else if (const auto *quantity = std::get_if<Quantity>(&value))
        row.unit = quantity->unit;
}

TypedAnswer rowOf(const AnswerKey &key, const Answer &answer, bool enabled)
{
    TypedAnswer row;
    row.linkId = key.linkId;
    row.instances = instanceText(key.instances);
    row.state = stateName(answer);
    row.enabled = enabled;
    row.answeredAt = answer.answeredAt.isValid() ? toIsoUtc(answer.answeredAt) : u""_s;
    row.answeredBy = answer.answeredBy;
    row.source = answerSourceName(answer.source);
    return row;
}

/// The rows of one response in the file, with their ids.
Result<QList<std::pair<qint64, TypedAnswer>>> keptRows(Database &database, ResponseId response)
{
    auto select = TRY(database.prepare(
        u"SELECT id, position, link_id, instances, state, enabled, type, text, number, date, code, unit, "
        u"answered_at, "
        "answered_by, source FROM answer WHERE response_id = :response ORDER BY position, id"_s));
    select.bind(u":response"_s, response.value());
    TRY(select.run());
    QList<std::pair<qint64, TypedAnswer>> rows;
    while (TRY(select.next())) {
        TypedAnswer row{static_cast<int>(select.integer(1)),
                        select.text(2),
                        select.text(3),
                        select.text(4),
                        select.boolean(5),
                        select.text(6),
                        select.text(7),
                        std::nullopt,
                        select.text(9),
                        select.text(10),
                        select.text(11),
                        select.text(12),
                        StaffId(select.integer(13)),
                        select.text(14)};
        if (!select.isNull(8))
            row.number = select.real(8);
        rows.append({select.integer(0), row});
    }
    return rows;
}

Result<std::optional<Damage>> checkOne(Database &database, ResponseId id)
{
    const auto damage = [](const QString &table, qint64 row, const QString &detail) {
        return Damage{u"answers"_s, table, row, 0, detail};
    };
    const auto saved = response(database, id);
    if (!saved)
        return damage(u"response"_s, id.value(), u"this response can no longer be read with its form"_s);
    const auto form = TRY(questionnaire(database, saved->entry.questionnaire));
    const auto expected = rebuildAnswers(form, saved->response);
    const auto kept = TRY(keptRows(database, id));
    for (qsizetype i = 0; i < kept.size(); ++i) {
        if (i >= expected.size() || kept.at(i).second != expected.at(i))
            return damage(u"answer"_s, kept.at(i).first, u"differs from response %1"_s.arg(id.toString()));
    }
    if (kept.size() < expected.size())
        return damage(u"response"_s, id.value(), u"typed answers of this response are missing"_s);
    return std::nullopt;
}

} // namespace

QList<TypedAnswer> rebuildAnswers(const Questionnaire &questionnaire, const Response &response)
{
    const EnabledItems enabled(questionnaire, response);
    QList<TypedAnswer> rows;
    for (const AnswerKey &key : questionKeys(questionnaire, response)) {
        const Answer answer = response.answer(key);
        if (answer.state == AnswerState::NotAsked)
            continue;
        TypedAnswer row = rowOf(key, answer, enabled.isEnabled(key));
        for (qsizetype i = 0; i < std::max(answer.values.size(), qsizetype(1)); ++i) {
            row.position = static_cast<int>(rows.size());
            if (i < answer.values.size())
                setValue(row, answer.values.at(i));
            rows << row;
        }
    }
    return rows;
}

Result<> removeTypedAnswers(Transaction &transaction, PatientId patient)
{
    auto statement = TRY(transaction.prepare(
        u"DELETE FROM answer WHERE response_id IN (SELECT id FROM response WHERE patient_id = ?)"_s));
    statement.add(patient.value());
    return statement.run();
}

Result<std::optional<Damage>> checkAnswers(Database &database)
{
    QList<ResponseId> ids;
    {
        auto select = TRY(database.prepare(u"SELECT id FROM response ORDER BY id"_s));
        TRY(select.run());
        while (TRY(select.next()))
            ids << ResponseId(select.integer(0));
    }
    for (const ResponseId id : ids) {
        if (auto damage = TRY(checkOne(database, id)))
            return damage;
    }
    auto stray = TRY(database.prepare(
        u"SELECT id FROM answer WHERE response_id NOT IN (SELECT id FROM response) ORDER BY id LIMIT 1"_s));
    TRY(stray.run());
    if (TRY(stray.next()))
        return Damage{u"answers"_s, u"answer"_s, stray.integer(0), 0, u"belongs to no response"_s};
    return std::nullopt;
}

} // namespace dermis
