#include "core/backup/backup.h"
#include "core/patients/patient_repository.h"
#include "tests/support/accessibility.h"
#include "tests/support/encrypted_clinic.h"
#include "tests/support/screenshot.h"
#include "tests/support/scripted_prompter.h"
#include "ui/shell/recovery_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

constexpr int recoveryPatience = 60'000; // milliseconds, for Argon2id under a sanitizer

/// A damaged clinic with a backup, and a patient registered since.
struct RecoveryFixture : test::EncryptedClinic
{
    RecoveryFixture()
    {
        applyTheme(*qApp, Theme::Light);
        const SignedIn owner = signIn();
        const auto made = createBackup(*owner.database, owner.person.actor(), clock, folder.path());
        REQUIRE(made);
        backup = *made;
        Patient patient;
        patient.familyName = u"Dlamini"_s;
        patient.givenNames = u"Nomvula"_s;
        patient.birthDate = QDate(1990, 5, 1);
        REQUIRE(registerPatient(*owner.database, owner.person.actor(), clock.now(), patient));
        REQUIRE(owner.database->run(u"UPDATE staff SET name = 'Somebody' WHERE id = 1"_s));
        page.resize(1366, 768);
        page.begin(path, backupsFor(owner.database.get(), {folder.path()}), name);
        page.show();
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
    }
    void typePassword(const QString &typed)
    {
        QTest::keyClicks(page.findChild<PasswordLine *>(), typed);
        QTest::keyClick(page.findChild<PasswordLine *>(), Qt::Key_Return);
        REQUIRE(QTest::qWaitFor([&] { return banner()->isTelling(); }, recoveryPatience));
    }
    ErrorBanner *banner() const { return page.findChild<ErrorBanner *>(); }
    qint64 patientsIn(const QString &file)
    {
        const auto opened = dermis::signIn(file, name, password, clock.now());
        REQUIRE(opened);
        return *opened->database->integer(u"SELECT count(*) FROM patient"_s);
    }

    Backup backup;
    QString recovered = folder.filePath(u"recovered.dermis"_s);
    test::ScriptedPrompter prompter;
    RecoveryPage page{prompter, clock};
};

} // namespace

TEST_CASE_METHOD(RecoveryFixture, "the newest proven backup is chosen first, and what was saved since comes with it", "[shell][gui]")
{
    auto *source = page.findChild<QComboBox *>();
    REQUIRE(source->count() == 2);
    CHECK(source->currentText().startsWith(u"Proven backup, 2 Mar 2026"_s));
    CHECK(page.findChild<PasswordLine *>()->hasFocus());
    CHECK(test::unnamedControls(&page) == QStringList());
    test::saveScreenshot(page, u"recovery"_s);
    QSignalSpy open(&page, &RecoveryPage::openRequested);
    prompter.answer = recovered;
    typePassword(password);
    INFO(banner()->text().title.toStdString() << banner()->text().detail.toStdString());
    CHECK(banner()->text().kind == BannerKind::Done);
    test::saveScreenshot(page, u"recovery-done"_s);
    CHECK(patientsIn(recovered) == 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    REQUIRE(open.count() == 1);
    CHECK(open.first().first() == recovered);
}

TEST_CASE_METHOD(RecoveryFixture, "without a backup, what can be read is salvaged, and what was altered is named", "[shell][gui]")
{
    auto *source = page.findChild<QComboBox *>();
    QTest::keyClick(source, Qt::Key_End);
    prompter.answer = recovered;
    typePassword(password);
    INFO(banner()->text().title.toStdString() << banner()->text().detail.toStdString());
    CHECK(banner()->text().kind == BannerKind::Draft);
    const auto *losses = page.findChild<QPlainTextEdit *>();
    CHECK(losses->isVisible());
    CHECK(losses->toPlainText().contains(u"staff 1"_s));
    test::saveScreenshot(page, u"recovery-losses"_s);
    CHECK(patientsIn(recovered) == 1);
}

TEST_CASE_METHOD(RecoveryFixture, "a wrong password brings nothing back, and another can be typed", "[shell][gui]")
{
    prompter.answer = recovered;
    typePassword(u"not the password"_s);
    CHECK(banner()->text().kind == BannerKind::Stop);
    CHECK(banner()->text().title == u"Name and password do not fit"_s);
    CHECK_FALSE(QFile::exists(recovered));
    CHECK(page.findChild<PasswordLine *>()->hasFocus());
}
