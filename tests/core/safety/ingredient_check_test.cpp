#include "core/products/text_meaning.h"
#include "core/safety/ingredient_check.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {



const SubstanceCatalogue &catalogue()
{
    return SubstanceCatalogue::shipped();
}

/// The entry as it stands once a person confirmed what was certain or proposed, and left everything else.
Allergy entry(const QString &text)
{
    const TextMeaning meaning = understand(text, catalogue());
    Allergy allergy;
    allergy.text = text;
    allergy.reaction = Reaction::Rash;
    if (meaning.kind == TextMeaning::Kind::Certain || meaning.kind == TextMeaning::Kind::Proposed)
        allergy.substance = meaning.guesses.first().substance;
    return allergy;
}

IngredientFinding check(const Allergy &allergy, const QString &label)
{
    const QList<IngredientFinding> findings =
        checkIngredients({allergy}, readIngredients(label, catalogue()), catalogue());
    REQUIRE(findings.size() == 1);
    return findings.first();
}

} // namespace

TEST_CASE("the matching vectors of the reference", "[safety]")
{
    const auto [text, ingredient, verdict] = GENERATE(table<QString, QString, AllergyVerdict>({
        {u"lignocaine"_s, u"Lidocaine"_s, AllergyVerdict::Same},
        {u"Novocaine at dentist, fainted"_s, u"Lidocaine"_s, AllergyVerdict::None},
        {u"novocain rash"_s, u"Tetracaine"_s, AllergyVerdict::Strong},
        {u"novocain rash"_s, u"Lidocaine, Prilocaine"_s, AllergyVerdict::None},
        {u"sulphur drugs"_s, u"Sodium Lauryl Sulfate"_s, AllergyVerdict::Unresolved},
        {u"sulfa"_s, u"Sodium Metabisulfite"_s, AllergyVerdict::None},
        {u"sulfa"_s, u"Sodium Lauryl Sulfate"_s, AllergyVerdict::None},
        {u"bactrim"_s, u"Benzocaine"_s, AllergyVerdict::Weak},
        {u"seafood/iodine"_s, u"Povidone-iodine"_s, AllergyVerdict::Unresolved},
        {u"seafood"_s, u"Povidone-iodine"_s, AllergyVerdict::None},
        {u"nickle earrings"_s, u"316L"_s, AllergyVerdict::Possible},
        {u"perfume"_s, u"Parfum"_s, AllergyVerdict::Same},
        {u"perfume"_s, u"Linalool"_s, AllergyVerdict::Strong},
        {u"quaternium"_s, u"DMDM Hydantoin"_s, AllergyVerdict::Strong},
        {u"paraben free only"_s, u"Methylparaben"_s, AllergyVerdict::Unresolved},
        {u"mother allergic to latex"_s, u"Latex"_s, AllergyVerdict::None},
        {u"vit c serum gave me lumps"_s, u"Ascorbyl Glucoside"_s, AllergyVerdict::Strong},
        {u"Savlon"_s, u"Chlorhexidine Gluconate"_s, AllergyVerdict::Unresolved},
        {u"wool"_s, u"Lanolin Alcohol"_s, AllergyVerdict::Possible},
        {u"BHA"_s, u"Salicylic Acid"_s, AllergyVerdict::Unresolved},
        {u"NKDA"_s, u"Lidocaine"_s, AllergyVerdict::None},
        {u"nil known"_s, u"Parfum"_s, AllergyVerdict::None},
        {u"penicillin"_s, u"Lidocaine"_s, AllergyVerdict::Unresolved},
    }));
    CAPTURE(text, ingredient);
    const IngredientFinding finding = check(entry(text), ingredient);
    CHECK(allergyVerdictName(finding.verdict) == allergyVerdictName(verdict));
    CHECK(finding.said == text);
}

TEST_CASE("what the vectors say besides the verdict", "[safety]")
{
    CHECK(check(entry(u"Novocaine at dentist, fainted"_s), u"Lidocaine"_s).isFaint);
    CHECK(check(entry(u"vit c serum gave me lumps"_s), u"Ascorbyl Glucoside"_s).isPromoted);
    CHECK_FALSE(check(entry(u"sulphur drugs"_s), u"Sodium Lauryl Sulfate"_s).questions.isEmpty());
    CHECK_FALSE(check(entry(u"wool"_s), u"Lanolin Alcohol"_s).questions.isEmpty());
    CHECK(understand(u"NKDA"_s, catalogue()).kind == TextMeaning::Kind::NoneKnown);
    CHECK(understand(u""_s, catalogue()).kind == TextMeaning::Kind::Empty);
    Allergy chosen = entry(u"sulphur drugs"_s);
    chosen.substance = u"sulfonamides"_s;
    CHECK(check(chosen, u"Sodium Lauryl Sulfate"_s).verdict == AllergyVerdict::None);
    CHECK(check(chosen, u"Sodium Lauryl Sulfate"_s).note.contains(u"similar names"_s));
}

TEST_CASE("a finding goes from the patient's words to the source", "[safety]")
{
    const IngredientFinding finding = check(entry(u"perfume"_s), u"Aqua, Glycerin, Linalool"_s);
    CHECK(finding.substance == u"parfum");
    CHECK(finding.ingredient == u"Linalool");
    CHECK(finding.group == u"Fragrances");
    CHECK(finding.source == u"[S64] [K28]");
}

TEST_CASE("anaphylaxis moves possible to strong and strong to a block", "[safety]")
{
    Allergy allergy = entry(u"lignocaine"_s);
    CHECK(check(allergy, u"Prilocaine"_s).verdict == AllergyVerdict::Possible);
    allergy.reaction = Reaction::Anaphylaxis;
    CHECK(check(allergy, u"Prilocaine"_s).verdict == AllergyVerdict::Strong);
    allergy = entry(u"Novocaine"_s);
    allergy.reaction = Reaction::Anaphylaxis;
    CHECK(check(allergy, u"Tetracaine"_s).verdict == AllergyVerdict::Same);
    CHECK(check(allergy, u"Lidocaine"_s).verdict == AllergyVerdict::None);
    allergy.reaction = Reaction::FaintOrPalpitations;
    CHECK(check(allergy, u"Tetracaine"_s).verdict == AllergyVerdict::None);
}

TEST_CASE("a patient who reacts to that numbing gel is stopped before EMLA", "[safety]")
{
    const QString emla =
        u"Lidocaine, Prilocaine, PEG-54 Hydrogenated Castor Oil, Carbomer, Sodium Hydroxide, Purified water"_s;
    Allergy said = entry(u"allergic to that numbing gel, lignocain I think"_s);
    CHECK(said.isUnmatched());
    CHECK(check(said, emla).verdict == AllergyVerdict::Unresolved);
    said.substance = understand(said.text, catalogue()).guesses.first().substance;
    const IngredientFinding finding = check(said, emla);
    CHECK(finding.verdict == AllergyVerdict::Same);
    CHECK(finding.ingredient == u"Lidocaine");
}

TEST_CASE("the worst comes first, and entries that are no longer active say nothing", "[safety]")
{
    Allergy retired = entry(u"lignocaine"_s);
    retired.status = AllergyStatus::Retired;
    const QList<Allergy> list{entry(u"nickel"_s), retired, entry(u"penicillin"_s), entry(u"perfume"_s)};
    const auto findings =
        checkIngredients(list, readIngredients(u"Parfum, Lidocaine"_s, catalogue()), catalogue());
    REQUIRE(findings.size() == 3);
    CHECK(findings.at(0).said == u"perfume");
    CHECK(findings.at(1).said == u"penicillin");
    CHECK(findings.at(2).verdict == AllergyVerdict::None);
    CHECK(checkIngredients({}, readIngredients(u"Parfum"_s, catalogue()), catalogue()).isEmpty());
}
