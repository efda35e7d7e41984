#include "tests/core/treatments/shelf_fixture.h"

#include "core/consents/sheet_painter.h"
#include "core/treatments/recall_letters.h"
#include "tests/support/printers.h"

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

/// Nomvula twice with the first lot of needles, Thandi once with another.
struct RecallFixture : ShelfFixture
{
    RecallFixture()
    {
        otherLot = receive(needles, u"N-2"_s, 5);
        firstDay = clock.today();
        REQUIRE(record(nomvula, {of(needleLot), of(serumLot)}));
        clock.set(clock.now().addDays(7));
        REQUIRE(record(nomvula, {of(needleLot)}));
        REQUIRE(record(thandi, {of(otherLot)}));
    }
    RecallScope lotScope() const { return {ProductId(), needleLot, {}, {}}; }
    RecallScope productScope() const { return {needles, LotId(), {}, {}}; }
    Result<Recall> begin(bool isDrill = false)
    {
        return beginRecall(*database, nurse, clock.now(), productScope(), isDrill, u"Letter of the maker"_s);
    }

    LotId otherLot;
    QDate firstDay;
};

} // namespace

TEST_CASE_METHOD(RecallFixture, "a lot names whom it touched, when, where, and how to reach them", "[recall]")
{
    const auto found = exposedPatients(*database, nurse, lotScope(), {}, 50);
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    const ExposedPatient one = found->constFirst();
    CHECK(one.id == nomvula);
    CHECK(one.name == u"Nomvula Dlamini");
    CHECK(one.phones.value(0).number == u"+27825550118");
    CHECK(one.sessions == 2);
    CHECK(one.firstUse == firstDay);
    CHECK(one.lastUse == clock.today());
    CHECK(one.lastSeen == clock.today());
    CHECK(one.zones == QStringList{u"chin"_s});
    CHECK(exposedCount(*database, nurse, lotScope()) == 1);
    CHECK(exposedCount(*database, nurse, productScope()) == 2);
}

TEST_CASE_METHOD(RecallFixture, "a recall asks for a span of days, and is read page by page", "[recall]")
{
    RecallScope early = productScope();
    early.to = clock.today().addDays(-1);
    CHECK(exposedCount(*database, nurse, early) == 1);
    CHECK(exposedPatients(*database, nurse, early, {}, 50)->constFirst().sessions == 1);
    early.from = clock.today();
    CHECK(exposedCount(*database, nurse, early).error().detail == u"the last day of use is before the first");
    const auto first = exposedPatients(*database, nurse, productScope(), {}, 1);
    const auto second = exposedPatients(*database, nurse, productScope(), first->constFirst().id, 1);
    CHECK(first->constFirst().id == thandi); // both today: the later file first
    CHECK(second->constFirst().id == nomvula);
    CHECK(exposedPatients(*database, nurse, productScope(), nomvula, 1)->isEmpty());
    RecallScope firstDays = productScope();
    firstDays.to = firstDay; // a later use is none of this span
    CHECK(exposedPatients(*database, nurse, firstDays, {}, 50)->constFirst().lastUse == firstDay);
    CHECK(exposedCount(*database, nurse, {ProductId(99), {}, {}, {}}).error().code == ErrorCode::NotFound);
}

TEST_CASE_METHOD(RecallFixture, "pages of any size name each patient once, at the last use", "[recall]")
{
    const LotId many = receive(needles, u"N-3"_s, 100);
    QList<PatientId> people{nomvula, thandi};
    for (int i = 0; i < 5; ++i)
        people << person(u"Person %1"_s.arg(i));
    for (int week = 0; week < 4; ++week) { // everybody comes more than once, some on one day
        clock.set(clock.now().addDays(7));
        for (int i = week % 2; i < people.size(); i += 2)
            REQUIRE(record(people.at(i), {of(many), of(many)}));
    }
    for (const RecallScope &scope : {RecallScope{{}, many, {}, {}}, RecallScope{needles, {}, firstDay.addDays(7), {}}}) {
        for (const int size : {1, 2, 3, 50}) {
            QList<PatientId> named;
            QDate before = clock.today();
            for (auto page = exposedPatients(*database, nurse, scope, {}, size); !page->isEmpty();
                 page = exposedPatients(*database, nurse, scope, named.constLast(), size)) {
                for (const ExposedPatient &one : *page) {
                    CHECK(one.lastUse <= before);
                    before = one.lastUse;
                    named << one.id;
                }
                REQUIRE(named.size() <= people.size());
            }
            std::sort(named.begin(), named.end());
            CHECK(named == people);
        }
    }
}

TEST_CASE_METHOD(RecallFixture, "a recall follows each patient until it is ended", "[recall]")
{
    const auto begun = begin();
    REQUIRE(begun);
    CHECK(begun->patients() == 2);
    CHECK(begun->counts.value(RecallState::ToContact) == 2);
    CHECK(begun->begunByName == nurse.name);
    REQUIRE(setRecallState(*database, nurse, clock.now(), begun->id, thandi, RecallState::Reached, u"Feels well"_s));
    const auto list = recalledPatients(*database, doctor, begun->id);
    REQUIRE(list);
    REQUIRE(list->size() == 2);
    CHECK(list->at(0).state == RecallState::ToContact);
    CHECK(list->at(0).patient.sessions == 2);
    CHECK(list->at(1).state == RecallState::Reached);
    CHECK(list->at(1).note == u"Feels well");
    CHECK(setRecallState(*database, nurse, clock.now(), begun->id, PatientId(99), RecallState::Seen, {}).error().code ==
          ErrorCode::NotFound);
    CHECK(endRecall(*database, nurse, clock.now(), begun->id, u" "_s).error().code == ErrorCode::InvalidInput);
    const auto ended = endRecall(*database, nurse, clock.now(), begun->id, u"All reached"_s);
    REQUIRE(ended);
    CHECK_FALSE(ended->isOpen());
    CHECK(setRecallState(*database, nurse, clock.now(), begun->id, thandi, RecallState::Seen, {}).error().code ==
          ErrorCode::Conflict);
    CHECK(endRecall(*database, nurse, clock.now(), begun->id, u"Again"_s).error().code == ErrorCode::Conflict);
    CHECK(recalls(*database, doctor)->size() == 1);
}

TEST_CASE_METHOD(RecallFixture, "a recall that concerns nobody, or has no reason, is not begun", "[recall]")
{
    CHECK(beginRecall(*database, nurse, clock.now(), productScope(), false, u" "_s).error().detail ==
          u"say why it is called back");
    CHECK(beginRecall(*database, nurse, clock.now(), {pen, {}, {}, {}}, true, u"Drill"_s)
              .error()
              .detail.contains(u"nobody to call back"));
    CHECK(recalls(*database, doctor)->isEmpty());
}

TEST_CASE_METHOD(RecallFixture, "letters go to each who was not reached, in one file, and never in a drill", "[recall]")
{
    const auto begun = begin();
    REQUIRE(begun);
    const QString words = u"The maker recalls these needles: the *seal* may be torn."_s;
    const auto both = recallLetters(*database, nurse, clock.now(), begun->id, words);
    REQUIRE(both);
    REQUIRE(both->size() == 2);
    CHECK(both->at(0).patientName.contains(u"Nomvula"));
    CHECK(both->at(0).body.contains(u"in 2 treatments between"));
    CHECK(both->at(0).body.contains(u"**Needles 36**"));
    const auto pdf = sheetsPdf(*both);
    REQUIRE(pdf);
    CHECK(pdf->startsWith("%PDF-1.4"));
    CHECK(pdf->count("/Type /Page\n") == 2);
    REQUIRE(setRecallState(*database, nurse, clock.now(), begun->id, thandi, RecallState::NotReached, u"No answer"_s));
    REQUIRE(setRecallState(*database, nurse, clock.now(), begun->id, thandi, RecallState::Reached));
    CHECK(recalledPatients(*database, doctor, begun->id)->at(1).note == u"No answer"); // stays
    CHECK(recallLetters(*database, nurse, clock.now(), begun->id, words)->size() == 1);
    CHECK(recallLetters(*database, nurse, clock.now(), begun->id, u" "_s).error().code == ErrorCode::InvalidInput);
    REQUIRE(setRecallState(*database, nurse, clock.now(), begun->id, nomvula, RecallState::Seen, {}));
    CHECK(recallLetters(*database, nurse, clock.now(), begun->id, words).error().detail.contains(u"everybody was reached"));
    const auto drill = begin(true);
    REQUIRE(drill);
    CHECK(recallLetters(*database, nurse, clock.now(), drill->id, words).error().detail.contains(u"drill"));
}
