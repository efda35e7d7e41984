#include "ui/patients/forms_tab.h"

#include "core/access/permissions.h"
#include "core/access/staff.h"
#include "core/patients/record_access.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/answers_html.h"
#include "ui/printing/form_to_print.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/row_delegate.h"

#include <QApplication>
#include <QHeaderView>
#include <QListWidget>
#include <QStackedLayout>
#include <QTableWidget>
#include <QTextBrowser>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int visibleResponses = 4;

} // namespace

FormsTab::FormsTab(ClinicContext &context, QWidget *parent) : FormsTab(context, systemPrintServer(), parent) {}

FormsTab::FormsTab(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_card(new Card(tr("Forms")))
    , m_table(new QTableWidget(0, 3))
    , m_fill(new Button(Icon::Edit, tr("Fill in"), ButtonKind::Primary))
    , m_printBlank(new Button(Icon::Print, tr("Print blank…")))
    , m_banner(new ErrorBanner)
    , m_earlier(new Card(tr("Earlier responses")))
    , m_list(new QListWidget)
    , m_answers(new QTextBrowser)
    , m_printAnswers(new Button(Icon::Print, tr("Print answers…")))
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
    , m_stack(new QStackedLayout(this))
{
    auto *columns = new QWidget;
    auto *row = new QHBoxLayout(columns);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(10);
    row->addWidget(makeForms(), 1);
    row->addWidget(makeResponses(), 1);
    m_stack->addWidget(columns);
    m_stack->addWidget(m_sheet);
    connect(m_printBlank, &Button::clicked, this, &FormsTab::printBlank);
    connect(m_printAnswers, &Button::clicked, this, &FormsTab::printAnswers);
    connect(m_sheet, &SheetPane::closed, this, &FormsTab::closeSheet);
    connect(m_sheet, &SheetPane::printed, this, &FormsTab::notePrinted);
    connect(m_table, &QTableWidget::currentCellChanged, this, &FormsTab::showForm);
    connect(m_table, &QTableWidget::cellActivated, this, &FormsTab::fillIn);
    connect(m_fill, &Button::clicked, this, &FormsTab::fillIn);
    connect(m_list, &QListWidget::currentRowChanged, this, &FormsTab::showResponse);
}

QWidget *FormsTab::makeForms()
{
    m_table->setAccessibleName(tr("Forms"));
    m_table->setHorizontalHeaderLabels({tr("Form"), tr("Last answered"), tr("State")});
    dressTable(*m_table, 0, true);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_fill->setSmall(true);
    m_fill->setWrites();
    m_printBlank->setSmall(true);
    m_card->addHeaderWidget(m_printBlank);
    m_card->addHeaderWidget(m_fill);
    m_card->body()->addWidget(m_banner);
    m_card->body()->addWidget(m_table, 1);
    setFocusProxy(m_table);
    return m_card;
}

QWidget *FormsTab::makeResponses()
{
    m_list->setAccessibleName(tr("Earlier responses"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new RowDelegate(0, false, m_list));
    m_answers->setAccessibleName(tr("Answers"));
    m_answers->setFrameShape(QFrame::NoFrame);
    m_answers->setOpenLinks(false);
    m_printAnswers->setSmall(true);
    m_earlier->addHeaderWidget(m_printAnswers);
    m_earlier->body()->addWidget(m_list);
    m_earlier->body()->addWidget(m_answers, 1);
    return m_earlier;
}

void FormsTab::setPatient(PatientId patient)
{
    if (patient != m_patient) {
        m_table->setCurrentCell(-1, -1);
        m_stack->setCurrentIndex(0);
        m_sheet->clear();
    }
    m_patient = patient;
    if (isVisible())
        read();
}

void FormsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    read();
}

void FormsTab::read()
{
    auto forms = patientForms(m_context.database(), m_patient);
    if (!forms)
        return tell(forms.error());
    m_banner->clear();
    m_forms = *std::move(forms);
    showForms();
}

void FormsTab::showForms()
{
    const int row = std::max(0, m_table->currentRow());
    {
        const QSignalBlocker silent(m_table);
        m_table->setRowCount(static_cast<int>(m_forms.size()));
        for (int i = 0; i < m_forms.size(); ++i) {
            const FormOfPatient &form = m_forms.at(i);
            const QString last = form.responses.isEmpty()
                                     ? tr("Never")
                                     : tr("%1, %2").arg(momentWords(form.responses.first().savedAt), nameOf(form.responses.first().author));
            const QStringList cells{form.title, last, stateOf(form)};
            for (int column = 0; column < cells.size(); ++column) {
                auto *cell = new QTableWidgetItem(cells.at(column));
                cell->setToolTip(cells.at(column));
                cell->setData(Qt::AccessibleTextRole, column == 0 ? cells.join(u", "_s) : cells.at(column));
                m_table->setItem(i, column, cell);
            }
        }
        if (!m_forms.isEmpty())
            m_table->setCurrentCell(std::min(row, m_table->rowCount() - 1), 0);
    }
    showForm();
}

QString FormsTab::stateOf(const FormOfPatient &form) const
{
    QStringList states;
    for (const Draft &draft : form.drafts)
        states << tr("Draft of %1, %2").arg(nameOf(draft.key.author), momentWords(draft.savedAt));
    if (form.asked.isNull())
        states << tr("Asked no more");
    return states.isEmpty() ? tr("Nothing open") : states.join(u'\n');
}

QString FormsTab::nameOf(StaffId person) const
{
    if (const auto known = m_names.constFind(person); known != m_names.constEnd())
        return *known;
    const auto member = staffMember(m_context.database(), person);
    return *m_names.insert(person, member ? member->name : QString());
}

const FormOfPatient *FormsTab::current() const
{
    const int row = m_table->currentRow();
    return row >= 0 && row < m_forms.size() ? &m_forms.at(row) : nullptr;
}

void FormsTab::showForm()
{
    const FormOfPatient *form = current();
    const QSignalBlocker silent(m_list);
    m_list->clear();
    m_fill->setVisible(may(m_context.actor().roles, Permission::Answers));
    const bool isBegun = form && std::any_of(form->drafts.begin(), form->drafts.end(), [this](const Draft &draft) {
                             return draft.key.author == m_context.actor().id;
                         });
    m_fill->setText(isBegun ? tr("Continue draft") : tr("Fill in"));
    m_fill->setKeyHint(tr("Enter"));
    m_fill->setEnabled(form && (isBegun || !form->asked.isNull()));
    m_printBlank->setEnabled(form && !form->asked.isNull());
    m_earlier->setTitle(form ? form->title : tr("Earlier responses"));
    m_earlier->setNote(form && !form->responses.isEmpty() ? tr("%1 kept").arg(form->responses.size()) : QString());
    if (form) {
        for (const ResponseEntry &entry : form->responses)
            m_list->addItem(tr("%1 · %2%3").arg(momentWords(entry.savedAt), nameOf(entry.author),
                                                entry.version.isEmpty() ? QString() : tr(" · version %1").arg(entry.version)));
    }
    m_list->setVisible(m_list->count() > 0);
    m_list->setFixedHeight(std::min(m_list->count(), visibleResponses) * m_list->sizeHintForRow(0) + 1);
    m_list->setCurrentRow(m_list->count() > 0 ? 0 : -1);
    showResponse();
}

void FormsTab::showResponse()
{
    const FormOfPatient *form = current();
    const int row = m_list->currentRow();
    m_printAnswers->setVisible(form && row >= 0);
    if (!form || row < 0 || row >= form->responses.size())
        return m_answers->setPlainText(form ? tr("Not answered yet.")
                                            : tr("No forms besides the intake. A dermatologist adds them in Settings."));
    const auto saved = response(m_context.database(), form->responses.at(row).id);
    if (!saved)
        return tell(saved.error());
    m_answers->setHtml(answersHtml(*saved, [this](StaffId person) { return nameOf(person); }));
}

void FormsTab::fillIn()
{
    const FormOfPatient *form = current();
    if (form && m_fill->isEnabled() && !m_fill->isHidden())
        Q_EMIT formRequested(form->url);
}

void FormsTab::printBlank()
{
    const FormOfPatient *form = current();
    if (!form || form->asked.isNull())
        return;
    const auto blank = questionnaire(m_context.database(), form->asked);
    if (!blank)
        return tell(blank.error());
    openSheet(blankFormToPrint(m_context, *blank, m_patient));
}

void FormsTab::printAnswers()
{
    const FormOfPatient *form = current();
    const int row = m_list->currentRow();
    if (form && row >= 0 && row < form->responses.size())
        openSheet(filledFormToPrint(m_context, form->responses.at(row).id));
}

void FormsTab::openSheet(const SheetToPrint &sheet)
{
    m_before = QApplication::focusWidget();
    m_stack->setCurrentWidget(m_sheet);
    m_sheet->open(sheet);
}

void FormsTab::closeSheet()
{
    m_stack->setCurrentIndex(0);
    m_sheet->clear();
    QWidget *back = m_before ? m_before.data() : m_table;
    back->setFocus(Qt::OtherFocusReason);
}

void FormsTab::notePrinted()
{
    const auto noted = recordAccess(m_context.database(), m_context.actor(), m_context.clock().now(), m_patient, AccessAct::Printed);
    if (!noted)
        tell(noted.error());
}

void FormsTab::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

} // namespace dermis
