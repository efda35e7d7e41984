// Types into a form of 300 questions on the real page until somebody ends it; says "kept N" when the draft on the disk holds the
// first N answers. Arguments: the clinic, the patient's number, the form's url.
#include "core/access/staff.h"
#include "core/base/clock.h"
#include "core/questionnaires/response_repository.h"
#include "core/storage/database.h"
#include "tests/support/must.h"
#include "tests/support/scripted_prompter.h"
#include "ui/context/clinic_context.h"
#include "ui/context/destination.h"
#include "ui/questionnaires/form_page.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

#include <cstdio>

using namespace dermis;
using namespace dermis::test;
using namespace Qt::StringLiterals;

namespace {

void say(const QByteArray &line)
{
    std::puts(line.constData());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    const SystemClock clock;
    const auto database = must(Database::open(arguments.at(1)));
    const auto watcher = must(Database::open(arguments.at(1), {.readOnly = true}));
    applyTheme(*qApp, Theme::Light);
    ScriptedPrompter prompter;
    ClinicContext context(*database, clock, prompter);
    const Actor doctor = must(onlyDermatologist(*database)).actor();
    context.setActor(doctor);
    const PatientId patient(arguments.at(2).toLongLong());
    const DraftKey key = formDraftKey(patient, arguments.at(3), doctor.id);
    FormPage page(context);
    page.resize(1290, 660);
    page.show();
    page.open({.place = Place::Form, .patient = patient, .form = arguments.at(3)});
    page.activateWindow();
    if (!QTest::qWaitForWindowActive(&page))
        return 1;
    page.focusFirst();
    say("ready");
    for (int question = 1;; ++question) {
        const QString words = u"answer %1."_s.arg(question);
        QTest::keyClicks(QApplication::focusWidget(), words);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        const bool isKept = QTest::qWaitFor([&] {
            const auto draft = findDraft(*watcher, key);
            return draft && *draft && (*draft)->body.contains(words.toUtf8());
        }, 60000);
        if (!isKept)
            return 1;
        say("kept " + QByteArray::number(question) + " 0");
    }
}
