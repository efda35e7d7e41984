#include "core/base/clock.h"
#include "core/questionnaires/answer_json.h"
#include "core/questionnaires/conditions.h"
#include "core/questionnaires/extensions.h"
#include "core/questionnaires/response.h"

#include <QVarLengthArray>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

tl::unexpected<Error> wrongAnswer(const QString &linkId, const QString &expected)
{
    return fail(ErrorCode::InvalidInput, u"%1: expected %2"_s.arg(linkId, expected));
}

/// Whose finding an answer is where nothing else is said.
AnswerSource usualSource(const Item &item)
{
    if (item.answeredBy.testFlag(Answerer::Patient))
        return AnswerSource::Patient;
    return item.answeredBy.testFlag(Answerer::Nurse) ? AnswerSource::Nurse : AnswerSource::Dermatologist;
}

QString practitioner(StaffId id)
{
    return u"Practitioner/"_s + id.toString();
}

StaffId staffOf(const Json *reference)
{
    const QString text = reference ? reference->textOf(u"reference") : QString();
    return text.startsWith(u"Practitioner/") ? StaffId(text.sliced(13).toLongLong()) : StaffId();
}

bool isOfferedAs(const Item &item, const QString &type)
{
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const Option &option) { return answerTypeName(option.value) == type; });
}

/// Whether an answer may have this FHIR type; typesOf() names them all.
bool mayBe(const Item &item, const QString &type)
{
    switch (item.type) {
    case ItemType::Boolean:
        return type == u"Boolean";
    case ItemType::Decimal:
        return type == u"Decimal";
    case ItemType::Integer:
        return type == u"Integer";
    case ItemType::Date:
        return type == u"Date";
    case ItemType::Quantity:
        return type == u"Quantity";
    case ItemType::Choice:
        return isOfferedAs(item, type);
    case ItemType::OpenChoice:
        return type == u"String" || isOfferedAs(item, type);
    default:
        return type == u"String";
    }
}

/// The FHIR types an answer may have.
QStringList typesOf(const Item &item)
{
    QStringList types;
    for (const Option &option : item.options) {
        if (const QString type = answerTypeName(option.value); !types.contains(type))
            types << type;
    }
    switch (item.type) {
    case ItemType::Boolean:
        return {u"Boolean"_s};
    case ItemType::Decimal:
        return {u"Decimal"_s};
    case ItemType::Integer:
        return {u"Integer"_s};
    case ItemType::Date:
        return {u"Date"_s};
    case ItemType::Quantity:
        return {u"Quantity"_s};
    case ItemType::Choice:
        return types;
    case ItemType::OpenChoice:
        return types.contains(u"String"_s) ? types : types + QStringList{u"String"_s};
    default:
        return {u"String"_s};
    }
}

} // namespace

/// Reads one response against its form.
class ResponseReader
{
public:
    explicit ResponseReader(const Questionnaire &questionnaire) : m_questionnaire(questionnaire) {}

    Result<Response> read(const QByteArray &bytes)
    {
        const Json json = TRY(Json::parse(bytes));
        if (json.textOf(u"resourceType") != u"QuestionnaireResponse")
            return fail(ErrorCode::InvalidInput, u"resourceType must be QuestionnaireResponse"_s);
        const QString form = json.textOf(u"questionnaire").section(u'|', 0, 0);
        if (!form.isEmpty() && !m_questionnaire.url().isEmpty() && form != m_questionnaire.url())
            return fail(ErrorCode::InvalidInput, u"these answers belong to the form %1"_s.arg(form));
        m_response.authored = fromIsoUtc(json.textOf(u"authored"));
        m_response.author = staffOf(json.find(u"author"));
        TRY(readItems(json, QString(), {}));
        return m_response;
    }

private:
    Result<> readItems(const Json &json, const QString &parent, const QList<int> &instances)
    {
        const Json *list = json.find(u"item");
        if (list && !list->isArray())
            return wrongAnswer(parent.isEmpty() ? u"item"_s : parent, u"a list of items"_s);
        QVarLengthArray<int, 64> seen; // numbers
        for (const Json &element : json.elementsOf(u"item")) {
            const Item &item = *TRY(itemOf(element, parent));
            if (seen.contains(item.number) && !item.repeats)
                return wrongAnswer(item.linkId, u"this item only once"_s);
            seen.append(item.number);
            TRY(item.type == ItemType::Group ? readGroup(element, item, instances)
                                             : readQuestion(element, item, instances));
        }
        return {};
    }

    Result<const Item *> itemOf(const Json &element, const QString &parent) const
    {
        const QString linkId = element.textOf(u"linkId");
        const Item *item = m_questionnaire.find(linkId);
        if (!item)
            return wrongAnswer(linkId.isEmpty() ? u"an item without linkId"_s : linkId,
                         u"a question of this form"_s);
        const Item *home = m_questionnaire.parentOf(*item);
        if ((home ? home->linkId : QString()) != parent)
            return wrongAnswer(linkId, home ? u"it inside %1"_s.arg(home->linkId) : u"it at the top of the form"_s);
        return item;
    }

    Result<> readGroup(const Json &element, const Item &item, const QList<int> &instances)
    {
        if (element.find(u"answer"))
            return wrongAnswer(item.linkId, u"items, for it is a group"_s);
        if (!item.repeats)
            return readItems(element, item.linkId, instances);
        const int instance = m_response.addInstance({item.linkId, instances});
        return readItems(element, item.linkId, instances + QList<int>{instance});
    }

    Result<> readQuestion(const Json &element, const Item &item, const QList<int> &instances)
    {
        const AnswerKey key{item.linkId, instances};
        Answer answer = item.repeats ? m_response.answer(key) : Answer(); // its values may stand in several items
        for (const Json &entry : element.elementsOf(u"answer")) {
            if (!item.isQuestion())
                return wrongAnswer(item.linkId, u"no answer; items of type %1 take none"_s.arg(item.typeName));
            TRY(readAnswer(entry, item, answer));
            TRY(readItems(entry, item.linkId, instances));
        }
        TRY(readItems(element, item.linkId, instances));
        if (!answer.answeredAt.isValid())
            answer.answeredAt = m_response.authored;
        if (answer.answeredBy.isNull())
            answer.answeredBy = m_response.author;
        m_response.setAnswer(m_questionnaire, key, answer);
        return {};
    }

    Result<> readAnswer(const Json &entry, const Item &item, Answer &answer)
    {
        if (answer.state == AnswerState::NotAsked)
            answer.source = usualSource(item);
        for (const auto &[name, member] : entry.members()) {
            if (name.startsWith(u"_value"))
                TRY(readExtensions(member, item, answer));
        }
        TRY(readExtensions(entry, item, answer));
        const auto [type, value] = typedMember(entry, u"value"_s);
        if (!value)
            return {};
        if (answer.state == AnswerState::Unsure)
            return wrongAnswer(item.linkId, u"either a value or the reason why there is none"_s);
        answer.values << TRY(readValue(type, *value, item));
        answer.state = AnswerState::Answered;
        return {};
    }

    static Result<> readExtensions(const Json &element, const Item &item, Answer &answer)
    {
        for (const Json &extension : element.elementsOf(u"extension"))
            TRY(readExtension(extension, item, answer));
        return {};
    }

    static Result<> readExtension(const Json &extension, const Item &item, Answer &answer)
    {
        const QString url = extension.textOf(u"url");
        if (url == extension::dataAbsentReason) {
            const QString code = extension.textOf(u"valueCode");
            if (code != u"asked-unknown" && code != u"asked-declined" && code != u"unknown")
                return wrongAnswer(item.linkId, u"the reason asked-unknown or asked-declined"_s);
            answer.state = AnswerState::Unsure;
            answer.declined = code == u"asked-declined";
        } else if (url == extension::answeredAt) {
            answer.answeredAt = fromIsoUtc(extension.textOf(u"valueInstant"));
            if (!answer.answeredAt.isValid())
                return wrongAnswer(item.linkId, u"answered-at to be a moment such as 2026-03-02T08:00:00.000Z"_s);
        } else if (url == extension::answeredBy) {
            answer.answeredBy = staffOf(extension.find(u"valueReference"));
        } else if (url == extension::answerSource) {
            const auto source = answerSourceFromName(extension.textOf(u"valueCode"));
            if (!source)
                return wrongAnswer(item.linkId, u"answer-source to be patient, nurse or dermatologist"_s);
            answer.source = *source;
        }
        return {};
    }

    static Result<AnswerValue> readValue(const QString &type, const Json &json, const Item &item)
    {
        if (!mayBe(item, type))
            return wrongAnswer(item.linkId, u"value%1, not value%2"_s.arg(typesOf(item).join(u" or value"_s), type));
        const auto value = readAnswerValue(type, json);
        if (!value)
            return wrongAnswer(item.linkId, value.error().detail);
        for (const Option &option : item.options) {
            if (compare(Operator::Equal, **value, option.value) == Truth::True)
                return option.value; // with the words and the code system of the form
        }
        return **value;
    }

    const Questionnaire &m_questionnaire;
    Response m_response;
};

namespace {

/// Writes the items of one response in the order of the form.
class ResponseWriter
{
public:
    ResponseWriter(const Questionnaire &questionnaire, const Response &response)
        : m_questionnaire(questionnaire), m_response(response)
    {
    }

    Json write() const
    {
        Json json = Json::object();
        json.set(u"resourceType"_s, Json::string(u"QuestionnaireResponse"_s));
        json.set(u"questionnaire"_s, Json::string(m_questionnaire.canonical()));
        json.set(u"status"_s,
                 Json::string(m_response.authored.isValid() ? u"completed"_s : u"in-progress"_s));
        if (m_response.authored.isValid())
            json.set(u"authored"_s, Json::string(toIsoUtc(m_response.authored)));
        if (!m_response.author.isNull())
            json.set(u"author"_s, reference(m_response.author));
        Json items = writeItems(m_questionnaire.items(), {});
        if (!items.isEmpty())
            json.set(u"item"_s, std::move(items));
        return json;
    }

private:
    static Json reference(StaffId staff)
    {
        return Json::object().set(u"reference"_s, Json::string(practitioner(staff)));
    }

    Json writeItems(const QList<Item> &items, const QList<int> &instances) const
    {
        Json list = Json::array();
        for (const Item &item : items) {
            if (item.isQuestion())
                addQuestion(list, item, instances);
            else if (item.type == ItemType::Group && item.repeats)
                addInstances(list, item, instances);
            else
                addGroup(list, item, instances, false);
        }
        return list;
    }

    void addGroup(Json &list, const Item &item, const QList<int> &instances, bool evenEmpty) const
    {
        Json inner = writeItems(item.children, instances);
        if (inner.isEmpty() && !evenEmpty)
            return;
        Json json = Json::object();
        json.set(u"linkId"_s, Json::string(item.linkId));
        if (!inner.isEmpty())
            json.set(u"item"_s, std::move(inner));
        list.append(std::move(json));
    }

    void addInstances(Json &list, const Item &item, const QList<int> &instances) const
    {
        const int count = m_response.instanceCount({item.linkId, instances});
        for (int i = 0; i < count; ++i)
            addGroup(list, item, instances + QList<int>{i}, true);
    }

    void addQuestion(Json &list, const Item &item, const QList<int> &instances) const
    {
        const Answer answer = m_response.answer({item.linkId, instances});
        Json inner = writeItems(item.children, instances);
        if (answer.state == AnswerState::NotAsked && inner.isEmpty())
            return;
        Json answers = Json::array();
        for (qsizetype i = 0; i < std::max(answer.values.size(), qsizetype(1)); ++i) {
            Json entry = Json::object();
            if (i < answer.values.size())
                entry.set(u"value"_s + answerTypeName(answer.values.at(i)),
                          writeAnswerValue(answer.values.at(i)));
            if (i == 0) {
                addExtensions(entry, item, answer);
                if (!inner.isEmpty())
                    entry.set(u"item"_s, std::move(inner));
            }
            answers.append(std::move(entry));
        }
        Json json = Json::object();
        json.set(u"linkId"_s, Json::string(item.linkId));
        json.set(u"answer"_s, std::move(answers));
        list.append(std::move(json));
    }

    void addExtensions(Json &entry, const Item &item, const Answer &answer) const
    {
        if (answer.state == AnswerState::NotAsked)
            return;
        Json list = Json::array();
        const auto add = [&](QLatin1StringView url, const QString &type, Json value) {
            list.append(
                Json::object().set(u"url"_s, Json::string(url)).set(u"value"_s + type, std::move(value)));
        };
        if (answer.state == AnswerState::Unsure)
            add(extension::dataAbsentReason, u"Code"_s,
                Json::string(answer.declined ? u"asked-declined"_s : u"asked-unknown"_s));
        if (answer.answeredAt.isValid() && answer.answeredAt != m_response.authored)
            add(extension::answeredAt, u"Instant"_s, Json::string(toIsoUtc(answer.answeredAt)));
        if (!answer.answeredBy.isNull() && answer.answeredBy != m_response.author)
            add(extension::answeredBy, u"Reference"_s, reference(answer.answeredBy));
        if (answer.source != usualSource(item))
            add(extension::answerSource, u"Code"_s, Json::string(answerSourceName(answer.source)));
        if (!list.isEmpty())
            entry.set(u"extension"_s, std::move(list));
    }

    const Questionnaire &m_questionnaire;
    const Response &m_response;
};

} // namespace

Result<Response> Response::fromDraft(const Questionnaire &questionnaire, const QByteArray &bytes)
{
    return ResponseReader(questionnaire).read(bytes);
}

Result<Response> Response::fromJson(const Questionnaire &questionnaire, const QByteArray &bytes)
{
    Response response = TRY(fromDraft(questionnaire, bytes));
    TRY(checkResponse(questionnaire, response));
    return response;
}

QByteArray Response::toJson(const Questionnaire &questionnaire) const
{
    return ResponseWriter(questionnaire, *this).write().toBytes();
}

} // namespace dermis
