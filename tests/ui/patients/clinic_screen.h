#pragma once

#include "core/patients/patient_repository.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "core/storage/transaction.h"
#include "tests/support/database_fixture.h"
#include "ui/context/clinic_context.h"
#include "ui/context/destination.h"
#include "ui/theme/theme.h"
#include "ui/widgets/prompter.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

namespace dermis::test {

/// Answers every question for a file with the one path it was given; an empty path turns away.
class ScriptedPrompter : public Prompter
{
public:
    QString answer;
    void askOpenFile(QWidget *, const FileQuestion &, Answer told) override { give(told); }
    void askSaveFile(QWidget *, const FileQuestion &, Answer told) override { give(told); }
    void askFolder(QWidget *, const FileQuestion &, Answer told) override { give(told); }

private:
    void give(const Answer &told) const
    {
        if (!answer.isEmpty())
            told(answer);
    }
};

/// Types any letters; QTest::keyClicks knows ASCII only.
inline void typeText(QWidget *widget, const QString &text)
{
    for (const QChar letter : text)
        QTest::sendKeyEvent(QTest::Click, widget, Qt::Key_unknown, QString(letter), Qt::NoModifier);
}

/// A clinic file with a nurse at the computer, for pages.
class ClinicScreen : public DatabaseFixture
{
public:
    ClinicScreen() : context(*database, clock, prompter)
    {
        applyTheme(*qApp, Theme::Light);
        context.setActor(nurse);
        auto transaction = Transaction::begin(*database, Actor{}, clock.now()).value();
        REQUIRE(ensureShippedQuestionnaires(transaction));
        REQUIRE(transaction.commit());
    }

    PatientId person(const QString &family, const QString &given, const QDate &born = QDate(1990, 5, 1),
                     const QString &phone = QString())
    {
        Patient patient;
        patient.familyName = family;
        patient.givenNames = given;
        patient.birthDate = born;
        if (!phone.isEmpty())
            patient.phones << Phone{phone, {}};
        return registerPatient(*database, nurse, clock.now(), patient).value().id;
    }

    /// Shows a page as the window would.
    template <typename P>
    void show(P &page, const Destination &destination = {}, const QSize &size = {1290, 680})
    {
        page.resize(size);
        page.open(destination);
        page.show();
        QObject::connect(&context, &ClinicContext::dataChanged, &page, [&page] { page.refresh(); });
        page.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&page));
        page.focusFirst();
    }

    ScriptedPrompter prompter;
    ClinicContext context;
};

} // namespace dermis::test
