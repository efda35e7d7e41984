#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QLineEdit;

namespace dermis {

class TextLabel;

/// A label, its control, and one calm line below for what is wrong or what was understood.
class FormField : public QWidget
{
    Q_OBJECT
public:
    FormField(const QString &label, QWidget *control, QWidget *parent = nullptr);
    void setLabel(const QString &label);
    QWidget *control() const { return m_control; }
    /// The control where it is a line of text; null for another control.
    QLineEdit *line() const;
    /// Whether the person has been here and gone on.
    bool wasLeft() const { return m_left; }
    void setLeft(bool left) { m_left = left; }
    /// What to mend; empty when nothing. It is part of the control's accessible description.
    void setProblem(const QString &text);
    /// What was understood, shown when there is no problem.
    void setEcho(const QString &text);

Q_SIGNALS:
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showLine();

    QWidget *m_control;
    TextLabel *m_name;
    TextLabel *m_line;
    QString m_problem;
    QString m_echo;
    bool m_left = false;
};

} // namespace dermis
