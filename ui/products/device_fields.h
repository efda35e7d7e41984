#pragma once

#include "core/products/product.h"

#include <QWidget>

class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace dermis {

class FormField;

/// What the maker says of a device; what the label does not say stays empty.
class DeviceFields : public QWidget
{
    Q_OBJECT
public:
    explicit DeviceFields(QWidget *parent = nullptr);
    void setProfile(const DeviceProfile &profile);
    /// InvalidInput names what is wrong.
    Result<DeviceProfile> profile() const;
    /// The profile as far as it can be read.
    DeviceProfile typed() const;
    void setProblem(const QString &text);

Q_SIGNALS:
    void changed();

private:
    QDoubleSpinBox *addLength(const QString &label, int row, int column);
    QSpinBox *addCount(const QString &label, int most, int row, int column);
    QLineEdit *addText(const QString &label, int row, int column, int columns = 1);

    QLineEdit *m_type;
    QLineEdit *m_alloy;
    QSpinBox *m_needles;
    QDoubleSpinBox *m_diameter;
    QDoubleSpinBox *m_maximum;
    QDoubleSpinBox *m_evaluated;
    QSpinBox *m_age;
    QLineEdit *m_ifu;
    QLineEdit *m_indications;
    QLineEdit *m_uses;
    QLineEdit *m_cleaning;
    QLineEdit *m_rules;
    FormField *m_lastField = nullptr; ///< that addText() made
    FormField *m_usesField = nullptr;
    FormField *m_rulesField = nullptr;
};

} // namespace dermis
