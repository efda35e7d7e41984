#include "core/questionnaires/form_use.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString controlName(ItemControl control)
{
    static const QStringList names{u""_s,       u"radio buttons"_s, u"check boxes"_s, u"drop-down"_s, u"autocomplete"_s, u"slider"_s,
                                   u"table"_s,  u"page"_s,          u"tabs"_s,        u"header"_s,    u"footer"_s};
    return names.at(static_cast<int>(control));
}

/// Calls `used` for each thing that an item uses beside its type and conditions.
void featuresOf(const Item &item, const std::function<void(const QString &)> &used)
{
    const QList<std::pair<bool, QString>> features{
        {item.required, u"required"_s},
        {item.repeats && item.type == ItemType::Group, u"repeats, of a group"_s},
        {item.repeats && item.type != ItemType::Group, u"repeats, of a question"_s},
        {item.readOnly, u"readOnly"_s},
        {item.hidden, u"hidden"_s},
        {!item.initial.isEmpty(), u"initial"_s},
        {!item.options.isEmpty(), u"options"_s},
        {!item.codes.isEmpty(), u"code"_s},
        {!item.prefix.isEmpty(), u"prefix"_s},
        {!item.help.isEmpty(), u"help"_s},
        {!item.prompt.isEmpty(), u"prompt"_s},
        {item.isQuestion() && !item.children.isEmpty(), u"items under a question"_s},
        {item.minimum.has_value(), u"minValue"_s},
        {item.maximum.has_value(), u"maxValue"_s},
        {item.minLength > 0, u"minLength"_s},
        {item.maxLength > 0, u"maxLength"_s},
        {item.maxDecimals.has_value(), u"maxDecimalPlaces"_s},
        {item.minOccurs > 0, u"minOccurs"_s},
        {item.maxOccurs > 0, u"maxOccurs"_s},
        {!item.pattern.isEmpty(), u"regex"_s},
        {!item.entryFormat.isEmpty(), u"entryFormat"_s},
        {!item.unit.isEmpty(), u"unit"_s},
        {item.units.size() > 1, u"unitOption"_s},
        {item.control != ItemControl::Plain, u"shown as "_s + controlName(item.control)},
        {item.sideBySide, u"choiceOrientation"_s},
        {!item.expressions.calculated.isEmpty(), u"calculatedExpression"_s},
        {!item.expressions.enableWhen.isEmpty(), u"enableWhenExpression"_s},
        {item.enableWhen.size() > 1, item.enableBehavior == EnableBehavior::All ? u"enableBehavior all"_s : u"enableBehavior any"_s}};
    for (const auto &[isUsed, name] : features) {
        if (isUsed)
            used(name);
    }
    for (const Option &option : item.options) {
        if (option.exclusive)
            used(u"exclusive option"_s);
        if (option.score)
            used(u"ordinalValue"_s);
    }
}

} // namespace

QList<FormUse> usedBy(const Questionnaire &form)
{
    QMap<QString, int> counts;
    QMap<QString, int> types;
    for (const Item *item : form.inOrder()) {
        ++types[u"type "_s + item->typeName];
        for (const EnableWhen &when : item->enableWhen)
            ++counts[u"enableWhen "_s + operatorName(when.op)];
        featuresOf(*item, [&](const QString &feature) { ++counts[feature]; });
    }
    for (const QString &language : form.languages().mid(1))
        ++counts[u"translation "_s + language];
    QList<FormUse> uses;
    for (const auto &map : {types, counts}) {
        for (auto it = map.begin(); it != map.end(); ++it)
            uses << FormUse{it.key(), it.value()};
    }
    return uses;
}

} // namespace dermis
