#pragma once

#include "ui/patients/patient_differences.h"

#include <QFrame>

class QGridLayout;

namespace dermis {

/// Two versions side by side, field by field.
class DifferencePanel : public QFrame
{
    Q_OBJECT
public:
    explicit DifferencePanel(QWidget *parent = nullptr);
    /// Shows itself with these heads, such as "Yours" and "Saved by Dr Mabuza".
    void show(const QString &mine, const QString &theirs, const QList<FieldDifference> &differences);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRow(int row, const QString &field, const QString &mine, const QString &theirs, bool head);

    QGridLayout *m_grid;
};

} // namespace dermis
