#include "core/patients/likely_duplicates.h"
#include "tests/core/patients/sample_patients.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

class TwinClinic : public test::DatabaseFixture
{
public:
    TwinClinic()
    {
        Patient nomvula = test::person(u"Nomvula Grace"_s, u"Dlamini"_s, QDate(1992, 3, 14), u"082 555 0118"_s);
        nomvula.saIdNumber = test::saIdNumberFor(nomvula.birthDate, 123);
        nomvula.passport = u"A1234567"_s;
        kept = test::registered(*this, nomvula);
        test::registered(*this, test::person(u"Sipho"_s, u"Khumalo"_s, QDate(1992, 3, 14)));
    }

    QList<DuplicateReason> reasonsFor(const Patient &draft)
    {
        const auto duplicates = likelyDuplicates(*database, draft, clock.today());
        REQUIRE(duplicates);
        if (duplicates->isEmpty())
            return {};
        CHECK(duplicates->size() == 1);
        CHECK(duplicates->first().patient.id == kept.id);
        return duplicates->first().reasons;
    }

    Patient kept;
};

} // namespace

TEST_CASE_METHOD(TwinClinic, "a likely duplicate is shown with its reason", "[patients]")
{
    const QDate born(1992, 3, 14);
    Patient draft;
    QList<DuplicateReason> reasons;
    SECTION("same ID number, before anything else is typed")
    {
        draft.saIdNumber = kept.saIdNumber.left(6) + u' ' + kept.saIdNumber.mid(6);
        reasons = {DuplicateReason::SameIdNumber};
    }
    SECTION("same passport")
    {
        draft.passport = u"a 1234567"_s;
        reasons = {DuplicateReason::SamePassport};
    }
    SECTION("same phone in another spelling")
    {
        draft.phones << Phone{u"+27 82 555 0118"_s, {}};
        reasons = {DuplicateReason::SamePhone};
    }
    SECTION("same name and birth date")
    {
        draft = test::person(u"nomvula  grace"_s, u"DLAMINI"_s, born);
        reasons = {DuplicateReason::SameNameAndBirthDate};
    }
    SECTION("names the other way round")
    {
        draft = test::person(u"Dlamini"_s, u"Nomvula Grace"_s, born);
        reasons = {DuplicateReason::SwappedNamesAndBirthDate};
    }
    SECTION("similar name and same birth date")
    {
        draft = test::person(u"Nomvulla"_s, u"Dhlamini"_s, born);
        reasons = {DuplicateReason::SimilarNameAndBirthDate};
    }
    SECTION("family name and birth date, the given name not yet typed")
    {
        draft = test::person({}, u"Dlamini"_s, born);
        reasons = {DuplicateReason::SimilarNameAndBirthDate};
    }
    SECTION("several reasons, strongest first")
    {
        draft = test::person(u"Nomvula"_s, u"Dlamini"_s, born, u"082 555 0118"_s);
        reasons = {DuplicateReason::SimilarNameAndBirthDate, DuplicateReason::SamePhone};
    }
    SECTION("another birth date is another person")
    {
        draft = test::person(u"Nomvula Grace"_s, u"Dlamini"_s, born.addDays(1));
    }
    SECTION("nothing typed yet")
    {
    }
    SECTION("the patient is not her own duplicate")
    {
        draft = kept;
    }
    CHECK(reasonsFor(draft) == reasons);
}

TEST_CASE("each reason has a name", "[patients]")
{
    CHECK(duplicateReasonName(DuplicateReason::SameIdNumber) == u"same-id-number"_s);
    CHECK(duplicateReasonName(DuplicateReason::SamePhone) == u"same-phone"_s);
}
