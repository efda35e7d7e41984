#pragma once

#include "core/safety/infection_precautions.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace dermis {

class Button;

/// A process control against infection: ticked by whoever did it, with what is to be written beside it, or seen to by the program.
class ControlRow : public QWidget
{
    Q_OBJECT
public:
    /// `proposal` stands in the line to begin with; `mayNote` false: it can only be read.
    ControlRow(const ControlState &state, const QString &proposal, bool mayNote, QWidget *parent = nullptr);
    QString code() const { return m_state.control->code; }
    /// Null when there is nothing to do here.
    QWidget *firstControl() const;
    /// What a person typed beside it; empty when nobody did.
    QString typed() const;
    /// The needles wait for it.
    bool isAwaited() const;

Q_SIGNALS:
    void noteRequested(const QString &code, bool yes, const QString &detail);
    void withdrawRequested(const QString &code);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    QWidget *makeWords();
    QStringList lines() const;
    void addDetail(QLayout &column, const QString &proposal);
    void note(bool yes);

    ControlState m_state;
    bool m_mayNote;
    QCheckBox *m_tick;
    QLineEdit *m_detail = nullptr;
};

} // namespace dermis
