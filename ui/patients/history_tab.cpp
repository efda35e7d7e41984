#include "ui/patients/history_tab.h"

#include "core/access/staff.h"
#include "core/questionnaires/questionnaire_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/answers_html.h"
#include "ui/patients/note_card.h"
#include "ui/patients/note_sheet.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedLayout>
#include <QTextBrowser>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int listRows = 4;
constexpr int listRowsCompact = 2;

} // namespace

HistoryTab::HistoryTab(ClinicContext &context, QWidget *parent)
    : HistoryTab(context, systemPrintServer(), parent)
{
}

HistoryTab::HistoryTab(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_taken(new Card(tr("Histories taken")))
    , m_list(new QListWidget)
    , m_answers(new QTextBrowser)
    , m_banner(new ErrorBanner)
    , m_notes(new NoteCard(context, tr("Notes"), 0))
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
    , m_stack(new QStackedLayout(this))
{
    m_list->setAccessibleName(tr("Histories taken"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RowDelegate(0, false, m_list));
    m_answers->setAccessibleName(tr("Answers"));
    m_answers->setFrameShape(QFrame::NoFrame);
    m_answers->setOpenLinks(false);
    m_taken->body()->addWidget(m_banner);
    m_taken->body()->addWidget(m_list);
    m_taken->body()->addWidget(m_answers, 1);
    m_stack->addWidget(makeColumns());
    m_stack->addWidget(m_sheet);
    connect(m_list, &QListWidget::currentRowChanged, this, &HistoryTab::showResponse);
    connect(m_notes, &NoteCard::changed, this, &HistoryTab::changed);
    connect(m_notes, &NoteCard::printRequested, this, &HistoryTab::printNotes);
    connect(m_sheet, &SheetPane::closed, this, &HistoryTab::closeSheet);
}

QWidget *HistoryTab::makeColumns()
{
    auto *notes = new QWidget;
    auto *column = new QVBoxLayout(notes);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_notes);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(notes);
    auto *columns = new QWidget;
    auto *row = new QHBoxLayout(columns);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(10);
    row->addWidget(m_taken, 1);
    row->addWidget(scroll, 1);
    return columns;
}

void HistoryTab::printNotes(NoteId note)
{
    m_notes->keepDraft();
    m_before = QApplication::focusWidget();
    m_stack->setCurrentWidget(m_sheet);
    m_sheet->open(notesToPrint(m_context, m_patient, note));
}

void HistoryTab::closeSheet()
{
    m_stack->setCurrentIndex(0);
    QWidget *back = m_before != nullptr ? m_before.data() : m_list;
    back->setFocus(Qt::OtherFocusReason);
}

void HistoryTab::setView(const RecordView &view)
{
    if (m_patient != view.patient.id)
        m_stack->setCurrentIndex(0);
    else if (m_stack->currentWidget() == m_sheet)
        m_sheet->refresh();
    m_patient = view.patient.id;
    m_notes->setNotes(m_patient, view.notes);
    m_responses = view.responses;
    erase_if(m_responses, [](const ResponseEntry &entry) { return entry.url != intakeUrl(); });
    const int row = m_list->currentRow();
    m_list->clear();
    for (const ResponseEntry &entry : m_responses) {
        const Result<Staff> author = staffMember(m_context.database(), entry.author);
        m_list->addItem(tr("%1 · %2").arg(momentWords(entry.savedAt), author ? author->name : QString()));
    }
    m_taken->setNote(m_responses.isEmpty() ? QString() : tr("%1 kept").arg(m_responses.size()));
    m_list->setVisible(!m_responses.isEmpty());
    fitList();
    if (m_responses.isEmpty())
        m_answers->setPlainText(tr("No history taken yet."));
    m_list->setCurrentRow(m_responses.isEmpty() ? -1 : std::clamp(row, 0, m_list->count() - 1));
}

void HistoryTab::showResponse()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_responses.size())
        return;
    const ResponseEntry &entry = m_responses.at(row);
    const Result<SavedResponse> saved = response(m_context.database(), entry.id);
    if (!saved) {
        const ErrorWords told = words(saved.error());
        m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
        return;
    }
    m_banner->clear();
    m_answers->setHtml(answersHtml(*saved));
}

void HistoryTab::writeNote()
{
    m_stack->setCurrentIndex(0);
    m_notes->write();
}

void HistoryTab::keepDraft()
{
    m_notes->keepDraft();
}

void HistoryTab::setCompact(bool compact)
{
    m_compact = compact;
    fitList();
}

void HistoryTab::fitList()
{
    const int shown = std::min(m_list->count(), m_compact ? listRowsCompact : listRows);
    m_list->setFixedHeight(shown * m_list->sizeHintForRow(0) + 1);
}

} // namespace dermis
