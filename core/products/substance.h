#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace dermis {

/// How strongly somebody who reacts to one substance may react to another (domain.md §3.5).
enum class Strength { None, Weak, Possible, Strong, Same };
/// Stable spelling: none, weak, possible, strong, same.
QString strengthName(Strength strength);
std::optional<Strength> strengthFromName(const QString &name);

/// Something a person can react to, or that stands on a label.
struct Substance
{
    /// Where it was taken from: with the program, added by the clinic, or a name of the EU's list of
    /// ingredients.
    enum class Origin { Shipped, Clinic, CosIng };

    QString key;                    ///< "lidocaine"
    QString code;                   ///< of domain.md §3.4, "A01"; empty where it has none
    QString name;                   ///< as labels print it
    QString family;                 ///< amide, fragrance, preservative, metal, ...
    QStringList inci;               ///< further names on labels
    QStringList begins;             ///< how further names on labels begin: a plant's two names
    QStringList synonyms;           ///< names that mean it and nothing else
    QStringList misspellings;       ///< common wrong spellings of these
    QStringList hints;              ///< everyday words that suggest it: proposed, never taken by themselves
    QMap<QString, Strength> groups; ///< cross-reaction groups and how strongly it belongs to each
    QStringList members;    ///< of a class ("parabens") or a product ("Savlon"): reacting to it counts as to
                            ///< each of them
    bool isProduct = false; ///< a trade product: which of its parts is meant must be asked
    QString note;
    QString source; ///< tags of the reference: "[K28]"
    Origin origin = Origin::Shipped;
    bool operator==(const Substance &) const = default;
};

/// A cross-reaction group. Two members react as strongly as the weaker belongs to it.
struct SubstanceGroup
{
    QString key; ///< "AMIDE"
    QString name;
    QString hub; ///< when set, members react with this substance only, not with each other
    QString note;
    QString source;
};

/// What is known between two groups or two substances, above all that similar names do not mean a
/// cross-reaction.
struct SubstanceRelation
{
    QString first;
    QString second;
    bool isOfGroups = true;
    Strength strength = Strength::None;
    QString note;
    QString source;
};

/// Words that mean several things: always asked.
struct AmbiguousWords
{
    QStringList words;
    QStringList means;             ///< keys of substances, likeliest first
    QString ask;                   ///< the question to the patient
    std::optional<Strength> until; ///< how a product with one of these is judged before somebody asked
};

/// Words around a substance's name, in English, Afrikaans and isiZulu (domain.md §3.6, steps 4 and 9).
struct AllergyPhrases
{
    QStringList noneKnown;   ///< the whole text says that there is no allergy
    QStringList negation;    ///< "free", "without", "geen": what follows may be the opposite of an allergy
    QStringList otherPerson; ///< "mother", "umama"
    QStringList self;        ///< the patient is meant, too
    QStringList uncertain;   ///< "I think"
    QStringList faint;       ///< a faint, not an allergy (MN-ANA-04)
    QStringList lasting;     ///< lumps that last: judged as a granuloma (step 8)
    QStringList filler;      ///< words that change nothing
    QStringList ordinary;    ///< abbreviations that are also common words: count in capitals or alone
};

} // namespace dermis
