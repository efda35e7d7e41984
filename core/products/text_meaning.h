#pragma once

#include "core/products/substance_catalogue.h"

namespace dermis {

/// One substance that a patient's words may mean.
struct SubstanceGuess
{
    /// By its name, a common misspelling or an everyday word; as one meaning of an ambiguous word; as a part
    /// of a trade product; or because the words look similar.
    enum class How { Name, Misspelling, Hint, Ambiguous, Part, Similar };

    QString substance; ///< its key
    How how = How::Name;
    QString words; ///< the patient's, folded
    QString meant; ///< the words that stand in the list, folded
    bool operator==(const SubstanceGuess &) const = default;
};
/// Stable spelling: name, misspelling, hint, ambiguous, part, similar.
QString guessName(SubstanceGuess::How how);

/// What a free text about an allergy means (domain.md §3.6). Nothing but Certain may be taken without a
/// person.
struct TextMeaning
{
    enum class Kind {
        Empty,     ///< no words: not asked
        NoneKnown, ///< the text says that there is no allergy
        Certain,   ///< the text is a substance's name
        Proposed,  ///< it holds one substance's name among words that change nothing
        Offered,   ///< it may mean several, or looks similar; likeliest first
        Unresolved ///< no substance, or it is said of another person or as the opposite
    };
    Kind kind = Kind::Unresolved;
    QList<SubstanceGuess> guesses; ///< likeliest first; shown even where the text stays unresolved
    QStringList questions;         ///< to ask the patient
    QStringList rest;              ///< words that were not understood
    bool isNegated = false;
    bool isOtherPerson = false; ///< all of it is said of somebody else
    bool isUncertain = false;
    bool isFaint = false;          ///< ask whether it was a faint (MN-ANA-04)
    bool isLasting = false;        ///< lumps that last
    std::optional<Strength> until; ///< how a product with a guess is judged before somebody asked
};
/// Stable spelling: empty, none-known, certain, proposed, offered, unresolved.
QString meaningName(TextMeaning::Kind kind);

/// What the text means to the catalogue's knowledge.
TextMeaning understand(const QString &text, const SubstanceCatalogue &catalogue);

/// Edits from one text to the other: insert, delete, replace, swap two neighbours; more than `limit` gives
/// limit + 1.
int spellingDistance(QStringView one, QStringView other, int limit);

} // namespace dermis
