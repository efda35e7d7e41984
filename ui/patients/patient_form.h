#pragma once

#include "core/patients/patient_problems.h"

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPlainTextEdit;

namespace dermis {

class Button;
class Card;
class ContactEditor;
class FormField;
class TextLabel;

/// The fields of one patient in sections. It tells what is typed and shows what it is told; it keeps nothing.
class PatientForm : public QWidget
{
    Q_OBJECT
public:
    explicit PatientForm(QWidget *parent = nullptr);

    /// Ages and ID numbers are read as on this day.
    void setToday(const QDate &today) { m_today = today; }
    /// Silent.
    void setPatient(const Patient &patient);
    /// What is typed, trimmed and with numbers in their kept form, laid over the patient given.
    Patient patient() const;
    /// All fields as typed, also what is not yet a date, for the draft.
    QJsonObject draft() const;
    /// Silent.
    void setDraft(const QJsonObject &draft);
    /// Shows what is wrong at the fields that were left, or at all.
    void showProblems(bool everywhere);
    QList<PatientProblem> currentProblems() const;
    /// Puts the keyboard into the first field that keeps the patient from being registered.
    void focusProblem();
    void focusFirst();
    /// The typed name, as it came from the find box: letters go to the names, digits to the ID number or
    /// phone.
    void prefill(const QString &text);
    /// A section of the owner's, placed after the others.
    void addSection(QWidget *section);

Q_SIGNALS:
    void changed();

private:
    struct PhoneRow
    {
        QLineEdit *number = nullptr;
        QLineEdit *label = nullptr;
        FormField *field = nullptr;
    };

    void buildIdentity();
    void buildContact();
    void buildContacts();
    void buildRest();
    QGridLayout *addCard(const QString &title);
    void watch();
    void readIdNumber();
    void askCentury(const QList<QDate> &candidates);
    void takeBirthDate(const QDate &date);
    void showBirthDate();
    void tidyPhone(int index);
    void showContacts(const QList<Contact> &contacts);
    void addContact(const Contact &contact);
    QList<ContactEditor *> filledContacts() const;
    QList<PhoneRow> filledPhones() const;
    FormField *fieldOf(const PatientProblem &problem) const;
    QList<FormField *> checkedFields() const;
    void noteChange();

    Patient m_base;
    QDate m_today;
    bool m_silent = false;
    bool m_birthDateFromId = false;

    QLineEdit *m_title, *m_familyName, *m_givenNames, *m_preferredName, *m_saId, *m_passport, *m_birthDate;
    QComboBox *m_sex, *m_language;
    QCheckBox *m_interpreter;
    QLineEdit *m_email;
    QPlainTextEdit *m_address, *m_notes;
    QLineEdit *m_scheme, *m_plan, *m_memberNumber;
    FormField *m_familyNameField, *m_givenNamesField, *m_saIdField, *m_birthDateField, *m_emailField;
    QWidget *m_century;
    QList<Button *> m_centuryChoices;
    QList<PhoneRow> m_phones;
    QWidget *m_contactsBox;
    QList<ContactEditor *> m_contacts;
};

} // namespace dermis
