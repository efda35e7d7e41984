#include "core/questionnaires/questionnaire_reader.h"

#include "core/questionnaires/answer_json.h"
#include "core/questionnaires/extensions.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

tl::unexpected<Error> wrong(const QString &linkId, const QString &what)
{
    return fail(ErrorCode::InvalidInput,
                linkId.isEmpty() ? u"the form: "_s + what : u"item "_s + linkId + u": "_s + what);
}

bool isHelp(const Json &item)
{
    for (const Json &extension : item.elementsOf(u"extension")) {
        const Json *control = extension.find(u"valueCodeableConcept");
        if (extension.textOf(u"url") != extension::itemControl || !control)
            continue;
        for (const Json &coding : control->elementsOf(u"coding")) {
            if (coding.textOf(u"code") == u"help")
                return true;
        }
    }
    return false;
}

} // namespace

Result<Questionnaire> QuestionnaireReader::read(const QByteArray &bytes)
{
    const Json form = TRY(Json::parse(bytes));
    TRY(readHeader(form));
    if (const Json *items = form.find(u"item"))
        m_data->items = TRY(readItems(*items, nullptr));
    m_data->json = bytes;
    index(m_data->items, nullptr, {});
    TRY(checkConditions(m_data->items));
    TRY(checkNoCircles(m_data->items));
    Questionnaire questionnaire;
    questionnaire.d = m_data;
    return questionnaire;
}

Result<> QuestionnaireReader::readHeader(const Json &form)
{
    if (form.textOf(u"resourceType") != u"Questionnaire")
        return wrong({}, u"resourceType must be Questionnaire"_s);
    m_data->url = form.textOf(u"url");
    m_data->version = form.textOf(u"version");
    m_data->title = form.textOf(u"title");
    if (m_data->title.isEmpty())
        m_data->title = form.textOf(u"name");
    m_data->language = form.textOf(u"language");
    static const QSet<QString> known{
        u"resourceType"_s, u"url"_s,          u"version"_s,        u"name"_s,
        u"title"_s,        u"status"_s,       u"subjectType"_s,    u"date"_s,
        u"publisher"_s,    u"contact"_s,      u"item"_s,           u"description"_s,
        u"useContext"_s,   u"jurisdiction"_s, u"purpose"_s,        u"copyright"_s,
        u"code"_s,         u"approvalDate"_s, u"lastReviewDate"_s, u"effectivePeriod"_s,
        u"experimental"_s, u"identifier"_s,   u"meta"_s,           u"id"_s,
        u"text"_s,         u"language"_s,     u"contained"_s,      u"derivedFrom"_s,
        u"extension"_s};
    nameUnknownMembers(form, {}, known);
    for (const Json &extension : form.elementsOf(u"extension"))
        notSupported({}, u"extension "_s + extension.textOf(u"url"));
    readContained(form);
    return {};
}

void QuestionnaireReader::readContained(const Json &form)
{
    for (const Json &resource : form.elementsOf(u"contained")) {
        const QString type = resource.textOf(u"resourceType");
        if (type == u"ValueSet")
            m_valueSets.insert(resource.textOf(u"id"), readValueSet(resource));
        else
            notSupported({}, u"contained "_s + type);
    }
}

QList<Option> QuestionnaireReader::readValueSet(const Json &valueSet)
{
    QList<Option> options;
    const Json *expansion = valueSet.find(u"expansion");
    const Json *compose = valueSet.find(u"compose");
    if (expansion) {
        for (const Json &code : expansion->elementsOf(u"contains"))
            options << Option{readCoding(code), false};
    } else if (compose) {
        for (const Json &part : compose->elementsOf(u"include")) {
            if (part.elementsOf(u"concept").empty())
                notSupported({}, u"value set %1: codes that are not listed"_s.arg(valueSet.textOf(u"id")));
            for (const Json &code : part.elementsOf(u"concept"))
                options << Option{
                    Coding{part.textOf(u"system"), code.textOf(u"code"), code.textOf(u"display")}, false};
        }
    }
    return options;
}

Result<QList<Item>> QuestionnaireReader::readItems(const Json &list, Item *parent)
{
    const QString place = parent ? parent->linkId : QString();
    if (!list.isArray())
        return wrong(place, u"item must be a list"_s);
    QList<Item> items;
    for (const Json &element : list.elements()) {
        if (!element.isObject())
            return wrong(place, u"each item must be an object"_s);
        if (parent && isHelp(element))
            parent->help += (parent->help.isEmpty() ? u""_s : u"\n"_s) + element.textOf(u"text");
        else
            items << TRY(readItem(element));
    }
    return items;
}

Result<Item> QuestionnaireReader::readItem(const Json &json)
{
    Item item;
    item.linkId = json.textOf(u"linkId");
    if (item.linkId.isEmpty())
        return wrong({}, u"an item has no linkId"_s);
    if (m_linkIds.contains(item.linkId))
        return wrong(item.linkId, u"this linkId stands twice"_s);
    m_linkIds.insert(item.linkId);
    item.number = m_items++;
    item.inRepeatingGroup = m_repeatingAround > 0;
    item.prefix = json.textOf(u"prefix");
    item.text = json.textOf(u"text");
    static const QSet<QString> known{
        u"linkId"_s,       u"prefix"_s,         u"text"_s,      u"type"_s,       u"required"_s,
        u"repeats"_s,      u"readOnly"_s,       u"maxLength"_s, u"enableWhen"_s, u"enableBehavior"_s,
        u"answerOption"_s, u"answerValueSet"_s, u"item"_s,      u"extension"_s,  u"id"_s,
        u"code"_s,         u"definition"_s};
    nameUnknownMembers(json, item.linkId, known);
    TRY(readType(json, item));
    TRY(readFlags(json, item));
    TRY(readOptions(json, item));
    TRY(readConditions(json, item));
    TRY(readItemExtensions(json, item));
    TRY(readChildren(json, item));
    return item;
}

Result<> QuestionnaireReader::readType(const Json &json, Item &item)
{
    static const QHash<QString, ItemType> types{
        {u"group"_s, ItemType::Group},      {u"display"_s, ItemType::Display},
        {u"boolean"_s, ItemType::Boolean},  {u"decimal"_s, ItemType::Decimal},
        {u"integer"_s, ItemType::Integer},  {u"date"_s, ItemType::Date},
        {u"string"_s, ItemType::String},    {u"text"_s, ItemType::Text},
        {u"choice"_s, ItemType::Choice},    {u"open-choice"_s, ItemType::OpenChoice},
        {u"quantity"_s, ItemType::Quantity}};
    static const QSet<QString> later{u"time"_s, u"dateTime"_s, u"url"_s, u"attachment"_s, u"reference"_s};
    item.typeName = json.textOf(u"type");
    if (types.contains(item.typeName)) {
        item.type = types.value(item.typeName);
        return {};
    }
    if (!later.contains(item.typeName))
        return wrong(item.linkId, u"\"%1\" is not a type of FHIR R4"_s.arg(item.typeName));
    item.type = ItemType::Unsupported;
    notSupported(item.linkId, u"type "_s + item.typeName);
    return {};
}

Result<> QuestionnaireReader::readFlags(const Json &json, Item &item)
{
    const auto flag = [&](QStringView name, bool &value) -> Result<> {
        const Json *member = json.find(name);
        if (member && !member->isBool())
            return wrong(item.linkId, u"%1 must be true or false"_s.arg(name));
        value = member && member->toBool();
        return {};
    };
    TRY(flag(u"required", item.required));
    TRY(flag(u"repeats", item.repeats));
    TRY(flag(u"readOnly", item.readOnly));
    if (const Json *length = json.find(u"maxLength")) {
        bool ok = false;
        item.maxLength = length->text().toInt(&ok);
        if (!length->isNumber() || !ok || item.maxLength < 1)
            return wrong(item.linkId, u"maxLength must be a whole number above 0"_s);
    }
    return {};
}

Result<> QuestionnaireReader::readOptions(const Json &json, Item &item)
{
    const bool isChoice = item.type == ItemType::Choice || item.type == ItemType::OpenChoice;
    if (!isChoice && (json.find(u"answerOption") || json.find(u"answerValueSet"))) {
        notSupported(item.linkId, u"options of a "_s + item.typeName);
        return {};
    }
    for (const Json &element : json.elementsOf(u"answerOption"))
        TRY(readOption(element, item));
    if (const QString set = json.textOf(u"answerValueSet"); !set.isEmpty()) {
        if (set.startsWith(u'#') && m_valueSets.contains(set.sliced(1)))
            item.options << m_valueSets.value(set.sliced(1));
        else
            notSupported(item.linkId, u"answerValueSet "_s + set);
    }
    if (item.type == ItemType::Choice && item.options.isEmpty()) {
        item.type = ItemType::Unsupported;
        notSupported(item.linkId, u"a choice without options"_s);
    }
    return {};
}

Result<> QuestionnaireReader::readOption(const Json &json, Item &item)
{
    const auto [type, value] = typedMember(json, u"value"_s);
    if (!value)
        return wrong(item.linkId, u"an answerOption has no value"_s);
    const auto read = readAnswerValue(type, *value);
    if (!read)
        return wrong(item.linkId, u"an answerOption must be "_s + read.error().detail);
    bool exclusive = false;
    for (const Json &extension : json.elementsOf(u"extension")) {
        const Json *flag = extension.find(u"valueBoolean");
        if (extension.textOf(u"url") == extension::optionExclusive)
            exclusive = flag && flag->toBool();
        else
            notSupported(item.linkId, u"option extension "_s + extension.textOf(u"url"));
    }
    nameUnknownMembers(json, item.linkId, {u"value"_s + type, u"extension"_s, u"id"_s});
    if (*read)
        item.options << Option{**read, exclusive};
    else
        notSupported(item.linkId, u"answerOption of type "_s + type);
    return {};
}

Result<> QuestionnaireReader::readConditions(const Json &json, Item &item)
{
    for (const Json &element : json.elementsOf(u"enableWhen")) {
        const auto op = operatorFromName(element.textOf(u"operator"));
        if (!op)
            return wrong(item.linkId,
                         u"\"%1\" is not an operator of enableWhen"_s.arg(element.textOf(u"operator")));
        const auto [type, value] = typedMember(element, u"answer"_s);
        if (!value)
            return wrong(item.linkId, u"enableWhen has no answer to compare with"_s);
        auto operand = readAnswerValue(type, *value);
        if (!operand)
            return wrong(item.linkId, u"the answer of enableWhen must be "_s + operand.error().detail);
        if (!*operand) {
            notSupported(item.linkId, u"enableWhen on answer"_s + type);
            continue;
        }
        if (*op == Operator::Exists && type != u"Boolean")
            return wrong(item.linkId, u"enableWhen with exists needs answerBoolean"_s);
        item.enableWhen << EnableWhen{element.textOf(u"question"), *op, **operand};
    }
    const QString behavior = json.textOf(u"enableBehavior");
    if (item.enableWhen.size() > 1 && behavior != u"all" && behavior != u"any")
        return wrong(item.linkId, u"enableBehavior must be all or any where there are several conditions"_s);
    item.enableBehavior = behavior == u"any" ? EnableBehavior::Any : EnableBehavior::All;
    return {};
}

Result<> QuestionnaireReader::readItemExtensions(const Json &json, Item &item)
{
    Answerers answerers;
    for (const Json &extension : json.elementsOf(u"extension")) {
        if (extension.textOf(u"url") != extension::answerer) {
            TRY(readItemExtension(extension, item));
            continue;
        }
        const auto who = answerSourceFromName(extension.textOf(u"valueCode"));
        if (!who)
            return wrong(item.linkId, u"answerer must be patient, nurse or dermatologist"_s);
        answerers |= *who == AnswerSource::Patient ? Answerer::Patient
                     : *who == AnswerSource::Nurse ? Answerer::Nurse
                                                   : Answerer::Dermatologist;
    }
    if (answerers)
        item.answeredBy = answerers;
    return {};
}

Result<> QuestionnaireReader::readItemExtension(const Json &extension, Item &item)
{
    const QString url = extension.textOf(u"url");
    const auto [type, value] = typedMember(extension, u"value"_s);
    if (!value) {
        notSupported(item.linkId, u"extension "_s + url);
    } else if (url == extension::shelfLife) {
        const auto life = ShelfLife::fromString(value->text());
        if (!life)
            return wrong(item.linkId,
                         u"shelf-life must be permanent, session, or a number of months or days"_s);
        item.shelfLife = *life;
    } else if (url == extension::notInFuture) {
        item.notInFuture = value->toBool();
    } else if (url == extension::perArea) {
        item.perArea = value->toBool();
    } else if (url == extension::unit) {
        const Coding unit = readCoding(*value);
        item.unit = unit.display.isEmpty() ? unit.code : unit.display;
    } else if (url == extension::minValue || url == extension::maxValue) {
        auto bound = readAnswerValue(type, *value);
        if (!bound)
            return wrong(item.linkId, u"minValue and maxValue must be "_s + bound.error().detail);
        if (!*bound)
            notSupported(item.linkId, u"extension "_s + url + u" of type "_s + type);
        (url == extension::minValue ? item.minimum : item.maximum) = *bound;
    } else {
        notSupported(item.linkId, u"extension "_s + url);
    }
    return {};
}

Result<> QuestionnaireReader::readChildren(const Json &json, Item &item)
{
    const Json *list = json.find(u"item");
    if (!list)
        return {};
    if (item.type == ItemType::Display)
        return wrong(item.linkId, u"a display item holds no items"_s);
    const int repeating = item.type == ItemType::Group && item.repeats ? 1 : 0;
    m_repeatingAround += repeating;
    item.children = TRY(readItems(*list, &item));
    m_repeatingAround -= repeating;
    if (item.isQuestion() && item.repeats && !item.children.isEmpty())
        notSupported(item.linkId, u"follow-up questions for each of several answers"_s);
    return {};
}

void QuestionnaireReader::nameUnknownMembers(const Json &json, const QString &linkId,
                                             const QSet<QString> &known)
{
    for (const auto &[name, value] : json.members()) {
        if (!known.contains(name))
            notSupported(linkId, name);
    }
}

void QuestionnaireReader::notSupported(const QString &linkId, const QString &feature)
{
    const Unsupported entry{linkId, feature};
    if (!m_data->unsupported.contains(entry))
        m_data->unsupported << entry;
}

void QuestionnaireReader::index(const QList<Item> &items, const Item *parent,
                                const QStringList &repeatingGroups)
{
    for (const Item &item : items) {
        m_data->places.insert(item.linkId, {&item, parent, repeatingGroups});
        m_data->inOrder << &item;
        m_data->parents << parent;
        const bool repeatingGroup = item.type == ItemType::Group && item.repeats;
        index(item.children, &item,
              repeatingGroup ? repeatingGroups + QStringList{item.linkId} : repeatingGroups);
    }
}

Result<> QuestionnaireReader::checkConditions(const QList<Item> &items) const
{
    for (const Item &item : items) {
        for (const EnableWhen &when : item.enableWhen) {
            const Item *question = m_data->places.value(when.question).item;
            if (!question || question->type == ItemType::Group || question->type == ItemType::Display)
                return wrong(item.linkId, u"enableWhen names \"%1\", which is no question of this form"_s.arg(
                                              when.question));
        }
        TRY(checkConditions(item.children));
    }
    return {};
}

Result<> QuestionnaireReader::checkNoCircles(const QList<Item> &items)
{
    for (const Item &item : items) {
        QStringList way;
        TRY(checkNoCircle(item.linkId, way));
        TRY(checkNoCircles(item.children));
    }
    return {};
}

Result<> QuestionnaireReader::checkNoCircle(const QString &linkId, QStringList &way)
{
    if (m_withoutCircle.contains(linkId))
        return {};
    if (way.contains(linkId))
        return wrong(linkId, u"whether it is asked depends on itself"_s);
    way << linkId;
    const auto place = m_data->places.value(linkId);
    if (place.parent)
        TRY(checkNoCircle(place.parent->linkId, way));
    for (const EnableWhen &when : place.item->enableWhen)
        TRY(checkNoCircle(when.question, way));
    way.removeLast();
    m_withoutCircle.insert(linkId);
    return {};
}

} // namespace dermis
