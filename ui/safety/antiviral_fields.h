#pragma once

#include "core/safety/decision.h"

#include <QWidget>

class QCheckBox;
class QGridLayout;
class QLineEdit;

namespace dermis {

/// The antiviral record of MN-INF-07: what the doctor prescribes, never what Dermis suggests.
class AntiviralFields : public QWidget
{
    Q_OBJECT
public:
    explicit AntiviralFields(QWidget *parent = nullptr);
    Antiviral antiviral() const;
    /// Silent.
    void setAntiviral(const Antiviral &antiviral);
    /// What is still to be written; empty when the record is whole.
    QString missing() const;

Q_SIGNALS:
    void changed();

private:
    void addLine(QGridLayout &grid, int row, int column, const QString &label, QLineEdit *line);
    void showParts();

    QCheckBox *m_prophylaxis;
    QWidget *m_details;
    QLineEdit *m_drug;
    QLineEdit *m_dose;
    QLineEdit *m_start;
    QLineEdit *m_stop;
    QLineEdit *m_prescriber;
    QCheckBox *m_renal;
    QCheckBox *m_started;
    bool m_silent = false;
};

} // namespace dermis
