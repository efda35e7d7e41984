#include "ui/settings/preferences.h"

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("who signed in here is remembered for each clinic, the last one first", "[settings]")
{
    const QString clinic = u"/clinics/preferences-test.dermis"_s;
    const QString other = u"/clinics/preferences-test-other.dermis"_s;
    rememberPerson(clinic, {u"Sr Lindiwe Zwane"_s, u"nurse"_s});
    rememberPerson(clinic, {u"Dr Ayanda Motau"_s, u"dermatologist owner"_s});
    rememberPerson(clinic, {u"Sr Lindiwe Zwane"_s, u"nurse owner"_s});
    const QList<RememberedPerson> people = rememberedPeople(clinic);
    REQUIRE(people.size() >= 2);
    CHECK(people.at(0) == RememberedPerson{u"Sr Lindiwe Zwane"_s, u"nurse owner"_s});
    CHECK(people.at(1) == RememberedPerson{u"Dr Ayanda Motau"_s, u"dermatologist owner"_s});
    CHECK(std::count_if(people.begin(), people.end(), [](const RememberedPerson &person) {
              return person.name == u"Sr Lindiwe Zwane"_s;
          }) == 1);
    CHECK(rememberedPeople(other).isEmpty());
}

TEST_CASE("only the last twelve people are remembered", "[settings]")
{
    const QString clinic = u"/clinics/preferences-test-many.dermis"_s;
    for (int number = 1; number <= 15; ++number)
        rememberPerson(clinic, {u"Person %1"_s.arg(number), u"nurse"_s});
    const QList<RememberedPerson> people = rememberedPeople(clinic);
    REQUIRE(people.size() == 12);
    CHECK(people.first().name == u"Person 15"_s);
    CHECK(people.last().name == u"Person 4"_s);
}
