#include "ui/patients/patients_page.h"

#include "core/visits/visit_repository.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/patient_finder.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int patientsAtOnce = 100;
constexpr int foundLimit = 200;
constexpr int columnAir = 36;

/// A text as wide as the column may need; the names take the rest.
QList<std::pair<int, QString>> widestTexts()
{
    const QString date = dateWords(QDate(2026, 5, 28));
    return {{PatientTableModel::Born, PatientsPage::tr("%1, 100 years").arg(date)},
            {PatientTableModel::File, u"MMMM-00000"_s},
            {PatientTableModel::IdNumber, u"000000 0000 000"_s},
            {PatientTableModel::Telephone, u"+000 000 000 0000"_s},
            {PatientTableModel::LastVisit, date + u"  "_s}};
}

Result<QList<PatientRow>> withLastVisits(Database &database, const QList<PatientLine> &lines,
                                         const QDate &today)
{
    QList<PatientId> patients;
    for (const PatientLine &line : lines)
        patients << line.id;
    const QHash<PatientId, QDate> days = TRY(lastVisits(database, patients, today));
    QList<PatientRow> rows;
    for (const PatientLine &line : lines)
        rows << PatientRow{line, days.value(line.id)};
    return rows;
}

} // namespace

PatientsPage::PatientsPage(ClinicContext &context, QWidget *parent)
    : Page(context, parent)
    , m_model(new PatientTableModel(this))
    , m_finder(new PatientFinder(context.path(), this))
    , m_filter(new QLineEdit)
    , m_count(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_register(new Button(Icon::Plus, tr("New patient")))
    , m_banner(new ErrorBanner)
    , m_card(new Card)
    , m_table(new QTableView)
    , m_empty(new EmptyState(Icon::Patients, {}, {}))
{
    build();
    connectControls();
}

void PatientsPage::build()
{
    m_filter->setObjectName(u"patientFilter"_s);
    m_filter->setAccessibleName(tr("Find in the list"));
    m_filter->setPlaceholderText(tr("Name, file no., ID, phone or birth date"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(460);
    m_filter->installEventFilter(this);
    m_register->setObjectName(u"registerNew"_s);
    m_register->setKeyHint(u"Ctrl+N"_s);
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Patients"));
    dressTable(*m_table, PatientTableModel::Name);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(PatientTableModel::Name, QHeaderView::Stretch);
    for (const auto &[column, widest] : widestTexts())
        m_table->setColumnWidth(column, m_table->fontMetrics().horizontalAdvance(widest) + columnAir);
    m_table->installEventFilter(this);
    m_card->body()->addWidget(m_table, 1);
    m_card->body()->addWidget(m_empty, 1);
    auto *header = new QHBoxLayout;
    header->setSpacing(12);
    header->addWidget(m_filter, 1);
    header->addWidget(m_count);
    header->addStretch();
    header->addWidget(m_register);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(10);
    column->addLayout(header);
    column->addWidget(m_banner);
    column->addWidget(m_card, 1);
    m_register->hide();
}

void PatientsPage::connectControls()
{
    connect(m_filter, &QLineEdit::textChanged, this, &PatientsPage::filter);
    connect(m_filter, &QLineEdit::returnPressed, this, &PatientsPage::openCurrent);
    connect(m_finder, &PatientFinder::found, this, &PatientsPage::showFound);
    connect(m_finder, &PatientFinder::missed, this, &PatientsPage::tell);
    connect(m_model, &PatientTableModel::readFailed, this, &PatientsPage::tell);
    connect(m_table, &QTableView::activated, this, &PatientsPage::openCurrent);
    connect(m_register, &Button::clicked, this, &PatientsPage::registerNew);
}

void PatientsPage::open(const Destination &)
{
    refresh();
}

void PatientsPage::focusFirst()
{
    m_filter->setFocus(Qt::OtherFocusReason);
}

void PatientsPage::refresh()
{
    const bool scrolled = m_table->verticalScrollBar()->value() > 0 && m_filter->text().trimmed().isEmpty();
    if (scrolled && m_table->isVisible())
        return; // somebody reads further down: the list stays where it is
    const PatientRow *current = m_model->row(m_table->currentIndex());
    m_keep = current != nullptr ? current->line.id : PatientId();
    filter();
}

void PatientsPage::filter()
{
    m_banner->clear();
    const QString text = m_filter->text().trimmed();
    if (text.isEmpty())
        showAll();
    else
        m_finder->search(text, context().today(), foundLimit);
}

Result<PatientRows> PatientsPage::page(const PatientCursor &after) const
{
    const PatientPage lines = TRY(patientPage(context().database(), after, patientsAtOnce));
    return PatientRows{TRY(withLastVisits(context().database(), lines.lines, context().today())), lines.next,
                       lines.more};
}

void PatientsPage::showAll()
{
    m_finder->cancel();
    m_model->setSource([this](const PatientCursor &after) { return page(after); }, context().today());
    const Result<qint64> people = patientCount(context().database());
    showCount(people ? tr("%1 patients").arg(countWords(*people)) : QString());
    m_empty->setTexts(tr("Nobody registered yet"), tr("Type a name above, then press Ctrl+N to register."));
}

void PatientsPage::showFound(const PatientsFound &found)
{
    QList<PatientLine> lines;
    for (const PatientMatch &match : found.result.matches)
        lines << match.patient;
    const auto rows = withLastVisits(context().database(), lines, context().today());
    if (!rows)
        return tell(rows.error());
    m_model->setRows(*rows, context().today());
    showCount(found.result.more ? tr("the first %1 of more").arg(lines.size())
                                : tr("%1 of %2").arg(lines.size()).arg(countWords(found.people)));
    m_empty->setTexts(tr("No one like “%1”").arg(found.text),
                      tr("Check the spelling, try the cellphone number, or press Ctrl+N to register."));
}

void PatientsPage::showCount(const QString &text)
{
    m_count->setText(text);
    const bool any = m_model->rowCount() > 0;
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    m_register->setVisible(!m_filter->text().trimmed().isEmpty());
    const QModelIndex kept = m_model->indexOf(m_keep);
    m_table->setCurrentIndex(kept.isValid() ? kept : m_model->index(0, 0));
}

void PatientsPage::tell(const Error &error)
{
    const ErrorWords told = words(error);
    m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
}

void PatientsPage::openCurrent()
{
    if (const PatientRow *row = m_model->row(m_table->currentIndex()))
        Q_EMIT goTo({Place::Record, row->line.id, RecordTab::Summary, {}});
}

void PatientsPage::registerNew()
{
    Q_EMIT goTo({Place::Register, {}, RecordTab::Summary, m_filter->text().trimmed()});
}

bool PatientsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return Page::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool asksForNew = key->key() == Qt::Key_N && key->modifiers() == Qt::ControlModifier;
    if (asksForNew && m_register->isVisible()) {
        registerNew();
        return true;
    }
    if (watched == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
        m_table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    const bool types = !key->text().isEmpty() && key->text().at(0).isPrint() &&
                       !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    if (watched == m_table && types) {
        m_filter->setFocus(Qt::OtherFocusReason);
        m_filter->insert(key->text());
        return true;
    }
    return Page::eventFilter(watched, event);
}

QList<KeyLine> PatientsPage::keys() const
{
    return {{tr("Enter"), tr("open the record")},
            {tr("Ctrl+N"), tr("register the person typed, when nobody fits")},
            {tr("Letters"), tr("filter the list")}};
}

QList<QWidget *> PatientsPage::panes() const
{
    return {m_filter, m_table};
}

void PatientsPage::setCompact(bool compact)
{
    m_table->setColumnHidden(PatientTableModel::IdNumber, compact);
}

} // namespace dermis
