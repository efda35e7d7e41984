#include "core/base/clock.h"
#include "core/questionnaires/answer_json.h"
#include "core/questionnaires/enabled_items.h"
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

/// The FHIR type of an answer that is no choice.
QString plainType(ItemType type)
{
    switch (type) {
    case ItemType::Boolean:
        return u"Boolean"_s;
    case ItemType::Decimal:
        return u"Decimal"_s;
    case ItemType::Integer:
        return u"Integer"_s;
    case ItemType::Date:
        return u"Date"_s;
    case ItemType::DateTime:
        return u"DateTime"_s;
    case ItemType::Time:
        return u"Time"_s;
    case ItemType::Url:
        return u"Uri"_s;
    case ItemType::Attachment:
        return u"Attachment"_s;
    case ItemType::Reference:
        return u"Reference"_s;
    case ItemType::Quantity:
        return u"Quantity"_s;
    default:
        return u"String"_s;
    }
}

/// Whether an answer may have this FHIR type; typesOf() names them all.
bool mayBe(const Item &item, const QString &type)
{
    if (item.type == ItemType::OpenChoice && type == u"String")
        return true;
    if (item.type != ItemType::Choice && item.type != ItemType::OpenChoice)
        return type == plainType(item.type);
    return isOfferedAs(item, type) || (type == u"Coding" && item.options.isEmpty());
}

/// The FHIR types an answer may have.
QStringList typesOf(const Item &item)
{
    if (item.type != ItemType::Choice && item.type != ItemType::OpenChoice)
        return {plainType(item.type)};
    QStringList types;
    for (const Option &option : item.options) {
        if (const QString type = answerTypeName(option.value); !types.contains(type))
            types << type;
    }
    if (item.options.isEmpty())
        types << u"Coding"_s;
    if (item.type == ItemType::OpenChoice && !types.contains(u"String"_s))
        types << u"String"_s;
    return types;
}

QString statusOf(const Response &response)
{
    return response.authored.isValid() ? u"completed"_s : u"in-progress"_s;
}

} // namespace

/// Reads one response against its form; what does not fit is kept aside.
class ResponseReader
{
public:
    explicit ResponseReader(const Questionnaire &questionnaire) : m_questionnaire(questionnaire) {}

    Result<Response> read(const QByteArray &bytes)
    {
        const Json json = TRY(Json::parse(bytes));
        if (json.textOf(u"resourceType") != u"QuestionnaireResponse")
            return fail(ErrorCode::InvalidInput, u"resourceType must be QuestionnaireResponse"_s);
        TRY(checkForm(json.textOf(u"questionnaire").section(u'|', 0, 0)));
        m_response.authored = fromIsoUtc(json.textOf(u"authored"));
        m_response.author = staffOf(json.find(u"author"));
        keepDocument(json);
        if (!m_response.m_foreign.document.isEmpty())
            m_response.m_foreign.authored = m_response.authored;
        TRY(readItems(json, nullptr, {}));
        return m_response;
    }

private:
    /// Some name a form by its place on a server ("Questionnaire/12") and not by its url.
    Result<> checkForm(const QString &form) const
    {
        const QString url = m_questionnaire.url();
        if (form.isEmpty() || !m_questionnaire.isNamed() || form == url || url.section(u'/', -1) == form.section(u'/', -1))
            return {};
        return fail(ErrorCode::InvalidInput, u"these answers belong to the form %1"_s.arg(form));
    }

    void keepDocument(const Json &json)
    {
        static const QStringList read{u"resourceType"_s, u"item"_s};
        const bool isOurs = !m_response.author.isNull() || !json.find(u"author");
        Json &kept = m_response.m_foreign.document;
        for (const auto &[name, value] : json.members()) {
            const bool isWritten = name == u"author" ? isOurs
                                   : name == u"authored" ? value.text() == toIsoUtc(m_response.authored)
                                   : name == u"questionnaire" ? value.text() == m_questionnaire.canonical()
                                   : name == u"status" ? value.text() == statusOf(m_response)
                                                         : read.contains(name);
            if (!isWritten)
                kept.set(name, value);
        }
    }

    Result<> readItems(const Json &json, const Item *parent, const QList<int> &instances)
    {
        const Json *list = json.find(u"item");
        if (!list)
            return {};
        if (!list->isArray())
            return wrongAnswer(parent ? parent->linkId : u"item"_s, u"a list of items"_s);
        QVarLengthArray<int, 64> seen; // numbers
        QString before;
        for (const Json &element : list->elements()) {
            if (!element.isObject())
                return wrongAnswer(parent ? parent->linkId : u"item"_s, u"each item to be an object"_s);
            const Item *item = m_questionnaire.findIn(parent, element.textOf(u"linkId"));
            const QString expected = expectedInstead(element, item, parent, item && seen.contains(item->number));
            if (!expected.isEmpty()) {
                m_response.m_foreign.misfits << Misfit{{parent ? parent->linkId : QString(), instances}, before, element, expected};
                continue;
            }
            before = item->linkId;
            seen.append(item->number);
            TRY(item->isQuestion() ? readQuestion(element, *item, instances) : readGroup(element, *item, instances));
        }
        return {};
    }

    /// What an item would have to be to fit; empty when it does.
    QString expectedInstead(const Json &element, const Item *item, const Item *parent, bool isSeen) const
    {
        if (!item)
            return u"a question of this form"_s;
        const Item *home = m_questionnaire.parentOf(*item);
        if (home != parent)
            return home ? u"it inside %1"_s.arg(home->linkId) : u"it at the top of the form"_s;
        if (isSeen && !item->repeats)
            return u"this item only once"_s;
        if (item->isQuestion())
            return expectedAnswers(element, *item);
        if (!element.find(u"answer"))
            return {};
        return item->type == ItemType::Group ? u"items, for it is a group"_s : u"no answer; items of type display take none"_s;
    }

    static QString expectedAnswers(const Json &element, const Item &item)
    {
        bool isUnsure = false;
        bool hasValue = false;
        for (const Json &entry : element.elementsOf(u"answer")) {
            const auto [type, value] = typedMember(entry, u"value"_s);
            for (const auto &[name, member] : entry.members()) {
                if (name == u"extension" || name.startsWith(u"_value")) {
                    if (const QString expected = expectedExtensions(name == u"extension" ? entry : member, isUnsure); !expected.isEmpty())
                        return expected;
                }
            }
            hasValue = hasValue || value;
            if (value && !mayBe(item, type))
                return u"value%1, not value%2"_s.arg(typesOf(item).join(u" or value"_s), type);
            const auto read = value ? readAnswerValue(type, *value) : Result<std::optional<AnswerValue>>(std::nullopt);
            if (!read)
                return read.error().detail;
        }
        return isUnsure && hasValue ? u"either a value or the reason why there is none"_s : QString();
    }

    static QString expectedExtensions(const Json &element, bool &isUnsure)
    {
        for (const Json &extension : element.elementsOf(u"extension")) {
            const QString url = extension.textOf(u"url");
            const QString code = extension.textOf(u"valueCode");
            if (url == extension::dataAbsentReason) {
                isUnsure = true;
                if (code != u"asked-unknown" && code != u"asked-declined" && code != u"unknown")
                    return u"the reason asked-unknown or asked-declined"_s;
            } else if (url == extension::answeredAt && !fromIsoUtc(extension.textOf(u"valueInstant")).isValid()) {
                return u"answered-at to be a moment such as 2026-03-02T08:00:00.000Z"_s;
            } else if (url == extension::answerSource && !answerSourceFromName(code)) {
                return u"answer-source to be patient, nurse or dermatologist"_s;
            }
        }
        return {};
    }

    Result<> readGroup(const Json &element, const Item &item, const QList<int> &instances)
    {
        QList<int> inside = instances;
        if (item.repeats)
            inside << m_response.addInstance({item.linkId, instances});
        keepItem(element, {item.linkId, inside});
        return readItems(element, &item, inside);
    }

    Result<> readQuestion(const Json &element, const Item &item, const QList<int> &instances)
    {
        const AnswerKey key{item.linkId, instances};
        const bool isScope = item.repeats && item.isScope();
        Answer answer = item.repeats ? m_response.answer(key) : Answer(); // its values may stand in several items
        keepItem(element, key);
        for (const Json &entry : element.elementsOf(u"answer")) {
            readAnswer(entry, item, key, answer);
            const auto value = static_cast<int>(std::max(answer.values.size(), qsizetype(1))) - 1;
            TRY(readItems(entry, &item, isScope ? instances + QList<int>{value} : instances));
        }
        TRY(readItems(element, &item, isScope ? instances + QList<int>{0} : instances));
        if (!answer.answeredAt.isValid())
            answer.answeredAt = m_response.authored;
        if (answer.answeredBy.isNull())
            answer.answeredBy = m_response.author;
        m_response.place(m_questionnaire, key, answer);
        return {};
    }

    void keepItem(const Json &element, const AnswerKey &key)
    {
        for (const auto &[name, value] : element.members()) {
            if (name != u"linkId" && name != u"answer" && name != u"item")
                m_response.m_foreign.items[key].replace(name, value);
        }
        const bool isInstance = m_questionnaire.find(key.linkId)->type == ItemType::Group && m_questionnaire.find(key.linkId)->repeats;
        if (!isInstance && element.elementsOf(u"answer").empty() && element.elementsOf(u"item").empty())
            m_response.m_foreign.items[key]; // it stands there, and says nothing
    }

    void readAnswer(const Json &entry, const Item &item, const AnswerKey &key, Answer &answer)
    {
        if (answer.state == AnswerState::NotAsked)
            answer.source = usualSource(item);
        bool isOurs = true;
        for (const auto &[name, member] : entry.members()) {
            if (name == u"extension" || name.startsWith(u"_value"))
                isOurs = readExtensions(name == u"extension" ? entry : member, answer) && name == u"extension" && isOurs;
            else if (name != u"item" && !(name.startsWith(u"value") && name.size() > 5))
                isOurs = false;
        }
        const auto [type, value] = typedMember(entry, u"value"_s);
        if (!value)
            return;
        const auto given = readAnswerValue(type, *value);
        const AnswerValue kept = inWordsOf(item, **given);
        if (!isOurs || (value->isObject() && (kept != **given || value->members().size() != writeAnswerValue(kept).members().size())))
            m_response.m_foreign.answers[key] << std::pair(kept, entry);
        answer.values << kept;
        answer.state = AnswerState::Answered;
    }

    /// False when there is one that is not ours.
    static bool readExtensions(const Json &element, Answer &answer)
    {
        bool areOurs = true;
        for (const Json &extension : element.elementsOf(u"extension"))
            areOurs = readExtension(extension, answer) && areOurs;
        return areOurs;
    }

    static bool readExtension(const Json &extension, Answer &answer)
    {
        const QString url = extension.textOf(u"url");
        if (url == extension::dataAbsentReason) {
            answer.state = AnswerState::Unsure;
            answer.declined = extension.textOf(u"valueCode") == u"asked-declined";
        } else if (url == extension::answeredAt) {
            answer.answeredAt = fromIsoUtc(extension.textOf(u"valueInstant"));
        } else if (url == extension::answeredBy) {
            answer.answeredBy = staffOf(extension.find(u"valueReference"));
        } else if (url == extension::answerSource) {
            answer.source = answerSourceFromName(extension.textOf(u"valueCode")).value_or(answer.source);
        } else {
            return false;
        }
        return true;
    }

    /// An option with the words and the code system of the form.
    static AnswerValue inWordsOf(const Item &item, const AnswerValue &given)
    {
        for (const Option &option : item.options) {
            if (compare(Operator::Equal, given, option.value) == Truth::True)
                return option.value;
        }
        return given;
    }

    const Questionnaire &m_questionnaire;
    Response m_response;
};

/// Writes the items of one response in the order of the form.
class ResponseWriter
{
public:
    /// Given what applies, answers that do not are left out.
    ResponseWriter(const Questionnaire &questionnaire, const Response &response, const EnabledItems *enabled = nullptr)
        : m_questionnaire(questionnaire), m_response(response), m_foreign(response.m_foreign), m_enabled(enabled)
    {
    }

    Json write() const
    {
        Json json = Json::object();
        json.set(u"resourceType"_s, Json::string(u"QuestionnaireResponse"_s));
        for (const auto &[name, value] : m_foreign.document.members()) {
            static const QStringList ours{u"author"_s, u"authored"_s, u"questionnaire"_s, u"status"_s, u"extension"_s};
            if (!ours.contains(name))
                json.set(name, value);
        }
        addHead(json);
        Json items = writeItems(m_questionnaire.items(), {}, {});
        if (!items.isEmpty())
            json.set(u"item"_s, std::move(items));
        return json;
    }

private:
    static Json reference(StaffId staff)
    {
        return Json::object().set(u"reference"_s, Json::string(practitioner(staff)));
    }

    /// As it was given, while it still says the same; else as it is now.
    void addHead(Json &json) const
    {
        const Json &given = m_foreign.document;
        const QString authored = given.textOf(u"authored");
        const bool isAsGiven = m_response.authored == m_foreign.authored && m_response.author.isNull();
        if (const Json *form = given.find(u"questionnaire"); form && form->isString() && (isAsGiven || !m_questionnaire.isNamed()))
            json.set(u"questionnaire"_s, *form);
        else
            json.set(u"questionnaire"_s, Json::string(m_questionnaire.canonical()));
        static const QStringList statuses{u"in-progress"_s, u"completed"_s, u"amended"_s, u"entered-in-error"_s, u"stopped"_s};
        const QString status = given.textOf(u"status");
        json.set(u"status"_s, Json::string(isAsGiven && statuses.contains(status) ? status : statusOf(m_response)));
        if (isAsGiven && !authored.isEmpty())
            json.set(u"authored"_s, Json::string(authored));
        else if (m_response.authored.isValid())
            json.set(u"authored"_s, Json::string(toIsoUtc(m_response.authored)));
        Json extensions = given.find(u"extension") ? *given.find(u"extension") : Json::array();
        const Json *author = given.find(u"author");
        if (m_response.author.isNull() && author)
            json.set(u"author"_s, *author);
        else if (!m_response.author.isNull())
            json.set(u"author"_s, reference(m_response.author));
        if (!m_response.author.isNull() && author)
            extensions.append(Json::object().set(u"url"_s, Json::string(extension::givenBy)).set(u"valueReference"_s, *author));
        if (!extensions.isEmpty())
            json.set(u"extension"_s, std::move(extensions));
    }

    bool applies(const Item &item, const QList<int> &instances) const
    {
        return !m_enabled || m_enabled->isEnabled({item.linkId, instances});
    }

    Json writeItems(const QList<Item> &items, const QString &parent, const QList<int> &instances) const
    {
        Json list = Json::array();
        addMisfits(list, {parent, instances}, {});
        for (const Item &item : items) {
            if (!applies(item, instances))
                ;
            else if (item.isQuestion())
                addQuestion(list, item, instances);
            else if (item.isScope())
                addInstances(list, item, instances);
            else
                addGroup(list, item, instances, false);
            addMisfits(list, {parent, instances}, item.linkId);
        }
        return list;
    }

    void addMisfits(Json &list, const AnswerKey &parent, const QString &after) const
    {
        for (const Misfit &misfit : m_foreign.misfits) {
            if (misfit.parent == parent && misfit.after == after)
                list.append(misfit.item);
        }
    }

    /// The item with what else was written in it.
    Json itemOf(const Item &item, const QList<int> &instances) const
    {
        Json json = Json::object();
        const Json given = m_foreign.items.value({item.linkId, instances});
        for (const auto &[name, value] : given.members())
            json.set(name, value);
        json.set(u"linkId"_s, Json::string(item.writtenLinkId()));
        return json;
    }

    void addGroup(Json &list, const Item &item, const QList<int> &instances, bool evenEmpty) const
    {
        Json inner = writeItems(item.children, item.linkId, instances);
        if (inner.isEmpty() && !evenEmpty && !m_foreign.items.contains({item.linkId, instances}))
            return;
        Json json = itemOf(item, instances);
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
        const AnswerKey key{item.linkId, instances};
        const Answer answer = m_response.answer(key);
        const bool isScope = item.repeats && item.isScope();
        auto given = m_foreign.answers.value(key);
        Json answers = Json::array();
        for (int i = 0; i < std::max(answer.values.size(), qsizetype(1)); ++i) {
            const bool hasValue = i < answer.values.size();
            Json entry = hasValue ? entryOf(answer.values.at(i), given) : Json::object();
            Json inner = isScope || i == 0 ? writeItems(item.children, item.linkId, isScope ? instances + QList<int>{i} : instances) : Json::array();
            if (i == 0)
                addExtensions(entry, item, answer);
            if (!inner.isEmpty())
                entry.set(u"item"_s, std::move(inner));
            if (!entry.isEmpty())
                answers.append(std::move(entry));
        }
        if (answers.isEmpty() && !m_foreign.items.contains(key))
            return;
        Json json = itemOf(item, instances);
        if (!answers.isEmpty())
            json.set(u"answer"_s, std::move(answers));
        list.append(std::move(json));
    }

    /// One answer, with what else was written in it.
    static Json entryOf(const AnswerValue &value, QList<std::pair<AnswerValue, Json>> &given)
    {
        const auto as = std::find_if(given.begin(), given.end(), [&](const auto &pair) { return pair.first == value; });
        Json entry = Json::object();
        if (as == given.end()) {
            entry.set(u"value"_s + answerTypeName(value), writeAnswerValue(value));
            return entry;
        }
        for (const auto &[name, member] : as->second.members()) {
            Json foreign = Json::array();
            for (const Json &extension : name == u"extension" ? member.elements() : std::vector<Json>()) {
                if (!extension::isOurs(extension.textOf(u"url")))
                    foreign.append(extension);
            }
            if (name != u"item" && name != u"extension")
                entry.set(name, member);
            else if (!foreign.isEmpty())
                entry.set(name, std::move(foreign));
        }
        given.erase(as);
        return entry;
    }

    void addExtensions(Json &entry, const Item &item, const Answer &answer) const
    {
        if (answer.state == AnswerState::NotAsked)
            return;
        Json list = entry.find(u"extension") ? *entry.find(u"extension") : Json::array();
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
            entry.replace(u"extension"_s, std::move(list));
    }

    const Questionnaire &m_questionnaire;
    const Response &m_response;
    const ForeignContent &m_foreign;
    const EnabledItems *m_enabled;
};

Result<Response> Response::fromDraft(const Questionnaire &questionnaire, const QByteArray &bytes)
{
    return ResponseReader(questionnaire).read(bytes);
}

Result<Response> Response::fromJson(const Questionnaire &questionnaire, const QByteArray &bytes)
{
    Response response = TRY(fromDraft(questionnaire, bytes));
    if (!response.misfits().isEmpty()) {
        const Misfit &first = response.misfits().first();
        return wrongAnswer(first.linkId().isEmpty() ? u"an item without linkId"_s : first.linkId(), first.expected);
    }
    TRY(checkResponse(questionnaire, response));
    return response;
}

QByteArray Response::toJson(const Questionnaire &questionnaire) const
{
    return ResponseWriter(questionnaire, *this).write().toBytes();
}

Json Response::appliedJson(const Questionnaire &questionnaire, const EnabledItems &enabled) const
{
    return ResponseWriter(questionnaire, *this, &enabled).write();
}

QByteArray Response::toFhir(const Questionnaire &questionnaire) const
{
    const EnabledItems enabled(questionnaire, *this);
    return appliedJson(questionnaire, enabled).toBytes();
}

} // namespace dermis
