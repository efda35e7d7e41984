#include "ui/patients/note_sheet.h"

#include "core/consents/note_sheet.h"
#include "core/consents/sheet_painter.h"
#include "core/storage/database.h"
#include "ui/consents/print_panel.h"
#include "ui/consents/sheet_job.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/background.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int sideWidth = 292;

Result<PrintableSheet> makeSheet(const QString &path, const Actor &actor, const QDateTime &now,
                                 PatientId patient, NoteId note)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    const QList<NoteId> chosen = note.isNull() ? QList<NoteId>() : QList<NoteId>{note};
    PrintableSheet sheet;
    sheet.content = TRY(notesSheet(*database, actor, now, patient, chosen));
    sheet.pdf = TRY(sheetPdf(sheet.content));
    return sheet;
}

} // namespace

NoteSheet::NoteSheet(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_preview(new PrintPreview)
    , m_banner(new ErrorBanner)
    , m_which(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_print(new PrintPanel(std::move(server)))
{
    m_preview->setNote(tr("Exactly what the printer gets"));
    m_preview->setFit(PreviewFit::OnePage);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_preview, 1);
    row->addWidget(makeSide());
    connect(m_print, &PrintPanel::printRequested, this, [this] { m_print->send(m_sheet, tr("Notes")); });
    connect(m_print, &PrintPanel::saveRequested, this, &NoteSheet::savePdf);
    connect(m_print, &PrintPanel::closed, this, &NoteSheet::closed);
}

QWidget *NoteSheet::makeSide()
{
    m_which->setWrapped(true);
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(8);
    rows->addWidget(new TextLabel(tr("Print notes"), TypeStyle::BodyStrong));
    rows->addWidget(m_which);
    rows->addWidget(m_banner);
    rows->addWidget(m_print);
    rows->addStretch(1);
    return side;
}

void NoteSheet::open(PatientId patient, NoteId note)
{
    m_patient = patient;
    m_note = note;
    m_banner->clear();
    m_which->setText(note.isNull() ? tr("All notes of the record, the newest first. A copy, nothing to sign.")
                                   : tr("One note with its addenda. A copy, nothing to sign."));
    m_print->setEnabled(false);
    m_print->begin(tr("Print"));
    refresh();
}

void NoteSheet::refresh()
{
    const quint64 job = ++m_job;
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), patient = m_patient,
         note = m_note] { return makeSheet(path, actor, now, patient, note); },
        [this, job](const Result<PrintableSheet> &sheet) {
            if (job == m_job)
                showSheet(sheet);
        });
}

void NoteSheet::showSheet(const Result<PrintableSheet> &sheet)
{
    if (!sheet) {
        const ErrorWords told = words(sheet.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return;
    }
    m_sheet = *sheet;
    m_preview->setDocument(m_sheet.pdf);
    if (m_print->isEnabled())
        return;
    m_print->setEnabled(true);
    m_print->firstControl()->setFocus(Qt::OtherFocusReason);
}

void NoteSheet::savePdf()
{
    FileQuestion question;
    question.title = tr("Save the notes as PDF");
    question.suggestion = tr("Notes.pdf");
    question.nameFilters = {tr("PDF (*.pdf)")};
    question.suffix = u"pdf"_s;
    m_context.prompter().askSaveFile(this, question, [this](const QString &path) { writePdf(path); });
}

void NoteSheet::writePdf(const QString &path)
{
    if (writeWhole(path, m_sheet.pdf))
        m_banner->tell({BannerKind::Done, tr("The notes are saved"), path, {}});
    else
        m_banner->tell({BannerKind::Stop,
                        tr("The PDF could not be written there"),
                        tr("The notes are safe in the record. Choose another folder."),
                        {}});
}

void NoteSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
