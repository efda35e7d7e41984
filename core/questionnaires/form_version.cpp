#include "core/questionnaires/form_version.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// A member of an item that only this version has.
QString signOf(const Json &item)
{
    const QString type = item.textOf(u"type");
    if (type == u"coding" || type == u"question")
        return type == u"coding" ? u"FHIR R5: the type coding"_s : u"FHIR STU3 or R5: the type question"_s;
    for (const auto &[name, value] : item.members()) {
        if (name == u"answerConstraint" || name == u"disabledDisplay")
            return u"FHIR R5: "_s + name;
        if (name == u"option" || name == u"options")
            return u"FHIR STU3: "_s + name;
        if (name.size() > 7 && name.startsWith(u"initial") && name.at(7).isUpper())
            return u"FHIR STU3: "_s + name;
    }
    for (const Json &condition : item.elementsOf(u"enableWhen")) {
        if (condition.find(u"hasAnswer"))
            return u"FHIR STU3: hasAnswer"_s;
    }
    return {};
}

QString signIn(const std::vector<Json> &items)
{
    for (const Json &item : items) {
        if (const QString sign = signOf(item); !sign.isEmpty())
            return u"%1 at item %2"_s.arg(sign, item.textOf(u"linkId"));
        if (const QString sign = signIn(item.elementsOf(u"item")); !sign.isEmpty())
            return sign;
    }
    return {};
}

} // namespace

QString otherFhirVersion(const Json &form)
{
    if (form.find(u"group"))
        return u"FHIR DSTU2: group at the top of the form"_s;
    for (const auto &[name, value] : form.members()) {
        if (name.startsWith(u"versionAlgorithm") || name == u"copyrightLabel")
            return u"FHIR R5: "_s + name;
    }
    if (const Json *meta = form.find(u"meta")) {
        for (const Json &profile : meta->elementsOf(u"profile")) {
            static const QStringList others{u"/3.0/"_s, u"/STU3/"_s, u"/5.0/"_s, u"/R5/"_s};
            for (const QString &other : others) {
                if (profile.text().contains(other))
                    return u"another version of FHIR: the profile "_s + profile.text();
            }
        }
    }
    return signIn(form.elementsOf(u"item"));
}

} // namespace dermis
