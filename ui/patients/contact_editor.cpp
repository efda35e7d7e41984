#include "ui/patients/contact_editor.h"

#include "core/patients/phone_number.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/patient_words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>

namespace dermis {

ContactEditor::ContactEditor(QWidget *parent)
    : QWidget(parent)
    , m_kind(new QComboBox)
    , m_name(new QLineEdit)
    , m_relation(new QLineEdit)
    , m_phone(new QLineEdit)
    , m_id(new QLineEdit)
    , m_nameField(new FormField(tr("Contact's name"), m_name))
    , m_phoneField(new FormField(tr("Contact's phone"), m_phone))
    , m_idField(new FormField(tr("Contact's ID number"), m_id))
{
    for (const ContactKind kind : {ContactKind::NextOfKin, ContactKind::Guardian})
        m_kind->addItem(contactKindWords(kind), static_cast<int>(kind));
    m_relation->setPlaceholderText(tr("mother, aunt, foster father"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(new FormField(tr("Who"), m_kind), 0, 0);
    grid->addWidget(m_nameField, 0, 1);
    grid->addWidget(new FormField(tr("Relation"), m_relation), 0, 2);
    grid->addWidget(m_phoneField, 1, 0);
    grid->addWidget(m_idField, 1, 1);
    for (int column = 0; column < 3; ++column)
        grid->setColumnStretch(column, 1);
    for (QLineEdit *edit : {m_name, m_relation, m_phone, m_id})
        connect(edit, &QLineEdit::textChanged, this, &ContactEditor::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ContactEditor::changed);
    connect(m_phoneField, &FormField::left, this, [this] {
        if (const PhoneCheck check = checkPhone(m_phone->text()); check.isValid())
            m_phone->setText(displayPhone(check.number));
    });
}

Contact ContactEditor::contact() const
{
    return {static_cast<ContactKind>(m_kind->currentData().toInt()), m_name->text().trimmed(),
            m_relation->text().trimmed(), m_phone->text(), m_id->text()};
}

void ContactEditor::setContact(const Contact &contact)
{
    const QSignalBlocker silent(this);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(contact.kind)));
    m_name->setText(contact.name);
    m_relation->setText(contact.relation);
    m_phone->setText(displayPhone(contact.phone));
    m_id->setText(contact.saIdNumber);
}

bool ContactEditor::isEmpty() const
{
    return m_name->text().trimmed().isEmpty() && m_relation->text().trimmed().isEmpty() &&
           m_phone->text().trimmed().isEmpty() && m_id->text().trimmed().isEmpty();
}

} // namespace dermis
