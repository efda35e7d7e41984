#include "ui/patients/documents_tab.h"

#include "core/access/permissions.h"
#include "core/base/whole_file.h"
#include "core/consents/screen_signature.h"
#include "core/consents/sheet_letterhead.h"
#include "core/storage/database.h"
#include "ui/consents/scan_drop.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/document_words.h"
#include "ui/patients/refile_form.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/print_preview.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QStringList cellsOf(const RecordDocument &document)
{
    const QString code = document.kind == RecordDocument::Kind::Sheet ? groupedCode(document.sheet.shortCode) : QString();
    return {documentTitle(document), code, momentWords(document.at), document.byName, documentState(document)};
}

/// Whether two lines are of the same thing.
bool isSame(const RecordDocument &one, const RecordDocument &other)
{
    if (one.kind == RecordDocument::Kind::Sheet || other.kind == RecordDocument::Kind::Sheet)
        return one.kind == other.kind && one.sheet.id == other.sheet.id;
    return one.pages.first().id == other.pages.first().id;
}

} // namespace

DocumentsTab::DocumentsTab(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_card(new Card(tr("Documents")))
    , m_stack(new QStackedWidget)
    , m_search(new QLineEdit)
    , m_table(new QTableWidget(0, 5))
    , m_about(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_refile(new RefileForm(context))
    , m_preview(new PrintPreview)
    , m_banner(new ErrorBanner)
    , m_copy(new Button(tr("Copy for the patient…")))
    , m_scan(new Button(Icon::Scan, tr("Signed pages")))
    , m_move(new Button(tr("Move…")))
    , m_save(new Button(Icon::Save, tr("Save PDF")))
{
    build();
    connectParts();
}

void DocumentsTab::build()
{
    m_search->setObjectName(u"findDocument"_s);
    m_search->setAccessibleName(tr("Find a document"));
    m_search->setPlaceholderText(tr("Form, kind, code, day or who signed"));
    m_search->setClearButtonEnabled(true);
    m_search->setAcceptDrops(false); // a dropped file is a scan
    m_search->addAction(icon(Icon::Search, &Tokens::text2), QLineEdit::LeadingPosition);
    m_table->setObjectName(u"documents"_s);
    m_table->setAccessibleName(tr("Documents"));
    m_table->setHorizontalHeaderLabels({tr("Document"), tr("Code"), tr("When"), tr("By"), tr("State")});
    dressTable(*m_table, 0);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    m_about->setWrapped(true);
    m_about->setObjectName(u"aboutDocument"_s);
    m_about->setContentsMargins(12, 6, 12, 8);
    m_scan->setCheckable(true);
    m_scan->setObjectName(u"signedPages"_s);
    m_move->setObjectName(u"moveDocument"_s);
    m_move->setWrites();
    for (Button *button : {m_copy, m_scan, m_move, m_save}) {
        button->setSmall(true);
        m_card->addHeaderWidget(button);
    }
    m_stack->addWidget(makeList());
    m_stack->addWidget(makeMove());
    m_card->body()->addWidget(m_banner);
    m_card->body()->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(10);
    row->addWidget(m_card, 1);
    row->addWidget(m_preview, 1);
}

QWidget *DocumentsTab::makeList()
{
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *search = new QHBoxLayout;
    search->setContentsMargins(12, 8, 12, 8);
    search->addWidget(m_search);
    column->addLayout(search);
    column->addWidget(m_table, 1);
    column->addWidget(m_about);
    return list;
}

QWidget *DocumentsTab::makeMove()
{
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_refile);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_refile->setAutoFillBackground(true);
    m_refile->setBackgroundRole(QPalette::Base);
    return scroll;
}

void DocumentsTab::connectParts()
{
    m_search->installEventFilter(this);
    m_table->installEventFilter(this);
    auto *find = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F), this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        endMove();
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    connect(m_search, &QLineEdit::textChanged, this, &DocumentsTab::fill);
    connect(m_banner, &ErrorBanner::actionChosen, m_banner, &ErrorBanner::clear);
    connect(m_table, &QTableWidget::currentCellChanged, this, &DocumentsTab::showCurrent);
    connect(m_scan, &Button::toggled, this, &DocumentsTab::showPreview);
    connect(m_copy, &Button::clicked, this, &DocumentsTab::copyRequested);
    connect(m_move, &Button::clicked, this, &DocumentsTab::beginMove);
    connect(m_save, &Button::clicked, this, &DocumentsTab::save);
    connect(m_refile, &RefileForm::cancelled, this, &DocumentsTab::endMove);
    connect(m_refile, &RefileForm::moved, this, [this](PatientId to) {
        endMove();
        m_banner->tell({BannerKind::Done, tr("Moved"), tr("The record it came from says so; nothing was deleted."), {}});
        if (!to.isNull() && to != m_patient)
            m_context.announceRecordChanged(to);
        m_context.announceRecordChanged(m_patient);
    });
    auto *drop = new ScanDrop(m_context, this);
    connect(drop, &ScanDrop::told, this, [this](const BannerText &text) { m_banner->tell(text); });
    connect(drop, &ScanDrop::filed, this, &DocumentsTab::load); // there may be signed pages now
}

void DocumentsTab::setView(const RecordView &view)
{
    m_copy->setVisible(may(m_context.actor().roles, Permission::Export));
    if (view.patient.id != m_patient) {
        m_documents.clear();
        m_search->clear();
        m_banner->clear();
        endMove();
        m_shown.reset();
        m_preview->setDocument({});
    }
    m_patient = view.patient.id;
    m_fileNumber = view.patient.fileNumber;
    load();
}

void DocumentsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    load();
}

void DocumentsTab::load()
{
    if (!isVisible() || m_patient.isNull())
        return;
    const Result<QList<RecordDocument>> documents = documentsOf(m_context.database(), m_patient);
    if (!documents)
        return tell(documents.error());
    m_documents = *documents;
    fill();
}

/// The line that is looked at stays the current one.
void DocumentsTab::fill()
{
    const std::optional<RecordDocument> before = current() != nullptr ? std::optional(*current()) : std::nullopt;
    {
        const QSignalBlocker quiet(m_table);
        m_listed.clear();
        for (const RecordDocument &document : std::as_const(m_documents)) {
            if (holds(document, m_search->text(), cellsOf(document)))
                m_listed << document;
        }
        m_table->setRowCount(static_cast<int>(m_listed.size()));
        int row = 0;
        for (int i = 0; i < m_listed.size(); ++i) {
            const QStringList cells = cellsOf(m_listed.at(i));
            for (int column = 0; column < cells.size(); ++column) {
                auto *item = new QTableWidgetItem(cells.at(column));
                item->setToolTip(cells.at(column));
                item->setData(Qt::AccessibleTextRole, column == 0 ? cells.join(u", "_s) : cells.at(column));
                m_table->setItem(i, column, item);
            }
            if (before && isSame(*before, m_listed.at(i)))
                row = i;
        }
        if (!m_listed.isEmpty())
            m_table->setCurrentCell(row, 0);
    }
    const bool isFiltered = m_listed.size() < m_documents.size();
    m_card->setNote(isFiltered ? tr("%1 of %2").arg(m_listed.size()).arg(m_documents.size()) : QString());
    showCurrent();
}

const RecordDocument *DocumentsTab::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_listed.size() ? &m_listed.at(row) : nullptr;
}

void DocumentsTab::showCurrent()
{
    const RecordDocument *document = current();
    m_save->setEnabled(document != nullptr);
    m_scan->setVisible(document != nullptr && hasSignedPages(*document));
    m_about->setText(document != nullptr ? aboutWords(*document) : m_documents.isEmpty() ? QString() : tr("No document fits. Check the spelling, or empty the field."));
    m_about->setVisible(!m_about->text().isEmpty());
    const bool mayMove = may(m_context.actor().roles, Permission::IssueConsent);
    m_move->setVisible(mayMove && document != nullptr && !document->pages.isEmpty() && document->kind != RecordDocument::Kind::MovedAway);
    const QString closed = document != nullptr ? whyNotMoved(*document) : QString();
    m_move->setEnabled(closed.isEmpty() && !isMoving());
    m_move->setToolTip(closed);
    m_move->setAccessibleDescription(closed);
    if (document == nullptr || (m_shown && !isSame(*m_shown, *document)))
        endMove();
    m_preview->setNote(m_documents.isEmpty() ? tr("No sheet printed yet. The Consent tab prints one.") : QString());
    showPreview();
}

/// Who signed it, and every time that a page of it was moved.
QString DocumentsTab::aboutWords(const RecordDocument &document) const
{
    QStringList lines;
    if (!document.signedBy.isEmpty())
        lines << tr("Signed by %1").arg(document.signedBy.join(u", "_s));
    if (document.kind == RecordDocument::Kind::SetAside)
        lines << tr("Belongs nowhere: %1").arg(document.pages.first().note);
    else if (!document.pages.isEmpty())
        lines << tr("Scanned pages: %1").arg(document.pages.size());
    for (const FilingMove &move : document.moves)
        lines << moveWords(move);
    return lines.join(u'\n');
}

QString DocumentsTab::whyNotMoved(const RecordDocument &document) const
{
    const bool isProof = document.kind == RecordDocument::Kind::Sheet && document.sheet.state == ConsentState::Signed;
    return isProof ? tr("These pages are the proof of a signed sheet. They can be moved once that consent is withdrawn.") : QString();
}

bool DocumentsTab::hasSignedPages(const RecordDocument &document) const
{
    return document.kind == RecordDocument::Kind::Sheet && (document.isOnScreen || !document.pages.isEmpty());
}

bool DocumentsTab::showsSigned() const
{
    return m_scan->isChecked() && current() != nullptr && hasSignedPages(*current());
}

/// A sheet's signed pages while they are asked for, else the sheet; of anything else the scanned pages.
std::function<Result<QByteArray>(Database &)> DocumentsTab::bytesOf(const RecordDocument &document) const
{
    if (document.kind != RecordDocument::Kind::Sheet)
        return [pages = document.pages](Database &database) { return scanPdf(database, pages); };
    const auto read = showsSigned() ? signedPages : sheetBytes;
    return [id = document.sheet.id, read](Database &database) { return read(database, id); };
}

/// Scanned pages are drawn on a worker; what is shown already stays.
void DocumentsTab::showPreview()
{
    const RecordDocument *document = current();
    if (document == nullptr) {
        m_shown.reset();
        ++m_job;
        return m_preview->setDocument({});
    }
    if (m_shown && isSame(*m_shown, *document) && m_shown->pages == document->pages && m_signedShown == showsSigned())
        return;
    m_shown = *document;
    m_signedShown = showsSigned();
    const auto work = [path = m_context.path(), read = bytesOf(*document)]() -> Result<QByteArray> {
        const auto database = TRY(Database::open(path, {.readOnly = true}));
        return read(*database);
    };
    runInBackground(this, work, [this, job = ++m_job](const Result<QByteArray> &bytes) {
        if (job != m_job)
            return;
        if (!bytes)
            return tell(bytes.error());
        m_preview->setDocument(*bytes);
    });
}

void DocumentsTab::beginMove()
{
    const RecordDocument *document = current();
    if (document == nullptr)
        return;
    m_banner->clear();
    m_scan->setChecked(true); // what is moved is looked at
    m_refile->begin(*document, documentTitle(*document), m_fileNumber);
    m_stack->setCurrentIndex(1);
    m_move->setEnabled(false);
    m_refile->focusFirst();
}

bool DocumentsTab::isMoving() const
{
    return m_stack->currentIndex() == 1;
}

void DocumentsTab::endMove()
{
    if (!isMoving())
        return;
    const bool hadFocus = m_refile->isAncestorOf(QApplication::focusWidget());
    m_stack->setCurrentIndex(0);
    m_move->setEnabled(true);
    if (hadFocus)
        m_table->setFocus(Qt::OtherFocusReason);
}

void DocumentsTab::save()
{
    const RecordDocument *document = current();
    if (document == nullptr)
        return;
    const bool isSheet = document->kind == RecordDocument::Kind::Sheet;
    const QString name = isSheet ? (showsSigned() ? u"consent-%1-signed.pdf"_s : u"consent-%1.pdf"_s).arg(document->sheet.shortCode)
                                 : u"scan-%1.pdf"_s.arg(document->pages.first().id.toString());
    const FileQuestion question{tr("Save the document"), {}, name, {tr("PDF (*.pdf)")}, u"pdf"_s};
    m_context.prompter().askSaveFile(this, question, [this, read = bytesOf(*document)](const QString &path) {
        const Result<QByteArray> bytes = read(m_context.database());
        if (!bytes)
            return tell(bytes.error());
        const Result<> written = writeWhole(path, *bytes);
        if (!written)
            tell(written.error());
        else
            m_banner->tell({BannerKind::Done, tr("The document is saved"), path, {}});
    });
}

/// Typing in the list finds; Up and Down go between the field and the list.
bool DocumentsTab::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_search && key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
        m_search->clear();
        return true;
    }
    const bool isStep = key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_search && isStep && !m_listed.isEmpty()) {
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    const bool types = !key->text().isEmpty() && key->text().at(0).isPrint() && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (watched == m_table && types) {
        m_search->setFocus(Qt::OtherFocusReason);
        m_search->selectAll();
        m_search->insert(key->text() == u"/" ? QString() : key->text());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DocumentsTab::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
