#include "ui/settings/copy_card.h"

#include "core/access/staff.h"
#include "core/base/whole_file.h"
#include "core/patients/patient_repository.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

/// The PDF under its name, the JSON and each sheet beside it.
Result<QStringList> writeCopy(const PatientCopy &copy, const QString &path)
{
    const QFileInfo file(path);
    const QString stem = file.path() + u'/' + file.completeBaseName();
    QStringList written{path, stem + u".json"_s};
    TRY(writeWhole(written.at(0), copy.pdf));
    TRY(writeWhole(written.at(1), copy.json));
    for (const CopiedSheet &sheet : copy.sheets) {
        written << stem + u'-' + sheet.shortCode + u".pdf"_s;
        TRY(writeWhole(written.last(), sheet.pdf));
    }
    return written;
}

} // namespace

CopyCard::CopyCard(ClinicContext &context, QWidget *parent)
    : Card(tr("A patient's own copy"), parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_patient(new QLineEdit)
    , m_reviewer(new QComboBox)
    , m_harmless(new QRadioButton(tr("No serious harm is to be expected")))
    , m_harmful(new QRadioButton(tr("It might; counselling is arranged with")))
    , m_counsellor(new QLineEdit)
    , m_password(new PasswordLine(tr("Your password")))
    , m_make(new Button(Icon::Save, tr("Save the copy…")))
{
    m_make->setWrites();
    QVBoxLayout *column = columnIn(*this);
    column->addWidget(m_banner);
    column->addWidget(sentence(
        tr("The whole record for the patient: a PDF on the practice's paper, the same as FHIR JSON, and each "
           "consent sheet as it was issued. The files are not encrypted: give them to the patient and delete "
           "them here.")));
    column->addWidget(makeForm());
    column->addWidget(m_make, 0, Qt::AlignLeft);
    connect(m_patient, &QLineEdit::textChanged, this, &CopyCard::showReady);
    connect(m_counsellor, &QLineEdit::textChanged, this, &CopyCard::showReady);
    connect(m_password, &QLineEdit::textChanged, this, &CopyCard::showReady);
    connect(m_harmless, &QRadioButton::toggled, this, &CopyCard::showReady);
    connect(m_harmful, &QRadioButton::toggled, this, &CopyCard::showReady);
    connect(m_make, &Button::clicked, this, &CopyCard::chooseFile);
    showReady();
}

QWidget *CopyCard::makeForm()
{
    m_patient->setObjectName(u"copyPatient"_s);
    m_patient->setPlaceholderText(tr("file number"));
    m_counsellor->setObjectName(u"copyCounsellor"_s);
    m_counsellor->setAccessibleName(tr("With whom counselling is arranged"));
    m_counsellor->setPlaceholderText(tr("named by the patient; under 16 by the guardian"));
    m_reviewer->setAccessibleName(tr("Dermatologist who reviewed the record"));
    auto *inner = new QWidget;
    m_form = new QFormLayout(inner);
    m_form->setContentsMargins(0, 0, 0, 0);
    mayShrink(*m_reviewer);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(8);
    m_form->addRow(tr("&Patient"), m_patient);
    m_form->addRow(tr("&Reviewed by"), m_reviewer);
    m_form->addRow(tr("Would it harm?"), m_harmless);
    m_form->addRow(QString(), m_harmful);
    m_form->addRow(QString(), m_counsellor);
    m_form->addRow(tr("Your pass&word"), m_password);
    return inner;
}

void CopyCard::refresh()
{
    const QVariant chosen = m_reviewer->currentData();
    m_reviewer->clear();
    const auto everybody = allStaff(m_context.database());
    for (const Staff &person : everybody.value_or(QList<Staff>())) {
        if (person.active && person.roles.testFlag(Role::Dermatologist))
            m_reviewer->addItem(person.name, person.id.value());
    }
    const bool isDoctor = m_context.actor().roles.testFlag(Role::Dermatologist);
    const int own = m_reviewer->findData(m_context.actor().id.value());
    m_reviewer->setCurrentIndex(isDoctor ? own : std::max(0, m_reviewer->findData(chosen)));
    m_reviewer->setEnabled(!isDoctor);
    m_password->setVisible(m_context.isEncrypted());
    m_form->labelForField(m_password)->setVisible(m_context.isEncrypted());
    showReady();
}

void CopyCard::ask(PatientId patient)
{
    const auto person = dermis::patient(m_context.database(), patient);
    if (!person)
        return tell(*m_banner, person.error());
    m_banner->clear();
    m_patient->setText(person->fileNumber);
    m_harmless->setFocus(Qt::OtherFocusReason);
}

void CopyCard::showReady()
{
    m_counsellor->setEnabled(m_harmful->isChecked());
    const bool judged =
        m_harmless->isChecked() || (m_harmful->isChecked() && !m_counsellor->text().trimmed().isEmpty());
    m_make->setEnabled(judged && !m_patient->text().trimmed().isEmpty() &&
                       (!m_context.isEncrypted() || !m_password->text().isEmpty()));
}

Result<CopyRequest> CopyCard::typed()
{
    CopyRequest request;
    request.patient = TRY(patientByFileNumber(m_context.database(), m_patient->text())).id;
    request.reviewedBy = StaffId(m_reviewer->currentData().toLongLong());
    request.harm = m_harmful->isChecked() ? Harm::CounsellingArranged : Harm::NoneExpected;
    request.harmNote = m_harmful->isChecked() ? m_counsellor->text() : QString();
    return request;
}

void CopyCard::chooseFile()
{
    m_banner->clear();
    const auto request = typed();
    if (!request)
        return tell(*m_banner, request.error());
    m_request = *request;
    FileQuestion question;
    question.title = tr("Save the patient's copy");
    question.suggestion = tr("Record %1.pdf").arg(m_patient->text().trimmed());
    question.nameFilters = {tr("PDF (*.pdf)")};
    question.suffix = u"pdf"_s;
    m_context.prompter().askSaveFile(this, question, [this](const QString &path) { make(path); });
}

void CopyCard::make(const QString &path)
{
    m_request.password = m_password->take();
    m_make->setEnabled(false);
    m_make->setText(tr("Saving …"));
    runInBackground(
        this,
        [file = m_context.path(), actor = m_context.actor(), now = m_context.now(), request = m_request,
         path]() -> Result<QStringList> {
            const auto database = TRY(Database::open(file));
            const PatientCopy copy = TRY(makePatientCopy(*database, actor, now, request));
            return writeCopy(copy, path);
        },
        [this](const Result<QStringList> &files) { settle(files); });
}

void CopyCard::settle(const Result<QStringList> &files)
{
    m_make->setText(tr("Save the copy…"));
    showReady();
    if (!files)
        return tell(*m_banner, files.error());
    m_context.announceRecordChanged(m_request.patient);
    m_patient->clear();
    m_counsellor->clear();
    m_banner->tell({BannerKind::Done,
                    tr("The copy is saved"),
                    tr("%n files: %1", nullptr, static_cast<int>(files->size())).arg(files->join(u", "_s)),
                    {}});
}

} // namespace dermis
