#pragma once

#include <QLineEdit>

namespace dermis {

/// A line for a password: an eye that shows it, and notice of Caps Lock as far as typing tells.
class PasswordLine : public QLineEdit
{
    Q_OBJECT
public:
    explicit PasswordLine(const QString &accessibleName, QWidget *parent = nullptr);
    /// Takes the password and leaves the line empty and hidden.
    QString take();
    void setShown(bool shown);

Q_SIGNALS:
    void capsLockSeen(bool on);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setCapsLock(bool on);

    QAction *m_eye;
    bool m_capsLock = false;
};

} // namespace dermis
