#include "core/products/product_repository.h"
#include "tests/support/accessibility.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/patients/plan_card.h"
#include "ui/patients/plan_checks.h"
#include "ui/patients/plan_editor.h"
#include "ui/patients/product_box.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

template <typename Widget>
Widget *named(const QWidget &owner, const QString &name)
{
    for (Widget *widget : owner.findChildren<Widget *>()) {
        if (widget->accessibleName().startsWith(name) || widget->text().startsWith(name))
            return widget;
    }
    return nullptr;
}

QComboBox *box(const QWidget &owner, const QString &name)
{
    for (QComboBox *combo : owner.findChildren<QComboBox *>()) {
        if (combo->accessibleName() == name)
            return combo;
    }
    return nullptr;
}

} // namespace

TEST_CASE_METHOD(test::ClinicScreen,
                 "the plan says which scars answer less, and that the latex-free set is confirmed",
                 "[patients][gui]")
{
    Plan planned;
    planned.patientId = person(u"Dlamini"_s, u"Nomvula"_s);
    planned.zones = {{u"chin"_s, Target::AcneScar, 1.0, {}}};
    PlanEditor editor(context);
    QSignalSpy kept(&editor, &PlanEditor::kept);
    editor.begin(planned);
    editor.show();
    QComboBox *kind = box(editor, u"Kind"_s);
    REQUIRE(kind != nullptr);
    CHECK(kind->currentIndex() == 0);
    kind->setCurrentIndex(1);
    named<QCheckBox>(editor, u"Latex-free"_s)->click();
    CHECK(test::unnamedControls(&editor) == QStringList());
    named<Button>(editor, u"Keep plan"_s)->click();
    const auto plan = kept.first().first().value<Plan>();
    CHECK(plan.latexFreeSet);
    CHECK(plan.zones.first().weakerResponse == true);

    box(editor, u"Target"_s)->setCurrentIndex(0);
    CHECK(kind->isHidden());
    named<Button>(editor, u"Keep plan"_s)->click();
    CHECK_FALSE(kept.last().first().value<Plan>().zones.first().weakerResponse.has_value());
}

TEST_CASE_METHOD(test::ClinicScreen, "two people changing one plan are shown both, and nothing is overwritten unseen",
                 "[patients][gui]")
{
    Plan planned;
    planned.patientId = person(u"Dlamini"_s, u"Nomvula"_s);
    planned.zones = {{u"chin"_s, Target::AcneScar, 1.0, {}}};
    planned = *savePlan(*database, nurse, clock.now(), planned);
    PlanCard card(context);
    card.setPlan(planned.patientId, planned, true);
    card.show();
    card.change();
    auto *editor = card.findChild<PlanEditor *>();
    QTest::keyClicks(editor->findChildren<QLineEdit *>().at(1), u"SkinPen"_s);
    Plan theirs = planned;
    theirs.zones[0].depthMm = 0.5;
    const auto other = secondConnection();
    REQUIRE(savePlan(*other, doctor, clock.now(), theirs));
    QTest::keyClick(named<Button>(*editor, u"Keep plan"_s), Qt::Key_Space);
    const auto *banner = editor->findChild<ErrorBanner *>();
    REQUIRE(banner->text().kind == BannerKind::Conflict);
    CHECK(banner->text().detail.contains(u"Theirs: Chin 0.5 mm"_s));
    CHECK(banner->text().detail.contains(u"SkinPen"_s));
    CHECK((*currentPlan(*database, planned.patientId))->zones.first().depthMm == 0.5);
    SECTION("mine")
    {
        QTest::keyClick(named<Button>(*banner, u"Keep mine"_s), Qt::Key_Space);
        CHECK((*currentPlan(*database, planned.patientId))->device == u"SkinPen"_s);
    }
    SECTION("theirs")
    {
        QTest::keyClick(named<Button>(*banner, u"Keep theirs"_s), Qt::Key_Space);
        CHECK((*currentPlan(*database, planned.patientId))->zones.first().depthMm == 0.5);
        CHECK((*currentPlan(*database, planned.patientId))->device.isEmpty());
    }
    CHECK(editor->isHidden());
}

TEST_CASE_METHOD(test::ClinicScreen, "a plan half typed is not put over a newer one without asking", "[patients][gui]")
{
    Plan planned;
    planned.patientId = person(u"Dlamini"_s, u"Nomvula"_s);
    planned.zones = {{u"chin"_s, Target::AcneScar, 1.0, {}}};
    planned = *savePlan(*database, nurse, clock.now(), planned);
    PlanEditor editor(context);
    editor.begin(planned);
    editor.show();
    QTest::keyClicks(editor.findChildren<QLineEdit *>().at(1), u"SkinPen"_s);
    editor.keepDraft();
    Plan theirs = planned;
    theirs.zones[0].depthMm = 0.5;
    theirs = *savePlan(*database, doctor, clock.now(), theirs);
    editor.begin(theirs);
    CHECK(editor.findChild<ErrorBanner *>()->text().kind == BannerKind::Conflict);
    QSignalSpy kept(&editor, &PlanEditor::kept);
    QTest::keyClick(named<Button>(editor, u"Keep plan"_s), Qt::Key_Space);
    CHECK(kept.count() == 0);
}

TEST_CASE_METHOD(test::ClinicScreen, "products are chosen by typing, and what stands against each is said at once",
                 "[patients][gui]")
{
    Product serum;
    serum.name = u"Glow serum"_s;
    serum.label = u"Aqua, Ascorbic Acid"_s;
    const ProductId serumId = addProduct(*database, nurse, clock.now(), serum)->id;
    Product emla;
    emla.kind = ProductKind::Anaesthetic;
    emla.category = ProductCategory::Medicine;
    emla.name = u"EMLA"_s;
    emla.label = u"Lidocaine, Prilocaine"_s;
    const ProductId emlaId = addProduct(*database, nurse, clock.now(), emla)->id;
    Plan planned;
    planned.patientId = person(u"Dlamini"_s, u"Nomvula"_s);
    planned.zones = {{u"chin"_s, Target::AcneScar, 2.0, {}}};
    Allergy allergy;
    allergy.patientId = planned.patientId;
    allergy.text = u"vitamin C"_s;
    REQUIRE(addAllergy(*database, nurse, clock.now(), allergy));
    PlanEditor editor(context);
    QSignalSpy kept(&editor, &PlanEditor::kept);
    editor.begin(planned);
    editor.resize(620, 1000);
    editor.show();
    const auto *checks = editor.findChild<PlanChecks *>();
    CHECK(checks->text().contains(u"Check: Chin: 2 mm is 0.5 mm above 1.5 mm, the practice's threshold for this area (number of the practice)"_s));

    named<Button>(editor, u"Add a product"_s)->click();
    QComboBox *product = box(editor, u"Product"_s);
    QTest::keyClicks(product, u"glow serum"_s);
    QTest::keyClick(product, Qt::Key_Tab);
    QComboBox *cream = box(editor, u"Numbing cream"_s);
    QTest::keyClicks(cream, u"EMLA"_s);
    for (QDoubleSpinBox *spin : editor.findChildren<QDoubleSpinBox *>()) {
        if (spin->accessibleName() == u"Cream"_s)
            spin->setValue(31);
    }
    INFO(checks->text().toStdString());
    CHECK(checks->text().contains(u"Stop: Glow serum (during): not assessed for this, or not allowed"_s));
    CHECK(checks->text().contains(u"Stop: Glow serum (during): Ascorbic Acid: the patient reacts to it"_s));
    CHECK(checks->text().contains(u"Allowed by the registry: EMLA (before)"_s));
    CHECK(checks->text().contains(u"31 g × 25 mg/g = 775 mg lidocaine"_s));
    CHECK(test::unnamedControls(&editor) == QStringList());
    test::saveScreenshot(editor, u"plan-products"_s);
    named<Button>(editor, u"Keep plan"_s)->click();
    const auto plan = kept.first().first().value<Plan>();
    REQUIRE(plan.products.size() == 1);
    CHECK(plan.products.first().product == serumId);
    CHECK(plan.anaesthetic->product == emlaId);
    CHECK(plan.anaesthetic->grams == 31);
    CHECK_FALSE(plan.anaesthetic->atHome); // nobody said so
}

TEST_CASE_METHOD(test::ClinicScreen, "a product typed but not found is never left out without a word", "[patients][gui]")
{
    Product serum;
    serum.name = u"Glow serum"_s;
    REQUIRE(addProduct(*database, nurse, clock.now(), serum));
    Plan planned;
    planned.patientId = person(u"Dlamini"_s, u"Nomvula"_s);
    PlanEditor editor(context);
    QSignalSpy kept(&editor, &PlanEditor::kept);
    editor.begin(planned);
    editor.resize(620, 1000);
    editor.show();
    named<Button>(editor, u"Add a product"_s)->click();
    QComboBox *product = box(editor, u"Product"_s);
    QTest::keyClicks(product, u"glow sreum"_s);
    named<Button>(editor, u"Keep plan"_s)->click();
    CHECK(kept.isEmpty());
    CHECK(editor.findChild<ErrorBanner *>()->text().title == u"“glow sreum” is no product of the registry");
    product->setEditText(u"Glow serum"_s);
    named<Button>(editor, u"Keep plan"_s)->click();
    REQUIRE(kept.count() == 1);
    CHECK(kept.first().first().value<Plan>().products.size() == 1);
}
