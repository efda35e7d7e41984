#pragma once

#include "core/backup/backup_round.h"

#include <QWidget>

namespace dermis {

class BackupRunner;
class Button;
class ErrorBanner;
class ProgressPanel;
class TextLabel;

/// The last backup before the window closes: how far it is, and a way to leave without it.
class LeavingPage : public QWidget
{
    Q_OBJECT
public:
    /// `runner` outlives the page.
    explicit LeavingPage(BackupRunner &runner, QWidget *parent = nullptr);
    /// Begins the backup, or waits for the one that is being made.
    void begin();

Q_SIGNALS:
    /// Close the window: the backup is made, or the person leaves without it.
    void done();
    /// Back to work.
    void stayed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void leave();
    void stay();
    void end(const Result<BackupRound> &round);

    BackupRunner &m_runner;
    bool m_isWaiting = false;
    TextLabel *m_title;
    TextLabel *m_words;
    ProgressPanel *m_progress;
    ErrorBanner *m_banner;
    Button *m_leave;
    Button *m_stay;
};

} // namespace dermis
