#include "core/questionnaires/questionnaire_reader.h"

#include "core/questionnaires/answer_json.h"
#include "core/questionnaires/extensions.h"
#include "core/questionnaires/form_rules.h"
#include "core/questionnaires/form_version.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

tl::unexpected<Error> wrong(const QString &linkId, const QString &what)
{
    return invalidInput(linkId.isEmpty() ? u"the form: "_s + what : u"item "_s + linkId + u": "_s + what);
}

/// A name for a form without url: its id, else its name or title, in letters that a URN may have.
QString ownName(const Json &form)
{
    QString name;
    for (const QString &member : {u"id"_s, u"name"_s, u"title"_s})
        name = name.isEmpty() ? form.textOf(member).toLower() : name;
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    name.replace(other, u"-"_s);
    return name.isEmpty() ? u"without-a-name"_s : name;
}

/// Whether a question of that type can have this value, as R4 has it.
bool mayHold(const Item &item, const AnswerValue &value)
{
    static const QHash<ItemType, QString> types{
        {ItemType::Boolean, u"Boolean"_s},       {ItemType::Decimal, u"Decimal"_s},     {ItemType::Integer, u"Integer"_s},
        {ItemType::Date, u"Date"_s},             {ItemType::DateTime, u"DateTime"_s},   {ItemType::Time, u"Time"_s},
        {ItemType::String, u"String"_s},         {ItemType::Text, u"String"_s},         {ItemType::Url, u"Uri"_s},
        {ItemType::Attachment, u"Attachment"_s}, {ItemType::Reference, u"Reference"_s}, {ItemType::Quantity, u"Quantity"_s}};
    const QString type = answerTypeName(value);
    if (item.type == ItemType::OpenChoice && type == u"String")
        return true;
    if (item.type != ItemType::Choice && item.type != ItemType::OpenChoice)
        return types.value(item.type) == type;
    return item.isOpenEnded || std::any_of(item.options.begin(), item.options.end(), [&](const Option &option) {
               return compare(Operator::Equal, value, option.value) == Truth::True;
           });
}

/// Whether a condition can ever hold: yes = "yes" cannot.
bool canCompare(const Item &question, const EnableWhen &when)
{
    if (when.op == Operator::Exists)
        return true;
    const QString type = answerTypeName(when.operand);
    static const QStringList numbers{u"Integer"_s, u"Decimal"_s, u"Quantity"_s};
    static const QStringList dates{u"Date"_s, u"DateTime"_s};
    switch (question.type) {
    case ItemType::Boolean:
        return type == u"Boolean";
    case ItemType::Decimal:
    case ItemType::Integer:
    case ItemType::Quantity:
        return numbers.contains(type);
    case ItemType::Date:
    case ItemType::DateTime:
        return dates.contains(type);
    case ItemType::Time:
        return type == u"Time";
    case ItemType::String:
    case ItemType::Text:
        return type == u"String";
    case ItemType::Choice:
    case ItemType::OpenChoice:
        return type != u"Boolean";
    case ItemType::Url:
        return type == u"Uri" || type == u"String";
    case ItemType::Reference:
        return type == u"Reference";
    default:
        return false;
    }
}

} // namespace

QuestionnaireReader::QuestionnaireReader(const QString &language)
    : m_language(language)
    , m_valueSets([this](const Json &json, const QString &member) { return words(json, member); })
{
}

Result<Questionnaire> QuestionnaireReader::read(const QByteArray &bytes)
{
    const Json document = TRY(Json::parse(bytes));
    const Json &form = *TRY(formIn(document));
    TRY(readHeader(form));
    if (const Json *items = form.find(u"item"))
        m_data->items = TRY(readItems(*items, {}));
    m_data->json = bytes;
    if (&form != &document)
        m_data->resourceJson = form.toBytes();
    readExpressions();
    index(m_data->items, nullptr, {});
    TRY(checkConditions(m_data->items));
    TRY(checkNoCircles(m_data->items));
    Questionnaire questionnaire;
    questionnaire.d = m_data;
    return questionnaire;
}

Result<const Json *> QuestionnaireReader::formIn(const Json &document)
{
    if (document.textOf(u"resourceType") != u"Bundle")
        return &document;
    QList<const Json *> forms;
    for (const Json &entry : document.elementsOf(u"entry")) {
        const Json *resource = entry.find(u"resource");
        if (resource && resource->textOf(u"resourceType") == u"Questionnaire")
            forms << resource;
        else if (resource && !m_valueSets.add(*resource, false))
            notSupported({}, u"%1 in the Bundle"_s.arg(resource->textOf(u"resourceType")), u"it is not used"_s);
    }
    if (forms.size() != 1)
        return wrong({}, forms.isEmpty() ? u"this Bundle holds no Questionnaire"_s
                                         : u"this Bundle holds %1 Questionnaires; bring one at a time"_s.arg(forms.size()));
    return forms.first();
}

Result<> QuestionnaireReader::readHeader(const Json &form)
{
    if (form.textOf(u"resourceType") != u"Questionnaire")
        return wrong({}, u"resourceType must be Questionnaire"_s);
    if (const QString other = otherFhirVersion(form); !other.isEmpty())
        return wrong({}, u"this is %1; Dermis reads FHIR R4"_s.arg(other));
    m_data->languages << form.textOf(u"language");
    m_data->url = form.textOf(u"url");
    m_data->version = form.textOf(u"version");
    m_data->status = form.textOf(u"status");
    m_data->title = words(form, u"title"_s);
    if (m_data->title.isEmpty())
        m_data->title = form.textOf(u"name");
    static const QSet<QString> known{
        u"resourceType"_s, u"url"_s,          u"version"_s,        u"name"_s,
        u"title"_s,        u"status"_s,       u"subjectType"_s,    u"date"_s,
        u"publisher"_s,    u"contact"_s,      u"item"_s,           u"description"_s,
        u"useContext"_s,   u"jurisdiction"_s, u"purpose"_s,        u"copyright"_s,
        u"code"_s,         u"approvalDate"_s, u"lastReviewDate"_s, u"effectivePeriod"_s,
        u"experimental"_s, u"identifier"_s,   u"meta"_s,           u"id"_s,
        u"text"_s,         u"language"_s,     u"contained"_s,      u"derivedFrom"_s,
        u"extension"_s,    u"_title"_s,       u"implicitRules"_s};
    nameUnknownMembers(form, {}, known);
    for (const Remark &remark : brokenRules(form))
        add(remark);
    static const QString ours = u"urn:dermis:form:"_s;
    m_data->isNamed = !m_data->url.isEmpty() && !m_data->url.startsWith(ours);
    if (m_data->url.isEmpty()) {
        m_data->url = ours + ownName(form);
        notSupported({}, u"no url"_s, u"it is kept as "_s + m_data->url);
    }
    for (const Json *extension : elements(form, u"extension"_s, {}))
        readFormExtension(*extension);
    readContained(form);
    return {};
}

void QuestionnaireReader::readFormExtension(const Json &extension)
{
    const QString url = extension.textOf(u"url");
    const Json *expression = extension.find(u"valueExpression");
    if (url == extension::variable && expression && expression->textOf(u"language") == u"text/fhirpath")
        m_data->variables << expression->textOf(u"name") << expression->textOf(u"expression");
    else
        notSupported({}, u"extension "_s + url, u"it has no effect"_s);
}

void QuestionnaireReader::readContained(const Json &form)
{
    for (const Json &resource : form.elementsOf(u"contained")) {
        if (!m_valueSets.add(resource, true))
            notSupported({}, u"contained "_s + resource.textOf(u"resourceType"), u"it is not used"_s);
    }
}

Result<QList<Item>> QuestionnaireReader::readItems(const Json &list, Parent parent)
{
    const QString place = parent.item ? parent.item->linkId : QString();
    if (!list.isArray())
        return wrong(place, u"item must be a list"_s);
    if (parent.depth >= Questionnaire::maximumDepth)
        return wrong(place, u"items are nested more than %1 deep"_s.arg(Questionnaire::maximumDepth));
    QList<Item> items;
    for (const Json &element : list.elements()) {
        if (!element.isObject())
            return wrong(place, u"each item must be an object"_s);
        TRY(readPart(element, parent, items));
    }
    return items;
}

Result<> QuestionnaireReader::readPart(const Json &json, Parent parent, QList<Item> &items)
{
    const BesideRole role = parent.item ? besideRole(json) : BesideRole::None;
    if (role == BesideRole::None)
        return readItem(json, parent, items);
    Item beside;
    TRY(takeLinkId(json, parent, beside));
    const QString text = words(json, u"text"_s);
    if (role == BesideRole::Unit && parent.item->unit.isEmpty())
        parent.item->unit = text;
    else if (role == BesideRole::Prompt)
        parent.item->prompt = text;
    else if (role == BesideRole::Help)
        parent.item->help += (parent.item->help.isEmpty() ? QString() : u"\n"_s) + text;
    return {};
}

Result<> QuestionnaireReader::takeLinkId(const Json &json, Parent parent, Item &item)
{
    const bool isDisplay = json.textOf(u"type") == u"display";
    item.linkId = json.textOf(u"linkId");
    if (item.linkId.isEmpty() && !isDisplay)
        return wrong({}, u"an item has no linkId"_s);
    if (item.linkId.isEmpty())
        invalid({}, u"a display without linkId"_s, u"it is shown"_s);
    const QString place = (parent.item ? parent.item->linkId : QString()) + u'\n' + item.linkId;
    if (m_places.contains(place) && !isDisplay)
        return wrong(item.linkId, u"this linkId stands twice at one place, so that the answers cannot be told apart (que-2)"_s);
    m_places.insert(place);
    if (m_linkIds.contains(item.linkId)) {
        invalid(item.linkId, u"this linkId stands twice (que-2)"_s, isDisplay ? u"both are shown"_s : u"the answers are told apart by the group that they stand in"_s);
        m_data->sharedLinkIds.insert(item.linkId);
        item.sharedLinkId = item.linkId;
        item.linkId += u"\u00a0"_s + QString::number(m_items); // only within Dermis
    }
    m_linkIds.insert(item.linkId);
    return {};
}

Result<> QuestionnaireReader::readItem(const Json &json, Parent parent, QList<Item> &items)
{
    Item item;
    TRY(takeLinkId(json, parent, item));
    item.number = m_items++;
    item.inRepeatingGroup = m_scopesAround > 0;
    item.prefix = words(json, u"prefix"_s);
    item.text = words(json, u"text"_s);
    static const QSet<QString> known{
        u"linkId"_s,       u"prefix"_s,         u"text"_s,      u"type"_s,       u"required"_s,
        u"repeats"_s,      u"readOnly"_s,       u"maxLength"_s, u"enableWhen"_s, u"enableBehavior"_s,
        u"answerOption"_s, u"answerValueSet"_s, u"item"_s,      u"extension"_s,  u"id"_s,
        u"code"_s,         u"definition"_s,     u"initial"_s,   u"_text"_s,      u"_prefix"_s};
    nameUnknownMembers(json, item.linkId, known);
    nameTextExtensions(json, u"_text"_s, item.linkId);
    nameTextExtensions(json, u"_prefix"_s, item.linkId);
    for (const Remark &remark : brokenRules(json, item.linkId))
        add(remark);
    for (const Json *code : elements(json, u"code"_s, item.linkId))
        item.codes << readCoding(*code);
    TRY(readType(json, item));
    TRY(readFlags(json, item));
    TRY(readItemExtensions(json, item));
    TRY(readOptions(json, item));
    readInitial(json, item);
    TRY(readConditions(json, item));
    QList<Item> after;
    TRY(readChildren(json, parent.depth + 1, item, after));
    nameSilentQuestion(item);
    items << item << after;
    return {};
}

void QuestionnaireReader::nameSilentQuestion(Item &item)
{
    if (!item.isQuestion() || !item.text.isEmpty() || !item.prefix.isEmpty())
        return;
    for (const Coding &code : std::as_const(item.codes))
        item.text = item.text.isEmpty() ? code.display : item.text;
    if (item.text.isEmpty())
        item.text = std::exchange(item.help, QString());
    if (item.text.isEmpty())
        item.text = item.linkId;
    notSupported(item.linkId, u"a question without text"_s, u"\"%1\" is shown"_s.arg(item.text));
}

Result<> QuestionnaireReader::readType(const Json &json, Item &item)
{
    item.typeName = json.textOf(u"type");
    const auto type = itemTypeFromName(item.typeName);
    if (!type)
        return wrong(item.linkId, item.typeName.isEmpty() ? u"it has no type"_s
                                                          : u"\"%1\" is not a type of FHIR R4"_s.arg(item.typeName));
    item.type = *type;
    return {};
}

Result<> QuestionnaireReader::readFlag(const Json &json, const QString &name, const Item &item, bool &flag)
{
    const Json *member = json.find(name);
    if (!member)
        return {};
    const bool isWord = member->isString() && (member->text() == u"true" || member->text() == u"false");
    if (!member->isBool() && !isWord)
        return wrong(item.linkId, u"%1 must be true or false"_s.arg(name));
    if (isWord)
        invalid(item.linkId, u"%1 in quotation marks"_s.arg(name), u"it is read as %1"_s.arg(member->text()));
    flag = member->toBool() || (isWord && member->text() == u"true");
    return {};
}

Result<> QuestionnaireReader::readFlags(const Json &json, Item &item)
{
    TRY(readFlag(json, u"required"_s, item, item.required));
    TRY(readFlag(json, u"repeats"_s, item, item.repeats));
    TRY(readFlag(json, u"readOnly"_s, item, item.readOnly));
    if (item.type == ItemType::Display)
        item.required = item.repeats = false;
    const Json *length = json.find(u"maxLength");
    if (!length)
        return {};
    bool ok = false;
    item.maxLength = length->text().toInt(&ok);
    if (!length->isNumber() || !ok || item.maxLength < 1)
        return wrong(item.linkId, u"maxLength must be a whole number above 0"_s);
    return {};
}

Result<> QuestionnaireReader::readOptions(const Json &json, Item &item)
{
    static const QList<ItemType> withOptions{ItemType::Choice, ItemType::OpenChoice, ItemType::Decimal, ItemType::Integer, ItemType::Date,
                                             ItemType::DateTime, ItemType::Time, ItemType::String, ItemType::Quantity};
    if (!withOptions.contains(item.type))
        return {}; // que-5 is remarked
    for (const Json *element : elements(json, u"answerOption"_s, item.linkId))
        TRY(readOption(*element, item));
    if (const QString set = json.textOf(u"answerValueSet"); !set.isEmpty())
        readValueSet(set, item);
    if (item.type == ItemType::Choice && item.options.isEmpty()) {
        item.isOpenEnded = true;
        notSupported(item.linkId, u"a choice without options in the form"_s, u"words are typed and kept as an answer without a code"_s);
    }
    return {};
}

void QuestionnaireReader::readValueSet(const QString &canonical, Item &item)
{
    const ValueSets::Codes codes = m_valueSets.find(canonical);
    if (!codes.isThere) {
        notSupported(item.linkId, u"answerValueSet "_s + canonical, u"it is not in the file, and Dermis asks no server"_s);
        return;
    }
    for (const QString &gap : codes.gaps)
        notSupported(item.linkId, u"answerValueSet %1: %2"_s.arg(canonical, gap), u"they are not offered"_s);
    item.options << codes.options;
}

Result<> QuestionnaireReader::readOption(const Json &json, Item &item)
{
    const auto [type, value] = typedMember(json, u"value"_s);
    if (!value)
        return wrong(item.linkId, u"an answerOption has no value"_s);
    const auto read = readAnswerValue(type, *value);
    if (!read)
        return wrong(item.linkId, u"an answerOption must be "_s + read.error().detail);
    if (!*read) {
        notSupported(item.linkId, u"answerOption of type "_s + type, u"it is not offered"_s);
        return {};
    }
    Option option{**read};
    if (auto *coding = std::get_if<Coding>(&option.value)) {
        coding->display = words(*value, u"display"_s);
        nameTextExtensions(*value, u"_display"_s, item.linkId);
        for (const Json *extension : elements(*value, u"extension"_s, item.linkId))
            readOptionExtension(*extension, item, option);
    }
    for (const Json *extension : elements(json, u"extension"_s, item.linkId))
        readOptionExtension(*extension, item, option);
    nameUnknownMembers(json, item.linkId, {u"value"_s + type, u"_value"_s + type, u"extension"_s, u"id"_s, u"initialSelected"_s});
    TRY(readFlag(json, u"initialSelected"_s, item, option.initial));
    item.options << option;
    return {};
}

void QuestionnaireReader::readOptionExtension(const Json &extension, const Item &item, Option &option)
{
    const QString url = extension.textOf(u"url");
    const auto [type, value] = typedMember(extension, u"value"_s);
    if (value && url == extension::optionExclusive)
        option.exclusive = value->toBool();
    else if (value && url == extension::optionPrefix)
        option.prefix = value->text();
    else if (value && (url == extension::ordinalValue || url == extension::itemWeight))
        option.score = Decimal::fromString(value->text());
    else
        notSupported(item.linkId, u"option extension "_s + url, u"it has no effect"_s);
}

void QuestionnaireReader::readInitial(const Json &json, Item &item)
{
    if (!item.isQuestion())
        return;
    for (const Option &option : std::as_const(item.options)) {
        if (option.initial)
            item.initial << option.value;
    }
    for (const Json *element : elements(json, u"initial"_s, item.linkId)) {
        const auto [type, value] = typedMember(*element, u"value"_s);
        const auto read = value ? readAnswerValue(type, *value) : Result<std::optional<AnswerValue>>(std::nullopt);
        const QString words = value ? u"the initial value"_s : u"an initial value without a value"_s;
        if (!read || !*read)
            notSupported(item.linkId, words, u"nothing is filled in"_s);
        else if (!mayHold(item, **read))
            invalid(item.linkId, u"an initial value that is no answer to this question"_s, u"nothing is filled in"_s);
        else if (!item.initial.contains(**read))
            item.initial << **read;
    }
    if (!item.repeats && item.initial.size() > 1)
        item.initial = item.initial.first(1);
}

Result<> QuestionnaireReader::readConditions(const Json &json, Item &item)
{
    for (const Json *element : elements(json, u"enableWhen"_s, item.linkId)) {
        const auto op = operatorFromName(element->textOf(u"operator"));
        if (!op)
            return wrong(item.linkId,
                         u"\"%1\" is not an operator of enableWhen"_s.arg(element->textOf(u"operator")));
        const auto [type, value] = typedMember(*element, u"answer"_s);
        if (!value)
            return wrong(item.linkId, u"enableWhen has no answer to compare with"_s);
        auto operand = readAnswerValue(type, *value);
        if (!operand)
            return wrong(item.linkId, u"the answer of enableWhen must be "_s + operand.error().detail);
        if (!*operand)
            return wrong(item.linkId, u"enableWhen cannot compare with answer"_s + type);
        if (*op == Operator::Exists && type != u"Boolean")
            return wrong(item.linkId, u"enableWhen with exists needs answerBoolean (que-7)"_s);
        item.enableWhen << EnableWhen{element->textOf(u"question"), *op, **operand};
    }
    const QString behavior = json.textOf(u"enableBehavior");
    if (item.enableWhen.size() > 1 && behavior != u"all" && behavior != u"any")
        return wrong(item.linkId, u"enableBehavior must be all or any where there are several conditions (que-12)"_s);
    item.enableBehavior = behavior == u"any" ? EnableBehavior::Any : EnableBehavior::All;
    return {};
}

Result<> QuestionnaireReader::readChildren(const Json &json, int depth, Item &item, QList<Item> &after)
{
    const Json *list = json.find(u"item");
    if (!list)
        return {};
    const bool repeats = item.repeats && item.type != ItemType::Display;
    m_scopesAround += repeats ? 1 : 0;
    auto children = TRY(readItems(*list, Parent{&item, depth}));
    m_scopesAround -= repeats ? 1 : 0;
    if (item.type == ItemType::Display)
        after = children;
    else
        item.children = children;
    return {};
}

QList<const Json *> QuestionnaireReader::elements(const Json &json, const QString &name, const QString &linkId)
{
    QList<const Json *> list;
    const Json *member = json.find(name);
    if (!member)
        return list;
    if (!member->isArray()) {
        invalid(linkId, u"%1 is no list"_s.arg(name), u"it is read as a list of one"_s);
        return {member};
    }
    for (const Json &element : member->elements())
        list << &element;
    return list;
}

QString QuestionnaireReader::words(const Json &json, const QString &name)
{
    const Json *more = json.find(u'_' + name);
    QString translated;
    for (const Json &extension : more ? more->elementsOf(u"extension") : std::vector<Json>()) {
        if (extension.textOf(u"url") != extension::translation)
            continue;
        QString language;
        QString content;
        for (const Json &part : extension.elementsOf(u"extension")) {
            const auto [type, value] = typedMember(part, u"value"_s);
            if (value)
                (part.textOf(u"url") == u"lang" ? language : content) = value->text();
        }
        if (!language.isEmpty() && !m_data->languages.contains(language))
            m_data->languages << language;
        if (language == m_language)
            translated = content;
    }
    return translated.isEmpty() ? json.textOf(name) : translated;
}

void QuestionnaireReader::nameTextExtensions(const Json &json, const QString &name, const QString &linkId)
{
    const Json *more = json.find(name);
    for (const Json &extension : more ? more->elementsOf(u"extension") : std::vector<Json>()) {
        const QString url = extension.textOf(u"url");
        if (url.endsWith(u"rendering-markdown") || url.endsWith(u"rendering-xhtml"))
            notSupported(linkId, u"formatted text"_s, u"its plain text is shown"_s);
        else if (url != extension::translation)
            notSupported(linkId, u"extension %1 of %2"_s.arg(url, name.sliced(1)), u"the text is shown as it stands"_s);
    }
}

void QuestionnaireReader::nameUnknownMembers(const Json &json, const QString &linkId,
                                             const QSet<QString> &known)
{
    for (const auto &[name, value] : json.members()) {
        if (!known.contains(name))
            notSupported(linkId, name, u"it has no effect"_s);
    }
}

void QuestionnaireReader::notSupported(const QString &linkId, const QString &what, const QString &meaning)
{
    add({Remark::Kind::NotSupported, linkId, what, meaning});
}

void QuestionnaireReader::invalid(const QString &linkId, const QString &what, const QString &meaning)
{
    add({Remark::Kind::Invalid, linkId, what, meaning});
}

void QuestionnaireReader::add(const Remark &remark)
{
    const QString key = remark.linkId + u'\n' + remark.what;
    if (m_remarked.contains(key))
        return;
    m_remarked.insert(key);
    m_data->remarks << remark;
}

void QuestionnaireReader::index(const QList<Item> &items, const Item *parent, const QStringList &scopes)
{
    for (const Item &item : items) {
        m_data->places.insert(item.linkId, {&item, parent, scopes});
        m_data->inOrder << &item;
        m_data->parents << parent;
        index(item.children, &item, item.isScope() ? scopes + QStringList{item.linkId} : scopes);
    }
}

Result<> QuestionnaireReader::checkConditions(const QList<Item> &items)
{
    for (const Item &item : items) {
        for (const EnableWhen &when : item.enableWhen) {
            const Item *question = m_data->places.value(when.question).item;
            if (m_data->sharedLinkIds.contains(when.question))
                return wrong(item.linkId, u"enableWhen names \"%1\", which stands twice in this form (que-2)"_s.arg(when.question));
            if (!question || !question->isQuestion())
                return wrong(item.linkId, u"enableWhen names \"%1\", which is no question of this form"_s.arg(
                                              when.question));
            if (!canCompare(*question, when))
                invalid(item.linkId, u"enableWhen compares %1, a %2, with %3"_s.arg(when.question, question->typeName, toText(when.operand)),
                        u"the condition never holds"_s);
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
