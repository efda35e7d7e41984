#pragma once

#include "core/patients/patient.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace dermis {

class FormField;

/// One guardian or next of kin.
class ContactEditor : public QWidget
{
    Q_OBJECT
public:
    explicit ContactEditor(QWidget *parent = nullptr);
    Contact contact() const;
    /// Silent.
    void setContact(const Contact &contact);
    bool isEmpty() const;
    FormField *nameField() const { return m_nameField; }
    FormField *phoneField() const { return m_phoneField; }
    FormField *idField() const { return m_idField; }

Q_SIGNALS:
    void changed();

private:
    QComboBox *m_kind;
    QLineEdit *m_name;
    QLineEdit *m_relation;
    QLineEdit *m_phone;
    QLineEdit *m_id;
    FormField *m_nameField;
    FormField *m_phoneField;
    FormField *m_idField;
};

} // namespace dermis
