#include "app/desktop/desktop.h"

#include "app/desktop/pages.h"
#include "core/access/staff.h"
#include "core/clinic/clinic.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/preferences.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_page.h"

#include <QGuiApplication>
#include <QScreen>

#include <utility>

namespace dermis {

namespace {

constexpr QSize firstSize{1366, 768};

void showSized(QWidget &window)
{
    const QSize room = QGuiApplication::primaryScreen()->availableSize();
    window.resize(firstSize.boundedTo(room));
    if (room.width() <= firstSize.width() || room.height() <= firstSize.height())
        window.showMaximized();
    else
        window.show();
}

void remember(const QString &path)
{
    Preferences preferences = loadPreferences();
    if (std::exchange(preferences.clinicPath, path) != path)
        savePreferences(preferences);
}

} // namespace

Desktop::Desktop()
{
    connect(&m_instance, &SingleInstance::raiseRequested, this, &Desktop::raise);
}

Desktop::~Desktop() = default;

bool Desktop::start(const QString &path)
{
    if (path.isEmpty()) {
        showStart();
        return true;
    }
    if (!m_instance.claim(path))
        return false;
    open(path);
    return true;
}

void Desktop::open(const QString &path)
{
    if (m_instance.claim(path))
        use(path, openClinic(path, m_clock.now()));
    else
        QGuiApplication::quit();
}

void Desktop::create(const QString &path, const QString &practice, const QString &doctor)
{
    use(path, createClinic(path, clinicOf(practice, doctor), m_clock.now()));
}

void Desktop::use(const QString &path, Result<std::unique_ptr<Database>> opened)
{
    if (!opened) {
        showStart();
        m_start->tell(opened.error());
        return;
    }
    m_instance.claim(path);
    remember(path);
    showClinic(std::move(*opened));
}

void Desktop::showStart()
{
    if (m_start != nullptr)
        return;
    m_start = std::make_unique<StartPage>(m_prompter);
    m_start->setWindowTitle(StartPage::tr("Dermis"));
    connect(m_start.get(), &StartPage::openRequested, this, &Desktop::open);
    connect(m_start.get(), &StartPage::createRequested, this, &Desktop::create);
    showSized(*m_start);
}

void Desktop::showClinic(std::unique_ptr<Database> database)
{
    m_database = std::move(database);
    m_context = std::make_unique<ClinicContext>(*m_database, m_clock, m_prompter);
    m_window = std::make_unique<MainWindow>(*m_context);
    addPages(*m_window, *m_context);
    m_window->setLockAfter(loadPreferences().lockAfterMinutes);
    showSized(*m_window);
    if (m_start != nullptr)
        m_start.release()->deleteLater(); // one of its buttons may be on the stack
}

void Desktop::raise()
{
    QWidget *window = m_window != nullptr ? static_cast<QWidget *>(m_window.get()) : m_start.get();
    if (window == nullptr)
        return;
    window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
    window->raise();
    window->activateWindow();
}

} // namespace dermis
