#pragma once

#include "core/base/result.h"
#include "core/recovery/backups_nearby.h"
#include "core/recovery/recovery.h"
#include "ui/shell/front_page.h"

#include <QTimer>

#include <atomic>
#include <memory>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace dermis {

class Button;
class Clock;
class Database;
class ErrorBanner;
class PasswordLine;
class ProgressPanel;
class Prompter;
class TextLabel;

/// A damaged clinic: bring it back from a backup and what was saved since, or salvage what can be read, into a new file.
class RecoveryPage : public FrontPage
{
    Q_OBJECT
public:
    /// Both outlive the page.
    RecoveryPage(Prompter &prompter, const Clock &clock, QWidget *parent = nullptr);
    ~RecoveryPage() override;
    /// For a damaged clinic file and the backups there are of it; `name` is who is asked for the password first.
    void begin(const QString &damaged, const QList<FoundBackup> &backups, const QString &name);

Q_SIGNALS:
    /// The new clinic is wanted.
    void openRequested(const QString &path);
    void leaveRequested();

private:
    struct Job;
    /// Written by the worker, looked at by the page.
    struct Progress {
        std::atomic<bool> isStopped = false;
        std::atomic<RecoveryStep> step = RecoveryStep::Restoring;
        std::atomic<qint64> done = 0;
    };

    QWidget *makeCard();
    void showReady();
    void askBackup();
    void askPlace();
    void run(const QString &to);
    void showStep();
    void showResult(const QString &to, const Result<RecoveredClinic> &result);
    QString chosenBackup() const;

    Prompter &m_prompter;
    const Clock &m_clock;
    QString m_damaged;
    QString m_made;
    std::shared_ptr<Progress> m_at = std::make_shared<Progress>();
    QTimer m_look;
    ErrorBanner *m_banner;
    TextLabel *m_file;
    QComboBox *m_source;
    Button *m_other;
    QLineEdit *m_name;
    PasswordLine *m_password;
    Button *m_bringBack;
    Button *m_leave;
    Button *m_open;
    ProgressPanel *m_progress;
    QPlainTextEdit *m_losses;
};

} // namespace dermis
