#pragma once

#include <QWidget>

class QFormLayout;

namespace dermis {

class PasswordLine;
class SeverityTag;
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
    /// Puts the rows under those of another form: labels as wide as these, or these as wide as the labels.
    void alignWith(QFormLayout &form);
    /// Takes the password and leaves both lines empty.
    QString take();

Q_SIGNALS:
    void changed();
    void returnPressed();

private:
    void check();

    PasswordLine *m_first;
    PasswordLine *m_second;
    SeverityTag *m_capsLock;
    TextLabel *m_hint;
    QString m_name;
    QString m_problem;
};

} // namespace dermis
