#include "ui/patients/documents_tab.h"

#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/base/whole_file.h"
#include "core/consents/scan_filing.h"
#include "core/consents/screen_signature.h"
#include "core/consents/sheet_letterhead.h"
#include "ui/consents/scan_drop.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/record_words.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/prompter.h"

#include <QHeaderView>
#include <QTableWidget>

#include <utility>

using namespace Qt::StringLiterals;

namespace dermis {

DocumentsTab::DocumentsTab(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_card(new Card(tr("Sheets printed")))
    , m_table(new QTableWidget(0, 5))
    , m_preview(new PrintPreview)
    , m_banner(new ErrorBanner)
    , m_copy(new Button(tr("Copy for the patient…")))
    , m_scan(new Button(Icon::Scan, tr("Signed pages")))
    , m_save(new Button(Icon::Save, tr("Save PDF")))
{
    m_table->setAccessibleName(tr("Sheets printed"));
    m_table->setHorizontalHeaderLabels({tr("Sheet"), tr("Code"), tr("Printed"), tr("By"), tr("State")});
    dressTable(*m_table, 0);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    m_card->addHeaderWidget(m_copy);
    m_copy->setSmall(true);
    m_scan->setCheckable(true);
    m_scan->setSmall(true);
    m_scan->setObjectName(u"signedPages"_s);
    m_card->addHeaderWidget(m_scan);
    m_card->addHeaderWidget(m_save);
    m_save->setSmall(true);
    m_card->body()->addWidget(m_banner);
    m_card->body()->addWidget(m_table, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(10);
    row->addWidget(m_card, 1);
    row->addWidget(m_preview, 1);
    connect(m_table, &QTableWidget::currentCellChanged, this, &DocumentsTab::showSheet);
    connect(m_scan, &Button::toggled, this, &DocumentsTab::showSheet);
    connect(m_copy, &Button::clicked, this, &DocumentsTab::copyRequested);
    connect(m_save, &Button::clicked, this, &DocumentsTab::save);
    auto *drop = new ScanDrop(context, this);
    connect(drop, &ScanDrop::told, this, [this](const BannerText &text) { m_banner->tell(text); });
    connect(drop, &ScanDrop::filed, this, [this] {
        m_shown = {}; // it may have signed pages now
        showSheet();
    });
}

void DocumentsTab::setView(const RecordView &view)
{
    m_copy->setVisible(may(m_context.actor().roles, Permission::Export));
    if (std::exchange(m_isFilled, true) && view.consents == m_consents)
        return;
    m_consents = view.consents;
    m_table->setRowCount(static_cast<int>(m_consents.size()));
    for (int i = 0; i < m_consents.size(); ++i) {
        const Consent &consent = m_consents.at(i);
        const Result<Staff> by = staffMember(m_context.database(), consent.issuedBy);
        const QStringList cells{consentWords(consent), groupedCode(consent.shortCode),
                                momentWords(consent.issuedAt), by ? by->name : tr("The program"),
                                consentStateWords(consent)};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells.at(column));
            item->setToolTip(cells.at(column));
            item->setData(Qt::AccessibleTextRole, column == 0 ? cells.join(u", "_s) : cells.at(column));
            m_table->setItem(i, column, item);
        }
    }
    m_save->setEnabled(!m_consents.isEmpty());
    m_shown = {};
    if (!m_consents.isEmpty())
        m_table->setCurrentCell(0, 0);
    else
        m_preview->setDocument({});
    m_preview->setNote(m_consents.isEmpty() ? tr("No sheet printed yet. The Consent tab prints one.")
                                            : QString());
}

const Consent *DocumentsTab::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_consents.size() ? &m_consents.at(row) : nullptr;
}

void DocumentsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showSheet();
}

void DocumentsTab::showSheet()
{
    const Consent *consent = current();
    if (!isVisible() || consent == nullptr)
        return;
    const bool hasSigned = hasSignedPages(consent->id);
    m_scan->setVisible(hasSigned);
    const bool isScan = m_scan->isChecked() && hasSigned;
    if (consent->id == m_shown && isScan == m_scanShown)
        return;
    const Result<QByteArray> bytes = bytesOf(consent->id);
    if (!bytes) {
        tell(bytes.error());
        return;
    }
    m_shown = consent->id;
    m_scanShown = isScan;
    m_banner->clear();
    m_preview->setDocument(*bytes);
}

bool DocumentsTab::hasSignedPages(ConsentId id) const
{
    const Result<std::optional<QByteArray>> drawn = signedSheetBytes(m_context.database(), id);
    if (drawn && *drawn)
        return true;
    const Result<QList<ScanPage>> filed = filedPages(m_context.database(), id);
    return filed && !filed->isEmpty();
}

/// The signed pages while they are asked for and there are any, as signed on the screen or as scanned, else the sheet.
Result<QByteArray> DocumentsTab::bytesOf(ConsentId id) const
{
    if (m_scan->isChecked()) {
        const std::optional<QByteArray> drawn = TRY(signedSheetBytes(m_context.database(), id));
        if (drawn)
            return *drawn;
        const QByteArray scan = TRY(scanPdf(m_context.database(), id));
        if (!scan.isEmpty())
            return scan;
    }
    return sheetBytes(m_context.database(), id);
}

void DocumentsTab::save()
{
    const Consent *consent = current();
    if (consent == nullptr)
        return;
    const FileQuestion question{
        tr("Save the sheet"), {}, (m_scanShown ? u"consent-%1-signed.pdf"_s : u"consent-%1.pdf"_s).arg(consent->shortCode), {tr("PDF (*.pdf)")}, u"pdf"_s};
    m_context.prompter().askSaveFile(this, question, [this, id = consent->id](const QString &path) {
        const Result<QByteArray> bytes = bytesOf(id);
        if (!bytes) {
            tell(bytes.error());
            return;
        }
        const Result<> written = writeWhole(path, *bytes);
        if (!written)
            tell(written.error());
        else
            m_banner->tell({BannerKind::Done, tr("The sheet is saved"), path, {}});
    });
}

void DocumentsTab::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
