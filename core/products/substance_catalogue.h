#pragma once

#include "core/base/result.h"
#include "core/products/substance.h"

#include <QHash>

#include <memory>

namespace dermis {

class CatalogueMemory;

/// What stands between two substances, and why.
struct CrossReaction
{
    Strength strength = Strength::None;
    QString group; ///< the group's name; empty for the same substance, a relation of two, or none
    QString note;
    QString source;
};

/// Every known substance with its names, groups and cross-reactions (domain.md §3.4 to §3.6).
/// docs/substances.md shows the file it is read from.
class SubstanceCatalogue
{
public:
    /// How a text names a substance, best first.
    enum class Naming { Name, Misspelling, Hint };
    struct Use
    {
        qsizetype substance; ///< place in substances()
        Naming naming;
    };

    /// Empty.
    SubstanceCatalogue();
    /// Reads and checks a file; InvalidInput says which record and what is wrong with it.
    static Result<SubstanceCatalogue> fromJson(const QByteArray &json);
    /// The one that comes with the program.
    static const SubstanceCatalogue &shipped();

    /// Adds one of the clinic's own; InvalidInput when a name is taken, or a group or member is not known.
    Result<> add(const Substance &substance);
    /// Keeps one that is found by its key alone, because its names are taken by now.
    Result<> addKeyOnly(const Substance &substance);

    const QString &version() const { return m_version; }
    const QList<Substance> &substances() const { return m_substances; }
    const QList<SubstanceGroup> &groups() const { return m_groups; }
    const QList<AmbiguousWords> &ambiguous() const { return m_ambiguous; }
    const AllergyPhrases &phrases() const { return m_phrases; }

    /// Null when there is none.
    const Substance *find(const QString &key) const;
    /// The key's name, or the key itself when it is not known any more.
    QString nameOf(const QString &key) const;
    /// The substance that this text names and nothing else: not ambiguous, no product of several parts; null
    /// otherwise. Case, marks and signs do not count.
    const Substance *named(const QString &text) const;
    /// What the folded words may name on a label or in speech; empty when nothing.
    QList<Use> uses(const QString &foldedWords) const { return m_byWords.value(foldedWords); }
    /// What the folded words are ambiguous for; null when they are not.
    const AmbiguousWords *ambiguity(const QString &foldedWords) const;
    /// All folded texts that name something, with their uses.
    const QHash<QString, QList<Use>> &words() const { return m_byWords; }
    /// The folded name that reads so when its words run together; empty when none does.
    QString joinedName(const QString &letters) const { return m_byLetters.value(letters); }
    /// What was found out with this catalogue and stays true while nothing is added (core/products/catalogue_memory.h).
    CatalogueMemory &memory() const { return *m_memory; }
    /// The substance itself and, for a class or a product, each member.
    QStringList withMembers(const QString &key) const;

    /// How strongly reacting to `allergy` counts for `ingredient`, the worst over members and groups.
    CrossReaction crossReaction(const QString &allergy, const QString &ingredient) const;

private:
    friend class SubstanceReader;
    CrossReaction worstBetween(const QString &allergy, const QString &ingredient) const;
    CrossReaction between(const Substance &allergy, const Substance &ingredient) const;
    std::optional<CrossReaction> stated(const Substance &allergy, const Substance &ingredient) const;
    Result<> check(const Substance &substance) const;
    Result<> index(const Substance &substance);

    QString m_version;
    QList<Substance> m_substances;
    QList<SubstanceGroup> m_groups;
    QList<SubstanceRelation> m_relations;
    QList<AmbiguousWords> m_ambiguous;
    AllergyPhrases m_phrases;
    QHash<QString, qsizetype> m_byKey;
    QHash<QString, QList<Use>> m_byWords;
    QHash<QString, qsizetype> m_ambiguousByWords;
    QHash<QString, QString> m_byLetters;       // names of several words, and others, without spaces
    std::shared_ptr<CatalogueMemory> m_memory; // shared by copies, which know the same
};

} // namespace dermis
