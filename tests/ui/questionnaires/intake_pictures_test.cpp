#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/questionnaires/form_page.h"
#include "ui/questionnaires/section_view.h"

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE_METHOD(test::ClinicalPageFixture, "the intake fits every size and both themes", "[intake][gui]")
{
    const auto [name, size, theme, compact] = GENERATE(table<QString, QSize, Theme, bool>({
        {u"intake"_s, QSize(1290, 610), Theme::Light, false},
        {u"intake-dark"_s, QSize(1290, 610), Theme::Dark, false},
        {u"intake-1920"_s, QSize(1844, 900), Theme::Light, false},
        {u"intake-compact"_s, QSize(1041, 460), Theme::Light, true},
    }));
    applyTheme(*qApp, theme);
    FormPage page(context);
    page.setCompact(compact);
    page.open({Place::Intake, patient, {}, u"Q-ALG"_s});
    show(page, size);
    auto *view = page.findChild<SectionView *>();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Y);
    QTest::keyClicks(QApplication::focusWidget(), u"rubber gloves"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    Q_EMIT view->addRequested({u"Q-ALG-ENTRY"_s, {}});
    view->focusQuestion({u"Q-ALG.what"_s, {1}});
    QTest::keyClicks(QApplication::focusWidget(), u"lignoc"_s);
    QTest::qWait(300);
    test::saveScreenshot(page, name);
    for (const QString &linkId : {u"Q-HSV-HX"_s, u"Q-PHOTO"_s, u"X-AREA.zone"_s, u"Q-FST"_s, u"Q-WISH"_s}) {
        page.open({Place::Intake, patient, {}, linkId});
        page.focusFirst();
        if (linkId == u"Q-HSV-HX")
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Y);
        QTest::qWait(200);
        test::saveScreenshot(page, name + u'-' + linkId);
    }
    CHECK(page.minimumSizeHint().width() <= size.width());
    applyTheme(*qApp, Theme::Light);
}
