#include "core/consents/sheet_letterhead.h"
#include "core/consents/sheet_painter.h"
#include "core/storage/documents.h"
#include "core/consents/signature.h"
#include "tests/support/accessibility.h"
#include "tests/support/scanner.h"
#include "tests/support/screenshot.h"
#include "tests/ui/questionnaires/clinical_page_fixture.h"
#include "ui/consents/consent_page.h"
#include "ui/printing/print_panel.h"
#include "ui/printing/print_server.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/segmented_control.h"
#include "ui/consents/signing_view.h"

#include <QBuffer>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPdfDocument>
#include <QShortcut>
#include <QSignalSpy>
#include <QListWidget>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QToolButton>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

/// A printer that takes what it is given, or does not answer.
class FakePrinter : public PrintServer
{
public:
    Result<QList<PrintQueue>> queues() override
    {
        return QList<PrintQueue>{{u"reception"_s, u"Reception"_s, QueueState::Ready, true, true},
                                 {u"upstairs"_s, u"Upstairs"_s, QueueState::Stopped, false, false}};
    }
    Result<int> print(const PrintOrder &order, const PrintableSheet &sheet) override
    {
        if (silent)
            return fail(ErrorCode::Io, u"the printer does not answer"_s);
        ordered = order;
        printed = sheet.pdf;
        content = sheet.content;
        return 17;
    }
    Result<JobState> state(const QString &, int) override { return JobState::Done; }

    bool silent = false;
    PrintOrder ordered;
    QByteArray printed;
    SheetContent content;
};

class ConsentPageFixture : public test::ClinicalPageFixture
{
public:
    ~ConsentPageFixture()
    {
        page.reset();
        QThreadPool::globalInstance()->waitForDone(); // workers have the file open
    }
    void openPage(DemoStory story)
    {
        tell(story);
        page = std::make_unique<ConsentPage>(context, printer);
        QSignalSpy shown(page.get(), &ConsentPage::shown);
        page->open({Place::Record, patient, RecordTab::Consent, {}});
        show(*page);
        REQUIRE(QTest::qWaitFor([&] { return !shown.isEmpty(); }, 20000));
    }
    Button *button(const QString &text) const
    {
        for (Button *button : page->findChildren<Button *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    /// Opens the print panel and waits for its printers.
    void startPrinting() const
    {
        QTest::keyClick(page.get(), Qt::Key_P, Qt::ControlModifier);
        auto *queues = page->findChild<PrintPanel *>()->findChild<QComboBox *>();
        REQUIRE(QTest::qWaitFor([&] { return queues->count() == 2; }, 20'000));
    }
    bool hasLabel(const QString &part) const
    {
        const QList<QLabel *> labels = page->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(part);
        });
    }
    int previewPages() const
    {
        REQUIRE(QTest::qWaitFor([&] { return page->preview().pageCount() > 0; }, 20000));
        return page->preview().pageCount();
    }
    QList<Consent> sheets() const { return consents(*database, patient).value(); }

    std::shared_ptr<FakePrinter> printer = std::make_shared<FakePrinter>();
    std::unique_ptr<ConsentPage> page;
};

int pagesOf(const QByteArray &pdf)
{
    QBuffer buffer;
    buffer.setData(pdf);
    buffer.open(QIODevice::ReadOnly);
    QPdfDocument document;
    document.load(&buffer);
    return document.pageCount();
}

} // namespace

TEST_CASE_METHOD(ConsentPageFixture, "the preview is the draft, page for page", "[consents][gui]")
{
    openPage(DemoStory::Clear);
    const QByteArray draft =
        draftSheet(*database, nurse, clock.now(), {patient, u"microneedling"_s, u"en"_s}).value();
    CHECK(previewPages() == pagesOf(draft));
    CHECK(page->preview().pageText(0).contains(u"Nomvula Dlamini"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(ConsentPageFixture, "a sheet that may not be issued has its button closed and says why",
                 "[consents][gui]")
{
    openPage(DemoStory::ColdSores);
    REQUIRE(button(u"Issue and print"_s) != nullptr);
    CHECK_FALSE(button(u"Issue and print"_s)->isEnabled());
    CHECK(button(u"Issue and print"_s)->accessibleDescription().contains(u"old sore"_s));
    QTest::keyClick(page.get(), Qt::Key_P, Qt::ControlModifier);
    CHECK(sheets().isEmpty());
}

TEST_CASE_METHOD(ConsentPageFixture, "printing that is asked for before the sheet is there begins when it is",
                 "[consents][gui]")
{
    openPage(DemoStory::Clear);
    auto *panel = page->findChild<PrintPanel *>();
    page->open({Place::Record, patient, RecordTab::Consent, {}});
    page->print();
    CHECK_FALSE(panel->isVisible());
    REQUIRE(QTest::qWaitFor([panel] { return panel->isVisible(); }, 20000));
    REQUIRE(QTest::qWaitFor([panel] { return panel->isAncestorOf(qApp->focusWidget()); }, 20'000));
    CHECK(sheets().isEmpty());
}

TEST_CASE_METHOD(ConsentPageFixture, "issue and print archives the sheet and sends those very bytes",
                 "[consents][gui]")
{
    openPage(DemoStory::Clear);
    startPrinting();
    CHECK(sheets().isEmpty());
    QTest::mouseClick(button(u"Issue and print"_s), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return !printer->printed.isEmpty(); }, 20000));
    REQUIRE(sheets().size() == 1);
    CHECK(documentDigest(printer->printed) == sheets().first().documentDigest);
    CHECK(sheetPdf(printer->content) == printer->printed);
    CHECK(printer->ordered.queue == u"reception");
    CHECK_FALSE(printer->ordered.title.contains(u"Dlamini"_s));
    REQUIRE(QTest::qWaitFor(
        [&] { return page->preview().pageText(0).contains(groupedCode(sheets().first().shortCode)); },
        20000));
    CHECK(page->preview().pageCount() == pagesOf(printer->printed));
    CHECK(hasLabel(sheets().first().fingerprint.first(4) + u'-' + sheets().first().fingerprint.mid(4, 4)));
    CHECK(hasLabel(u"Print job 17"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
}

TEST_CASE_METHOD(ConsentPageFixture, "a silent printer leaves the sheet safe and says what to do",
                 "[consents][gui]")
{
    openPage(DemoStory::Clear);
    printer->silent = true;
    startPrinting();
    QTest::mouseClick(button(u"Issue and print"_s), Qt::LeftButton);
    auto *banner = page->findChild<PrintPanel *>()->findChild<ErrorBanner *>();
    REQUIRE(QTest::qWaitFor([&] { return banner->isTelling(); }, 20000));
    CHECK(banner->text().title == u"The Reception printer does not answer");
    CHECK(banner->text().detail.contains(u"The sheet is safe."_s));
    CHECK(sheets().size() == 1);
    printer->silent = false;
    REQUIRE(button(u"Try again"_s) != nullptr);
    QTest::mouseClick(button(u"Try again"_s), Qt::LeftButton);
    CHECK(QTest::qWaitFor([&] { return !printer->printed.isEmpty(); }, 20'000));
}

TEST_CASE_METHOD(ConsentPageFixture, "the saved PDF is the archived one", "[consents][gui]")
{
    openPage(DemoStory::Clear);
    prompter.path = folder.filePath(u"sheet.pdf"_s);
    QTest::mouseClick(button(u"Save PDF"_s), Qt::LeftButton);
    REQUIRE(sheets().size() == 1);
    QFile file(prompter.path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(documentDigest(file.readAll()) == sheets().first().documentDigest);
}

TEST_CASE_METHOD(ConsentPageFixture, "the keyboard goes to the work once the sheet is there",
                 "[consents][gui]")
{
    openPage(DemoStory::Clear);
    CHECK(QApplication::focusWidget() == button(u"Issue and print"_s));
    QShortcut frames(QKeySequence(Qt::CTRL | Qt::Key_P), page.get()); // the record's own, which leads here
    startPrinting();
    CHECK(button(u"Issue and print"_s)->hasFocus());
}

TEST_CASE_METHOD(ConsentPageFixture, "a leaflet is given while a finding is open, in a language that was reviewed", "[consents][gui]")
{
    openPage(DemoStory::Pregnant);
    auto *forms = page->findChild<QListWidget *>();
    const auto choose = [&](const QString &form) {
        QSignalSpy shown(page.get(), &ConsentPage::shown);
        forms->setFocus();
        QTest::keyClick(forms, Qt::Key_Home);
        while (forms->currentItem()->text() != form && forms->currentRow() + 1 < forms->count())
            QTest::keyClick(forms, Qt::Key_Down);
        REQUIRE(forms->currentItem()->text() == form);
        REQUIRE(QTest::qWaitFor([&] { return !shown.isEmpty(); }, 20'000));
        QTest::qWait(300); // an earlier form's pages may be shown first
    };
    CHECK(forms->item(0)->text() == u"Microneedling"_s);
    choose(u"Leaflet"_s);
    REQUIRE(button(u"Give and print"_s) != nullptr);
    CHECK(button(u"Give and print"_s)->isEnabled());
    CHECK_FALSE(hasLabel(u"To be signed"_s));

    QSignalSpy shown(page.get(), &ConsentPage::shown);
    for (QRadioButton *language : page->findChildren<QRadioButton *>()) {
        if (language->text() == u"isiZulu, not yet reviewed"_s)
            QTest::mouseClick(language, Qt::LeftButton, {}, QPoint(8, language->height() / 2));
    }
    REQUIRE(QTest::qWaitFor([&] { return !shown.isEmpty(); }, 20'000));
    CHECK_FALSE(button(u"Give and print"_s)->isEnabled());
    CHECK(hasLabel(u"This text is not yet reviewed."_s));
}

TEST_CASE_METHOD(ConsentPageFixture, "for who cannot write the sheet has a mark and two witnesses", "[consents][gui]")
{
    openPage(DemoStory::Clear);
    if (Button *anew = button(u"New sheet"_s))
        QTest::mouseClick(anew, Qt::LeftButton);
    QCheckBox *mark = nullptr;
    for (QCheckBox *box : page->findChildren<QCheckBox *>()) {
        if (box->text() == u"Cannot write"_s)
            mark = box;
    }
    REQUIRE(mark != nullptr);
    QSignalSpy shown(page.get(), &ConsentPage::shown);
    mark->setFocus();
    QTest::keyClick(mark, Qt::Key_Space);
    REQUIRE(QTest::qWaitFor([&] { return !shown.isEmpty(); }, 20'000));
    const auto isOnPages = [&](const QString &words) {
        for (int number = 0; number < page->preview().pageCount(); ++number) {
            if (page->preview().pageText(number).contains(words))
                return true;
        }
        return false;
    };
    CHECK(QTest::qWaitFor([&] { return isOnPages(u"Witness 2 of the mark"_s); }, 20'000));
}

TEST_CASE_METHOD(ConsentPageFixture, "reception sees no button that works", "[consents][gui]")
{
    context.setActor(reception);
    tell(DemoStory::Clear);
    page = std::make_unique<ConsentPage>(context, printer);
    page->open({Place::Record, patient, RecordTab::Consent, {}});
    show(*page);
    CHECK_FALSE(button(u"Issue and print"_s)->isEnabled());
}

TEST_CASE_METHOD(ConsentPageFixture, "the consent page fits every size and both themes", "[consents][gui]")
{
    const auto [name, size, theme, compact] = GENERATE(table<QString, QSize, Theme, bool>({
        {u"consent"_s, QSize(1290, 512), Theme::Light, false},
        {u"consent-dark"_s, QSize(1290, 512), Theme::Dark, false},
        {u"consent-1920"_s, QSize(1844, 820), Theme::Light, false},
        {u"consent-compact"_s, QSize(1041, 380), Theme::Light, true},
    }));
    const DemoStory story = GENERATE(DemoStory::Smoker, DemoStory::ColdSores);
    applyTheme(*qApp, theme);
    openPage(story);
    page->setCompact(compact);
    page->resize(size);
    previewPages();
    QTest::qWait(100);
    const QString picture = name + u'-' + QString::number(static_cast<int>(story));
    test::saveScreenshot(*page, picture);
    if (story == DemoStory::Smoker) {
        startPrinting();
        QTest::mouseClick(button(u"Issue and print"_s), Qt::LeftButton);
        REQUIRE(QTest::qWaitFor([&] { return !printer->printed.isEmpty(); }, 20000));
        QTest::qWait(1500);
        test::saveScreenshot(*page, picture + u"-issued"_s);
    }
    CHECK(page->minimumSizeHint().width() <= size.width());
    applyTheme(*qApp, Theme::Light);
}

namespace {

class SigningFixture : public ConsentPageFixture
{
public:
    SigningFixture()
    {
        openPage(DemoStory::Clear);
        issued = issueConsent(*database, nurse, clock.now(), {patient, u"microneedling"_s, u"en"_s}).value();
        page->refresh();
        REQUIRE(QTest::qWaitFor([&] { return scanButton()->isVisible() && scanButton()->isEnabled(); }, 20'000));
    }
    Button *scanButton() const { return page->findChild<Button *>(u"scanSigned"_s); }
    Button *confirmButton() const { return page->findChild<Button *>(u"confirmSigned"_s); }
    QCheckBox *box(int number) const { return page->findChild<QCheckBox *>(u"signed-%1"_s.arg(number)); }
    /// The signed pages on disk, as the scanner leaves them.
    QString scanOf(const QList<int> &numbers)
    {
        const QByteArray sheet = sheetBytes(*database, issued.id).value();
        QList<QImage> pictures;
        for (const int number : numbers) {
            QList<QRectF> boxes;
            const QList<SignatureField> fields = signatureFields(*database, issued.id).value();
            for (const SignatureField &field : fields) {
                if (field.page == number && field.needed)
                    boxes << field.area;
            }
            pictures << test::scanned(sheet, number, {200, 1.5, 10}, boxes);
        }
        const QString scanPath = folder.filePath(u"scan-%1.pdf"_s.arg(++files));
        QFile file(scanPath);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(test::pdfOf(pictures));
        return scanPath;
    }
    void waitForBoxes()
    {
        REQUIRE(QTest::qWaitFor([&] { return box(1) != nullptr && box(1)->isVisible(); }, 60'000));
    }

    QTemporaryDir folder;
    int files = 0;
    Consent issued;
};

} // namespace

TEST_CASE_METHOD(SigningFixture, "a signed sheet is scanned, shown box by box, and confirmed by key", "[consents][gui]")
{
    QList<int> all;
    for (int number = 1; number <= dermis::pagesOf(*database, issued).value(); ++number)
        all << number;
    prompter.path = scanOf(all);
    QTest::keyClick(page.get(), Qt::Key_I, Qt::ControlModifier);
    waitForBoxes();
    CHECK(box(1)->hasFocus());
    CHECK(box(2) == nullptr); // no guardian for an adult
    CHECK(page->findChild<ErrorBanner *>()->text().kind == BannerKind::Done);
    CHECK(page->findChild<ErrorBanner *>()->text().title == u"Pages filed: %1"_s.arg(all.size()));
    CHECK_FALSE(confirmButton()->isEnabled());
    CHECK(hasLabel(u"Still needed: the signature of Patient"_s));
    CHECK(test::unnamedControls(page.get()) == QStringList());
    test::saveScreenshot(*page, u"signing"_s);
    QTest::keyClick(box(1), Qt::Key_Space);
    QTest::keyClick(box(4), Qt::Key_Space);
    QTest::keyClick(box(5), Qt::Key_Space); // a witness, whose name is written there
    CHECK_FALSE(confirmButton()->isEnabled());
    auto *witness = page->findChild<QLineEdit *>(u"signer-5"_s);
    QTest::keyClicks(witness, u"Themba Ndlovu"_s);
    REQUIRE(confirmButton()->isEnabled());
    QTest::keyClick(page.get(), Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return sheets().first().state == ConsentState::Signed; }, 20'000));
    CHECK(signaturesOf(*database, issued.id)->size() == 3);
    CHECK(QTest::qWaitFor([&] { return !scanButton()->isVisible(); }, 20'000));
    CHECK(page->findChild<ErrorBanner *>()->text().kind == BannerKind::Done);

    // Signed, it shows the signed pages; what is printed is the sheet as it was issued, and shown before.
    const auto shows = [&](bool isText) {
        return QTest::qWaitFor([&] { return page->preview().pageCount() == all.size() && page->preview().pageText(0).trimmed().isEmpty() != isText; }, 60'000);
    };
    CHECK(shows(false));
    CHECK(hasLabel(u"As signed on paper and scanned"_s));
    auto *version = page->findChild<SegmentedControl *>(u"sheetVersion"_s);
    REQUIRE(version->isVisible());
    CHECK(version->current() == 0);
    test::saveScreenshot(*page, u"consent-signed"_s);
    const QList<QToolButton *> choices = version->findChildren<QToolButton *>();
    QTest::mouseClick(choices.last(), Qt::LeftButton);
    CHECK(shows(true));
    CHECK(hasLabel(u"Exactly what the printer gets"_s));
    QTest::mouseClick(choices.first(), Qt::LeftButton);
    CHECK(shows(false));
    prompter.path = folder.filePath(u"kept.pdf"_s);
    QTest::mouseClick(button(u"Save PDF"_s), Qt::LeftButton);
    QFile kept(prompter.path);
    REQUIRE(kept.open(QIODevice::ReadOnly));
    CHECK(::pagesOf(kept.readAll()) == all.size());
    CHECK(QFileInfo(prompter.path).size() != sheetBytes(*database, issued.id)->size());
    startPrinting();
    CHECK(version->current() == 1);
    CHECK(shows(true));
    QTest::mouseClick(button(u"Print"_s), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return !printer->printed.isEmpty(); }, 20'000));
    CHECK(documentDigest(printer->printed) == issued.documentDigest);
}

TEST_CASE_METHOD(SigningFixture, "a page that is missing keeps the sheet open, and one without a code is filed by hand", "[consents][gui]")
{
    const QString first = scanOf({1});
    prompter.path = first;
    QTest::keyClick(page.get(), Qt::Key_I, Qt::ControlModifier);
    waitForBoxes();
    CHECK(hasLabel(u"Still needed: page 2"_s));
    QImage blank(900, 1200, QImage::Format_Grayscale8);
    blank.fill(Qt::white);
    const QString scanPath = folder.filePath(u"blank.png"_s);
    REQUIRE(blank.save(scanPath));
    const auto waiting = fileScan(*database, nurse, clock.now(), u"blank.png"_s, [&] {
        QFile file(scanPath);
        REQUIRE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }());
    REQUIRE(waiting);
    page->findChild<Button *>(u"whoSigned"_s)->click();
    const QString id = waiting->first().id.toString();
    REQUIRE(QTest::qWaitFor([&] { return page->findChild<Button *>(u"settle-"_s + id) != nullptr; }, 60'000));
    auto *code = page->findChild<QLineEdit *>(u"code-"_s + id);
    QTest::keyClicks(code, u"AAAA-AAAA"_s);
    page->findChild<Button *>(u"settle-"_s + id)->click();
    CHECK(page->findChild<ErrorBanner *>()->text().kind == BannerKind::Stop);
    CHECK(waitingScans(*database)->size() == 1);
}

TEST_CASE_METHOD(SigningFixture, "a file that is no scan is told and changes nothing", "[consents][gui]")
{
    const QString scanPath = folder.filePath(u"letter.txt"_s);
    QFile file(scanPath);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("Dear practice");
    file.close();
    prompter.path = scanPath;
    QTest::keyClick(page.get(), Qt::Key_I, Qt::ControlModifier);
    const auto *banner = page->findChild<ErrorBanner *>();
    REQUIRE(QTest::qWaitFor([&] { return banner->text().kind == BannerKind::Stop && banner->isVisible(); }, 20'000));
    CHECK(banner->text().detail.contains(u"no scan that Dermis reads"_s));
    CHECK(filedPages(*database, issued.id)->isEmpty());
    CHECK(scanButton()->isEnabled());
}
