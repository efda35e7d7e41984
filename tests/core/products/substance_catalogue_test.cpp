#include "core/products/ingredient_list.h"
#include "core/products/source_register.h"
#include "core/products/substance_reader.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const SubstanceCatalogue &shipped()
{
    return SubstanceCatalogue::shipped();
}

QJsonObject shippedFile()
{
    QFile file(u":/dermis/safety/substances.json"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).object();
}

/// What reading says when one member of one record in a list is changed.
QString problem(const QString &list, const QString &member, const QJsonValue &value)
{
    QJsonObject file = shippedFile();
    QJsonArray array = file[list].toArray();
    QJsonObject record = array.first().toObject();
    record[member] = value;
    array.replace(0, record);
    file[list] = array;
    const auto read = SubstanceCatalogue::fromJson(QJsonDocument(file).toJson());
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::InvalidInput);
    return read.error().detail;
}

} // namespace

TEST_CASE("the shipped substances hold every code of the reference", "[products]")
{
    QSet<QString> codes;
    for (const Substance &substance : shipped().substances())
        codes.insert(substance.code);
    const QMap<QString, int> last{{u"A"_s, 14}, {u"B"_s, 9},  {u"F"_s, 37}, {u"P"_s, 30}, {u"V"_s, 23},
                                  {u"L"_s, 19}, {u"H"_s, 12}, {u"M"_s, 5},  {u"R"_s, 2},  {u"C"_s, 6},
                                  {u"T"_s, 10}, {u"U"_s, 3},  {u"D"_s, 1}};
    for (auto letter = last.constBegin(); letter != last.constEnd(); ++letter) {
        for (int number = 1; number <= *letter; ++number) {
            const QString code = u"%1%2"_s.arg(letter.key()).arg(number, 2, 10, QChar(u'0'));
            CAPTURE(code);
            CHECK(codes.contains(code));
        }
    }
}

TEST_CASE("a substances file with a mistake is refused, saying where", "[products]")
{
    CHECK(problem(u"substances"_s, u"key"_s, u"prilocaine"_s)
              .contains(u"there is one with this key already"_s));
    CHECK(problem(u"substances"_s, u"groups"_s, QJsonObject{{u"NONESUCH"_s, u"weak"_s}})
              .contains(u"\"lidocaine\": there is no group"_s));
    CHECK(
        problem(u"substances"_s, u"groups"_s, QJsonObject{{u"AMIDE"_s, u"fierce"_s}}).contains(u"fierce"_s));
    CHECK(problem(u"substances"_s, u"source"_s, u"[K99]"_s).contains(u"there is no source [K99]"_s));
    CHECK(problem(u"substances"_s, u"source"_s, u"hearsay"_s).contains(u"names no tag"_s));
    CHECK(problem(u"substances"_s, u"synonyms"_s, QJsonArray{u"Novocaine"_s}).contains(u"novocaine"_s));
    CHECK(problem(u"substances"_s, u"members"_s, QJsonArray{u"nobody"_s})
              .contains(u"there is no substance \"nobody\""_s));
    CHECK(problem(u"substances"_s, u"sinonyms"_s, QJsonArray{}).contains(u"\"sinonyms\" is not known"_s));
    CHECK(problem(u"groups"_s, u"hub"_s, u"nobody"_s).contains(u"there is no substance \"nobody\""_s));
    CHECK(problem(u"groups"_s, u"key"_s, u"ESTER"_s).contains(u"already"_s));
    CHECK(problem(u"between"_s, u"groups"_s, QJsonArray{u"AMIDE"_s, u"NONESUCH"_s})
              .contains(u"there is no such group"_s));
    CHECK(problem(u"ambiguous"_s, u"means"_s, QJsonArray{u"nobody"_s}).contains(u"there is no substance"_s));
    CHECK(problem(u"ambiguous"_s, u"words"_s, QJsonArray{u"tea"_s}).contains(u"stands twice"_s));
    CHECK(SubstanceCatalogue::fromJson("[]").error().detail.contains(u"not a JSON object"_s));
}

TEST_CASE("a record is written as it was read", "[products]")
{
    for (const QJsonValue &record : shippedFile()[u"substances"_s].toArray()) {
        const auto substance = substanceFromJson(record.toObject());
        REQUIRE(substance);
        CHECK(substanceToJson(*substance) == record.toObject());
    }
}

TEST_CASE("cross-reactions are as strong as the reference says", "[products]")
{
    const auto [allergy, ingredient, strength] = GENERATE(table<QString, QString, Strength>({
        {u"lidocaine"_s, u"lidocaine"_s, Strength::Same},
        {u"procaine"_s, u"lidocaine"_s, Strength::None},
        {u"procaine"_s, u"tetracaine"_s, Strength::Strong},
        {u"lidocaine"_s, u"prilocaine"_s, Strength::Possible},
        {u"procaine"_s, u"prilocaine"_s, Strength::None},
        {u"sulfonamides"_s, u"sodium-lauryl-sulfate"_s, Strength::None},
        {u"sulfonamides"_s, u"sodium-metabisulfite"_s, Strength::None},
        {u"sulfonamides"_s, u"benzocaine"_s, Strength::Weak},
        {u"nickel"_s, u"stainless-steel"_s, Strength::Possible},
        {u"nickel"_s, u"cobalt"_s, Strength::None},
        {u"parfum"_s, u"parfum"_s, Strength::Same},
        {u"parfum"_s, u"linalool"_s, Strength::Strong},
        {u"linalool"_s, u"parfum"_s, Strength::Strong},
        {u"linalool"_s, u"geraniol"_s, Strength::None},
        {u"linalool"_s, u"limonene"_s, Strength::Possible},
        {u"quaternium-15"_s, u"dmdm-hydantoin"_s, Strength::Strong},
        {u"quaternium-15"_s, u"bronopol"_s, Strength::Possible},
        {u"parabens"_s, u"methylparaben"_s, Strength::Same},
        {u"methylparaben"_s, u"propylparaben"_s, Strength::Strong},
        {u"methylparaben"_s, u"benzocaine"_s, Strength::Weak},
        {u"ppd"_s, u"hydroquinone"_s, Strength::Weak},
        {u"ascorbic-acid"_s, u"ascorbyl-glucoside"_s, Strength::Possible},
        {u"lanolin"_s, u"lanolin-alcohol"_s, Strength::Strong},
        {u"latex"_s, u"banana"_s, Strength::Possible},
        {u"banana"_s, u"avocado"_s, Strength::None},
        {u"latex"_s, u"thiurams"_s, Strength::None},
        {u"chlorhexidine"_s, u"phmb"_s, Strength::Possible},
        {u"savlon"_s, u"chlorhexidine"_s, Strength::Same},
        {u"seafood"_s, u"povidone-iodine"_s, Strength::None},
        {u"neomycin"_s, u"framycetin"_s, Strength::Strong},
        {u"neomycin"_s, u"gentamicin"_s, Strength::Possible},
        {u"methylisothiazolinone"_s, u"benzisothiazolinone"_s, Strength::Possible},
        {u"zinc-oxide"_s, u"titanium-dioxide"_s, Strength::None},
        {u"fragrance-mix-1"_s, u"eugenol"_s, Strength::Same},
        {u"propylene-glycol"_s, u"butylene-glycol"_s, Strength::Weak},
        {u"ketoprofen"_s, u"octocrylene"_s, Strength::Possible},
        {u"edta"_s, u"ethylenediamine"_s, Strength::None},
        {u"nobody"_s, u"lidocaine"_s, Strength::None},
    }));
    CAPTURE(allergy, ingredient);
    CHECK(strengthName(shipped().crossReaction(allergy, ingredient).strength) == strengthName(strength));
}

TEST_CASE("no cross-reaction is explained where names mislead", "[products]")
{
    CHECK(shipped()
              .crossReaction(u"sulfonamides"_s, u"sodium-lauryl-sulfate"_s)
              .note.contains(u"similar names"_s));
    CHECK(shipped().crossReaction(u"seafood"_s, u"povidone-iodine"_s).note.contains(u"myth"_s));
    CHECK(shipped().crossReaction(u"procaine"_s, u"lidocaine"_s).source == u"[S57] [S58]");
}

TEST_CASE("every source tag of the substances stands in the register", "[products]")
{
    CHECK(sourceTags(u"SkinPen [S10→S06], [K28] and [P]"_s) ==
          QStringList{u"S10"_s, u"S06"_s, u"K28"_s, u"P"_s});
    CHECK(sourceRegister().value(u"S01"_s).contains(u"Soltani"_s));
    CHECK(unknownSourceTags(u"[S10→S999] [?]"_s) == QStringList{u"S999"_s});
    for (const Substance &substance : shipped().substances())
        CHECK(unknownSourceTags(substance.source).isEmpty());
}

TEST_CASE("a label is split and resolved, and what is not known stays", "[products]")
{
    const QString label = u"Ingredients: AQUA (WATER), Glycerin, 1,2-Hexanediol, Lavandula Angustifolia "
                          u"(Lavender) Oil, Lidocaine "
                          "Hydrochloride 2.5 %; Parfum/Fragrance \u2022 Titanium Dioxide (nano), PEG-100 "
                          "Stearate\nBHA, Mystery "
                          "Extract*, TEA. [+/- CI 77491, Mica]"_s;
    const QList<Ingredient> read = readIngredients(label, shipped());
    QStringList lines;
    for (const Ingredient &one : read)
        lines << one.words + u" = "_s + one.substance + (one.isMaybe ? u" (maybe)"_s : u""_s);
    CHECK(lines == QStringList{u"AQUA (WATER) = water"_s, u"Glycerin = glycerin"_s, u"1,2-Hexanediol = "_s,
                               u"Lavandula Angustifolia (Lavender) Oil = lavender-oil"_s,
                               u"Lidocaine Hydrochloride 2.5 % = lidocaine"_s, u"Parfum/Fragrance = parfum"_s,
                               u"Titanium Dioxide (nano) = titanium-dioxide"_s, u"PEG-100 Stearate = peg"_s,
                               u"BHA = butylated-hydroxyanisole"_s, u"Mystery Extract = "_s, u"TEA = "_s,
                               u"CI 77491 = iron-oxides (maybe)"_s, u"Mica =  (maybe)"_s});
    CHECK(unknownIngredients(read) ==
          QStringList{u"1,2-Hexanediol"_s, u"Mystery Extract"_s, u"TEA"_s, u"Mica"_s});
}

TEST_CASE("a salt is its drug, a misspelling on a label is not guessed", "[products]")
{
    CHECK(labelled(u"Chlorhexidine Digluconate"_s, shipped())->key == u"chlorhexidine");
    CHECK(labelled(u"Betamethasone valerate"_s, shipped())->key == u"betamethasone");
    CHECK(labelled(u"Econazole Nitrate"_s, shipped())->key == u"econazole");
    CHECK(labelled(u"Citrus Aurantium Bergamia Peel Oil"_s, shipped())->key == u"citrus-peel-oil");
    CHECK(labelled(u"Tocopheryl Acetate"_s, shipped())->key == u"tocopheryl-acetate");
    CHECK(labelled(u"Lidocain"_s, shipped()) == nullptr);
    CHECK(labelled(u"Lidocainum"_s, shipped()) == nullptr);
    CHECK(labelled(u"Paraben free"_s, shipped()) == nullptr);
    CHECK(labelled(u""_s, shipped()) == nullptr);
}
