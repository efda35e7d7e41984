#include "ui/settings/backup_proof_sheet.h"

#include "core/backup/proof_sheet.h"
#include "core/consents/sheet_painter.h"
#include "core/storage/database.h"
#include "ui/printing/print_panel.h"
#include "ui/printing/sheet_pane.h"
#include "ui/consents/sheet_job.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/background.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int sideWidth = 292;

Result<PrintableSheet> makeSheet(const QString &path, const Actor &actor, const QDateTime &now,
                                 const Backup &backup)
{
    const auto database = TRY(Database::open(path, {.readOnly = true}));
    PrintableSheet sheet;
    sheet.content = TRY(proofSheet(*database, actor, now, backup));
    sheet.pdf = TRY(sheetPdf(sheet.content));
    return sheet;
}

} // namespace

BackupProofSheet::BackupProofSheet(ClinicContext &context, std::shared_ptr<PrintServer> server,
                                   QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_preview(new PrintPreview)
    , m_banner(new ErrorBanner)
    , m_print(new PrintPanel(std::move(server)))
{
    m_preview->setNote(tr("Exactly what the printer gets"));
    m_preview->setFit(PreviewFit::OnePage);
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(8);
    rows->addWidget(new TextLabel(tr("Print the proof of restore"), TypeStyle::BodyStrong));
    rows->addWidget(m_banner);
    rows->addWidget(m_print);
    rows->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_preview, 1);
    row->addWidget(side);
    connect(m_print, &PrintPanel::printRequested, this,
            [this] { m_print->send(m_sheet, tr("Proof of restore")); });
    connect(m_print, &PrintPanel::saveRequested, this, &BackupProofSheet::savePdf);
    connect(m_print, &PrintPanel::closed, this, &BackupProofSheet::closed);
}

void BackupProofSheet::open(const Backup &backup)
{
    m_banner->clear();
    m_print->setEnabled(false);
    m_print->begin(tr("Print"));
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), backup] {
            return makeSheet(path, actor, now, backup);
        },
        [this](const Result<PrintableSheet> &sheet) { showSheet(sheet); });
}

void BackupProofSheet::showSheet(const Result<PrintableSheet> &sheet)
{
    if (!sheet) {
        const ErrorWords told = words(sheet.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    m_sheet = *sheet;
    m_preview->setDocument(m_sheet.pdf);
    m_print->setEnabled(true);
    m_print->firstControl()->setFocus(Qt::OtherFocusReason);
}

void BackupProofSheet::savePdf()
{
    const FileQuestion question{
        tr("Save the proof as PDF"), {}, tr("Proof of restore.pdf"), {tr("PDF (*.pdf)")}, u"pdf"_s};
    m_context.prompter().askSaveFile(this, question, [this](const QString &path) {
        if (writeWhole(path, m_sheet.pdf))
            m_banner->tell({BannerKind::Done, tr("The proof is saved"), path, {}});
        else
            m_banner->tell({BannerKind::Stop,
                            tr("The PDF could not be written there"),
                            tr("Choose another folder."),
                            {}});
    });
}

void BackupProofSheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
