#include "ui/today/put_off_page.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/patients/phone_number.h"
#include "core/patients/record_access.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/printing/sheet_pane.h"
#include "ui/safety/deferral_note_sheet.h"
#include "ui/today/booking_panel.h"
#include "ui/today/day_words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

enum Column { Who, Until, Reach, Why, Standing, ColumnCount };
constexpr std::array settable{DeferralState::Waiting, DeferralState::Contacted, DeferralState::Booked,
                              DeferralState::Withdrawn};

QString actWords(DeferralState state)
{
    switch (state) {
    case DeferralState::Waiting:
        return PutOffPage::tr("Waiting");
    case DeferralState::Contacted:
        return PutOffPage::tr("Contacted");
    case DeferralState::Booked:
        return PutOffPage::tr("Booked");
    default:
        return PutOffPage::tr("Take off the list");
    }
}

QString lines(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString dueWords(const QDate &until, const QDate &today)
{
    const qint64 days = today.daysTo(until);
    if (days == 0)
        return PutOffPage::tr("Due today");
    if (days < 0)
        return days == -1 ? PutOffPage::tr("Due since yesterday") : PutOffPage::tr("Due for %1 days").arg(-days);
    return days == 1 ? PutOffPage::tr("Due tomorrow") : PutOffPage::tr("In %1 days").arg(days);
}

QString standingWords(const DeferredPatient &one)
{
    const Deferral &deferral = one.deferral;
    const QString state = deferral.state == DeferralState::Waiting
                              ? PutOffPage::tr("Waiting")
                              : PutOffPage::tr("%1 %2, %3").arg(actWords(deferral.state),
                                                                dateWords(clinicTime(deferral.stateAt).date()),
                                                                deferral.stateByName);
    const QString visit =
        one.nextVisit.isValid() ? PutOffPage::tr("Visit on %1").arg(dateWords(one.nextVisit)) : QString();
    return lines({state, deferral.note, visit});
}

QString whyWords(const Deferral &deferral)
{
    QStringList words{deferral.reason};
    for (const DeferralGround &ground : deferral.grounds)
        words << ground.arithmetic;
    return lines(words);
}

QString reachWords(const DeferredPatient &one)
{
    QStringList words;
    for (const Phone &phone : one.phones)
        words << displayPhone(phone.number);
    words << one.email;
    return one.phones.isEmpty() && one.email.isEmpty() ? PutOffPage::tr("No telephone, no e-mail") : lines(words);
}

} // namespace

PutOffPage::PutOffPage(ClinicContext &context, QWidget *parent) : PutOffPage(context, systemPrintServer(), parent)
{
}

PutOffPage::PutOffPage(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : Page(context, parent)
    , m_banner(new ErrorBanner)
    , m_booking(new BookingPanel(context))
    , m_card(new Card(tr("Put off, to be called")))
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_table(new QTableView)
    , m_nobody(new EmptyState(Icon::Check, tr("Nobody is put off"),
                              tr("Treatments that are deferred, on the Safety tab or here on Today, show up in this list.")))
    , m_chosen(new TextLabel({}, TypeStyle::BodyStrong))
    , m_book(new Button(Icon::Calendar, tr("Book a visit")))
    , m_print(new Button(Icon::Print, tr("Patient's note")))
    , m_note(new FormField(tr("Note; Enter keeps it"), new QLineEdit))
    , m_sheet(new SheetPane(context.prompter(), std::move(server)))
{
    build();
    connectControls();
}

void PutOffPage::build()
{
    dressTable(*m_table, Who, true);
    m_table->setModel(m_model);
    m_table->setObjectName(u"putOff"_s);
    m_table->setAccessibleName(tr("Put off, to be called"));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_model->setHorizontalHeaderLabels(
        {tr("Patient"), tr("Come back from"), tr("Reach at"), tr("Why"), tr("How far")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (const Column column : {Who, Until, Reach}) {
        m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Fixed);
        m_table->setColumnWidth(column, fontMetrics().horizontalAdvance(u"30 September 2026 00"_s));
    }
    m_table->setColumnWidth(Who, m_table->columnWidth(Until) * 3 / 2);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_card->body()->addWidget(m_table, 1);
    m_card->body()->addWidget(m_nobody, 1);
    m_card->body()->addWidget(makeStates());
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(10);
    column->addWidget(m_banner);
    column->addWidget(m_booking);
    column->addWidget(m_card, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(list);
    m_stack->addWidget(m_sheet);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_stack);
}

QWidget *PutOffPage::makeStates()
{
    m_states = new QWidget;
    auto *column = new QVBoxLayout(m_states);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addWidget(m_chosen);
    auto *flow = new QWidget;
    auto *row = new FlowLayout(flow, 6);
    row->setContentsMargins(0, 0, 0, 0);
    int key = 0;
    for (const DeferralState state : settable) {
        auto *button = new Button(actWords(state));
        button->setObjectName(u"putOff-"_s + deferralStateName(state));
        button->setSmall(true);
        button->setKeyHint(QString::number(++key));
        button->setWrites();
        connect(button, &Button::clicked, this, [this, state] { setState(state); });
        m_stateButtons << button;
        row->addWidget(button);
    }
    m_book->setObjectName(u"putOffBook"_s);
    m_book->setKeyHint(u"B"_s);
    m_book->setWrites();
    m_print->setObjectName(u"putOffPrint"_s);
    m_print->setKey(QKeySequence(Qt::CTRL | Qt::Key_P));
    for (Button *button : {m_book, m_print}) {
        button->setSmall(true);
        row->addWidget(button);
    }
    m_note->control()->setObjectName(u"putOffNote"_s);
    column->addWidget(flow);
    column->addWidget(m_note);
    return m_states;
}

void PutOffPage::connectControls()
{
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isShowing)
            showCurrent();
    });
    connect(m_table, &QTableView::activated, this, [this] {
        if (const DeferredPatient *one = current())
            Q_EMIT goTo({Place::Record, one->deferral.patient, RecordTab::Summary, {}});
    });
    connect(m_note->line(), &QLineEdit::returnPressed, this, &PutOffPage::keepNote);
    connect(m_book, &Button::clicked, this, &PutOffPage::book);
    connect(m_print, &Button::clicked, this, &PutOffPage::print);
    connect(m_booking, &BookingPanel::closed, this, [this] { m_table->setFocus(Qt::OtherFocusReason); });
    connect(m_booking, &BookingPanel::booked, this, [this](VisitId id) {
        const auto visit = dermis::visit(context().database(), id);
        if (visit)
            choose(visit->patientId);
        const DeferredPatient *one = current();
        if (visit && one != nullptr && one->deferral.patient == visit->patientId)
            setState(DeferralState::Booked);
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_booking, &BookingPanel::registerRequested, this,
            [this](const QString &text) { Q_EMIT goTo({Place::Register, {}, RecordTab::Summary, text}); });
    connect(m_sheet, &SheetPane::closed, this, &PutOffPage::closeNote);
    connect(m_sheet, &SheetPane::printed, this, [this] {
        if (const DeferredPatient *one = current()) {
            const auto kept = recordAccess(context().database(), context().actor(), context().now(),
                                           one->deferral.patient, AccessAct::Printed);
            fails(kept ? std::nullopt : std::optional(kept.error()));
        }
    });
}

QList<Crumb> PutOffPage::crumbs() const
{
    return {{tr("Today"), {.place = Place::Today}}};
}

void PutOffPage::open(const Destination &destination)
{
    m_banner->clear();
    m_booking->hide();
    m_stack->setCurrentIndex(0);
    refresh();
    if (destination.patient.isNull())
        return;
    choose(destination.patient);
    print();
}

void PutOffPage::focusFirst()
{
    if (m_stack->currentWidget() == m_sheet)
        return m_sheet->setFocus(Qt::OtherFocusReason);
    m_table->setFocus(Qt::OtherFocusReason);
}

void PutOffPage::refresh()
{
    const auto people = deferredPatients(context().database(), context().actor(), context().today());
    if (fails(people ? std::nullopt : std::optional(people.error())))
        return;
    const DeferredPatient *before = current();
    const PatientId chosen = before != nullptr ? before->deferral.patient : PatientId();
    m_isShowing = true; // the note that is being typed stays
    m_people = *people;
    m_model->removeRows(0, m_model->rowCount());
    for (const DeferredPatient &one : std::as_const(m_people))
        addRow(one);
    const bool any = !m_people.isEmpty();
    m_table->setVisible(any);
    m_nobody->setVisible(!any);
    m_states->setVisible(any);
    const auto due = std::ranges::count_if(m_people, [this](const DeferredPatient &one) {
        return one.deferral.until <= context().today();
    });
    m_card->setNote(any ? tr("%1 put off, %2 due").arg(m_people.size()).arg(due) : QString());
    m_table->setColumnHidden(Why, !may(context().actor().roles, Permission::ReadRecords));
    m_print->setVisible(may(context().actor().roles, Permission::ReadRecords));
    choose(chosen);
    m_isShowing = false;
    const DeferredPatient *now = current();
    if (chosen.isNull() || (now != nullptr && now->deferral.patient != chosen))
        showCurrent();
}

void PutOffPage::addRow(const DeferredPatient &one)
{
    const Deferral &deferral = one.deferral;
    const QStringList texts{lines({one.name, one.fileNumber}),
                            lines({dateWords(deferral.until), dueWords(deferral.until, context().today())}),
                            reachWords(one), whyWords(deferral), standingWords(one)};
    QStringList said = texts;
    for (QString &text : said)
        text = sentences(text.split(u'\n', Qt::SkipEmptyParts));
    QList<QStandardItem *> cells;
    for (const QString &text : texts) {
        cells << new QStandardItem(text);
        cells.last()->setData(sentences(said), Qt::AccessibleTextRole);
    }
    m_model->appendRow(cells);
}

/// The first where that patient is not in the list any more.
void PutOffPage::choose(PatientId patient)
{
    const auto found = std::ranges::find_if(
        m_people, [patient](const DeferredPatient &one) { return one.deferral.patient == patient; });
    const auto row = found == m_people.end() ? 0 : std::distance(m_people.begin(), found);
    m_table->setCurrentIndex(m_model->index(static_cast<int>(row), 0));
}

const DeferredPatient *PutOffPage::current() const
{
    const int row = m_table->currentIndex().row();
    return row < 0 || row >= m_people.size() ? nullptr : &m_people.at(row);
}

void PutOffPage::showCurrent()
{
    const DeferredPatient *one = current();
    if (one == nullptr)
        return;
    m_chosen->setText(tr("%1: how far?").arg(one->name));
    m_note->line()->setText(one->deferral.note);
    m_note->setProblem({});
}

void PutOffPage::setState(DeferralState state)
{
    const DeferredPatient *one = current();
    if (one == nullptr)
        return;
    const QString note = m_note->line()->text().trimmed();
    const bool lacksNote = state == DeferralState::Withdrawn && (note.isEmpty() || note == one->deferral.note);
    m_note->setProblem(lacksNote ? tr("Write why the patient is taken off the list.") : QString());
    if (lacksNote)
        return m_note->line()->setFocus(Qt::OtherFocusReason);
    const QString name = one->name;
    const PatientId patient = one->deferral.patient;
    const auto set =
        setDeferralState(context().database(), context().actor(), context().now(), one->deferral, state, note);
    if (fails(set ? std::nullopt : std::optional(set.error())))
        return;
    context().announceRecordChanged(patient);
    refresh();
    showCurrent();
    if (state == DeferralState::Withdrawn)
        m_banner->tell({BannerKind::Done, tr("%1 is off the list").arg(name), note, {}});
}

void PutOffPage::keepNote()
{
    if (const DeferredPatient *one = current())
        setState(one->deferral.state);
    m_table->setFocus(Qt::OtherFocusReason);
}

void PutOffPage::book()
{
    const DeferredPatient *one = current();
    if (one == nullptr)
        return;
    m_booking->openBooking(std::max(one->deferral.until, context().today()));
    m_booking->choosePatient(one->deferral.patient);
}

void PutOffPage::print()
{
    const DeferredPatient *one = current();
    if (one == nullptr || !m_print->isVisibleTo(this))
        return;
    m_stack->setCurrentWidget(m_sheet);
    m_sheet->open(deferralNoteToPrint(context(), one->deferral.patient));
}

void PutOffPage::closeNote()
{
    m_stack->setCurrentIndex(0);
    m_sheet->clear();
    m_table->setFocus(Qt::OtherFocusReason);
}

bool PutOffPage::fails(const std::optional<Error> &error)
{
    if (!error)
        return false;
    const ErrorWords told = words(*error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    return true;
}

/// 1 to 4 and B on a patient.
bool PutOffPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const qsizetype index = key->key() - Qt::Key_1;
        Button *pressed = index >= 0 && index < m_stateButtons.size() ? m_stateButtons.at(index) : nullptr;
        if (key->key() == Qt::Key_B && key->modifiers() == Qt::NoModifier)
            pressed = m_book;
        if (pressed != nullptr) {
            pressed->click(); // nothing where it is closed
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

QList<KeyLine> PutOffPage::keys() const
{
    return {{tr("1 to 4"), tr("say how far it has come")},
            {u"B"_s, tr("book a visit")},
            {tr("Ctrl+P"), tr("print the patient's note")},
            {tr("Enter"), tr("open the record")}};
}

QList<QWidget *> PutOffPage::panes() const
{
    if (m_stack->currentWidget() == m_sheet)
        return {m_sheet};
    return {m_table, m_states};
}

} // namespace dermis
