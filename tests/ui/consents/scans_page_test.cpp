#include "core/consents/signature.h"
#include "tests/support/accessibility.h"
#include "tests/support/scanner.h"
#include "tests/support/screenshot.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/consents/consent_page.h"
#include "ui/consents/scan_drop.h"
#include "ui/consents/scan_fields.h"
#include "ui/consents/scans_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int scanPatience = 60'000;

class ScansFixture : public test::ClinicalPageFixture
{
public:
    ScansFixture()
    {
        tell(DemoStory::Clear);
        sheet = issueConsent(*database, nurse, clock.now(), {patient, u"microneedling"_s, u"en"_s}).value();
    }
    ~ScansFixture()
    {
        page.reset();
        QThreadPool::globalInstance()->waitForDone(); // workers have the file open
    }
    QString scanOf(int number) { return write(u"page-%1.jpg"_s.arg(number), picture(number)); }
    /// The page with its code covered.
    QString coveredScanOf(int number)
    {
        QImage covered = picture(number);
        QPainter(&covered).fillRect(covered.width() / 2, 0, covered.width() / 2, covered.height() / 5, Qt::white);
        return write(u"covered-%1.png"_s.arg(number), covered, "png");
    }
    QString write(const QString &name, const QImage &scan, const char *format = "jpeg") { return write(name, test::encoded(scan, format)); }
    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = scans.filePath(name);
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return path;
    }
    QImage picture(int number) const { return test::scanned(sheetBytes(*database, sheet.id).value(), number, {150, 0, 10}); }
    void file(const QString &path) { REQUIRE(fileScanAt(*database, nurse, clock.now(), path)); }
    void openPage()
    {
        auto made = std::make_unique<ScansPage>(context);
        QSignalSpy shown(made.get(), &ScansPage::shown);
        made->open({.place = Place::WaitingScans});
        show(*made);
        page = std::move(made);
        const bool isWaiting = !waitingScans(*database)->isEmpty();
        REQUIRE(QTest::qWaitFor([&] { return !isWaiting || !shown.isEmpty(); }, scanPatience));
    }
    void openConsent()
    {
        auto made = std::make_unique<ConsentPage>(context, nullptr);
        QSignalSpy shown(made.get(), &ConsentPage::shown);
        made->open({Place::Record, patient, RecordTab::Consent, {}});
        show(*made);
        page = std::move(made);
        REQUIRE(QTest::qWaitFor([&] { return !shown.isEmpty(); }, scanPatience));
    }
    ScanDrop *target() const { return page->findChild<ScanDrop *>(); }
    QListWidget *list() const { return page->findChild<QListWidget *>(u"waitingScans"_s); }
    BannerText said() const { return page->findChild<ErrorBanner *>()->text(); }
    void waitForBanner(const QString &title) const
    {
        REQUIRE(QTest::qWaitFor([&] { return said().title == title; }, scanPatience));
    }
    static QMimeData *mimeOf(const QStringList &files)
    {
        auto *data = new QMimeData;
        QList<QUrl> urls;
        for (const QString &path : files)
            urls << QUrl::fromLocalFile(path);
        data->setUrls(urls);
        return data;
    }
    /// As a drag comes in above the page, moves on above what shows itself, and lets go.
    bool drop(const QStringList &files)
    {
        const std::unique_ptr<QMimeData> data(mimeOf(files));
        QDragEnterEvent enter({200, 200}, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page.get(), &enter);
        if (!enter.isAccepted() || !target()->isVisible())
            return false;
        QDragLeaveEvent leave;
        QApplication::sendEvent(page.get(), &leave);
        QDragEnterEvent above({200, 200}, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target(), &above);
        QTest::qWait(20);
        CHECK(target()->isVisible());
        test::saveScreenshot(*page, u"drop-scans"_s);
        QDropEvent let({200, 200}, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(target(), &let);
        CHECK(let.dropAction() == Qt::CopyAction);
        CHECK_FALSE(target()->isVisible());
        return let.isAccepted();
    }

    QTemporaryDir scans;
    Consent sheet;
    std::unique_ptr<Page> page;
};

} // namespace

TEST_CASE_METHOD(ScansFixture, "a page without a code is placed by key, and the next one comes up", "[consents][gui]")
{
    file(coveredScanOf(1));
    file(coveredScanOf(2));
    openPage();
    REQUIRE(list()->count() == 2);
    CHECK(list()->hasFocus());
    CHECK(test::unnamedControls(page.get()) == QStringList());
    test::saveScreenshot(*page, u"scans-that-wait"_s);
    const QList<ScanPage> waiting = waitingScans(*database).value();
    QTest::keyClick(list(), Qt::Key_Return);
    auto *code = page->findChild<QLineEdit *>(u"code-"_s + waiting.first().id.toString());
    REQUIRE(code->hasFocus());
    QTest::keyClicks(code, u"zzzz-zzzz"_s);
    QTest::keyClick(code, Qt::Key_Return);
    CHECK(said().kind == BannerKind::Stop);
    code->clear();
    QTest::keyClicks(code, sheet.shortCode.toLower());
    QTest::keyClick(code, Qt::Key_Return);
    CHECK(said().kind == BannerKind::Done);
    CHECK(filedPages(*database, sheet.id)->size() == 1);
    REQUIRE(list()->count() == 1);
    auto *next = page->findChild<QLineEdit *>(u"code-"_s + waiting.last().id.toString());
    CHECK(next->hasFocus());
    auto *note = page->findChild<QLineEdit *>(u"note-"_s + waiting.last().id.toString());
    QTest::keyClicks(note, u"A letter of another practice"_s);
    QTest::mouseClick(page->findChild<Button *>(u"aside-"_s + waiting.last().id.toString()), Qt::LeftButton);
    CHECK(waitingScans(*database)->isEmpty());
    QSignalSpy left(page.get(), &Page::goTo);
    auto *back = qobject_cast<Button *>(QApplication::focusWidget());
    REQUIRE(back != nullptr);
    QTest::keyClick(back, Qt::Key_Return);
    REQUIRE(left.size() == 1);
    CHECK(left.first().first().value<Destination>().place == Place::Today);
}

TEST_CASE_METHOD(ScansFixture, "a page of no sheet is kept with a patient's other papers, by key", "[consents][gui]")
{
    file(coveredScanOf(1));
    file(coveredScanOf(2));
    openPage();
    const QList<ScanPage> waiting = waitingScans(*database).value();
    const QString id = waiting.first().id.toString();
    auto *owner = page->findChild<QLineEdit *>(u"owner-"_s + id);
    QTest::keyClicks(owner, u"nobody"_s);
    QTest::keyClick(owner, Qt::Key_Return);
    CHECK(said().kind == BannerKind::Stop);
    owner->setText(dermis::patient(*database, patient)->fileNumber);
    QTest::keyClick(owner, Qt::Key_Return);
    CHECK(said().detail.contains(u"ay what the paper is"_s));
    auto *kind = page->findChild<QComboBox *>(u"paperKind-"_s + id);
    QTest::keyClick(kind, Qt::Key_Up);
    owner->setFocus();
    QTest::keyClick(owner, Qt::Key_Tab);
    CHECK(kind->hasFocus());
    QTest::keyClick(kind, Qt::Key_Tab);
    auto *title = page->findChild<QLineEdit *>(u"paper-"_s + id);
    REQUIRE(title->hasFocus());
    QTest::keyClicks(title, u"Letter of Dr Naidoo"_s);
    QTest::keyClick(title, Qt::Key_Return);
    CHECK(said().kind == BannerKind::Done);
    CHECK(said().title.startsWith(u"Kept with the papers of"_s));
    const ScanPage kept = scanPage(*database, waiting.first().id).value();
    CHECK(kept.patient == patient);
    CHECK(kept.paper == PaperKind::Letter);
    CHECK(kept.title == u"Letter of Dr Naidoo");
    CHECK(list()->count() == 1);
    CHECK(page->findChild<QLineEdit *>(u"code-"_s + waiting.last().id.toString())->hasFocus());
}

TEST_CASE_METHOD(ScansFixture, "what is typed about a page stays when other pages come in", "[consents][gui]")
{
    file(coveredScanOf(1));
    openPage();
    const ScanPageId first = waitingScans(*database)->first().id;
    auto *code = page->findChild<QLineEdit *>(u"code-"_s + first.toString());
    QTest::keyClicks(code, u"ab"_s);
    file(coveredScanOf(2));
    page->refresh();
    CHECK(list()->count() == 2);
    CHECK(page->findChild<QLineEdit *>(u"code-"_s + first.toString()) == code);
    CHECK(code->text() == u"ab");
    QTest::keyClick(page.get(), Qt::Key_T, Qt::ControlModifier);
}

TEST_CASE_METHOD(ScansFixture, "scans that are dropped on the waiting page are filed, and what is none is refused", "[consents][gui]")
{
    openPage();
    const QString letter = write(u"letter.docx"_s, QByteArray("no scan"));
    REQUIRE(drop({scanOf(1), letter, coveredScanOf(2)}));
    waitForBanner(u"Pages filed: 1"_s);
    CHECK(said().kind == BannerKind::Draft);
    CHECK(said().detail.contains(u"Waiting for a person, as Today says: 1."_s));
    CHECK(said().detail.contains(u"letter.docx: this is no scan that Dermis reads"_s));
    CHECK(filedPages(*database, sheet.id)->size() == 1);
    CHECK(list()->count() == 1);
    CHECK(QFile::exists(letter));
    CHECK(QFile::exists(scans.filePath(u"page-1.jpg"_s)));
}

TEST_CASE_METHOD(ScansFixture, "a dropped file of another kind gets the same words as by Ctrl+I", "[consents][gui]")
{
    openConsent();
    const QString letter = write(u"letter.docx"_s, QByteArray("no scan"));
    prompter.path = letter;
    QTest::keyClick(page.get(), Qt::Key_I, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return !said().title.isEmpty(); }, scanPatience));
    const BannerText byKey = said();
    page->findChild<ErrorBanner *>()->clear();
    REQUIRE(drop({letter}));
    waitForBanner(byKey.title);
    CHECK(said() == byKey);
    CHECK(said().kind == BannerKind::Stop);
}

TEST_CASE_METHOD(ScansFixture, "scans dropped on the consent tab are filed, and its boxes come up", "[consents][gui]")
{
    openConsent();
    QStringList files;
    for (int number = 1; number <= pagesOf(*database, sheet).value(); ++number)
        files << scanOf(number);
    REQUIRE(drop(files));
    REQUIRE(QTest::qWaitFor([&] { return page->findChild<QCheckBox *>(u"signed-1"_s) != nullptr; }, scanPatience));
    CHECK(said().title == u"Pages filed: %1"_s.arg(files.size()));
    CHECK(filedPages(*database, sheet.id)->size() == files.size());
}

TEST_CASE_METHOD(ScansFixture, "of many pages that wait the consent tab shows the first, and says where the others are", "[consents][gui]")
{
    for (int number = 1; number <= 10; ++number) {
        QImage blank(100 + number, 150, QImage::Format_Grayscale8);
        blank.fill(Qt::white);
        file(write(u"blank-%1.png"_s.arg(number), blank, "png"));
    }
    openConsent();
    QTest::keyClick(page->findChild<Button *>(u"whoSigned"_s), Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return page->findChild<QCheckBox *>(u"signed-1"_s) != nullptr; }, scanPatience));
    CHECK(page->findChildren<ScanFields *>().size() == 8);
    const QList<QLabel *> labels = page->findChildren<QLabel *>();
    CHECK(std::ranges::any_of(labels, [](const QLabel *label) { return label->text() == u"And 2 more; Today leads to all of them."; }));
}

TEST_CASE_METHOD(ScansFixture, "who may not issue consents sees no page that waits", "[consents][gui]")
{
    file(coveredScanOf(1));
    context.setActor(reception);
    auto made = std::make_unique<ScansPage>(context);
    made->open({.place = Place::WaitingScans});
    show(*made);
    page = std::move(made);
    CHECK(list()->count() == 0);
    CHECK(page->findChildren<ScanFields *>().isEmpty());
    CHECK(said().kind == BannerKind::Stop);
    CHECK_FALSE(said().title.isEmpty());
}

TEST_CASE_METHOD(ScansFixture, "nothing is taken from who may not issue, nor words, nor what is let go elsewhere", "[consents][gui]")
{
    openPage();
    const QString path = scanOf(1);
    context.setActor(reception);
    CHECK_FALSE(drop({path}));
    context.setActor(nurse);
    CHECK_FALSE(drop({}));
    const std::unique_ptr<QMimeData> data(mimeOf({path}));
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page.get(), &enter);
    CHECK(target()->isVisible());
    QDragLeaveEvent leave;
    QApplication::sendEvent(page.get(), &leave);
    CHECK(QTest::qWaitFor([&] { return !target()->isVisible(); }));
    CHECK(filedPages(*database, sheet.id)->isEmpty());
}

TEST_CASE_METHOD(ScansFixture, "the page of waiting scans fits every size and both themes", "[consents][gui]")
{
    const auto [name, size, theme] = GENERATE(table<QString, QSize, Theme>({
        {u"scans"_s, QSize(1290, 660), Theme::Light},
        {u"scans-dark"_s, QSize(1844, 980), Theme::Dark},
        {u"scans-compact"_s, QSize(1041, 480), Theme::Light},
    }));
    applyTheme(*qApp, theme);
    file(coveredScanOf(1));
    file(write(u"photo-from-somewhere-with-a-long-name.png"_s, QImage(600, 300, QImage::Format_Grayscale8), "png"));
    openPage();
    page->setCompact(size.width() < 1200);
    page->resize(size);
    QTest::qWait(50);
    test::saveScreenshot(*page, name);
    CHECK(page->minimumSizeHint().width() <= size.width());
    applyTheme(*qApp, Theme::Light);
}
