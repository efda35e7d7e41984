#pragma once

#include <QFrame>

class QProgressBar;

namespace dermis {

class Button;
class TextLabel;

/// Work that takes more than a second: what, how far, and a way to stop it. Hidden while nothing runs.
class ProgressPanel : public QFrame
{
    Q_OBJECT
public:
    explicit ProgressPanel(QWidget *parent = nullptr);
    /// Shows itself once the work has run for a second.
    void begin(const QString &title);
    /// `total` 0 when it is not known.
    void setProgress(int done, int total, const QString &stepWords);
    void setDetail(const QString &detail);
    void end();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_title;
    TextLabel *m_step;
    TextLabel *m_detail;
    QProgressBar *m_bar;
    Button *m_cancel;
    bool m_running = false;
};

} // namespace dermis
