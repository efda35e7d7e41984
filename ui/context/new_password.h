#pragma once

#include <QWidget>

namespace dermis {

class PasswordLine;
class TextLabel;

/// A new password typed twice, with what is still wrong in words.
class NewPassword : public QWidget
{
    Q_OBJECT
public:
    explicit NewPassword(QWidget *parent = nullptr);
    /// Whose it is to be; it may not be the password.
    void setName(const QString &name);
    bool isGood() const { return m_problem.isEmpty(); }
    /// What is wrong; empty when it is good.
    QString problem() const { return m_problem; }
    /// Takes the password and leaves both lines empty.
    QString take();

Q_SIGNALS:
    void changed();
    void returnPressed();

private:
    void check();

    PasswordLine *m_first;
    PasswordLine *m_second;
    TextLabel *m_hint;
    QString m_name;
    QString m_problem;
};

} // namespace dermis
