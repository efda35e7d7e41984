#pragma once

#include "app/desktop/single_instance.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "ui/theme/focus_ring.h"
#include "ui/widgets/prompter.h"

#include <memory>

class QWidget;

namespace dermis {

class ClinicContext;
class Database;
class MainWindow;
class StartPage;

/// The running program: the open clinic file, its window, and before them the start page.
class Desktop : public QObject
{
    Q_OBJECT
public:
    Desktop();
    ~Desktop() override;
    /// Shows the clinic of that file, or the start page when `path` is empty or cannot be opened.
    /// False when another window has the file and was brought forward instead.
    bool start(const QString &path);

private:
    void open(const QString &path);
    void create(const QString &path, const QString &practice, const QString &doctor);
    void use(const QString &path, Result<std::unique_ptr<Database>> opened);
    void showStart();
    void showClinic(std::unique_ptr<Database> database);
    void raise();

    SystemClock m_clock;
    DesktopPrompter m_prompter;
    FocusRing m_focusRing;
    SingleInstance m_instance;
    std::unique_ptr<StartPage> m_start;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<ClinicContext> m_context;
    std::unique_ptr<MainWindow> m_window; // gone before what it works with
};

} // namespace dermis
