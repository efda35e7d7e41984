#include "ui/consents/scan_fields.h"

#include "core/patients/patient_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/button.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int codeWidth = 130;
constexpr int mostPages = 99;

} // namespace

ScanFields::ScanFields(const ScanPage &page, QWidget *parent)
    : QWidget(parent)
    , m_id(page.id)
    , m_code(new QLineEdit)
    , m_number(new QSpinBox)
    , m_fileNumber(new QLineEdit)
    , m_kind(new QComboBox)
    , m_paper(new QLineEdit)
    , m_note(new QLineEdit)
{
    const QString title = u"%1: %2"_s.arg(scanTitle(page), scanWords(page));
    m_number->setRange(1, mostPages);
    m_number->setValue(std::max(page.page, 1));
    for (QLineEdit *line : {m_code, m_fileNumber, m_paper, m_note})
        line->setAcceptDrops(false); // a dropped file is a scan
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(makeFiling(title));
    column->addLayout(makePaper(title));
    column->addLayout(makeAside(title));
}

QLayout *ScanFields::makeFiling(const QString &title)
{
    m_code->setPlaceholderText(tr("Code in its head"));
    m_code->setAccessibleName(tr("Short code of %1").arg(title));
    m_code->setObjectName(u"code-"_s + m_id.toString());
    m_code->setFixedWidth(codeWidth);
    m_number->setPrefix(tr("page "));
    m_number->setAccessibleName(tr("Which page of the sheet %1 is").arg(title));
    auto *file = new Button(tr("File it"));
    file->setSmall(true);
    file->setWrites();
    file->setObjectName(u"settle-"_s + m_id.toString());
    file->setAccessibleName(tr("File %1").arg(title));
    auto *fields = new QHBoxLayout;
    fields->addWidget(m_code);
    fields->addWidget(m_number);
    fields->addWidget(file);
    fields->addStretch(1);
    connect(file, &Button::clicked, this, [this] { Q_EMIT settleRequested(m_id, m_code->text(), m_number->value()); });
    connect(m_code, &QLineEdit::returnPressed, file, &Button::click);
    return fields;
}

QLayout *ScanFields::makePaper(const QString &title)
{
    m_fileNumber->setPlaceholderText(tr("Or file number"));
    m_fileNumber->setAccessibleName(tr("File number of the patient whose paper %1 is").arg(title));
    m_fileNumber->setObjectName(u"owner-"_s + m_id.toString());
    m_fileNumber->setFixedWidth(codeWidth);
    for (const PaperKind kind : {PaperKind::Form34, PaperKind::Letter, PaperKind::Other})
        m_kind->addItem(paperKindWords(kind), static_cast<int>(kind));
    m_kind->setCurrentIndex(m_kind->count() - 1);
    m_kind->setAccessibleName(tr("What kind of paper %1 is").arg(title));
    m_kind->setObjectName(u"paperKind-"_s + m_id.toString());
    m_paper->setPlaceholderText(tr("What it is"));
    m_paper->setAccessibleName(tr("What %1 is, in words").arg(title));
    m_paper->setObjectName(u"paper-"_s + m_id.toString());
    auto *keep = new Button(tr("Keep it"));
    keep->setSmall(true);
    keep->setWrites();
    keep->setObjectName(u"keep-"_s + m_id.toString());
    keep->setAccessibleName(tr("Keep %1 with the patient's other papers").arg(title));
    auto *row = new QHBoxLayout;
    row->addWidget(m_fileNumber);
    row->addWidget(m_kind);
    row->addWidget(m_paper, 1);
    row->addWidget(keep);
    connect(keep, &Button::clicked, this, [this] {
        Q_EMIT keepRequested(m_id, m_fileNumber->text(), static_cast<PaperKind>(m_kind->currentData().toInt()), m_paper->text());
    });
    for (QLineEdit *line : {m_fileNumber, m_paper})
        connect(line, &QLineEdit::returnPressed, keep, &Button::click);
    return row;
}

QLayout *ScanFields::makeAside(const QString &title)
{
    m_note->setPlaceholderText(tr("Or why it belongs nowhere"));
    m_note->setAccessibleName(tr("Why %1 belongs nowhere").arg(title));
    m_note->setObjectName(u"note-"_s + m_id.toString());
    auto *aside = new Button(tr("Set aside"), ButtonKind::Link);
    aside->setSmall(true);
    aside->setWrites();
    aside->setObjectName(u"aside-"_s + m_id.toString());
    aside->setAccessibleName(tr("Set %1 aside").arg(title));
    auto *row = new QHBoxLayout;
    row->addWidget(m_note, 1);
    row->addWidget(aside);
    connect(aside, &Button::clicked, this, [this] { Q_EMIT setAsideRequested(m_id, m_note->text()); });
    connect(m_note, &QLineEdit::returnPressed, aside, &Button::click);
    return row;
}

void ScanFields::focusFirst()
{
    m_code->setFocus(Qt::OtherFocusReason);
}

QString paperKindWords(PaperKind kind)
{
    switch (kind) {
    case PaperKind::Form34:
        return ScanFields::tr("Form 34");
    case PaperKind::Letter:
        return ScanFields::tr("Letter or report");
    case PaperKind::Other:
        break;
    }
    return ScanFields::tr("Other paper");
}

QString scanTitle(const ScanPage &page)
{
    return ScanFields::tr("%1, page %2").arg(page.source).arg(page.place);
}

Result<Patient> keepAsPaper(const ClinicContext &context, ScanPageId page, const QString &fileNumber, PaperKind kind, const QString &title)
{
    const Patient whose = TRY(patientByFileNumber(context.database(), fileNumber));
    FilingPlace place;
    place.patient = whose.id;
    place.paper = kind;
    place.title = title;
    TRY(moveScans(context.database(), context.actor(), context.now(), {page}, place, {}));
    return whose;
}

QString scanWords(const ScanPage &page)
{
    return page.state == ScanState::Duplicate ? ScanFields::tr("that page of the sheet is filed already") : page.note;
}

} // namespace dermis
