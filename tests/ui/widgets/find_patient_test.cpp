#include "ui/theme/theme.h"
#include "ui/widgets/find_patient.h"

#include <QApplication>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

FindHit hit(qint64 id, const QString &group, const QString &name)
{
    return {.id = id,
            .group = group,
            .name = name,
            .matched = {{0, 3}},
            .age = u"45 years"_s,
            .detail = u"MSD-00187"_s};
}

struct FinderFixture
{
    FinderFixture()
    {
        applyTheme(*qApp, Theme::Light);
        window.resize(900, 600);
        auto *column = new QVBoxLayout(&window);
        finder = new FindPatient;
        other = new QLineEdit;
        column->addWidget(finder);
        column->addWidget(other);
        column->addStretch();
        QObject::connect(finder, &FindPatient::searchRequested, &window,
                         [this](const QString &text) { asked = text; });
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        other->setFocus();
        finder->start();
    }
    void answer(const QString &text)
    {
        finder->setAnswer({text,
                           {hit(1, u"Exact match"_s, u"Mokena, Dineo"_s),
                            hit(2, u"Similar spelling"_s, u"Mokwena, Naledi"_s),
                            hit(3, u"Similar spelling"_s, u"Mokoena, Thabo"_s)},
                           15041});
    }
    QWidget window;
    FindPatient *finder;
    QLineEdit *other;
    QString asked;
};

} // namespace

TEST_CASE_METHOD(FinderFixture, "typing asks for people and the list opens under the box", "[widgets][gui]")
{
    QTest::keyClicks(finder, u"mokena"_s);
    CHECK(asked == u"mokena"_s);
    answer(u"mokena"_s);
    CHECK(finder->popup()->isVisible());
    CHECK(finder->hasFocus());
    CHECK(finder->popup()->currentSentence() == u"Mokena, Dineo, 45 years, exact match, MSD-00187, 1 of 3"_s);
}

TEST_CASE_METHOD(FinderFixture, "an answer to an older text is dropped", "[widgets][gui]")
{
    QTest::keyClicks(finder, u"mok"_s);
    answer(u"mo"_s);
    CHECK(finder->popup() == nullptr);
}

TEST_CASE_METHOD(FinderFixture, "Down passes over headings and Enter opens the person", "[widgets][gui]")
{
    QSignalSpy chosen(finder, &FindPatient::chosen);
    QTest::keyClicks(finder, u"mok"_s);
    answer(u"mok"_s);
    QTest::keyClick(finder, Qt::Key_Down);
    QTest::keyClick(finder, Qt::Key_Down);
    QTest::keyClick(finder, Qt::Key_Down);
    QTest::keyClick(finder, Qt::Key_Up);
    QTest::keyClick(finder, Qt::Key_Return);
    REQUIRE(chosen.count() == 1);
    CHECK(chosen.first().first().toLongLong() == 2);
    CHECK_FALSE(finder->popup()->isVisible());
    CHECK(finder->text().isEmpty());
}

TEST_CASE_METHOD(FinderFixture, "Enter opens nobody while the newest text is not answered", "[widgets][gui]")
{
    QSignalSpy chosen(finder, &FindPatient::chosen);
    QTest::keyClicks(finder, u"mok"_s);
    answer(u"mok"_s);
    QTest::keyClicks(finder, u"w"_s);
    QTest::keyClick(finder, Qt::Key_Return);
    CHECK(chosen.count() == 0);
}

TEST_CASE_METHOD(FinderFixture, "Esc closes the list and gives the keyboard back", "[widgets][gui]")
{
    QTest::keyClicks(finder, u"mok"_s);
    answer(u"mok"_s);
    QTest::keyClick(finder, Qt::Key_Escape);
    CHECK_FALSE(finder->popup()->isVisible());
    CHECK(other->hasFocus());
}

TEST_CASE_METHOD(FinderFixture, "Ctrl+N in the results registers what was typed", "[widgets][gui]")
{
    QSignalSpy wanted(finder, &FindPatient::newRequested);
    QTest::keyClick(finder, 'n', Qt::ControlModifier);
    CHECK(wanted.count() == 0);
    QTest::keyClicks(finder, u"nobody"_s);
    finder->setAnswer({u"nobody"_s, {}, 15041});
    QTest::keyClick(finder, 'n', Qt::ControlModifier);
    REQUIRE(wanted.count() == 1);
    CHECK(wanted.first().first().toString() == u"nobody"_s);
}

TEST_CASE_METHOD(FinderFixture, "a click on a person opens that person", "[widgets][gui]")
{
    QSignalSpy chosen(finder, &FindPatient::chosen);
    QTest::keyClicks(finder, u"mok"_s);
    answer(u"mok"_s);
    QListView *list = finder->popup()->list();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualRect(list->model()->index(4, 0)).center());
    REQUIRE(chosen.count() == 1);
    CHECK(chosen.first().first().toLongLong() == 3);
}
