#include "ui/products/recall_view.h"

#include "core/access/permissions.h"
#include "core/base/whole_file.h"
#include "core/patients/phone_number.h"
#include "core/storage/database.h"
#include "core/treatments/recall_letters.h"
#include "ui/context/clinic_context.h"
#include "ui/context/day_field.h"
#include "ui/context/words.h"
#include "ui/printing/sheet_pane.h"
#include "ui/products/recall_words.h"
#include "ui/products/shelf_delegate.h"
#include "ui/products/shelf_model.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/form_field.h"
#include "ui/widgets/prompter.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int pageSize = 50;
constexpr int sideWidth = 372;
constexpr int dayWidth = 140;
enum RecallColumn { Who, Phoned, Used, Zones, State, ColumnCount };
constexpr std::array allStates{RecallState::ToContact, RecallState::Letter, RecallState::Reached, RecallState::NotReached,
                               RecallState::Seen};

FormField *makeField(const QString &label, const QString &name)
{
    auto *field = new FormField(label, new QLineEdit);
    field->control()->setObjectName(name);
    return field;
}

QStandardItem *cell(const QString &text, const QString &under, const QVariant &mark = {})
{
    auto *item = new QStandardItem(text);
    item->setData(under, ShelfModel::UnderRole);
    item->setData(mark, ShelfModel::MarkRole);
    return item;
}

/// A table whose rows have two lines.
void dressTwoLines(QTableView &table, QStandardItemModel *model, const QString &name, const QString &objectName)
{
    table.setModel(model);
    table.setAccessibleName(name);
    table.setObjectName(objectName);
    dressTable(table);
    table.setItemDelegate(new ShelfDelegate(&table));
    table.verticalHeader()->setDefaultSectionSize(ShelfDelegate::rowHeight);
    table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void sayRow(const QList<QStandardItem *> &row)
{
    QStringList said;
    for (const QStandardItem *item : row)
        said << item->text() << item->data(ShelfModel::UnderRole).toString();
    for (QStandardItem *item : row)
        item->setData(sentences(said), Qt::AccessibleTextRole);
}

} // namespace

RecallView::RecallView(ClinicContext &context, std::shared_ptr<PrintServer> server, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_title(new TextLabel({}, TypeStyle::Title))
    , m_what(new TextLabel({}, TypeStyle::Body, &Tokens::text2))
    , m_back(new Button(Icon::Left, tr("Products")))
    , m_from(makeField(tr("Used from"), u"recallFrom"_s))
    , m_to(makeField(tr("Used up to"), u"recallTo"_s))
    , m_look(new Button(Icon::Search, tr("Find")))
    , m_peopleCard(new Card(tr("Patients it touched")))
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_table(new QTableView)
    , m_nobody(new EmptyState(Icon::Patients, tr("Nobody"), tr("No recorded session used it in these days.")))
    , m_more(new Button(tr("Show more"), ButtonKind::Link))
    , m_chosen(new TextLabel({}, TypeStyle::BodyStrong))
    , m_note(makeField(tr("Note; Enter keeps it"), u"recallNote"_s))
    , m_recallModel(new QStandardItemModel(0, 2, this))
    , m_recallTable(new QTableView)
    , m_reason(makeField(tr("Why is it called back?"), u"recallReason"_s))
    , m_drill(new Button(tr("Begin a drill")))
    , m_begin(new Button(tr("Begin a recall"), ButtonKind::Danger))
    , m_words(makeField(tr("What the letters say"), u"recallWords"_s))
    , m_letters(new Button(Icon::Pdf, tr("Letters…")))
    , m_contacts(new Button(Icon::Save, tr("Contact list, CSV…")))
    , m_outcome(makeField(tr("What came of it"), u"recallOutcome"_s))
    , m_end(new Button(tr("End it")))
    , m_scopeAgain(new Button(tr("Back to what it touched")))
    , m_sheets(new SheetPane(context.prompter(), std::move(server)))
{
    m_title->setObjectName(u"recallTitle"_s);
    m_title->setWrapped(true);
    m_what->setObjectName(u"recallWhat"_s);
    m_what->setWrapped(true);
    m_work = new QWidget;
    auto *row = new QHBoxLayout(m_work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(makePeople(), 1);
    row->addWidget(makeSide());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 10, 16, 10);
    column->setSpacing(10);
    column->addWidget(makeHead());
    column->addWidget(m_banner);
    column->addWidget(m_work, 1);
    column->addWidget(m_sheets, 1);
    m_sheets->hide();
    connectControls();
}

QWidget *RecallView::makeHead()
{
    m_back->setObjectName(u"recallBack"_s);
    m_back->setKeyHint(tr("Esc"));
    m_look->setObjectName(u"recallLook"_s);
    for (FormField *day : {m_from, m_to}) {
        day->setFixedWidth(dayWidth);
        day->line()->setPlaceholderText(tr("any day"));
    }
    m_span = new QWidget;
    auto *span = new QHBoxLayout(m_span);
    span->setContentsMargins(0, 0, 0, 0);
    span->setSpacing(8);
    span->addWidget(m_from);
    span->addWidget(m_to);
    span->addWidget(m_look, 0, Qt::AlignBottom);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_what);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_back, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    row->addWidget(m_span);
    return head;
}

QWidget *RecallView::makePeople()
{
    dressTwoLines(*m_table, m_model, tr("Patients it touched"), u"recallPeople"_s);
    m_model->setHorizontalHeaderLabels({tr("Patient"), tr("Telephone"), tr("Used"), tr("Zones"), tr("How far")});
    m_table->horizontalHeader()->setSectionResizeMode(Zones, QHeaderView::Stretch);
    m_table->setColumnWidth(Who, 190);
    m_table->setColumnWidth(Phoned, 145);
    m_table->setColumnWidth(Used, 195);
    m_table->setColumnWidth(State, 170);
    m_more->setObjectName(u"recallMore"_s);
    m_peopleCard->addHeaderWidget(m_more);
    m_peopleCard->body()->addWidget(m_table, 1);
    m_peopleCard->body()->addWidget(m_nobody, 1);
    m_peopleCard->body()->addWidget(makeStates());
    return m_peopleCard;
}

QWidget *RecallView::makeStates()
{
    m_chosen->setObjectName(u"recallChosen"_s);
    m_states = new QWidget;
    auto *column = new QVBoxLayout(m_states);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(6);
    column->addWidget(m_chosen);
    auto *flow = new QWidget;
    auto *row = new FlowLayout(flow, 6);
    row->setContentsMargins(0, 0, 0, 0);
    int key = 0;
    for (const RecallState state : allStates) {
        auto *button = new Button(recallStateWords(state));
        button->setObjectName(u"recallState-"_s + recallStateName(state));
        button->setSmall(true);
        button->setKeyHint(QString::number(++key));
        button->setWrites();
        connect(button, &Button::clicked, this, [this, state] { setState(state); });
        m_stateButtons << button;
        row->addWidget(button);
    }
    column->addWidget(flow);
    column->addWidget(m_note);
    return m_states;
}

QWidget *RecallView::makeSide()
{
    auto *card = new Card(tr("Recalls and drills"));
    card->setFixedWidth(sideWidth);
    dressTwoLines(*m_recallTable, m_recallModel, tr("Recalls and drills"), u"recalls"_s);
    m_recallModel->setHorizontalHeaderLabels({tr("Begun"), tr("How far")});
    m_recallTable->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_recallTable->setColumnWidth(1, 170);
    card->body()->addWidget(m_recallTable, 1);
    card->addPadded(makeBegin());
    card->addPadded(makeFollow());
    return card;
}

QWidget *RecallView::makeBegin()
{
    m_drill->setObjectName(u"recallDrill"_s);
    m_begin->setObjectName(u"recallBegin"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (Button *button : {m_drill, m_begin}) {
        button->setWrites();
        row->addWidget(button);
    }
    row->addStretch();
    auto *note = new TextLabel(tr("It keeps who is concerned now. A drill is for practice: nobody is told anything."),
                               TypeStyle::Small, &Tokens::text2);
    note->setWrapped(true);
    m_beginning = new QWidget;
    auto *column = new QVBoxLayout(m_beginning);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_reason);
    column->addLayout(row);
    column->addWidget(note);
    return m_beginning;
}

QWidget *RecallView::makeFollow()
{
    m_letters->setObjectName(u"recallLetters"_s);
    m_contacts->setObjectName(u"recallContacts"_s);
    m_end->setObjectName(u"recallEnd"_s);
    m_end->setWrites();
    m_scopeAgain->setObjectName(u"recallScope"_s);
    m_following = new QWidget;
    auto *column = new QVBoxLayout(m_following);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_words);
    auto *papers = new QHBoxLayout;
    papers->setSpacing(8);
    papers->addWidget(m_letters);
    papers->addWidget(m_contacts);
    papers->addStretch();
    column->addLayout(papers);
    column->addWidget(m_outcome);
    auto *last = new QHBoxLayout;
    last->setSpacing(8);
    last->addWidget(m_end);
    last->addWidget(m_scopeAgain);
    last->addStretch();
    column->addLayout(last);
    return m_following;
}

void RecallView::connectControls()
{
    connect(m_back, &Button::clicked, this, &RecallView::leave);
    connect(m_look, &Button::clicked, this, &RecallView::look);
    for (const FormField *day : {m_from, m_to})
        connect(day->line(), &QLineEdit::returnPressed, this, &RecallView::look);
    connect(m_more, &Button::clicked, this, &RecallView::lookFurther);
    connect(m_table, &QTableView::activated, this, [this] {
        if (const RecalledPatient *one = current())
            Q_EMIT patientChosen(one->patient.id);
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isShowing)
            showCurrent();
    });
    m_table->installEventFilter(this);
    connect(m_note->line(), &QLineEdit::returnPressed, this, &RecallView::keepNote);
    connect(m_recallTable, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (index.row() < m_recalls.size())
            openRecall(m_recalls.at(index.row()).id);
        m_table->setFocus(Qt::OtherFocusReason);
    });
    connect(m_drill, &Button::clicked, this, [this] { beginRecall(true); });
    connect(m_begin, &Button::clicked, this, [this] { beginRecall(false); });
    connect(m_letters, &Button::clicked, this, &RecallView::openLetters);
    connect(m_words->line(), &QLineEdit::returnPressed, this, &RecallView::openLetters);
    connect(m_contacts, &Button::clicked, this, &RecallView::saveContacts);
    connect(m_end, &Button::clicked, this, &RecallView::end);
    connect(m_outcome->line(), &QLineEdit::returnPressed, this, &RecallView::end);
    connect(m_scopeAgain, &Button::clicked, this, &RecallView::backToScope);
    connect(m_sheets, &SheetPane::closed, this, &RecallView::closeLetters);
}

void RecallView::begin(const ShelfLine &line, LotId lot)
{
    m_line = line;
    m_scope = {line.product.id, lot, {}, {}};
    for (const FormField *field : {m_from, m_to, m_reason, m_words, m_outcome})
        field->line()->clear();
    for (FormField *field : {m_from, m_to, m_reason, m_words, m_outcome})
        field->setProblem({});
    m_recall.reset();
    m_banner->clear();
    m_sheets->hide();
    m_work->show();
    readRecalls();
    look();
}

void RecallView::focusFirst()
{
    if (!m_sheets->isHidden())
        return;
    (m_table->isHidden() ? static_cast<QWidget *>(m_from->line()) : m_table)->setFocus(Qt::OtherFocusReason);
}

QList<QWidget *> RecallView::panes() const
{
    return m_sheets->isHidden() ? QList<QWidget *>{m_span, m_peopleCard, m_recallTable} : QList<QWidget *>{m_sheets};
}

void RecallView::refresh()
{
    if (!m_sheets->isHidden())
        return;
    readRecalls();
    if (m_recall)
        readRecalled();
    else if (m_people.size() <= pageSize) // what was asked for besides stays
        look();
}

QString RecallView::textOf(const FormField *field) const
{
    return field->line()->text().trimmed();
}

bool RecallView::fails(const std::optional<Error> &error)
{
    m_banner->clear();
    if (!error)
        return false;
    const ErrorWords told = words(*error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    return true;
}

/// With the days as they are typed; nothing where one cannot be read.
std::optional<RecallScope> RecallView::typedScope()
{
    RecallScope scope = m_scope;
    bool isRead = true;
    for (const auto &[field, day] : {std::pair{m_from, &scope.from}, std::pair{m_to, &scope.to}}) {
        *day = dayFromTyping(textOf(field));
        const bool isWrong = !textOf(field).isEmpty() && !day->isValid();
        field->setProblem(isWrong ? tr("Type a day: 2 Mar 2026.") : QString());
        isRead = isRead && !isWrong;
    }
    if (isRead && scope.from.isValid() && scope.to.isValid() && scope.to < scope.from) {
        m_to->setProblem(tr("This is before the first day."));
        isRead = false;
    }
    return isRead ? std::optional(scope) : std::nullopt;
}

void RecallView::look()
{
    const auto scope = typedScope();
    if (!scope)
        return;
    const auto page = exposedPatients(m_context.database(), m_context.actor(), *scope, {}, pageSize);
    if (fails(page ? std::nullopt : std::optional(page.error())))
        return;
    m_scope = *scope;
    m_people.clear();
    for (const ExposedPatient &one : *page)
        m_people << RecalledPatient{one, RecallState::ToContact, {}};
    showMode();
    showPeople();
    count();
}

void RecallView::lookFurther()
{
    if (m_people.isEmpty())
        return;
    const auto page = exposedPatients(m_context.database(), m_context.actor(), m_scope, m_people.constLast().patient.id,
                                      pageSize);
    if (fails(page ? std::nullopt : std::optional(page.error())))
        return;
    for (const ExposedPatient &one : *page) {
        m_people << RecalledPatient{one, RecallState::ToContact, {}};
        addRow(m_people.constLast());
    }
    m_more->setVisible(page->size() == pageSize);
}

/// How many there are, told when it is known: counting reads every use.
void RecallView::count()
{
    const quint64 job = ++m_job;
    if (m_people.size() < pageSize)
        return m_peopleCard->setNote(m_people.size() == 1 ? tr("1 patient")
                                                          : tr("%1 patients").arg(countWords(m_people.size())));
    m_peopleCard->setNote(tr("counting…"));
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), scope = m_scope]() -> Result<qint64> {
            const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
            return exposedCount(*database, actor, scope);
        },
        [this, job](const Result<qint64> &counted) {
            if (job == m_job)
                m_peopleCard->setNote(counted ? tr("%1 patients").arg(countWords(*counted)) : QString());
        });
}

void RecallView::readRecalls()
{
    const auto all = recalls(m_context.database(), m_context.actor());
    if (fails(all ? std::nullopt : std::optional(all.error())))
        return;
    const int row = std::max(0, m_recallTable->currentIndex().row());
    m_recalls = *all;
    m_recallModel->removeRows(0, m_recallModel->rowCount());
    for (const Recall &one : m_recalls) {
        const QString day = dateWords(clinicTime(one.begunAt).date());
        const QString kind = one.isDrill ? tr("Drill, %1").arg(day) : tr("Recall, %1").arg(day);
        const QString ended = one.isOpen() ? tr("open") : tr("ended %1").arg(dateWords(clinicTime(one.endedAt).date()));
        const QVariant mark = static_cast<int>(one.isOpen() ? SeverityMark::Caution : SeverityMark::Clear);
        const QList<QStandardItem *> cells{cell(kind, one.reason), cell(capitalised(ended), foundWords(one), mark)};
        sayRow(cells);
        m_recallModel->appendRow(cells);
        if (m_recall && one.id == m_recall->id)
            m_recall = one;
    }
    m_recallTable->setCurrentIndex(m_recallModel->index(row, 0));
}

void RecallView::openRecall(RecallId recall)
{
    const auto found = std::ranges::find(m_recalls, recall, &Recall::id);
    if (found == m_recalls.end())
        return;
    m_recall = *found;
    m_people.clear();
    showMode();
    showPeople();
    readRecalled();
}

void RecallView::readRecalled()
{
    const quint64 job = ++m_job;
    if (m_people.isEmpty())
        m_peopleCard->setNote(tr("reading…"));
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), id = m_recall->id]() -> Result<QList<RecalledPatient>> {
            const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
            return recalledPatients(*database, actor, id);
        },
        [this, job](const Result<QList<RecalledPatient>> &people) {
            if (job != m_job || !m_recall || (!people && fails(people.error())))
                return;
            showRecalled(*people);
        });
}

void RecallView::showRecalled(const QList<RecalledPatient> &people)
{
    const RecalledPatient *chosen = current();
    const PatientId before = chosen != nullptr ? chosen->patient.id : PatientId();
    m_people = people;
    showMode();
    showPeople();
    for (qsizetype row = 0; row < m_people.size(); ++row) {
        if (m_people.at(row).patient.id == before) {
            m_isShowing = true; // the note that is being typed stays
            m_table->setCurrentIndex(m_model->index(static_cast<int>(row), 0));
            m_isShowing = false;
        }
    }
    if (before.isNull())
        showCurrent();
}

/// Looking, or following one recall.
void RecallView::showMode()
{
    const bool isFollowing = m_recall.has_value();
    const bool mayWrite = may(m_context.actor().roles, Permission::Sessions);
    const bool isOpen = isFollowing && m_recall->isOpen();
    m_span->setVisible(!isFollowing);
    m_beginning->setVisible(!isFollowing);
    m_following->setVisible(isFollowing);
    m_states->setVisible(isFollowing && !m_people.isEmpty());
    for (Button *button : m_stateButtons)
        button->setEnabled(isOpen && mayWrite);
    m_note->setEnabled(isOpen && mayWrite);
    for (QWidget *widget : {static_cast<QWidget *>(m_outcome), static_cast<QWidget *>(m_end)})
        widget->setVisible(isOpen && mayWrite);
    for (QWidget *widget : {static_cast<QWidget *>(m_words), static_cast<QWidget *>(m_letters)})
        widget->setVisible(isOpen && !m_recall->isDrill);
    for (Button *button : {m_drill, m_begin})
        button->setEnabled(mayWrite && !m_people.isEmpty());
    m_table->setColumnHidden(State, !isFollowing);
    if (!isFollowing) {
        m_title->setText(tr("Who had %1?").arg(scopeWords(m_line, m_scope.lot)));
        m_what->setText(tr("Recorded sessions, %1, the last use first.").arg(spanWords(m_scope.from, m_scope.to)));
        return;
    }
    const QString by = tr("%1, begun %2 by %3").arg(m_recall->isDrill ? tr("Drill") : tr("Recall"),
                                                    momentWords(m_recall->begunAt), m_recall->begunByName);
    const bool isThis = m_recall->scope.product == m_line.product.id;
    m_title->setText(isThis ? tr("%1: %2").arg(m_recall->isDrill ? tr("Drill") : tr("Recall"),
                                               scopeWords(m_line, m_recall->scope.lot))
                            : by);
    const QString ended = m_recall->isOpen() ? QString() : tr("Ended: %1").arg(m_recall->outcome);
    m_what->setText(sentences({isThis ? by : QString(), m_recall->reason,
                               capitalised(spanWords(m_recall->scope.from, m_recall->scope.to)), foundWords(*m_recall),
                               ended}));
}

void RecallView::showPeople()
{
    m_isShowing = true;
    m_model->removeRows(0, m_model->rowCount());
    for (const RecalledPatient &one : std::as_const(m_people))
        addRow(one);
    const bool any = !m_people.isEmpty();
    m_table->setVisible(any || m_recall);
    m_nobody->setVisible(!any && !m_recall);
    m_more->setVisible(!m_recall && m_people.size() == pageSize);
    if (any)
        m_table->setCurrentIndex(m_model->index(0, 0));
    if (m_recall)
        m_peopleCard->setNote(tr("%1 patients").arg(countWords(m_people.size())));
    m_isShowing = false;
}

void RecallView::addRow(const RecalledPatient &one)
{
    const ExposedPatient &patient = one.patient;
    const QDate today = m_context.today();
    const QString phone = patient.phones.isEmpty() ? tr("no telephone") : displayPhone(patient.phones.constFirst().number);
    const QString seen = patient.lastSeen.isValid() ? tr("last here %1").arg(shortDateWords(patient.lastSeen, today)) : QString();
    const QString first = shortDateWords(patient.firstUse, today);
    const QString used =
        patient.firstUse == patient.lastUse ? first : tr("%1 to %2").arg(first, shortDateWords(patient.lastUse, today));
    const QString sessions = patient.sessions == 1 ? tr("1 session") : tr("%1 sessions").arg(patient.sessions);
    const QList<QStandardItem *> cells{cell(patient.name, patient.fileNumber), cell(phone, seen), cell(used, sessions),
                                       cell(zonesWords(patient.zones), {}), stateCell(one)};
    sayRow(cells);
    m_model->appendRow(cells);
}

QStandardItem *RecallView::stateCell(const RecalledPatient &one) const
{
    if (!m_recall)
        return cell({}, {});
    return cell(recallStateWords(one.state), one.note, static_cast<int>(recallStateMark(one.state)));
}

RecalledPatient *RecallView::current()
{
    const int row = m_table->currentIndex().row();
    return row < 0 || row >= m_people.size() ? nullptr : &m_people[row];
}

void RecallView::showCurrent()
{
    const RecalledPatient *one = current();
    if (one == nullptr || !m_recall)
        return;
    m_chosen->setText(tr("%1: how far?").arg(one->patient.name));
    m_note->line()->setText(one->note);
}

void RecallView::beginRecall(bool isDrill)
{
    m_reason->setProblem(textOf(m_reason).isEmpty() ? tr("Write what the maker or the practice says.") : QString());
    if (textOf(m_reason).isEmpty())
        return m_reason->line()->setFocus(Qt::OtherFocusReason);
    const auto begun =
        dermis::beginRecall(m_context.database(), m_context.actor(), m_context.now(), m_scope, isDrill, textOf(m_reason));
    if (fails(begun ? std::nullopt : std::optional(begun.error())))
        return;
    m_reason->line()->clear();
    readRecalls();
    openRecall(begun->id);
    m_context.announceDataChanged();
    m_table->setFocus(Qt::OtherFocusReason);
}

void RecallView::setState(RecallState state)
{
    RecalledPatient *one = current();
    if (one == nullptr || !m_recall)
        return;
    const QString note = textOf(m_note);
    const auto set = setRecallState(m_context.database(), m_context.actor(), m_context.now(), m_recall->id, one->patient.id,
                                    state, note);
    if (fails(set ? std::nullopt : std::optional(set.error())))
        return;
    one->state = state;
    one->note = note;
    const int row = m_table->currentIndex().row();
    m_model->setItem(row, State, stateCell(*one));
    QList<QStandardItem *> cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << m_model->item(row, column);
    sayRow(cells);
    m_context.announceDataChanged();
}

void RecallView::keepNote()
{
    if (const RecalledPatient *one = current())
        setState(one->state);
    m_table->setFocus(Qt::OtherFocusReason);
}

void RecallView::openLetters()
{
    m_words->setProblem(textOf(m_words).isEmpty() ? tr("Write what the patients are to be told.") : QString());
    if (textOf(m_words).isEmpty())
        return m_words->line()->setFocus(Qt::OtherFocusReason);
    SheetToPrint letters;
    letters.title = tr("Print the letters");
    letters.explanation = tr("One letter to each who was not reached or seen yet, in one file.");
    letters.jobTitle = tr("Letters");
    letters.fileName = tr("Recall letters.pdf");
    letters.makeAll = [path = m_context.path(), actor = m_context.actor(), now = m_context.now(), id = m_recall->id,
                       said = textOf(m_words)]() -> Result<QList<SheetContent>> {
        const auto database = TRY(Database::open(path, {.create = false, .readOnly = true}));
        return recallLetters(*database, actor, now, id, said);
    };
    m_work->hide();
    m_sheets->show();
    m_sheets->open(letters);
}

void RecallView::closeLetters()
{
    m_sheets->hide();
    m_sheets->clear();
    m_work->show();
    refresh();
    m_letters->setFocus(Qt::OtherFocusReason);
}

void RecallView::saveContacts()
{
    m_context.prompter().askSaveFile(
        this, {tr("Save the contact list"), {}, tr("Recall contacts.csv"), {tr("CSV (*.csv)")}, u"csv"_s},
        [this, csv = recallContacts(m_people)](const QString &path) {
            const Result<> written = writeWhole(path, csv);
            if (!written) {
                fails(written.error());
                return;
            }
            m_banner->tell({BannerKind::Done, tr("The contact list is saved"), path, {}});
        });
}

void RecallView::end()
{
    m_outcome->setProblem(textOf(m_outcome).isEmpty() ? tr("Write what came of it.") : QString());
    if (textOf(m_outcome).isEmpty())
        return m_outcome->line()->setFocus(Qt::OtherFocusReason);
    const auto ended =
        endRecall(m_context.database(), m_context.actor(), m_context.now(), m_recall->id, textOf(m_outcome));
    if (fails(ended ? std::nullopt : std::optional(ended.error())))
        return;
    m_outcome->line()->clear();
    readRecalls();
    showMode();
    m_context.announceDataChanged();
    m_recallTable->setFocus(Qt::OtherFocusReason);
}

void RecallView::backToScope()
{
    m_recall.reset();
    look();
    focusFirst();
}

/// One step back: from a recall to what it touched, from there to the products.
void RecallView::leave()
{
    if (m_recall)
        return backToScope();
    Q_EMIT closed();
}

/// 1 to 5 on a patient: at once, before the next key moves on.
bool RecallView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress && m_recall) {
        const qsizetype index = static_cast<QKeyEvent *>(event)->key() - Qt::Key_1;
        if (index >= 0 && index < m_stateButtons.size()) {
            if (m_stateButtons.at(index)->isEnabled())
                setState(allStates.at(static_cast<size_t>(index)));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void RecallView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QWidget::keyPressEvent(event);
}

} // namespace dermis
