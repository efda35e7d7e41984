#include "tests/support/accessibility.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/patients/plan_editor.h"
#include "ui/widgets/button.h"

#include <QCheckBox>
#include <QComboBox>
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
