#include "core/questionnaires/form_rules.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

bool has(const Json &json, QStringView name)
{
    const Json *member = json.find(name);
    return member && (!(member->isArray() || member->isObject()) || !member->isEmpty());
}

bool isTrue(const Json &json, QStringView name)
{
    const Json *member = json.find(name);
    return member && member->toBool();
}

bool isOneOf(const QString &text, const QStringList &list)
{
    return list.contains(text);
}

Remark invalid(const QString &linkId, const QString &what, const QString &meaning)
{
    return {Remark::Kind::Invalid, linkId, what, meaning};
}

} // namespace

QList<Remark> brokenRules(const Json &form)
{
    QList<Remark> remarks;
    const QString status = form.textOf(u"status");
    if (!isOneOf(status, {u"draft"_s, u"active"_s, u"retired"_s, u"unknown"_s}))
        remarks << invalid({}, status.isEmpty() ? u"no status"_s : u"the status \"%1\""_s.arg(status), u"it is taken as a draft"_s);
    static const QRegularExpression name(u"\\A[A-Z]([A-Za-z0-9_]){0,254}\\z"_s);
    if (has(form, u"name") && !name.match(form.textOf(u"name")).hasMatch())
        remarks << invalid({}, u"a name that is no name for programs (que-0)"_s, u"nothing follows"_s);
    if (!has(form, u"item"))
        remarks << invalid({}, u"no items"_s, u"there is nothing to answer"_s);
    return remarks;
}

QList<Remark> brokenRules(const Json &item, const QString &linkId)
{
    QList<Remark> remarks;
    const QString type = item.textOf(u"type");
    const bool isGroup = type == u"group";
    const bool isDisplay = type == u"display";
    const auto add = [&](bool isBroken, const QString &what, const QString &meaning) {
        if (isBroken)
            remarks << invalid(linkId, what, meaning);
    };
    add(isGroup && !has(item, u"item"), u"a group without items (que-1)"_s, u"only its text is shown"_s);
    add(isDisplay && has(item, u"item"), u"a display with items (que-1)"_s, u"they are shown after it"_s);
    add(isDisplay && has(item, u"code"), u"a display with a code (que-3)"_s, u"the code is not used"_s);
    add(has(item, u"answerOption") && has(item, u"answerValueSet"), u"answerOption beside answerValueSet (que-4)"_s,
        u"both are offered"_s);
    static const QStringList withoutOptions{u"group"_s, u"display"_s, u"boolean"_s, u"text"_s, u"url"_s, u"attachment"_s, u"reference"_s};
    add(isOneOf(type, withoutOptions) && (has(item, u"answerOption") || has(item, u"answerValueSet")),
        u"options of a %1 (que-5)"_s.arg(type), u"they are not offered"_s);
    add(isDisplay && (isTrue(item, u"required") || isTrue(item, u"repeats")), u"a display that is required or repeats (que-6)"_s,
        u"it is shown once"_s);
    add((isDisplay || isGroup) && has(item, u"initial"), u"a %1 with an initial value (que-8)"_s.arg(type), u"the value is not used"_s);
    add(isDisplay && isTrue(item, u"readOnly"), u"a display that is readOnly (que-9)"_s, u"nothing follows"_s);
    static const QStringList withLength{u"boolean"_s, u"decimal"_s, u"integer"_s, u"string"_s, u"text"_s, u"url"_s, u"open-choice"_s};
    add(has(item, u"maxLength") && !isOneOf(type, withLength), u"maxLength of a %1 (que-10)"_s.arg(type), u"it is not used"_s);
    add(has(item, u"answerOption") && has(item, u"initial"), u"initial beside answerOption (que-11)"_s,
        u"the initial value is filled in"_s);
    add(item.elementsOf(u"initial").size() > 1 && !isTrue(item, u"repeats"), u"several initial values of one answer (que-13)"_s,
        u"the first is filled in"_s);
    return remarks;
}

} // namespace dermis
