#include "core/products/substance_repository.h"
#include "core/storage/journal.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

#include <QFile>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class SubstanceFixture : public test::DatabaseFixture
{
public:
    Result<Substance> add(const Substance &substance)
    {
        return addSubstance(*database, nurse, clock.now(), substance);
    }
    qint64 kept() { return *database->integer(u"SELECT count(*) FROM clinic_substance"_s); }
};

Substance mango()
{
    Substance substance;
    substance.name = u"Mangifera Indica Seed Butter"_s;
    substance.synonyms = {u"mango butter"_s};
    return substance;
}

QByteArray annex(const QString &name)
{
    QFile file(QStringLiteral(DERMIS_TEST_DATA "/inci/") + name);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

} // namespace

TEST_CASE_METHOD(SubstanceFixture, "the clinic adds a substance, and it is understood from then on",
                 "[products]")
{
    CHECK(substances(*database)->named(u"mango butter"_s) == nullptr);
    const auto added = add(mango());
    REQUIRE(added);
    CHECK(added->key == u"clinic-mangifera-indica-seed-butter");
    CHECK(added->source.contains(u"[P]"_s));
    const auto catalogue = substances(*database);
    REQUIRE(catalogue->named(u"Mango Butter"_s));
    CHECK(*catalogue->named(u"Mango Butter"_s) == *added);
    CHECK(historyOf(*database, u"clinic_substance"_s, 1)->size() == 1);
}

TEST_CASE_METHOD(SubstanceFixture,
                 "a substance whose name is taken, or whose group does not exist, is refused", "[products]")
{
    Substance taken = mango();
    taken.synonyms << u"Lignocaine"_s;
    CHECK(add(taken).error().detail.contains(u"already means \"lidocaine\""_s));
    Substance grouped = mango();
    grouped.groups.insert(u"MANGO"_s, Strength::Weak);
    CHECK(add(grouped).error().code == ErrorCode::InvalidInput);
    Substance nameless = mango();
    nameless.name = u" "_s;
    CHECK(add(nameless).error().code == ErrorCode::InvalidInput);
    CHECK(addSubstance(*database, reception, clock.now(), mango()).error().code == ErrorCode::NotAllowed);
    REQUIRE(add(mango()));
    CHECK(add(mango()).error().code == ErrorCode::InvalidInput);
    CHECK(kept() == 1);
}

TEST_CASE_METHOD(SubstanceFixture, "the annexes of CosIng give ingredient names, those known before are left",
                 "[products]")
{
    const auto third =
        importCosIng(*database, nurse, clock.now(), annex(u"cosing-annex-III.csv"_s), u"CosIng Annex III"_s);
    REQUIRE(third);
    CHECK(third->added > 300);
    CHECK(third->known > 40);
    const auto fifth =
        importCosIng(*database, nurse, clock.now(), annex(u"cosing-annex-V.csv"_s), u"CosIng Annex V"_s);
    const auto sixth =
        importCosIng(*database, nurse, clock.now(), annex(u"cosing-annex-VI.csv"_s), u"CosIng Annex VI"_s);
    REQUIRE(fifth);
    REQUIRE(sixth);
    CHECK(kept() == third->added + fifth->added + sixth->added);
    const auto catalogue = substances(*database);
    for (const QString &name :
         {u"Homosalate"_s, u"Butyl Benzoate"_s, u"Zinc Gluconate"_s, u"Pogostemon Cablin Oil"_s,
          u"Benzethonium Chloride"_s, u"Vanillin"_s, u"Climbazole"_s}) {
        CAPTURE(name);
        REQUIRE(catalogue->named(name));
        CHECK(catalogue->named(name)->note.startsWith(u"CosIng Annex"_s));
    }
    CHECK(catalogue->named(u"Benzyl Alcohol"_s)->code == u"F05");
    const auto again =
        importCosIng(*database, nurse, clock.now(), annex(u"cosing-annex-V.csv"_s), u"CosIng Annex V"_s);
    REQUIRE(again);
    CHECK(again->added == 0);
}

TEST_CASE_METHOD(SubstanceFixture, "a bad list of ingredients adds nothing and names its line", "[products]")
{
    const auto import = [this](const QByteArray &csv) {
        return importCosIng(*database, nurse, clock.now(), csv, u"Annex"_s).error().detail;
    };
    CHECK(import("a,b\n").contains(u"line 1"_s));
    CHECK(
        import("reference_number,common_ingredients,cas_number\n1,HOMOSALATE,1\n2\n").contains(u"line 3"_s));
    CHECK(import("reference_number,common_ingredients,cas_number\n1,HOMOSALATE,1\n2,\"OPEN\n")
              .contains(u"line 3"_s));
    CHECK(
        import("reference_number,common_ingredients,cas_number\n1,HOMO\xffSALATE,1\n").contains(u"line 2"_s));
    CHECK(kept() == 0);
}
