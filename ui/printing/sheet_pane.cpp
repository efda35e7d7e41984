#include "ui/printing/sheet_pane.h"

#include "core/base/whole_file.h"
#include "core/consents/sheet_painter.h"
#include "ui/context/words.h"
#include "ui/printing/print_panel.h"
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
constexpr int roomForNote = 900; // with less the note would stand one word to a line

} // namespace

SheetPane::SheetPane(Prompter &prompter, std::shared_ptr<PrintServer> server, QWidget *parent)
    : QWidget(parent)
    , m_prompter(prompter)
    , m_preview(new PrintPreview)
    , m_banner(new ErrorBanner)
    , m_title(new TextLabel(QString(), TypeStyle::BodyStrong))
    , m_which(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
    , m_print(new PrintPanel(std::move(server)))
{
    m_preview->setFit(PreviewFit::OnePage);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_preview, 1);
    row->addWidget(makeSide());
    connect(m_print, &PrintPanel::printRequested, this, &SheetPane::print);
    connect(m_print, &PrintPanel::saveRequested, this, &SheetPane::savePdf);
    connect(m_print, &PrintPanel::closed, this, &SheetPane::closed);
}

QWidget *SheetPane::makeSide()
{
    m_which->setWrapped(true);
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::Base);
    auto *rows = new QVBoxLayout(side);
    rows->setContentsMargins(14, 10, 14, 10);
    rows->setSpacing(8);
    rows->addWidget(m_title);
    rows->addWidget(m_which);
    rows->addWidget(m_banner);
    rows->addWidget(m_print);
    rows->addStretch(1);
    return side;
}

void SheetPane::open(const SheetToPrint &sheet)
{
    m_what = sheet;
    m_banner->clear();
    m_title->setText(sheet.title);
    m_which->setText(sheet.explanation);
    m_print->setSavable(!sheet.fileName.isEmpty());
    m_print->setOneSided(sheet.makeAll != nullptr || sheet.fileName.isEmpty()); // others' letters; a key on a safe's paper
    m_print->setEnabled(false);
    m_print->begin(tr("Print"));
    refresh();
}

void SheetPane::refresh()
{
    const quint64 job = ++m_job;
    runInBackground(
        this,
        [what = m_what]() -> Result<PrintableSheet> {
            QList<SheetContent> sheets;
            if (what.makeAll)
                sheets = TRY(what.makeAll());
            else
                sheets << TRY(what.make());
            PrintableSheet sheet;
            sheet.pdf = TRY(sheetsPdf(sheets));
            sheet.content = sheets.takeFirst();
            sheet.further = sheets;
            return sheet;
        },
        [this, job](const Result<PrintableSheet> &sheet) {
            if (job == m_job)
                showSheet(sheet);
        });
}

void SheetPane::clear()
{
    ++m_job;
    m_what = {};
    m_sheet = {};
    m_preview->setDocument({});
}

void SheetPane::showSheet(const Result<PrintableSheet> &sheet)
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

void SheetPane::print()
{
    m_print->send(m_sheet, m_what.jobTitle);
    Q_EMIT printed();
}

void SheetPane::savePdf()
{
    FileQuestion question;
    question.title = tr("Save the sheet as PDF");
    question.suggestion = m_what.fileName;
    question.nameFilters = {tr("PDF (*.pdf)")};
    question.suffix = u"pdf"_s;
    m_prompter.askSaveFile(this, question, [this](const QString &path) { writePdf(path); });
}

void SheetPane::writePdf(const QString &path)
{
    if (!writeWhole(path, m_sheet.pdf))
        return m_banner->tell({BannerKind::Stop,
                               tr("The PDF could not be written there"),
                               tr("Nothing in the record was changed. Choose another folder."),
                               {}});
    m_banner->tell({BannerKind::Done, tr("The sheet is saved"), path, {}});
    Q_EMIT printed();
}

void SheetPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void SheetPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_preview->setNote(width() < roomForNote ? QString() : tr("Exactly what the printer gets"));
}

} // namespace dermis
