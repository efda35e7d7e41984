#include "tests/support/accessibility.h"
#include "ui/context/new_password.h"
#include "ui/widgets/password_line.h"

#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("a password is hidden until its eye is pressed, and after it is taken", "[context][gui]")
{
    PasswordLine line(u"Password"_s);
    line.show();
    QTest::keyClicks(&line, u"four words"_s);
    CHECK(line.echoMode() == QLineEdit::Password);
    QAction *eye = line.actions().first();
    CHECK(eye->toolTip() == u"Show the password"_s);
    eye->trigger();
    CHECK(line.echoMode() == QLineEdit::Normal);
    CHECK(eye->toolTip() == u"Hide the password"_s);
    CHECK(line.take() == u"four words"_s);
    CHECK(line.text().isEmpty());
    CHECK(line.echoMode() == QLineEdit::Password);
    CHECK_FALSE(eye->isChecked());
}

TEST_CASE("a new password is long enough, is not the name, and is typed twice", "[context][gui]")
{
    NewPassword password;
    password.setName(u"Sr Lindiwe Zwane"_s);
    password.show();
    CHECK(test::unnamedControls(&password) == QStringList());
    const auto lines = password.findChildren<PasswordLine *>();
    REQUIRE(lines.size() == 2);
    const QSignalSpy done(&password, &NewPassword::returnPressed);
    QTest::keyClicks(lines.at(0), u"tooshort1"_s);
    CHECK(password.problem() == u"At least 10 signs; four words are easy to keep in mind."_s);
    lines.at(0)->clear();
    QTest::keyClicks(lines.at(0), u"sr lindiwe zwane"_s);
    CHECK(password.problem() == u"A name is easy to guess. Choose something else."_s);
    lines.at(0)->clear();
    QTest::keyClicks(lines.at(0), u"four words of mine"_s);
    CHECK(password.problem() == u"Strong by its length. Type the same password once more."_s);
    QTest::keyClicks(lines.at(1), u"four words of mine"_s);
    CHECK(password.isGood());
    QTest::keyClick(lines.at(1), Qt::Key_Return);
    CHECK(done.count() == 1);
    CHECK(password.take() == u"four words of mine"_s);
    CHECK(lines.at(1)->text().isEmpty());
}
