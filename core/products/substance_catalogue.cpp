#include "core/products/substance_catalogue.h"

#include "core/base/spelling.h"
#include "core/base/text_folding.h"
#include "core/products/catalogue_memory.h"
#include "core/products/source_register.h"
#include "core/products/substance_reader.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array strengths{
    Spelling<Strength>{Strength::None, u"none"},         Spelling<Strength>{Strength::Weak, u"weak"},
    Spelling<Strength>{Strength::Possible, u"possible"}, Spelling<Strength>{Strength::Strong, u"strong"},
    Spelling<Strength>{Strength::Same, u"same"},
};

SubstanceCatalogue readShipped()
{
    QFile file(u":/dermis/safety/substances.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    auto catalogue = SubstanceCatalogue::fromJson(file.readAll());
    if (!catalogue)
        qFatal("the shipped substances cannot be read: %s", qUtf8Printable(catalogue.error().detail));
    return *catalogue;
}

/// A relation stands for both directions.
bool isBetween(const SubstanceRelation &relation, const QString &one, const QString &other)
{
    return (relation.first == one && relation.second == other) ||
           (relation.first == other && relation.second == one);
}

/// The worse of two, and of two that are equal the one that is explained.
bool counts(const CrossReaction &found, const CrossReaction &before)
{
    const bool explainsMore = before.note.isEmpty() && !found.note.isEmpty();
    return found.strength > before.strength || (found.strength == before.strength && explainsMore);
}

} // namespace

QString strengthName(Strength strength)
{
    return nameIn(strengths, strength);
}

std::optional<Strength> strengthFromName(const QString &name)
{
    return valueIn(strengths, name);
}

SubstanceCatalogue::SubstanceCatalogue() : m_memory(std::make_shared<CatalogueMemory>())
{
}

Result<SubstanceCatalogue> SubstanceCatalogue::fromJson(const QByteArray &json)
{
    return SubstanceReader().read(json);
}

const SubstanceCatalogue &SubstanceCatalogue::shipped()
{
    static const SubstanceCatalogue catalogue = readShipped();
    return catalogue;
}

Result<> SubstanceCatalogue::check(const Substance &substance) const
{
    const auto wrong = [&](const QString &what) {
        return fail(ErrorCode::InvalidInput, u"substance \"%1\": %2"_s.arg(substance.key, what));
    };
    if (substance.key.isEmpty() || substance.name.trimmed().isEmpty() || substance.family.isEmpty())
        return wrong(u"key, name and family are needed"_s);
    if (m_byKey.contains(substance.key))
        return wrong(u"there is one with this key already"_s);
    for (const QString &group : substance.groups.keys()) {
        const auto same = [&](const SubstanceGroup &known) { return known.key == group; };
        if (std::none_of(m_groups.begin(), m_groups.end(), same))
            return wrong(u"there is no group \"%1\""_s.arg(group));
    }
    if (const QStringList unknown = unknownSourceTags(substance.source); !unknown.isEmpty())
        return wrong(u"there is no source [%1]"_s.arg(unknown.first()));
    if (substance.source.isEmpty())
        return wrong(u"it has no source"_s);
    return {};
}

Result<> SubstanceCatalogue::index(const Substance &substance)
{
    const qsizetype place = m_substances.size();
    QHash<QString, Naming> names;
    const auto collect = [&names](const QStringList &texts, Naming naming) {
        for (const QString &text : texts)
            names.insert(folded(text), names.value(folded(text), naming));
    };
    collect(QStringList{substance.name} + substance.inci + substance.synonyms, Naming::Name);
    collect(substance.misspellings, Naming::Misspelling);
    collect(substance.hints, Naming::Hint);
    for (const QString &words : names.keys()) {
        const QList<Use> others = m_byWords.value(words);
        if (words.isEmpty())
            return fail(ErrorCode::InvalidInput, u"substance \"%1\": a name is empty"_s.arg(substance.key));
        if (!others.isEmpty() && !m_ambiguousByWords.contains(words))
            return fail(ErrorCode::InvalidInput,
                        u"substance \"%1\": \"%2\" already means \"%3\""_s.arg(
                            substance.key, words, m_substances.at(others.first().substance).key));
    }
    for (auto name = names.constBegin(); name != names.constEnd(); ++name) {
        m_byWords[name.key()] << Use{place, name.value()};
        QString letters = name.key();
        m_byLetters.insert(letters.remove(u' '), name.key());
    }
    return {};
}

Result<> SubstanceCatalogue::add(const Substance &substance)
{
    TRY(check(substance));
    for (const QString &member : substance.members) {
        if (!m_byKey.contains(member))
            return fail(ErrorCode::InvalidInput,
                        u"substance \"%1\": there is no member \"%2\""_s.arg(substance.key, member));
    }
    TRY(index(substance));
    m_byKey.insert(substance.key, m_substances.size());
    m_substances << substance;
    m_memory = std::make_shared<CatalogueMemory>();
    return {};
}

Result<> SubstanceCatalogue::addKeyOnly(const Substance &substance)
{
    TRY(check(substance));
    m_byKey.insert(substance.key, m_substances.size());
    m_substances << substance;
    m_memory = std::make_shared<CatalogueMemory>();
    return {};
}

const Substance *SubstanceCatalogue::find(const QString &key) const
{
    const auto found = m_byKey.constFind(key);
    return found == m_byKey.constEnd() ? nullptr : &m_substances.at(*found);
}

QString SubstanceCatalogue::nameOf(const QString &key) const
{
    const Substance *substance = find(key);
    return substance != nullptr ? substance->name : key;
}

const Substance *SubstanceCatalogue::named(const QString &text) const
{
    const QString words = folded(text);
    const auto found = m_byWords.constFind(words);
    if (found == m_byWords.constEnd() || found->size() != 1 || m_ambiguousByWords.contains(words))
        return nullptr;
    const Substance &substance = m_substances.at(found->first().substance);
    return found->first().naming == Naming::Hint || substance.isProduct ? nullptr : &substance;
}

const AmbiguousWords *SubstanceCatalogue::ambiguity(const QString &foldedWords) const
{
    const auto found = m_ambiguousByWords.constFind(foldedWords);
    return found == m_ambiguousByWords.constEnd() ? nullptr : &m_ambiguous.at(*found);
}

QStringList SubstanceCatalogue::withMembers(const QString &key) const
{
    const Substance *substance = find(key);
    return substance == nullptr ? QStringList{key} : QStringList{key} + substance->members;
}

/// A relation of the two, or of one group of each, when the reference states one.
std::optional<CrossReaction> SubstanceCatalogue::stated(const Substance &allergy,
                                                        const Substance &ingredient) const
{
    std::optional<CrossReaction> worst;
    for (const SubstanceRelation &relation : m_relations) {
        bool holds = !relation.isOfGroups && isBetween(relation, allergy.key, ingredient.key);
        for (const QString &one : allergy.groups.keys()) {
            for (const QString &other : ingredient.groups.keys())
                holds = holds || (relation.isOfGroups && isBetween(relation, one, other));
        }
        if (holds && (!worst || relation.strength > worst->strength))
            worst = CrossReaction{relation.strength, {}, relation.note, relation.source};
    }
    return worst;
}

CrossReaction SubstanceCatalogue::between(const Substance &allergy, const Substance &ingredient) const
{
    if (allergy.key == ingredient.key)
        return {Strength::Same, {}, {}, ingredient.source};
    CrossReaction worst = stated(allergy, ingredient).value_or(CrossReaction());
    for (const SubstanceGroup &group : m_groups) {
        if (!allergy.groups.contains(group.key) || !ingredient.groups.contains(group.key))
            continue;
        if (!group.hub.isEmpty() && allergy.key != group.hub && ingredient.key != group.hub)
            continue;
        const Strength strength =
            std::min(allergy.groups.value(group.key), ingredient.groups.value(group.key));
        const CrossReaction found{strength, group.name, group.note, group.source};
        if (counts(found, worst))
            worst = found;
    }
    return worst;
}

CrossReaction SubstanceCatalogue::crossReaction(const QString &allergy, const QString &ingredient) const
{
    if (const auto known = m_memory->crossReaction(allergy, ingredient))
        return *known;
    const CrossReaction worst = worstBetween(allergy, ingredient);
    m_memory->keep(allergy, ingredient, worst);
    return worst;
}

CrossReaction SubstanceCatalogue::worstBetween(const QString &allergy, const QString &ingredient) const
{
    CrossReaction worst;
    for (const QString &one : withMembers(allergy)) {
        for (const QString &other : withMembers(ingredient)) {
            const Substance *reacts = find(one);
            const Substance *holds = find(other);
            if (reacts == nullptr || holds == nullptr)
                continue;
            const CrossReaction found = between(*reacts, *holds);
            if (counts(found, worst))
                worst = found;
        }
    }
    return worst;
}

} // namespace dermis
