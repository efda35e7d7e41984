#include "core/safety/ingredient_check.h"

#include "core/base/spelling.h"
#include "core/products/text_meaning.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr std::array ingredientVerdicts{
    Spelling<AllergyVerdict>{AllergyVerdict::None, u"none"},
    Spelling<AllergyVerdict>{AllergyVerdict::Weak, u"weak"},
    Spelling<AllergyVerdict>{AllergyVerdict::Possible, u"possible"},
    Spelling<AllergyVerdict>{AllergyVerdict::Unresolved, u"unresolved"},
    Spelling<AllergyVerdict>{AllergyVerdict::Strong, u"strong"},
    Spelling<AllergyVerdict>{AllergyVerdict::Same, u"same"},
};

AllergyVerdict verdictOf(Strength strength)
{
    switch (strength) {
    case Strength::None:
        return AllergyVerdict::None;
    case Strength::Weak:
        return AllergyVerdict::Weak;
    case Strength::Possible:
        return AllergyVerdict::Possible;
    case Strength::Strong:
        return AllergyVerdict::Strong;
    case Strength::Same:
        break;
    }
    return AllergyVerdict::Same;
}

/// After anaphylaxis or lasting lumps possible counts as strong, and strong blocks.
AllergyVerdict promoted(AllergyVerdict verdict)
{
    if (verdict == AllergyVerdict::Possible)
        return AllergyVerdict::Strong;
    return verdict == AllergyVerdict::Strong ? AllergyVerdict::Same : verdict;
}

/// The worst cross-reaction of a substance with a label; of two that are equal the one that is explained.
void judge(const QString &substance, const QList<Ingredient> &ingredients,
           const SubstanceCatalogue &catalogue, IngredientFinding &finding)
{
    for (const Ingredient &ingredient : ingredients) {
        const CrossReaction found = catalogue.crossReaction(substance, ingredient.substance);
        const AllergyVerdict verdict = verdictOf(found.strength);
        const bool explainsMore =
            verdict == finding.verdict && finding.note.isEmpty() && !found.note.isEmpty();
        if (verdict < finding.verdict || (verdict == finding.verdict && !explainsMore))
            continue;
        finding.verdict = verdict;
        finding.ingredient = ingredient.words;
        finding.group = found.group;
        finding.note = found.note;
        finding.source = found.source;
    }
}

/// Words that nobody matched: unresolved, unless they say that it is nobody's allergy here, or the reference
/// says how they count until somebody asked.
void judgeUnmatched(const TextMeaning &meaning, const QList<Ingredient> &ingredients,
                    const SubstanceCatalogue &catalogue, IngredientFinding &finding)
{
    finding.questions = meaning.questions;
    if (meaning.kind == TextMeaning::Kind::NoneKnown || meaning.isOtherPerson) {
        finding.note = meaning.isOtherPerson ? u"Said of another person; a person must confirm it"_s
                                             : u"Says that there is none; confirm it as \"none known\""_s;
        return;
    }
    finding.verdict = AllergyVerdict::Unresolved;
    finding.note = u"Not matched to a substance"_s;
    if (!meaning.until)
        return;
    IngredientFinding guessed;
    for (const SubstanceGuess &guess : meaning.guesses)
        judge(guess.substance, ingredients, catalogue, guessed);
    finding.verdict = std::min(guessed.verdict, verdictOf(*meaning.until));
    finding.ingredient = guessed.ingredient;
    finding.group = guessed.group;
    finding.source = guessed.source;
}

IngredientFinding findingFor(const Allergy &allergy, const QList<Ingredient> &ingredients,
                             const SubstanceCatalogue &catalogue)
{
    const TextMeaning meaning = understand(allergy.text + u' ' + allergy.reactionText, catalogue);
    IngredientFinding finding;
    finding.allergy = allergy.id;
    finding.said = allergy.text;
    finding.substance = allergy.substance;
    finding.isFaint = meaning.isFaint || allergy.reaction == Reaction::FaintOrPalpitations;
    if (allergy.substance.isEmpty()) {
        judgeUnmatched(understand(allergy.text, catalogue), ingredients, catalogue, finding);
        return finding;
    }
    if (allergy.reaction == Reaction::FaintOrPalpitations) {
        finding.note = u"A faint, not an allergy"_s;
        return finding;
    }
    judge(allergy.substance, ingredients, catalogue, finding);
    if (allergy.reaction == Reaction::Anaphylaxis || meaning.isLasting) {
        const AllergyVerdict before = finding.verdict;
        finding.verdict = promoted(before);
        finding.isPromoted = finding.verdict != before;
    }
    return finding;
}

} // namespace

QString allergyVerdictName(AllergyVerdict verdict)
{
    return nameIn(ingredientVerdicts, verdict);
}

QList<IngredientFinding> checkIngredients(const QList<Allergy> &allergies,
                                          const QList<Ingredient> &ingredients,
                                          const SubstanceCatalogue &catalogue)
{
    QList<IngredientFinding> findings;
    for (const Allergy &allergy : allergies) {
        if (allergy.status == AllergyStatus::Active)
            findings << findingFor(allergy, ingredients, catalogue);
    }
    std::stable_sort(findings.begin(), findings.end(),
                     [](const IngredientFinding &one, const IngredientFinding &other) {
                         return one.verdict > other.verdict;
                     });
    return findings;
}

} // namespace dermis
