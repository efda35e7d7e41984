// What is wrong with what was typed, shown at the fields.
#include "ui/patients/contact_editor.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/patient_form.h"
#include "ui/patients/patient_words.h"

#include <QHash>

namespace dermis {

QList<PatientProblem> PatientForm::currentProblems() const
{
    return problems(patient(), m_today);
}

QList<FormField *> PatientForm::checkedFields() const
{
    QList<FormField *> fields{m_familyNameField, m_birthDateField, m_saIdField, m_emailField};
    for (const PhoneRow &row : m_phones)
        fields << row.field;
    for (const ContactEditor *editor : m_contacts)
        fields << editor->nameField() << editor->phoneField() << editor->idField();
    return fields;
}

FormField *PatientForm::fieldOf(const PatientProblem &problem) const
{
    switch (problem.field) {
    case PatientField::FamilyName:
        return m_familyNameField;
    case PatientField::BirthDate:
        return m_birthDateField;
    case PatientField::SaIdNumber:
        return m_saIdField;
    case PatientField::Email:
        return m_emailField;
    case PatientField::Phone:
        return problem.index < filledPhones().size() ? filledPhones().at(problem.index).field : nullptr;
    case PatientField::ContactName:
        return filledContacts().at(problem.index)->nameField();
    case PatientField::ContactPhone:
        return filledContacts().at(problem.index)->phoneField();
    case PatientField::ContactSaIdNumber:
        return filledContacts().at(problem.index)->idField();
    default:
        return nullptr;
    }
}

void PatientForm::showProblems(bool everywhere)
{
    QHash<FormField *, QString> told;
    for (const PatientProblem &problem : currentProblems()) {
        FormField *field = fieldOf(problem);
        if (field == nullptr || told.contains(field))
            continue;
        if (everywhere)
            field->setLeft(true);
        const bool unread = problem.field == PatientField::BirthDate &&
                            !m_birthDate->text().trimmed().isEmpty() &&
                            problem.kind == PatientProblemKind::Missing;
        if (field->wasLeft())
            told.insert(field, unread ? tr("This is no day. Write it as 14 Mar 1992 or 14/3/1992.")
                                      : problemWords(problem));
    }
    for (FormField *field : checkedFields())
        field->setProblem(told.value(field));
}

void PatientForm::focusProblem()
{
    for (const PatientProblem &problem : currentProblems()) {
        if (const FormField *field = fieldOf(problem)) {
            field->control()->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace dermis
