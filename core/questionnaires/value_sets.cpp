#include "core/questionnaires/value_sets.h"

#include "core/questionnaires/extensions.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int deepestSet = 16; // sets that include one another

} // namespace

bool ValueSets::add(const Json &resource, bool contained)
{
    const QString type = resource.textOf(u"resourceType");
    if (type != u"ValueSet" && type != u"CodeSystem")
        return false;
    QHash<QString, Json> &known = type == u"ValueSet" ? m_sets : m_systems;
    const QString url = resource.textOf(u"url");
    if (contained)
        known.insert(u'#' + resource.textOf(u"id"), resource);
    if (url.isEmpty())
        return true;
    known.insert(url, resource);
    known.insert(url + u'|' + resource.textOf(u"version"), resource);
    return true;
}

ValueSets::Codes ValueSets::find(const QString &canonical) const
{
    Codes codes;
    codes.isThere = m_sets.contains(canonical);
    collect(canonical, codes, 0);
    return codes;
}

void ValueSets::collect(const QString &canonical, Codes &codes, int depth) const
{
    const auto set = m_sets.constFind(canonical);
    if (set == m_sets.constEnd() || depth > deepestSet) {
        codes.gaps << u"the value set "_s + canonical;
        return;
    }
    if (const Json *expansion = set->find(u"expansion")) {
        addExpansion(expansion->elementsOf(u"contains"), codes);
        return;
    }
    const Json *compose = set->find(u"compose");
    if (!compose)
        return;
    for (const Json &part : compose->elementsOf(u"include"))
        addInclude(part, codes, depth);
    for (const Json &part : compose->elementsOf(u"exclude")) {
        Codes out;
        addInclude(part, out, depth);
        codes.options.removeIf([&](const Option &option) {
            return std::any_of(out.options.begin(), out.options.end(), [&](const Option &o) { return o.value == option.value; });
        });
        codes.gaps << out.gaps;
    }
}

void ValueSets::addExpansion(const std::vector<Json> &list, Codes &codes) const
{
    for (const Json &code : list) {
        const Json *abstract = code.find(u"abstract");
        if (!code.textOf(u"code").isEmpty() && !(abstract && abstract->toBool()))
            codes.options << optionOf(code, code.textOf(u"system"));
        addExpansion(code.elementsOf(u"contains"), codes);
    }
}

void ValueSets::addInclude(const Json &part, Codes &codes, int depth) const
{
    const QString system = part.textOf(u"system");
    if (!part.elementsOf(u"filter").empty()) {
        codes.gaps << u"the codes of %1 that a filter chooses"_s.arg(system);
    } else if (!part.elementsOf(u"concept").empty()) {
        for (const Json &code : part.elementsOf(u"concept"))
            codes.options << optionOf(code, system);
    } else if (m_systems.contains(system)) {
        addSystem(m_systems.value(system).elementsOf(u"concept"), system, codes);
    } else if (!system.isEmpty()) {
        codes.gaps << u"all codes of "_s + system;
    }
    for (const Json &set : part.elementsOf(u"valueSet"))
        collect(set.text(), codes, depth + 1);
}

void ValueSets::addSystem(const std::vector<Json> &list, const QString &system, Codes &codes) const
{
    for (const Json &code : list) {
        codes.options << optionOf(code, system);
        addSystem(code.elementsOf(u"concept"), system, codes);
    }
}

Option ValueSets::optionOf(const Json &code, const QString &system) const
{
    Option option{Coding{system, code.textOf(u"code"), m_words(code, u"display"_s)}};
    for (const Json &extension : code.elementsOf(u"extension")) {
        const Json *score = extension.find(u"valueDecimal");
        if (score && (extension.textOf(u"url") == extension::ordinalValue || extension.textOf(u"url") == extension::itemWeight))
            option.score = Decimal::fromString(score->text());
    }
    return option;
}

} // namespace dermis
