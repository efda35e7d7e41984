#include "core/products/text_meaning.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

using MeaningKind = TextMeaning::Kind;

TextMeaning read(const QString &text)
{
    return understand(text, SubstanceCatalogue::shipped());
}

QStringList keys(const TextMeaning &meaning)
{
    QStringList list;
    for (const SubstanceGuess &guess : meaning.guesses)
        list << guess.substance;
    return list;
}

} // namespace

TEST_CASE("only a substance's own name is certain", "[products]")
{
    const auto [text, kind, first] = GENERATE(table<QString, MeaningKind, QString>({
        {u"Lignocaine"_s, Kind::Certain, u"lidocaine"_s},
        {u"nickle"_s, Kind::Certain, u"nickel"_s},
        {u"Surgical Steel"_s, Kind::Certain, u"stainless-steel"_s},
        {u"lidocaine 2 %"_s, Kind::Certain, u"lidocaine"_s},
        {u"allergic to lignocaine"_s, Kind::Proposed, u"lidocaine"_s},
        {u"nickle earrings"_s, Kind::Proposed, u"nickel"_s},
        {u"black henna"_s, Kind::Proposed, u"ppd"_s},
        {u"povidoneiodine"_s, Kind::Proposed, u"povidone-iodine"_s},
        {u"lignocaine I think"_s, Kind::Offered, u"lidocaine"_s},
        {u"lignocaina"_s, Kind::Offered, u"lidocaine"_s},
        {u"nickel and penicillin"_s, Kind::Offered, u"nickel"_s},
        {u"emla"_s, Kind::Offered, u"lidocaine"_s},
        {u"blue tube cream"_s, Kind::Unresolved, QString()},
        {u"not allergic to latex"_s, Kind::Unresolved, u"latex"_s},
    }));
    CAPTURE(text);
    const TextMeaning meaning = read(text);
    CHECK(meaningName(meaning.kind) == meaningName(kind));
    CHECK(keys(meaning).value(0) == first);
}

TEST_CASE("words that are not understood are told", "[products]")
{
    CHECK(read(u"nickel and penicillin"_s).rest == QStringList{u"penicillin"_s});
    CHECK(read(u"allergic to lignocaine cream"_s).rest.isEmpty());
}

TEST_CASE("abbreviations with several meanings are asked", "[products]")
{
    for (const QString &text : {u"BHA"_s, u"TEA"_s, u"MI"_s, u"PG"_s, u"MAP"_s, u"SAP"_s, u"PN"_s, u"CAPB"_s,
                                u"iodine"_s, u"sulphur drugs"_s}) {
        CAPTURE(text);
        const TextMeaning meaning = read(text);
        CHECK(meaning.kind == Kind::Offered);
        CHECK_FALSE(meaning.questions.isEmpty());
    }
    CHECK(keys(read(u"BHA"_s)) == QStringList{u"salicylic-acid"_s, u"butylated-hydroxyanisole"_s});
    CHECK(read(u"a bit of a map"_s).guesses.isEmpty());
}

TEST_CASE("what another person reacts to, or the patient does not, is no proposal", "[products]")
{
    CHECK(read(u"mother allergic to latex"_s).isOtherPerson);
    CHECK(read(u"ma is allergies vir nikkel"_s).isOtherPerson);
    CHECK_FALSE(read(u"me and my mother react to latex"_s).isOtherPerson);
    CHECK_FALSE(read(u"mother has asthma, nickel gives hives"_s).isOtherPerson);
    CHECK(keys(read(u"mother has asthma, nickel gives hives"_s)).contains(u"nickel"_s));
    CHECK_FALSE(read(u"allergic to plasters as a child"_s).isOtherPerson);
    CHECK(read(u"paraben-free only"_s).isNegated);
    CHECK(read(u"paraben-free only"_s).kind == Kind::Unresolved);
    CHECK_FALSE(read(u"not sure, latex"_s).isNegated);
}

TEST_CASE("a faint and lasting lumps are noticed", "[products]")
{
    CHECK(read(u"Novocaine at dentist, fainted"_s).isFaint);
    CHECK(read(u"vit c serum gave me lumps"_s).isLasting);
    CHECK_FALSE(read(u"novocain rash"_s).isFaint);
}

TEST_CASE("only a text that is all of it \"none\" says that there is none", "[products]")
{
    for (const QString &text :
         {u"NKDA"_s, u"N.K.D.A."_s, u"nil known"_s, u" None. "_s, u"Geen"_s, u"akukho"_s})
        CHECK(read(text).kind == Kind::NoneKnown);
    for (const QString &text :
         {u"none except latex"_s, u"nil known but latex"_s, u"no latex"_s, u"nickel none"_s, u"-"_s})
        CHECK(read(text).kind != Kind::NoneKnown);
    CHECK(read(u""_s).kind == Kind::Empty);
    CHECK(read(u"  "_s).kind == Kind::Empty);
}

TEST_CASE("swapped neighbours are one edit", "[products]")
{
    const auto [one, other, limit, edits] = GENERATE(table<QString, QString, int, int>({
        {u"nickel"_s, u"nickle"_s, 2, 1},
        {u"latex"_s, u"latex"_s, 0, 0},
        {u"latex"_s, u"lattex"_s, 1, 1},
        {u"latex"_s, u"lates"_s, 1, 1},
        {u"latex"_s, u"paraben"_s, 2, 3},
        {u""_s, u"ab"_s, 2, 2},
        {u"chlorhexidine"_s, u"clorhexadine"_s, 2, 2},
    }));
    CHECK(spellingDistance(one, other, limit) == edits);
    CHECK(spellingDistance(other, one, limit) == edits);
}

TEST_CASE("any text is read without end or harm", "[products]")
{
    const QString long1 = QString(u"lignocaine "_s).repeated(300);
    CHECK(read(long1).kind != Kind::Certain);
    CHECK(read(QString(20000, u'x')).kind == Kind::Unresolved);
    CHECK(read(QString(u"(((%%%///,,,;;;"_s)).kind == Kind::Unresolved);
    CHECK(read(QString(QChar(0xd800))).kind == Kind::Unresolved);
}
