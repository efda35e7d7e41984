#include "core/patients/patient_repository.h"
#include "core/safety/allergy.h"
#include "core/storage/journal.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class AllergyFixture : public test::DatabaseFixture
{
public:
    AllergyFixture()
    {
        auto transaction = Transaction::begin(*database, nurse, clock.now());
        Patient person;
        person.familyName = u"Dlamini"_s;
        person.givenNames = u"Nomvula"_s;
        person.birthDate = QDate(1992, 3, 14);
        patient = *insertPatient(*transaction, person);
        REQUIRE(transaction->commit());
    }

    Result<Allergy> add(const QString &text)
    {
        Allergy allergy;
        allergy.patientId = patient;
        allergy.text = text;
        allergy.reaction = Reaction::Rash;
        return addAllergy(*database, nurse, clock.now(), allergy);
    }
    AllergyAsked asked() { return allergyState(*database, patient)->asked; }

    PatientId patient;
};

} // namespace

TEST_CASE_METHOD(AllergyFixture, "allergies are never asked, asked and unknown, none known, or listed",
                 "[safety]")
{
    CHECK(asked() == AllergyAsked::NeverAsked);
    CHECK(confirmAllergies(*database, nurse, clock.now(), patient).error().code == ErrorCode::InvalidInput);
    REQUIRE(markAskedUnknown(*database, nurse, clock.now(), patient));
    CHECK(asked() == AllergyAsked::AskedUnknown);
    REQUIRE(confirmNoneKnown(*database, nurse, clock.now(), patient));
    CHECK(asked() == AllergyAsked::NoneKnown);
    CHECK(allergyState(*database, patient)->confirmedOn == QDate(2026, 3, 2));
    CHECK(allergyState(*database, patient)->confirmedByName == nurse.name);
    REQUIRE(add(u"Nickel"_s));
    CHECK(asked() == AllergyAsked::Listed);
    CHECK(confirmNoneKnown(*database, nurse, clock.now(), patient).error().code == ErrorCode::InvalidInput);
    CHECK(markAskedUnknown(*database, nurse, clock.now(), patient).error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(AllergyFixture, "confirming again dates the list anew", "[safety]")
{
    REQUIRE(add(u"Nickel"_s));
    clock.advanceMilliseconds(qint64(28) * 24 * 3600 * 1000);
    REQUIRE(confirmAllergies(*database, doctor, clock.now(), patient));
    const auto state = allergyState(*database, patient);
    CHECK(state->asked == AllergyAsked::Listed);
    CHECK(state->confirmedOn == QDate(2026, 3, 30));
    CHECK(state->confirmedBy == doctor.id);
}

TEST_CASE_METHOD(AllergyFixture,
                 "an entry keeps what was said, matched at once when it is a substance's name", "[safety]")
{
    Allergy said;
    said.patientId = patient;
    said.text = u"Novocaine"_s;
    said.reaction = Reaction::FaintOrPalpitations;
    said.reactionText = u"fainted at the dentist"_s;
    said.severity = AllergySeverity::Mild;
    said.certainty = Certainty::Suspected;
    said.onset = *PartialDate::fromString(u"2009"_s);
    said.source = u"patient"_s;
    const auto added = addAllergy(*database, nurse, clock.now(), said);
    REQUIRE(added);
    CHECK(added->substance == u"procaine");
    CHECK(*allergy(*database, added->id) == *added);
    CHECK(add(u"  "_s).error().code == ErrorCode::InvalidInput);
}

TEST_CASE_METHOD(AllergyFixture,
                 "an unmatched entry goes by a match or by the dermatologist's word with a reason",
                 "[safety]")
{
    const auto herbs = add(u"some herbal rub"_s);
    REQUIRE(herbs);
    CHECK(herbs->isUnmatched());
    CHECK(matchAllergy(*database, nurse, clock.now(), herbs->id, u"herbs"_s).error().code ==
          ErrorCode::InvalidInput);
    const auto matched = matchAllergy(*database, nurse, clock.now(), herbs->id, u"benzocaine"_s);
    REQUIRE(matched);
    CHECK_FALSE(matched->isUnmatched());
    CHECK(matched->matchedBy == nurse.id);

    const auto pollen = add(u"grass pollen"_s);
    const QString why = u"Hay fever only, nothing on the skin"_s;
    CHECK(markNotRelevant(*database, nurse, clock.now(), pollen->id, why).error().code ==
          ErrorCode::NotAllowed);
    CHECK(markNotRelevant(*database, doctor, clock.now(), pollen->id, u"hay fever"_s).error().code ==
          ErrorCode::InvalidInput);
    const auto settled = markNotRelevant(*database, doctor, clock.now(), pollen->id, why);
    REQUIRE(settled);
    CHECK_FALSE(settled->isUnmatched());
    CHECK(historyOf(*database, u"allergy"_s, pollen->id.value())->constLast().reason == why);
}

TEST_CASE_METHOD(AllergyFixture, "when the last entry is retired the patient must be asked again", "[safety]")
{
    const auto nickel = add(u"Nickel"_s);
    const auto latex = add(u"Latex"_s);
    CHECK(retireAllergy(*database, nurse, clock.now(), nickel->id, u""_s).error().code ==
          ErrorCode::InvalidInput);
    REQUIRE(retireAllergy(*database, nurse, clock.now(), nickel->id, u"patch test was negative"_s));
    CHECK(asked() == AllergyAsked::Listed);
    REQUIRE(retireAllergy(*database, nurse, clock.now(), latex->id, u"another patient's"_s));
    CHECK(asked() == AllergyAsked::AskedUnknown);
    CHECK(allergies(*database, patient)->size() == 2);
    REQUIRE(confirmNoneKnown(*database, nurse, clock.now(), patient));
}

TEST_CASE_METHOD(AllergyFixture, "reception may not touch allergies", "[safety]")
{
    Allergy nickel;
    nickel.patientId = patient;
    nickel.text = u"Nickel"_s;
    CHECK(addAllergy(*database, reception, clock.now(), nickel).error().code == ErrorCode::NotAllowed);
    CHECK(confirmNoneKnown(*database, reception, clock.now(), patient).error().code == ErrorCode::NotAllowed);
    CHECK(asked() == AllergyAsked::NeverAsked);
}
