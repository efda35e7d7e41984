#include "core/questionnaires/form_edit.h"

#include "core/base/canonical_json.h"
#include "core/questionnaires/extensions.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

using Elements = std::vector<Json>;
using SiblingChange = std::function<Result<>(Elements &siblings, size_t place)>;
using ObjectChange = std::function<Result<>(Json &object)>;

const QString helpControl = u"help"_s;

void appendIndented(QByteArray &out, const Json &json, int depth)
{
    const auto newLine = [&](int levels) { out += '\n' + QByteArray(levels * 2, ' '); };
    if (json.isArray() && !json.isEmpty()) {
        out += '[';
        for (const Json &element : json.elements()) {
            if (&element != &json.elements().front())
                out += ',';
            newLine(depth + 1);
            appendIndented(out, element, depth + 1);
        }
        newLine(depth);
        out += ']';
    } else if (json.isObject() && !json.isEmpty()) {
        out += '{';
        for (const auto &member : json.members()) {
            if (&member != &json.members().front())
                out += ',';
            newLine(depth + 1);
            appendCanonicalString(out, member.first);
            out += ": ";
            appendIndented(out, member.second, depth + 1);
        }
        newLine(depth);
        out += '}';
    } else {
        out += json.toBytes();
    }
}

Json jsonArray(const Elements &elements)
{
    Json array = Json::array();
    for (const Json &element : elements)
        array.append(element);
    return array;
}

/// The object with a member set in its place, or put last; without a value it is taken out.
Json withMemberSet(const Json &object, const QString &key, const std::optional<Json> &value)
{
    Json changed = Json::object();
    bool isThere = false;
    for (const auto &[name, member] : object.members()) {
        if (name != key)
            changed.set(name, member);
        else if (value)
            changed.set(name, *value);
        isThere = isThere || name == key;
    }
    if (value && !isThere)
        changed.set(key, *value);
    return changed;
}

/// A text member; an empty one is taken out.
Json withTextSet(const Json &object, const QString &key, const QString &text)
{
    return withMemberSet(object, key, text.isEmpty() ? std::nullopt : std::optional(Json::string(text)));
}

bool hasItemControl(const Json &item, const QString &code)
{
    for (const Json &extension : item.elementsOf(u"extension")) {
        const Json *control = extension.find(u"valueCodeableConcept");
        if (extension.textOf(u"url") != extension::itemControl || control == nullptr)
            continue;
        for (const Json &coding : control->elementsOf(u"coding")) {
            if (coding.textOf(u"code") == code)
                return true;
        }
    }
    return false;
}

bool isHelpText(const Json &item)
{
    return hasItemControl(item, helpControl);
}

/// Goes down to the item and changes it among its siblings; false when it is not below.
Result<bool> changeSiblings(Json &holder, const QString &linkId, const SiblingChange &change)
{
    Elements items = holder.elementsOf(u"item");
    for (size_t place = 0; place < items.size(); ++place) {
        bool isDone = items[place].textOf(u"linkId") == linkId;
        if (isDone)
            TRY(change(items, place));
        else
            isDone = TRY(changeSiblings(items[place], linkId, change));
        if (!isDone)
            continue;
        holder = withMemberSet(holder, u"item"_s, items.empty() ? std::nullopt : std::optional(jsonArray(items)));
        return true;
    }
    return false;
}

Result<> changeAmongSiblings(Json &form, const QString &linkId, const SiblingChange &change)
{
    if (!TRY(changeSiblings(form, linkId, change)))
        return fail(ErrorCode::NotFound, u"the form has no item %1"_s.arg(linkId));
    return {};
}

Result<> changeOneItem(Json &form, const QString &linkId, const ObjectChange &change)
{
    return changeAmongSiblings(form, linkId, [&](Elements &siblings, size_t place) { return change(siblings[place]); });
}

/// The member that holds an option's or condition's value: its name's end, and the value.
std::pair<QString, const Json *> optionValue(const Json &json, const QString &prefix)
{
    for (const auto &[name, value] : json.members()) {
        if (name.startsWith(prefix) && name.size() > prefix.size())
            return {name.sliced(prefix.size()), &value};
    }
    return {QString(), nullptr};
}

bool isConditionOn(const Json &option, const Json &when)
{
    const auto [type, value] = optionValue(option, u"value"_s);
    const auto [otherType, other] = optionValue(when, u"answer"_s);
    if (value == nullptr || other == nullptr || type != otherType)
        return false;
    return type == u"Coding" ? value->textOf(u"code") == other->textOf(u"code") : value->text() == other->text();
}

/// Whether a FHIRPath expression somewhere on the item holds the code as a text.
bool hasExpressionWith(const Json &json, const QString &quoted)
{
    for (const auto &[name, member] : json.members()) {
        if (name == u"item")
            continue;
        if ((name == u"expression" && member.text().contains(quoted)) || hasExpressionWith(member, quoted))
            return true;
    }
    return std::ranges::any_of(json.elements(), [&](const Json &one) { return hasExpressionWith(one, quoted); });
}

QString optionCode(const Json &option)
{
    const auto [type, value] = optionValue(option, u"value"_s);
    return value != nullptr && type == u"Coding" ? value->textOf(u"code") : QString();
}

QString optionLabel(const Json &option)
{
    const auto [type, value] = optionValue(option, u"value"_s);
    if (value == nullptr)
        return {};
    if (type != u"Coding")
        return value->text();
    const QString display = value->textOf(u"display");
    return display.isEmpty() ? value->textOf(u"code") : display;
}

void addNamers(const Json &holder, const QString &linkId, const Json &option, QStringList &namers)
{
    const QString code = optionCode(option);
    const QString quoted = u'\'' + (code.isEmpty() ? optionLabel(option) : code) + u'\'';
    for (const Json &item : holder.elementsOf(u"item")) {
        const auto &conditions = item.elementsOf(u"enableWhen");
        const bool names = std::ranges::any_of(conditions, [&](const Json &when) {
            return when.textOf(u"question") == linkId && isConditionOn(option, when);
        });
        if (names || hasExpressionWith(item, quoted))
            namers << item.textOf(u"linkId");
        addNamers(item, linkId, option, namers);
    }
}

const Json *firstExtension(const Json &item, QLatin1StringView url)
{
    for (const Json &extension : item.elementsOf(u"extension")) {
        if (extension.textOf(u"url") == url)
            return &extension;
    }
    return nullptr;
}

bool isExclusiveOption(const Json &option)
{
    const Json *extension = firstExtension(option, extension::optionExclusive);
    const Json *flag = extension == nullptr ? nullptr : extension->find(u"valueBoolean");
    return flag != nullptr && flag->toBool();
}

EditableItem editableItem(const Json &json, int depth)
{
    EditableItem item;
    item.linkId = json.textOf(u"linkId");
    item.prefix = json.textOf(u"prefix");
    item.text = json.textOf(u"text");
    item.type = json.textOf(u"type");
    const Json *required = json.find(u"required");
    item.required = required != nullptr && required->toBool();
    if (const Json *life = firstExtension(json, extension::shelfLife))
        item.shelfLife = ShelfLife::fromString(life->textOf(u"valueString")).value_or(ShelfLife());
    item.valueSet = json.textOf(u"answerValueSet");
    item.depth = depth;
    for (const Json &option : json.elementsOf(u"answerOption"))
        item.options << EditableOption{optionCode(option), optionLabel(option)};
    for (const Json &child : json.elementsOf(u"item")) {
        if (isHelpText(child)) {
            item.help = child.textOf(u"text");
            break;
        }
    }
    return item;
}

void addItems(const Json &holder, int depth, QList<EditableItem> &items)
{
    qsizetype before = -1; // the place of the sibling before
    for (const Json &json : holder.elementsOf(u"item")) {
        if (isHelpText(json) && depth > 0)
            continue;
        if (before >= 0)
            items[before].mayMoveDown = true;
        items << editableItem(json, depth);
        items.last().mayMoveUp = before >= 0;
        before = items.size() - 1;
        addItems(json, depth + 1, items);
    }
}

const Json *jsonItem(const Json &holder, const QString &linkId)
{
    for (const Json &item : holder.elementsOf(u"item")) {
        if (item.textOf(u"linkId") == linkId)
            return &item;
        if (const Json *below = jsonItem(item, linkId))
            return below;
    }
    return nullptr;
}

Json helpItem(const QString &linkId, const QString &text)
{
    Json coding = Json::object();
    coding.set(u"system"_s, Json::string(u"http://hl7.org/fhir/questionnaire-item-control"_s));
    coding.set(u"code"_s, Json::string(helpControl));
    Json control = Json::object();
    control.set(u"coding"_s, jsonArray({coding}));
    Json extension = Json::object();
    extension.set(u"url"_s, Json::string(extension::itemControl));
    extension.set(u"valueCodeableConcept"_s, control);
    Json item = Json::object();
    item.set(u"extension"_s, jsonArray({extension}));
    item.set(u"linkId"_s, Json::string(linkId));
    item.set(u"text"_s, Json::string(text));
    item.set(u"type"_s, Json::string(u"display"_s));
    return item;
}

Result<Elements> ownOptions(const Json &item, int option)
{
    Elements options = item.elementsOf(u"answerOption");
    if (option < 0 || static_cast<size_t>(option) >= options.size())
        return fail(ErrorCode::NotFound, u"item %1 has no answer %2"_s.arg(item.textOf(u"linkId")).arg(option + 1));
    return options;
}

/// A code for new words that no other option has: "very dry" becomes very-dry.
QString codeForLabel(const Elements &options, const QString &label)
{
    static const QRegularExpression others(u"[^a-z0-9]+"_s);
    QString stem = label.toLower().replace(others, u"-"_s);
    while (stem.startsWith(u'-'))
        stem.remove(0, 1);
    while (stem.endsWith(u'-'))
        stem.chop(1);
    if (stem.isEmpty())
        stem = u"answer"_s;
    QString code = stem;
    for (int number = 2; std::ranges::any_of(options, [&](const Json &one) { return optionCode(one) == code; }); ++number)
        code = u"%1-%2"_s.arg(stem).arg(number);
    return code;
}

/// An option like its neighbours: plain words among plain words, else a coding of the same system.
Result<Json> newOption(const Elements &options, const QString &label)
{
    const auto [type, value] = options.empty() ? std::pair<QString, const Json *>() : optionValue(options.back(), u"value"_s);
    Json option = Json::object();
    if (type == u"String") {
        option.set(u"valueString"_s, Json::string(label));
        return option;
    }
    if (!type.isEmpty() && type != u"Coding")
        return fail(ErrorCode::InvalidInput, u"answers that are no words are not added here"_s);
    Json coding = Json::object();
    if (const QString system = value == nullptr ? QString() : value->textOf(u"system"); !system.isEmpty())
        coding.set(u"system"_s, Json::string(system));
    coding.set(u"code"_s, Json::string(codeForLabel(options, label)));
    coding.set(u"display"_s, Json::string(label));
    option.set(u"valueCoding"_s, coding);
    return option;
}

} // namespace

QByteArray indentedJson(const Json &json)
{
    QByteArray out;
    appendIndented(out, json, 0);
    return out + '\n';
}

Result<FormEdit> FormEdit::fromJson(const QByteArray &bytes)
{
    TRY(Questionnaire::fromJson(bytes));
    FormEdit edit;
    edit.m_form = TRY(Json::parse(bytes));
    if (edit.m_form.textOf(u"resourceType") != u"Questionnaire")
        return fail(ErrorCode::InvalidInput, u"only a form that stands by itself can be edited"_s);
    return edit;
}

QByteArray FormEdit::json() const
{
    return indentedJson(m_form);
}

Result<Questionnaire> FormEdit::finished() const
{
    const QList<EditableItem> all = items();
    for (const EditableItem &item : all) {
        if (item.type != u"group" && item.text.trimmed().isEmpty() && item.prefix.trimmed().isEmpty())
            return fail(ErrorCode::InvalidInput, u"item %1 has no words"_s.arg(item.linkId));
        const bool hasBlank = std::ranges::any_of(item.options, [](const EditableOption &one) { return one.label.trimmed().isEmpty(); });
        if (hasBlank)
            return fail(ErrorCode::InvalidInput, u"item %1 has an answer without words"_s.arg(item.linkId));
    }
    return Questionnaire::fromJson(json());
}

QList<EditableItem> FormEdit::items() const
{
    QList<EditableItem> all;
    addItems(m_form, 0, all);
    return all;
}

std::optional<EditableItem> FormEdit::find(const QString &linkId) const
{
    const QList<EditableItem> all = items();
    const auto found = std::ranges::find(all, linkId, &EditableItem::linkId);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QStringList FormEdit::namedBy(const QString &linkId, int option) const
{
    const Json *item = jsonItem(m_form, linkId);
    const auto options = item == nullptr ? Result<Elements>(Elements()) : ownOptions(*item, option);
    QStringList namers;
    if (options && !options->empty())
        addNamers(m_form, linkId, (*options)[static_cast<size_t>(option)], namers);
    return namers;
}

void FormEdit::setUrl(const QString &url)
{
    m_form = withTextSet(m_form, u"url"_s, url);
}

void FormEdit::setVersion(const QString &version)
{
    m_form = withTextSet(m_form, u"version"_s, version);
}

void FormEdit::setTitle(const QString &title)
{
    m_form = withTextSet(m_form, u"title"_s, title);
}

Result<> FormEdit::setText(const QString &linkId, const QString &text)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        item = withTextSet(item, u"text"_s, text);
        return {};
    });
}

Result<> FormEdit::setPrefix(const QString &linkId, const QString &prefix)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        item = withTextSet(item, u"prefix"_s, prefix);
        return {};
    });
}

Result<> FormEdit::setHelp(const QString &linkId, const QString &help)
{
    QString helpId = linkId + u".help"_s;
    for (int number = 2; jsonItem(m_form, helpId) != nullptr; ++number)
        helpId = u"%1.help%2"_s.arg(linkId).arg(number);
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        if (item.textOf(u"type") == u"display")
            return fail(ErrorCode::InvalidInput, u"a text has no text under it"_s);
        Elements children = item.elementsOf(u"item");
        const auto there = std::ranges::find_if(children, isHelpText);
        if (there == children.end() && !help.isEmpty())
            children.insert(children.begin(), helpItem(helpId, help));
        else if (there != children.end() && help.isEmpty())
            children.erase(there);
        else if (there != children.end())
            *there = withTextSet(*there, u"text"_s, help);
        item = withMemberSet(item, u"item"_s, children.empty() ? std::nullopt : std::optional(jsonArray(children)));
        return {};
    });
}

Result<> FormEdit::setRequired(const QString &linkId, bool required)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        if (item.textOf(u"type") == u"display")
            return fail(ErrorCode::InvalidInput, u"a text is not answered, so it cannot be required"_s);
        if (required || item.find(u"required") != nullptr)
            item = withMemberSet(item, u"required"_s, Json::boolean(required));
        return {};
    });
}

Result<> FormEdit::setShelfLife(const QString &linkId, const ShelfLife &shelfLife)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        Elements extensions = item.elementsOf(u"extension");
        const auto there = std::ranges::find_if(
            extensions, [](const Json &one) { return one.textOf(u"url") == extension::shelfLife; });
        const Json words = Json::string(shelfLife.toString());
        if (there != extensions.end()) {
            *there = withMemberSet(*there, u"valueString"_s, words);
        } else if (shelfLife != ShelfLife()) {
            Json added = Json::object();
            added.set(u"url"_s, Json::string(extension::shelfLife));
            added.set(u"valueString"_s, words);
            extensions.push_back(added);
        } else {
            return {};
        }
        item = withMemberSet(item, u"extension"_s, jsonArray(extensions));
        return {};
    });
}

Result<> FormEdit::move(const QString &linkId, int by)
{
    return changeAmongSiblings(m_form, linkId, [&](Elements &siblings, size_t place) -> Result<> {
        const auto from = static_cast<std::ptrdiff_t>(place);
        std::ptrdiff_t to = from + by;
        const auto count = static_cast<std::ptrdiff_t>(siblings.size());
        while (to >= 0 && to < count && isHelpText(siblings[static_cast<size_t>(to)])) // stays with what it explains
            to += by;
        if (to < 0 || to >= count)
            return {};
        Json moved = siblings[place];
        siblings.erase(siblings.begin() + from);
        siblings.insert(siblings.begin() + to, moved);
        return {};
    });
}

Result<int> FormEdit::addOption(const QString &linkId, const QString &label)
{
    if (label.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, u"an answer needs words"_s);
    int place = 0;
    const ObjectChange insert = [&](Json &item) -> Result<> {
        const QString type = item.textOf(u"type");
        if ((type != u"choice" && type != u"open-choice") || item.find(u"answerValueSet") != nullptr)
            return fail(ErrorCode::InvalidInput, u"item %1 has no answers of its own"_s.arg(linkId));
        Elements options = item.elementsOf(u"answerOption");
        const Json added = TRY(newOption(options, label));
        const bool beforeLast = !options.empty() && isExclusiveOption(options.back());
        place = static_cast<int>(options.size()) - (beforeLast ? 1 : 0);
        options.insert(options.begin() + place, added);
        item = withMemberSet(item, u"answerOption"_s, jsonArray(options));
        return {};
    };
    TRY(changeOneItem(m_form, linkId, insert));
    return place;
}

Result<> FormEdit::renameOption(const QString &linkId, int option, const QString &label)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        Elements options = TRY(ownOptions(item, option));
        Json &renamed = options[static_cast<size_t>(option)];
        const auto [type, value] = optionValue(renamed, u"value"_s);
        if (value == nullptr || (type != u"Coding" && type != u"String"))
            return fail(ErrorCode::InvalidInput, u"only words are given other words"_s);
        QStringList namers;
        addNamers(m_form, linkId, renamed, namers);
        if (type == u"String" && !namers.isEmpty())
            return fail(ErrorCode::InvalidInput, u"conditions name these words: %1"_s.arg(namers.join(u", "_s)));
        const Json changed = type == u"Coding" ? withTextSet(*value, u"display"_s, label) : Json::string(label);
        renamed = withMemberSet(renamed, u"value"_s + type, changed);
        item = withMemberSet(item, u"answerOption"_s, jsonArray(options));
        return {};
    });
}

Result<> FormEdit::removeOption(const QString &linkId, int option, const QStringList &rules)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        Elements options = TRY(ownOptions(item, option));
        QStringList namers;
        addNamers(m_form, linkId, options[static_cast<size_t>(option)], namers);
        namers += rules;
        if (!namers.isEmpty())
            return fail(ErrorCode::InvalidInput, u"it is named by %1"_s.arg(namers.join(u", "_s)));
        if (options.size() == 1)
            return fail(ErrorCode::InvalidInput, u"the last answer stays"_s);
        options.erase(options.begin() + option);
        item = withMemberSet(item, u"answerOption"_s, jsonArray(options));
        return {};
    });
}

Result<> FormEdit::moveOption(const QString &linkId, int option, int by)
{
    return changeOneItem(m_form, linkId, [&](Json &item) -> Result<> {
        Elements options = TRY(ownOptions(item, option));
        const int to = option + by;
        if (to < 0 || static_cast<size_t>(to) >= options.size())
            return {};
        std::swap(options[static_cast<size_t>(option)], options[static_cast<size_t>(to)]);
        item = withMemberSet(item, u"answerOption"_s, jsonArray(options));
        return {};
    });
}

QString nextVersion(const QString &version, const QStringList &taken, bool isShipped)
{
    static const QRegularExpression lastNumber(u"^(.*?)(\\d+)(\\D*)$"_s);
    static const QRegularExpression ownPart(u"-p\\d+$"_s);
    QString next = version.isEmpty() ? u"0"_s : version;
    if (isShipped && !ownPart.match(next).hasMatch())
        next += u"-p0"_s;
    do {
        const auto match = lastNumber.match(next);
        if (!match.hasMatch()) {
            next += u"-2"_s;
            continue;
        }
        const QString number = match.captured(2);
        const QString counted = QString::number(number.toLongLong() + 1).rightJustified(number.size(), u'0');
        next = match.captured(1) + counted + match.captured(3);
    } while (taken.contains(next) || next == version);
    return next;
}

} // namespace dermis
