#include "ui/patients/refile_form.h"

#include "core/base/reason.h"
#include "core/patients/patient_repository.h"
#include "ui/consents/form_words.h"
#include "ui/consents/scan_fields.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int shortField = 130;
constexpr int mostPagesOfSheet = 99;

QString pageWords(const ScanPage &page)
{
    const QString from = scanTitle(page);
    return page.page > 0 ? RefileForm::tr("Page %1 of the sheet (%2)").arg(page.page).arg(from) : from;
}

} // namespace

RefileForm::RefileForm(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_heading(new TextLabel({}, TypeStyle::BodyStrong))
    , m_which(new QComboBox)
    , m_target(new SegmentedControl(tr("Where it belongs"), {tr("A page of a sheet"), tr("Another paper"), tr("Nowhere")}))
    , m_code(new QLineEdit)
    , m_codeField(new FormField(tr("Code in its head"), m_code))
    , m_number(new QSpinBox)
    , m_fileNumber(new QLineEdit)
    , m_owner(new FormField(tr("File number"), m_fileNumber))
    , m_kind(new QComboBox)
    , m_title(new QLineEdit)
    , m_titleField(new FormField(tr("What it is"), m_title))
    , m_reason(new QLineEdit)
    , m_reasonField(new FormField(tr("Why it is moved"), m_reason))
    , m_sheet(makeSheet())
    , m_paper(makePaper())
{
    m_which->setObjectName(u"refileWhich"_s);
    m_target->setObjectName(u"refileTarget"_s);
    m_reason->setObjectName(u"refileReason"_s);
    auto *move = new Button(tr("Move"), ButtonKind::Primary);
    move->setObjectName(u"refile"_s);
    move->setWrites();
    auto *cancel = new Button(tr("Not now"), ButtonKind::Link);
    auto *acts = new QHBoxLayout;
    acts->setSpacing(12);
    acts->addWidget(move);
    acts->addWidget(cancel);
    acts->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    m_heading->setWrapped(true);
    column->addWidget(m_heading);
    column->addWidget(new FormField(tr("Which scanned pages"), m_which));
    column->addWidget(m_target, 0, Qt::AlignLeft);
    column->addWidget(m_sheet);
    column->addWidget(m_paper);
    column->addWidget(m_reasonField);
    column->addLayout(acts);
    column->addStretch(1);
    connect(m_target, &SegmentedControl::chosen, this, &RefileForm::showTarget);
    connect(m_fileNumber, &QLineEdit::textChanged, this, &RefileForm::showOwner);
    connect(m_code, &QLineEdit::textChanged, this, &RefileForm::showSheet);
    connect(m_title, &QLineEdit::textChanged, this, [this] { m_titleField->setProblem({}); });
    connect(m_reason, &QLineEdit::textChanged, this, [this] { m_reasonField->setProblem({}); });
    for (QLineEdit *line : {m_code, m_fileNumber, m_title, m_reason}) {
        line->setAcceptDrops(false); // a dropped file is a scan
        connect(line, &QLineEdit::returnPressed, move, &Button::click);
    }
    connect(move, &Button::clicked, this, &RefileForm::move);
    connect(cancel, &Button::clicked, this, &RefileForm::cancelled);
}

QWidget *RefileForm::makeSheet()
{
    m_code->setObjectName(u"refileCode"_s);
    m_number->setObjectName(u"refilePage"_s);
    m_number->setRange(1, mostPagesOfSheet);
    auto *number = new FormField(tr("Page"), m_number);
    number->setFixedWidth(shortField);
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_codeField, 1);
    row->addWidget(number);
    return widget;
}

QWidget *RefileForm::makePaper()
{
    m_fileNumber->setObjectName(u"refileOwner"_s);
    m_kind->setObjectName(u"refileKind"_s);
    m_title->setObjectName(u"refileTitle"_s);
    for (const PaperKind kind : {PaperKind::Form34, PaperKind::Letter, PaperKind::Other})
        m_kind->addItem(paperKindWords(kind), static_cast<int>(kind));
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->addWidget(m_owner, 0, 0);
    grid->addWidget(new FormField(tr("Kind"), m_kind), 0, 1);
    grid->addWidget(m_titleField, 1, 0, 1, 2);
    return widget;
}

void RefileForm::begin(const RecordDocument &document, const QString &title, const QString &fileNumber)
{
    m_heading->setText(tr("%1: where does it belong?").arg(title));
    m_scans = document.pages;
    m_which->clear();
    if (document.kind == RecordDocument::Kind::Paper && m_scans.size() > 1)
        m_which->addItem(tr("The whole paper, %1 pages").arg(m_scans.size()), -1);
    for (int i = 0; i < m_scans.size(); ++i)
        m_which->addItem(pageWords(m_scans.at(i)), i);
    const ScanPage &first = m_scans.first();
    m_target->setCurrent(document.kind == RecordDocument::Kind::Paper ? OtherPaper : SheetPage);
    m_code->clear();
    m_number->setValue(std::max(first.page, 1));
    m_fileNumber->setText(fileNumber);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(first.paper.value_or(PaperKind::Other))));
    m_title->setText(first.title);
    m_reason->clear();
    showTarget();
    showOwner();
    showSheet();
}

void RefileForm::focusFirst()
{
    m_which->setFocus(Qt::OtherFocusReason);
}

void RefileForm::showTarget()
{
    m_sheet->setVisible(m_target->current() == SheetPage);
    m_paper->setVisible(m_target->current() == OtherPaper);
}

/// Whose file number it is, so that nothing goes to a stranger.
void RefileForm::showOwner()
{
    m_owner->setProblem({});
    const auto whose = patientByFileNumber(m_context.database(), m_fileNumber->text());
    m_owner->setEcho(whose ? whose->fullName() : QString());
}

void RefileForm::showSheet()
{
    m_codeField->setProblem({});
    m_codeField->setEcho({});
    const auto sheet = consentByCode(m_context.database(), m_code->text());
    if (!sheet || !*sheet)
        return;
    if (const auto whose = patient(m_context.database(), (*sheet)->patientId))
        m_codeField->setEcho(tr("%1 of %2, %3").arg(formTitle((*sheet)->templateName), whose->fullName(), whose->fileNumber));
}

QList<ScanPageId> RefileForm::chosen() const
{
    const int which = m_which->currentData().toInt();
    QList<ScanPageId> ids;
    for (int i = 0; i < m_scans.size(); ++i) {
        if (which == i || which < 0)
            ids << m_scans.at(i).id;
    }
    return ids;
}

Result<FilingPlace> RefileForm::place() const
{
    FilingPlace to;
    if (m_target->current() == SheetPage) {
        to.shortCode = m_code->text();
        to.page = m_number->value();
    } else if (m_target->current() == OtherPaper) {
        const Patient whose = TRY(patientByFileNumber(m_context.database(), m_fileNumber->text()));
        to.patient = whose.id;
        to.paper = static_cast<PaperKind>(m_kind->currentData().toInt());
        to.title = m_title->text();
    }
    return to;
}

void RefileForm::move()
{
    if (m_target->current() == SheetPage && m_code->text().trimmed().isEmpty())
        return m_codeField->setProblem(tr("Type the code that stands in the head of the page."));
    if (m_target->current() == OtherPaper && m_title->text().trimmed().isEmpty())
        return m_titleField->setProblem(tr("Write what the paper is."));
    if (!isReason(m_reason->text()))
        return m_reasonField->setProblem(tr("Write why, in at least %1 characters.").arg(shortestReason));
    const Result<FilingPlace> to = place();
    if (!to)
        return tell(to.error());
    const auto done = moveScans(m_context.database(), m_context.actor(), m_context.now(), chosen(), *to, m_reason->text());
    if (!done)
        return tell(done.error());
    Q_EMIT moved(m_target->current() == Nowhere ? PatientId() : done->first().patient);
}

/// Beside the field that it is about.
void RefileForm::tell(const Error &error)
{
    FormField *field = m_target->current() == SheetPage ? m_codeField : m_target->current() == OtherPaper ? m_owner : m_reasonField;
    field->setProblem(capitalised(error.detail) + u'.');
}

} // namespace dermis
