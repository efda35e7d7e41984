#include "core/products/product_repository.h"
#include "core/safety/safety_check.h"
#include "core/treatments/session.h"
#include "core/visits/deferral.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/ready_to_needle.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/treatments/reactions_card.h"
#include "ui/treatments/session_page.h"
#include "ui/treatments/used_row.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/segmented_control.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

const QString needleGtin = u"09506000134352"_s;

/// A patient whose plan has a cartridge, a handpiece and a serum.
class SessionScreen : public test::ClinicScreen
{
public:
    SessionScreen()
    {
        needles = add(ProductKind::Cartridge, u"Needles 36"_s, needleGtin);
        pen = add(ProductKind::Device, u"Pen"_s);
        serum = add(ProductKind::Topical, u"Serum"_s);
        StatusReview review;
        review.status = NeedlingStatus::AfterOnly;
        review.evidence = u"Bland and sterile"_s;
        review.reviewBy = clock.today().addYears(1);
        REQUIRE(reviewProduct(*database, doctor, clock.now(), serum, review, std::nullopt));
        needleLot = receive(needles, u"N-1"_s, 3);
        serumLot = receive(serum, u"S-1"_s, 40);
        patient = person(u"Dlamini"_s, u"Nomvula"_s);
    }
    ProductId add(ProductKind kind, const QString &name, const QString &gtin = {})
    {
        Product product;
        product.kind = kind;
        product.name = name;
        product.gtin = gtin;
        return addProduct(*database, nurse, clock.now(), product).value().id;
    }
    LotId receive(ProductId product, const QString &code, int quantity, int days = 30)
    {
        Lot lot;
        lot.productId = product;
        lot.code = code;
        lot.quantity = quantity;
        lot.expiry = clock.today().addDays(days);
        return receiveLot(*database, nurse, clock.now(), lot).value().id;
    }
    void plan(LotId lot = {})
    {
        Plan typed;
        typed.patientId = patient;
        typed.zones = {{u"cheek-left"_s, Target::AcneScar, 1.5, {}}, {u"chin"_s, Target::AcneScar, 1.0, {}}};
        typed.cartridge = PlannedCartridge{needles, lot};
        typed.deviceProduct = pen;
        typed.products = {{serum, ProductPhase::After, {}}, {serum, ProductPhase::Home, {}}};
        REQUIRE(savePlan(*database, nurse, clock.now(), typed));
        test::makeReadyToNeedle(*database, doctor, clock.now(), patient);
    }
    void open(const QSize &size = {1290, 560})
    {
        page = std::make_unique<SessionPage>(context);
        show(*page, {Place::Record, patient, RecordTab::Session, {}}, size);
    }
    UsedRow *row(ProductId product) const
    {
        for (UsedRow *each : page->findChildren<UsedRow *>()) {
            if (each->product().id == product)
                return each;
        }
        return nullptr;
    }
    QLineEdit *scan() const { return page->findChild<QLineEdit *>(u"sessionScan"_s); }
    void scanText(const QString &text) const
    {
        test::typeText(scan(), text);
        QTest::keyClick(scan(), Qt::Key_Return);
    }
    bool isShown(const QString &words) const
    {
        const auto labels = page->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }
    void record() const
    {
        QTest::keyClick(page.get(), Qt::Key_Return, Qt::ControlModifier);
        QTest::qWait(150);
    }
    QList<Session> recorded() { return sessionsOf(*database, nurse, patient).value(); }

    ProductId needles;
    ProductId pen;
    ProductId serum;
    LotId needleLot;
    LotId serumLot;
    PatientId patient;
    std::unique_ptr<SessionPage> page;
};

} // namespace

TEST_CASE_METHOD(SessionScreen, "a session is recorded from the plan by keys alone, with a lot for each product", "[treatments][gui]")
{
    plan();
    REQUIRE(putOff(*database, doctor, clock.now(), [this] {
        Deferral deferral;
        deferral.patient = patient;
        deferral.until = clock.today().addDays(1);
        deferral.reason = u"The skin must settle first"_s;
        return deferral;
    }()));
    open();
    CHECK(isShown(u"Left cheek"_s));
    CHECK(isShown(u"1.5 mm"_s));
    CHECK(isShown(u"Still needed: the lot of Needles 36"_s));
    auto *lot = row(needles)->findChild<QComboBox *>(u"usedLot"_s);
    REQUIRE(lot->hasFocus());
    record();
    CHECK(recorded().isEmpty());
    QTest::keyClick(lot, Qt::Key_Down);
    CHECK(row(needles)->lot() == needleLot);
    auto *serumBox = row(serum)->findChild<QComboBox *>(u"usedLot"_s);
    serumBox->setFocus();
    QTest::keyClick(serumBox, Qt::Key_Down);
    record();
    const auto sessions = recorded();
    REQUIRE(sessions.size() == 1);
    CHECK(sessions.first().treatedOn == clock.today());
    CHECK(sessions.first().used.size() == 3); // cartridge, handpiece, serum: at home is not the session
    CHECK(sessions.first().plan.zones.first().depthMm == 1.5);
    auto *table = page->findChild<QTableView *>(u"sessions"_s);
    CHECK(table->model()->rowCount() == 1);
    CHECK(table->model()->index(0, 2).data().toString().contains(u"Needles 36, lot N-1"_s));
    CHECK(table->model()->index(0, 1).data().toString().contains(u"Left cheek, 1.5 mm"_s));
    CHECK(page->findChild<ErrorBanner *>()->text().kind == BannerKind::Done);
    CHECK(deferralsOf(*database, patient)->first().state == DeferralState::Treated);
    CHECK(test::unnamedControls(page.get()) == QStringList());
    test::saveScreenshot(*page, u"session"_s);
}

TEST_CASE_METHOD(SessionScreen, "a lot that must not be used says why and cannot be chosen", "[treatments][gui]")
{
    const LotId recalled = receive(needles, u"N-2"_s, 3);
    REQUIRE(setLotState(*database, nurse, clock.now(), recalled, SupplyState::Recalled, u"Recalled by the maker today"_s));
    const LotId usedUp = receive(needles, u"N-3"_s, 3);
    REQUIRE(finishLot(*database, nurse, clock.now(), usedUp, clock.today()));
    const LotId old = receive(needles, u"N-4"_s, 3, 1);
    clock.set(clock.now().addDays(2));
    plan(old);
    open();
    CHECK(row(needles)->lot().isNull()); // the planned one has expired meanwhile
    const auto *box = row(needles)->findChild<QComboBox *>(u"usedLot"_s);
    const auto *model = qobject_cast<QStandardItemModel *>(box->model());
    for (const LotId lot : {recalled, usedUp, old}) {
        const int index = box->findData(lot.value());
        CHECK_FALSE(model->item(index)->isEnabled());
        CHECK(box->itemText(index).contains(u": "_s));
    }
    for (const auto &[code, why] : {std::pair{u"N-2"_s, u"recalled"_s}, {u"N-3"_s, u"used up"_s}, {u"n-4"_s, u"expired"_s}}) {
        scanText(code);
        INFO(code.toStdString());
        CHECK(isShown(why));
        CHECK(isShown(u"It must not be used."_s));
        CHECK(row(needles)->lot().isNull());
    }
    row(needles)->chooseLot(recalled);
    CHECK(row(needles)->lot().isNull());
}

TEST_CASE_METHOD(SessionScreen, "a lot whose cartridges are all used up cannot be chosen", "[treatments][gui]")
{
    plan();
    Session earlier;
    earlier.patient = patient;
    earlier.used = {{needles, needleLot, 3, {}}};
    REQUIRE(recordSession(*database, nurse, clock.now(), earlier));
    open();
    scanText(u"N-1"_s);
    CHECK(isShown(u"no unit of it is left"_s));
    CHECK(row(needles)->lot().isNull());
}

TEST_CASE_METHOD(SessionScreen, "a scanner's text picks the lot; a further pack counts, the same pack twice does not", "[treatments][gui]")
{
    plan();
    open();
    QTest::keyClick(page.get(), Qt::Key_F4);
    REQUIRE(scan()->hasFocus());
    scanText(u"(01)09506000134352(17)260331(10)N-1"_s);
    CHECK(row(needles)->lot() == needleLot);
    CHECK(row(needles)->units() == 1);
    CHECK(scan()->text().isEmpty());
    scanText(u"01095060001343521726033110N-1"_s);
    CHECK(row(needles)->units() == 2);
    scanText(u"(01)09506000134352(10)N-9"_s);
    CHECK(isShown(u"Lot N-9 of Needles 36 is not on the shelf"_s));
    scan()->clear();
    scanText(u"9506000134352"_s);
    CHECK(isShown(u"and no lot"_s));
    scan()->clear();
    scanText(u"Q-77"_s);
    CHECK(isShown(u"No lot “Q-77” is on the shelf"_s));
    CHECK(row(needles)->units() == 2);
}

TEST_CASE_METHOD(SessionScreen, "packs with codes of their own stand each in a row, and no code twice", "[treatments][gui]")
{
    plan();
    open();
    const QString pack = u"(01)09506000134352(10)N-1(21)%1"_s;
    scanText(pack.arg(u"A-1"_s));
    scanText(pack.arg(u"A-1"_s));
    CHECK(isShown(u"was scanned already"_s));
    scan()->clear();
    scanText(pack.arg(u"A-2"_s));
    scanText(u"S-1"_s);
    CHECK(row(serum)->lot() == serumLot);
    record();
    const QList<Session> sessions = recorded();
    REQUIRE(sessions.size() == 1);
    QStringList codes;
    for (const UsedProduct &used : sessions.first().used) {
        if (used.product == needles)
            codes << used.unitCode;
    }
    CHECK(codes == QStringList{u"A-1"_s, u"A-2"_s});
}

TEST_CASE_METHOD(SessionScreen, "something that was not allowed on needled skin is recorded with the reason", "[treatments][gui]")
{
    const ProductId glow = add(ProductKind::Topical, u"Glow"_s);
    receive(glow, u"G-1"_s, 5);
    plan(needleLot);
    open();
    scanText(u"S-1"_s);
    scanText(u"G-1"_s); // not in the plan: a row of its own
    REQUIRE(row(glow) != nullptr);
    record();
    CHECK(recorded().isEmpty());
    auto *reason = page->findChild<QLineEdit *>(u"sessionReason"_s);
    REQUIRE(reason->isVisible());
    REQUIRE(reason->hasFocus());
    test::typeText(reason, u"Mixed up with the gel, washed off"_s);
    record();
    REQUIRE(recorded().size() == 1);
    CHECK(recorded().first().reason == u"Mixed up with the gel, washed off");
}

TEST_CASE_METHOD(SessionScreen, "without a plan the page leads to it", "[treatments][gui]")
{
    open();
    CHECK(isShown(u"No plan"_s));
    CHECK_FALSE(page->findChild<Button *>(u"recordSession"_s)->isVisible());
    const QSignalSpy spy(page.get(), &Page::goTo);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    REQUIRE(spy.size() == 1);
    CHECK(spy.first().first().value<Destination>().plan);
}

TEST_CASE_METHOD(SessionScreen, "what is chosen stays while somebody else works in the record", "[treatments][gui]")
{
    plan();
    open();
    scanText(u"N-1"_s);
    context.announceDataChanged();
    page->refresh();
    CHECK(row(needles)->lot() == needleLot);
}

TEST_CASE_METHOD(SessionScreen, "nothing of a session is cut short in a language with longer words", "[treatments][gui]")
{
    const test::LongerWords longer;
    plan(needleLot);
    const auto [size, compact] = GENERATE(table<QSize, bool>({{QSize(1290, 560), false}, {QSize(1028, 420), true}, {QSize(848, 380), true}}));
    page = std::make_unique<SessionPage>(context);
    page->setCompact(compact);
    show(*page, {Place::Record, patient, RecordTab::Session, {}}, size);
    CHECK(test::clippedTexts(*page) == QStringList());
    test::saveScreenshot(*page, u"session-longer-%1"_s.arg(size.width()));
}

TEST_CASE_METHOD(SessionScreen, "a reaction is recorded by the nurse, stops the zone, and is cleared by the dermatologist", "[treatments][gui]")
{
    plan();
    context.setActor(nurse);
    open();
    auto *card = page->findChild<ReactionsCard *>();
    page->findChildren<SegmentedControl *>().last()->setCurrent(1);
    Q_EMIT page->findChildren<SegmentedControl *>().last()->chosen(1);
    const auto named = [&](const QString &name) -> QWidget * {
        for (QWidget *one : card->findChildren<QWidget *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        FAIL("nothing is called " << name.toStdString());
        return nullptr;
    };
    CHECK_FALSE(named(u"What the dermatologist saw"_s)->isVisible());
    auto *words = qobject_cast<QLineEdit *>(named(u"What was seen"_s));
    QTest::keyClick(words, Qt::Key_Return);
    CHECK(page->findChild<ErrorBanner *>()->isVisible()); // without words nothing is kept
    auto *zone = qobject_cast<QComboBox *>(named(u"Where"_s));
    zone->setFocus();
    while (zone->currentText() != u"Left cheek" && zone->currentIndex() + 1 < zone->count())
        QTest::keyClick(zone, Qt::Key_Down);
    test::typeText(words, u"Three firm bumps"_s);
    QTest::keyClick(words, Qt::Key_Return);
    const auto events = adverseEventsOf(*database, patient);
    REQUIRE(events);
    REQUIRE(events->size() == 1);
    CHECK(events->first().zone == u"cheek-left");
    CHECK(checkSafety(*database, patient, clock.today()).value().sheetStops().contains(u"MN-PRO-11"_s));

    context.setActor(doctor);
    page->refresh();
    auto *seen = qobject_cast<QLineEdit *>(named(u"What the dermatologist saw"_s));
    REQUIRE(seen->isVisible());
    test::typeText(seen, u"Flat and soft, no colour left"_s);
    QTest::keyClick(seen, Qt::Key_Return);
    CHECK_FALSE(adverseEventsOf(*database, patient)->first().isOpen());
    CHECK_FALSE(seen->isVisible());
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(SessionScreen, "what is said of a reaction stays with that one while somebody else works", "[treatments][gui]")
{
    plan();
    AdverseEvent event;
    event.patient = patient;
    event.noticed = clock.today();
    for (const QString &words : {u"Firm bumps"_s, u"Hives"_s}) {
        event.words = words;
        REQUIRE(recordAdverseEvent(*database, nurse, clock.now(), event));
    }
    context.setActor(doctor);
    open();
    auto *card = page->findChild<ReactionsCard *>();
    Q_EMIT page->findChildren<SegmentedControl *>().last()->chosen(1);
    auto *list = card->findChild<QListWidget *>();
    list->setCurrentRow(1);
    QLineEdit *seen = nullptr;
    for (QLineEdit *line : card->findChildren<QLineEdit *>()) {
        if (line->accessibleName() == u"What the dermatologist saw")
            seen = line;
    }
    REQUIRE(seen != nullptr);
    test::typeText(seen, u"Flat and soft, no colour left"_s);
    page->refresh();
    CHECK(list->currentRow() == 1);
    const AdverseEventId second = adverseEventsOf(*database, patient)->at(1).id;
    QTest::keyClick(seen, Qt::Key_Return);
    const auto after = adverseEventsOf(*database, patient);
    REQUIRE(after);
    CHECK(after->last().id == second);
    CHECK_FALSE(after->last().isOpen());
    CHECK(after->first().isOpen());
}
