#include "core/visits/visit_repository.h"
#include "tests/support/accessibility.h"
#include "tests/support/longer_words.h"
#include "tests/support/screenshot.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/printing/sheet_pane.h"
#include "ui/today/closing_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

class ClosingScreen : public test::ClinicScreen
{
public:
    ClosingScreen()
    {
        Visit visit;
        visit.patientId = person(u"Nkosi"_s, u"Thandi"_s);
        visit.plannedOn = clock.today();
        visit.reason = u"Acne scars"_s;
        REQUIRE(bookVisit(*database, nurse, clock.now(), visit));
        page.resize(1180, 680);
        page.open({.place = Place::ClosingDay});
        page.show();
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
        page.focusFirst();
    }
    Button *button(const QString &text)
    {
        for (Button *candidate : page.findChildren<Button *>()) {
            if (candidate->text() == text && candidate->isVisible())
                return candidate;
        }
        FAIL("no button " << text.toStdString());
        return nullptr;
    }
    bool says(const QString &text)
    {
        const auto labels = page.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QString compared(const QString &typed)
    {
        auto *line = page.findChild<QLineEdit *>(u"head"_s);
        line->clear();
        QTest::keyClicks(line, typed);
        QTest::keyClick(line, Qt::Key_Return);
        const auto *banner = page.findChild<ErrorBanner *>(u"compared"_s);
        REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, patience));
        return banner->text().title;
    }

    ClosingPage page{context, std::shared_ptr<PrintServer>()};
};

} // namespace

TEST_CASE_METHOD(ClosingScreen, "Ctrl+Enter closes the day and shows the page with the head to print",
                 "[today][gui]")
{
    CHECK(says(u"Not closed yet."_s));
    CHECK(says(u"1 arrived"_s));
    CHECK(test::unnamedControls(&page) == QStringList());
    QTest::keyClick(&page, Qt::Key_Return, Qt::ControlModifier);
    auto *sheet = page.findChild<SheetPane *>();
    REQUIRE(QTest::qWaitFor([&] { return sheet->preview().pageCount() == 1; }, patience));
    test::saveScreenshot(page, u"closing-day"_s);
    const auto account = accountOfDay(*database, nurse, clock.today());
    REQUIRE(account->closings.size() == 1);
    const QString hex = QString::fromLatin1(account->closings.first().head.hash.toHex());
    CHECK(sheet->preview().pageText(0).contains(hex.left(8) + u' ' + hex.mid(8, 8)));
    CHECK(says(u"Closed by Sr Lindiwe Zwane at 10:00."_s));
    prompter.answer = folder.filePath(u"closing.pdf"_s);
    button(u"Save PDF"_s)->click();
    CHECK(QFile::exists(prompter.answer));
}

TEST_CASE_METHOD(ClosingScreen, "words take no more room than they need", "[today][gui]")
{
    for (const QSize &size : {QSize(1290, 696), QSize(1844, 1008), QSize(1180, 680)}) {
        page.resize(size);
        QTest::qWait(1);
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (!label->isVisible() || !label->wordWrap())
                continue;
            INFO(label->text().toStdString() << " " << label->width() << "x" << label->height());
            CHECK(label->height() <= label->heightForWidth(label->width()) + 1);
        }
    }
}

TEST_CASE_METHOD(ClosingScreen, "a printed head is found in the file it is of, and in no other",
                 "[today][gui]")
{
    button(u"Close the day"_s)->click();
    const DayClosing closing = accountOfDay(*database, nurse, clock.today())->closings.first();
    const QString hex = QString::fromLatin1(closing.head.hash.toHex());
    CHECK(compared(hex.left(8) + u' ' + hex.mid(8, 8)) ==
          u"Found at entry %1 of %2"_s.arg(closing.head.sequence).arg(closing.head.sequence + 1));
    CHECK(compared(QString(20, u'0')) == u"This head is not in this file"_s);
    CHECK(compared(u"12345"_s) == u"This is no head yet"_s);
    REQUIRE(database->run(u"UPDATE journal SET at = '2026-01-01T00:00:00.000Z' WHERE sequence = 1"_s));
    CHECK(compared(hex) == u"The file is not as its journal says"_s);
}

TEST_CASE("the closing page has room for longer words", "[today][gui]")
{
    const test::LongerWords longer;
    ClosingScreen screen;
    screen.page.resize(GENERATE(QSize(1180, 680), QSize(848, 440)));
    QTest::qWait(1);
    CHECK(test::clippedTexts(screen.page) == QStringList());
}
