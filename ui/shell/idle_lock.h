#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace dermis {

/// Tells when nobody typed, clicked or moved the mouse for some time.
class IdleLock : public QObject
{
    Q_OBJECT
public:
    explicit IdleLock(QObject *parent = nullptr);
    /// 0: never.
    void setTime(std::chrono::milliseconds time);
    std::chrono::milliseconds time() const { return m_timer.intervalAsDuration(); }
    void start();
    void stop();

Q_SIGNALS:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QTimer m_timer;
};

} // namespace dermis
