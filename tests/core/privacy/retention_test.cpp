#include "core/notes/note_repository.h"
#include "core/privacy/dormant_records.h"
#include "core/privacy/retention_flag.h"
#include "core/storage/journal.h"
#include "core/visits/visit_repository.h"
#include "tests/core/privacy/privacy_fixture.h"

#include <algorithm>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// A patient of 2018 of whom nothing else is known.
class NewcomerFixture : public PrivacyFixture
{
public:
    NewcomerFixture()
    {
        Patient person;
        person.familyName = u"Mokwena"_s;
        person.givenNames = u"Naledi"_s;
        person.birthDate = QDate(1980, 1, 1);
        person.sex = Sex::Female;
        person.phones = {{u"082 555 0118"_s, {}}};
        newcomer = must(registerPatient(*database, nurse, then, person)).id;
    }
    RecordAge age() { return must(recordAge(*database, owner, today, newcomer)); }
    bool isListed(const QDate &day)
    {
        const auto over = must(recordsOver(*database, owner, today, day));
        return std::any_of(over.begin(), over.end(),
                           [this](const RecordAge &record) { return record.patient == newcomer; });
    }
    VisitId book(const QDate &day)
    {
        return must(bookVisit(*database, nurse, now,
                              {{}, 0, newcomer, day, QTime(9, 0), u"check"_s, VisitState::Expected, {}, {}}));
    }

    PatientId newcomer;
};

} // namespace

TEST_CASE_METHOD(NewcomerFixture, "a record's last contact is the registration until the patient is seen",
                 "[privacy]")
{
    CHECK(age().lastContact.day == then.date());
    CHECK(age().lastContact.what == u"registered"_s);
    CHECK(age().keepUntil.day == QDate(2024, 3, 2));
    CHECK(isListed(today));
}

TEST_CASE_METHOD(NewcomerFixture, "a record is listed from the day after it must be kept, and not before",
                 "[privacy]")
{
    CHECK_FALSE(isListed(QDate(2024, 3, 2)));
    CHECK(isListed(QDate(2024, 3, 3)));
}

TEST_CASE_METHOD(NewcomerFixture,
                 "a note is a contact, and so is a visit booked for later; a missed one is not", "[privacy]")
{
    const auto noted = addNote(*database, nurse, now.addYears(-1),
                               {{},
                                0,
                                newcomer,
                                NoteKind::Call,
                                today.addYears(-1),
                                u"Called about sun cream."_s,
                                {},
                                {},
                                {},
                                {},
                                {},
                                {}});
    REQUIRE(noted);
    CHECK(age().lastContact.day == today.addYears(-1));
    CHECK(age().lastContact.what == u"note"_s);
    const VisitId id = book(today.addDays(7));
    CHECK(age().lastContact.day == today.addDays(7));
    CHECK(age().lastContact.what == u"visit"_s);
    REQUIRE(moveVisit(*database, nurse, now, must(visit(*database, id)), VisitState::DidNotCome));
    CHECK(age().lastContact.day == today.addYears(-1));
}

TEST_CASE_METHOD(NewcomerFixture, "looking into a record or correcting it does not make it younger",
                 "[privacy]")
{
    Patient person = must(patient(*database, newcomer));
    person.address = u"1 New Street"_s;
    REQUIRE(updatePatient(*database, nurse, now, person, u"moved"_s));
    CHECK(age().lastContact.day == then.date());
}

TEST_CASE_METHOD(NewcomerFixture,
                 "a hold keeps a record until it is released, and both are journalled with their reasons",
                 "[privacy]")
{
    const auto hold = setRetentionFlag(*database, owner, now, newcomer, RetentionFlagKind::Hold,
                                       u"complaint to the HPCSA"_s);
    REQUIRE(hold);
    CHECK(age().keepUntil == KeepUntil{std::nullopt, KeepReason::Hold});
    CHECK_FALSE(isListed(today));
    CHECK(must(recordsWithoutEnd(*database, owner, today)).size() == 1);
    REQUIRE(releaseRetentionFlag(*database, doctor, now, hold->id, u"complaint withdrawn"_s));
    CHECK(isListed(today));
    CHECK(releaseRetentionFlag(*database, owner, now, hold->id, u"again"_s).error().code ==
          ErrorCode::InvalidInput);
    const auto flags = must(retentionFlags(*database, newcomer));
    REQUIRE(flags.size() == 1);
    CHECK(flags.first().setByName == u"Nomsa Dube"_s);
    CHECK(flags.first().releasedBecause == u"complaint withdrawn"_s);
    const auto history = must(historyOf(*database, u"retention_flag"_s, hold->id.value()));
    REQUIRE(history.size() == 2);
    CHECK(history.first().reason == u"complaint to the HPCSA"_s);
}

TEST_CASE_METHOD(NewcomerFixture, "a hold needs a reason; what is clinical is set by the dermatologist alone",
                 "[privacy]")
{
    const auto set = [this](const Actor &actor, RetentionFlagKind kind, const QString &reason) {
        const auto flag = setRetentionFlag(*database, actor, now, newcomer, kind, reason);
        return flag ? std::optional<ErrorCode>() : flag.error().code;
    };
    CHECK(set(owner, RetentionFlagKind::Hold, u" "_s) == ErrorCode::InvalidInput);
    CHECK(set(nurse, RetentionFlagKind::Hold, u"complaint"_s) == ErrorCode::NotAllowed);
    CHECK(set(owner, RetentionFlagKind::SlowAdverseEvent, u"granuloma"_s) == ErrorCode::NotAllowed);
    CHECK(set(doctor, RetentionFlagKind::SlowAdverseEvent, u"granuloma"_s) == std::nullopt);
    CHECK(age().keepUntil == KeepUntil{QDate(2043, 3, 2), KeepReason::SlowAdverseEvent});
}
