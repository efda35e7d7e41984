#include "ui/patients/patient_form.h"

#include "core/patients/languages.h"
#include "ui/context/words.h"
#include "ui/patients/contact_editor.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/patient_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int phoneRows = 2;

QLineEdit *lineEdit(const QString &name)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(name);
    return edit;
}

QPlainTextEdit *textEdit(const QString &name, int lines)
{
    auto *edit = new QPlainTextEdit;
    edit->setObjectName(name);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 12);
    return edit;
}

/// As it is kept when it is a number, else as typed.
QString keptPhone(const QString &text)
{
    const PhoneCheck check = checkPhone(text);
    return check.isValid() ? check.number : text.trimmed();
}

QString keptId(const QString &text, const QDate &today)
{
    const SaIdCheck check = checkSaId(text, today);
    return check.isValid() ? check.number : text.trimmed();
}

} // namespace

PatientForm::PatientForm(QWidget *parent)
    : QWidget(parent)
    , m_title(lineEdit(u"title"_s))
    , m_familyName(lineEdit(u"familyName"_s))
    , m_givenNames(lineEdit(u"givenNames"_s))
    , m_preferredName(lineEdit(u"preferredName"_s))
    , m_saId(lineEdit(u"saIdNumber"_s))
    , m_passport(lineEdit(u"passport"_s))
    , m_birthDate(lineEdit(u"birthDate"_s))
    , m_sex(new QComboBox)
    , m_language(new QComboBox)
    , m_interpreter(new QCheckBox(tr("Needs an interpreter")))
    , m_email(lineEdit(u"email"_s))
    , m_address(textEdit(u"address"_s, 3))
    , m_notes(textEdit(u"notes"_s, 3))
    , m_scheme(lineEdit(u"medicalAidScheme"_s))
    , m_plan(lineEdit(u"medicalAidPlan"_s))
    , m_memberNumber(lineEdit(u"medicalAidNumber"_s))
    , m_familyNameField(new FormField(tr("Family name"), m_familyName))
    , m_givenNamesField(new FormField(tr("Given names"), m_givenNames))
    , m_saIdField(new FormField(tr("South African ID number"), m_saId))
    , m_birthDateField(new FormField(tr("Birth date"), m_birthDate))
    , m_emailField(new FormField(tr("E-mail"), m_email))
    , m_century(new QWidget)
    , m_contactsBox(new QWidget)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    buildIdentity();
    buildContact();
    buildContacts();
    buildRest();
    watch();
}

QGridLayout *PatientForm::addCard(const QString &title)
{
    auto *card = new Card(title);
    auto *inner = new QWidget;
    auto *grid = new QGridLayout(inner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    card->addPadded(inner);
    layout()->addWidget(card);
    return grid;
}

void PatientForm::buildIdentity()
{
    m_birthDate->setPlaceholderText(tr("14 Mar 1992"));
    for (const Sex sex : {Sex::NotRecorded, Sex::Female, Sex::Male, Sex::Intersex})
        m_sex->addItem(sexWords(sex), static_cast<int>(sex));
    m_language->addItem(tr("Not asked"), QString());
    for (const Language &language : officialLanguages())
        m_language->addItem(language.ownName, language.tag);
    auto *choices = new QHBoxLayout(m_century);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->addWidget(new TextLabel(tr("Which birth date?"), TypeStyle::Small, &Tokens::notAskedText));
    for (int i = 0; i < 2; ++i) {
        m_centuryChoices << new Button(i == 0 ? tr("The earlier") : tr("The later"));
        m_centuryChoices.last()->setSmall(true);
        choices->addWidget(m_centuryChoices.last());
    }
    choices->addStretch();
    m_century->hide();

    QGridLayout *grid = addCard(tr("Identity"));
    grid->addWidget(m_familyNameField, 0, 0, 1, 2);
    grid->addWidget(m_givenNamesField, 0, 2, 1, 2);
    grid->addWidget(new FormField(tr("Preferred name"), m_preferredName), 0, 4);
    grid->addWidget(new FormField(tr("Title"), m_title), 0, 5);
    grid->addWidget(m_saIdField, 1, 0, 1, 2);
    grid->addWidget(m_birthDateField, 1, 2, 1, 2);
    grid->addWidget(new FormField(tr("Passport or permit, when there is no ID"), m_passport), 1, 4, 1, 2);
    grid->addWidget(m_century, 2, 0, 1, 6);
    grid->addWidget(new FormField(tr("Sex, as recorded for treatment"), m_sex), 3, 0, 1, 2);
    grid->addWidget(new FormField(tr("Language for explanations"), m_language), 3, 2, 1, 2);
    m_interpreter->setAccessibleName(m_interpreter->text());
    grid->addWidget(m_interpreter, 3, 4, 1, 2, Qt::AlignBottom);
}

void PatientForm::buildContact()
{
    QGridLayout *grid = addCard(tr("Contact"));
    for (int i = 0; i < phoneRows; ++i) {
        PhoneRow row{lineEdit(u"phone%1"_s.arg(i + 1)), lineEdit(u"phoneLabel%1"_s.arg(i + 1)), nullptr};
        row.field = new FormField(i == 0 ? tr("Phone to call first") : tr("Other phone"), row.number);
        row.label->setPlaceholderText(i == 0 ? tr("cellphone") : tr("work"));
        grid->addWidget(row.field, 0, i * 3, 1, 2);
        grid->addWidget(new FormField(i == 0 ? tr("Whose or where") : tr("Whose or where, other"), row.label),
                        0, i * 3 + 2);
        m_phones << row;
    }
    grid->addWidget(m_emailField, 1, 0, 1, 3);
    grid->addWidget(new FormField(tr("Address"), m_address), 1, 3, 1, 3);
}

void PatientForm::buildContacts()
{
    auto *card = new Card(tr("Guardian or next of kin"));
    auto *another = new Button(Icon::Plus, tr("Add another"), ButtonKind::Link);
    card->addHeaderWidget(another);
    auto *list = new QVBoxLayout(m_contactsBox);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(14);
    card->addPadded(m_contactsBox);
    layout()->addWidget(card);
    connect(another, &Button::clicked, this, [this] { addContact({}); });
    addContact({});
}

void PatientForm::buildRest()
{
    QGridLayout *aid = addCard(tr("Medical aid"));
    aid->addWidget(new FormField(tr("Scheme"), m_scheme), 0, 0, 1, 2);
    aid->addWidget(new FormField(tr("Plan"), m_plan), 0, 2, 1, 2);
    aid->addWidget(new FormField(tr("Member number"), m_memberNumber), 0, 4, 1, 2);
    QGridLayout *notes = addCard(tr("Notes for the front desk"));
    notes->addWidget(
        new FormField(tr("Not for anything clinical: write that as a note in the record"), m_notes), 0, 0, 1,
        6);
}

void PatientForm::addSection(QWidget *section)
{
    layout()->addWidget(section);
}

void PatientForm::watch()
{
    for (QLineEdit *edit : findChildren<QLineEdit *>())
        connect(edit, &QLineEdit::textChanged, this, &PatientForm::noteChange);
    for (QComboBox *box : {m_sex, m_language})
        connect(box, &QComboBox::currentIndexChanged, this, &PatientForm::noteChange);
    for (QPlainTextEdit *edit : {m_address, m_notes})
        connect(edit, &QPlainTextEdit::textChanged, this, &PatientForm::noteChange);
    connect(m_interpreter, &QCheckBox::toggled, this, &PatientForm::noteChange);
    connect(m_saId, &QLineEdit::textChanged, this, &PatientForm::readIdNumber);
    connect(m_birthDate, &QLineEdit::textEdited, this, [this] { m_birthDateFromId = false; });
    connect(m_birthDateField, &FormField::left, this, &PatientForm::showBirthDate);
    for (int i = 0; i < m_phones.size(); ++i)
        connect(m_phones.at(i).field, &FormField::left, this, [this, i] { tidyPhone(i); });
    for (FormField *field : checkedFields())
        connect(field, &FormField::left, this, [this] { showProblems(false); });
}

void PatientForm::noteChange()
{
    if (m_silent)
        return;
    showProblems(false);
    Q_EMIT changed();
}

void PatientForm::readIdNumber()
{
    m_century->hide();
    const SaIdCheck check = checkSaId(m_saId->text(), m_today);
    if (!check.isValid()) {
        m_saIdField->setEcho({});
        return;
    }
    QString echo = tr("Fits: %1").arg(maskedSaId(check.number));
    if (check.warnings.contains(SaIdWarning::RefugeeDigit))
        echo = tr("A refugee's number. Check it with the document.");
    else if (check.warnings.contains(SaIdWarning::UnusualTwelfthDigit))
        echo = tr("Unusual, but possible. Check it with the document.");
    m_saIdField->setEcho(echo);
    if (m_silent || (!m_birthDate->text().trimmed().isEmpty() && !m_birthDateFromId))
        return;
    if (check.birthDates.size() == 1)
        takeBirthDate(check.birthDates.first());
    else
        askCentury(check.birthDates);
}

void PatientForm::askCentury(const QList<QDate> &candidates)
{
    for (qsizetype i = 0; i < m_centuryChoices.size(); ++i) {
        Button *choice = m_centuryChoices.at(i);
        choice->setText(dateWords(candidates.value(i)));
        choice->disconnect(this);
        connect(choice, &Button::clicked, this, [this, date = candidates.value(i)] {
            m_century->hide();
            takeBirthDate(date);
            m_birthDate->setFocus(Qt::OtherFocusReason);
        });
    }
    m_century->show();
}

void PatientForm::takeBirthDate(const QDate &date)
{
    m_birthDate->setText(dateWords(date));
    m_birthDateFromId = true;
    showBirthDate();
}

void PatientForm::showBirthDate()
{
    const QDate date = dayFromText(m_birthDate->text());
    m_birthDateField->setEcho(ageWords(date, m_today));
    if (date.isValid())
        m_birthDate->setText(dateWords(date));
}

void PatientForm::tidyPhone(int index)
{
    const PhoneRow &row = m_phones.at(index);
    const PhoneCheck check = checkPhone(row.number->text());
    if (check.isValid())
        row.number->setText(displayPhone(check.number));
    row.field->setEcho(check.isValid() && check.needsConfirmation
                           ? tr("Read as a South African number. Is that right?")
                           : QString());
}

void PatientForm::addContact(const Contact &contact)
{
    auto *editor = new ContactEditor;
    editor->setContact(contact);
    m_contactsBox->layout()->addWidget(editor);
    m_contacts << editor;
    connect(editor, &ContactEditor::changed, this, &PatientForm::noteChange);
    for (FormField *field : {editor->nameField(), editor->phoneField(), editor->idField()})
        connect(field, &FormField::left, this, [this] { showProblems(false); });
}

void PatientForm::showContacts(const QList<Contact> &contacts)
{
    while (m_contacts.size() > std::max<qsizetype>(1, contacts.size()))
        delete m_contacts.takeLast();
    while (m_contacts.size() < contacts.size())
        addContact({});
    for (qsizetype i = 0; i < m_contacts.size(); ++i)
        m_contacts.at(i)->setContact(contacts.value(i));
}

QList<ContactEditor *> PatientForm::filledContacts() const
{
    QList<ContactEditor *> filled;
    for (ContactEditor *editor : m_contacts) {
        if (!editor->isEmpty())
            filled << editor;
    }
    return filled;
}

QList<PatientForm::PhoneRow> PatientForm::filledPhones() const
{
    QList<PhoneRow> filled;
    for (const PhoneRow &row : m_phones) {
        if (!row.number->text().trimmed().isEmpty())
            filled << row;
    }
    return filled;
}

void PatientForm::setPatient(const Patient &patient)
{
    m_silent = true;
    m_base = patient;
    m_birthDateFromId = false;
    m_title->setText(patient.title);
    m_familyName->setText(patient.familyName);
    m_givenNames->setText(patient.givenNames);
    m_preferredName->setText(patient.preferredName);
    m_birthDate->setText(patient.birthDate.isValid() ? dateWords(patient.birthDate) : QString());
    m_saId->setText(patient.saIdNumber);
    m_passport->setText(patient.passport);
    m_sex->setCurrentIndex(m_sex->findData(static_cast<int>(patient.sex)));
    if (m_language->findData(patient.language) < 0)
        m_language->addItem(patient.language, patient.language);
    m_language->setCurrentIndex(m_language->findData(patient.language));
    m_interpreter->setChecked(patient.interpreterNeeded);
    for (qsizetype i = 0; i < m_phones.size(); ++i) {
        const Phone phone = patient.phones.value(i);
        m_phones.at(i).number->setText(displayPhone(phone.number));
        m_phones.at(i).label->setText(phone.label);
    }
    m_email->setText(patient.email);
    m_address->setPlainText(patient.address);
    showContacts(patient.contacts);
    m_scheme->setText(patient.medicalAid.scheme);
    m_plan->setText(patient.medicalAid.plan);
    m_memberNumber->setText(patient.medicalAid.number);
    m_notes->setPlainText(patient.notes);
    for (FormField *field : checkedFields()) {
        field->setLeft(false);
        field->setProblem({});
    }
    m_birthDateField->setEcho(ageWords(patient.birthDate, m_today));
    m_silent = false;
}

Patient PatientForm::patient() const
{
    Patient typed = m_base;
    typed.title = m_title->text().trimmed();
    typed.familyName = m_familyName->text().trimmed();
    typed.givenNames = m_givenNames->text().trimmed();
    typed.preferredName = m_preferredName->text().trimmed();
    typed.birthDate = dayFromText(m_birthDate->text());
    typed.saIdNumber = keptId(m_saId->text(), m_today);
    typed.passport = m_passport->text().trimmed();
    typed.sex = static_cast<Sex>(m_sex->currentData().toInt());
    typed.language = m_language->currentData().toString();
    typed.interpreterNeeded = m_interpreter->isChecked();
    const QList<Phone> further = m_base.phones.mid(m_phones.size());
    typed.phones.clear();
    for (const PhoneRow &row : filledPhones())
        typed.phones << Phone{keptPhone(row.number->text()), row.label->text().trimmed()};
    typed.phones << further;
    typed.email = m_email->text().trimmed();
    typed.address = m_address->toPlainText().trimmed();
    typed.contacts.clear();
    for (const ContactEditor *editor : filledContacts()) {
        Contact contact = editor->contact();
        contact.phone = keptPhone(contact.phone);
        contact.saIdNumber = keptId(contact.saIdNumber, m_today);
        typed.contacts << contact;
    }
    typed.medicalAid = {m_scheme->text().trimmed(), m_plan->text().trimmed(),
                        m_memberNumber->text().trimmed()};
    typed.notes = m_notes->toPlainText().trimmed();
    return typed;
}

QJsonObject PatientForm::draft() const
{
    QJsonObject body = toJson(patient());
    body.insert(u"birthDateText"_s, m_birthDate->text());
    return body;
}

void PatientForm::setDraft(const QJsonObject &draft)
{
    Patient typed = patientFromJson(draft);
    typed.id = m_base.id;
    typed.revision = m_base.revision;
    typed.fileNumber = m_base.fileNumber;
    typed.photoDigest = m_base.photoDigest;
    typed.active = m_base.active;
    typed.retiredReason = m_base.retiredReason;
    setPatient(typed);
    m_silent = true;
    m_birthDate->setText(draft.value(u"birthDateText"_s).toString());
    m_silent = false;
}

void PatientForm::focusFirst()
{
    m_familyName->setFocus(Qt::OtherFocusReason);
}

void PatientForm::prefill(const QString &text)
{
    const QString typed = text.simplified();
    if (typed.isEmpty())
        return;
    const bool digits = typed.at(0).isDigit() || typed.at(0) == u'+';
    if (!digits) {
        const qsizetype comma = typed.indexOf(u',');
        const qsizetype space = typed.lastIndexOf(u' ');
        if (comma > 0) {
            m_familyName->setText(typed.left(comma).trimmed());
            m_givenNames->setText(typed.mid(comma + 1).trimmed());
        } else {
            m_familyName->setText(typed.mid(space + 1));
            m_givenNames->setText(typed.left(std::max<qsizetype>(0, space)));
        }
    } else if (checkPhone(typed).isValid()) {
        m_phones.first().number->setText(typed);
    } else {
        m_saId->setText(typed);
    }
}

} // namespace dermis
