#include "ui/settings/erase_card.h"

#include "core/access/staff.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/settings/card_parts.h"
#include "ui/widgets/background.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

enum Column { File, Name, LastContact, Kept, Why, ColumnCount };

constexpr int recordsHeight = 190;

QString whyWords(KeepReason reason)
{
    switch (reason) {
    case KeepReason::Dormancy:
        return EraseCard::tr("6 years since then");
    case KeepReason::Minority:
        return EraseCard::tr("21st birthday");
    case KeepReason::SlowAdverseEvent:
        return EraseCard::tr("25 years since then");
    case KeepReason::Incapacity:
    case KeepReason::Hold:
        break; // these have no end
    }
    return {};
}

/// Whether the two are an owner and a dermatologist, in either order.
bool maySettle(Roles one, Roles other)
{
    return (one.testFlag(Role::Owner) && other.testFlag(Role::Dermatologist)) ||
           (one.testFlag(Role::Dermatologist) && other.testFlag(Role::Owner));
}

} // namespace

EraseCard::EraseCard(ClinicContext &context, QWidget *parent)
    : Card(tr("Records whose time is over"), parent)
    , m_context(context)
    , m_banner(new ErrorBanner)
    , m_state(sentence({}))
    , m_table(new QTableWidget(0, ColumnCount))
    , m_basis(new QLineEdit(
          tr("HPCSA guidelines on the keeping of patient records: the time to keep them is over")))
    , m_own(new PasswordLine(tr("Your password")))
    , m_other(new QComboBox)
    , m_others(new PasswordLine(tr("Password of the second person")))
    , m_destroy(new Button(Icon::Close, tr("Destroy…"), ButtonKind::Danger))
{
    m_destroy->setWrites();
    QVBoxLayout *column = columnIn(*this);
    column->addWidget(m_banner);
    column->addWidget(m_state);
    m_table->setAccessibleName(tr("Records whose time is over"));
    m_table->setHorizontalHeaderLabels(
        {tr("File"), tr("Name"), tr("Last contact"), tr("Kept until"), tr("Why")});
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setFixedHeight(recordsHeight);
    column->addWidget(m_table);
    m_approval = makeApproval();
    column->addWidget(m_approval);
    connect(m_table, &QTableWidget::itemChanged, this, &EraseCard::showReady);
    for (QLineEdit *line : {m_basis, static_cast<QLineEdit *>(m_own), static_cast<QLineEdit *>(m_others)})
        connect(line, &QLineEdit::textChanged, this, &EraseCard::showReady);
    connect(m_destroy, &Button::clicked, this, &EraseCard::askFirst);
    connect(m_banner, &ErrorBanner::actionChosen, this, [this](int action) {
        m_banner->clear();
        if (action == 0)
            destroyNow();
    });
}

QWidget *EraseCard::makeApproval()
{
    m_other->setAccessibleName(tr("Second person"));
    mayShrink(*m_other);
    auto *inner = new QWidget;
    m_form = new QFormLayout(inner);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(12);
    m_form->setVerticalSpacing(8);
    m_form->addRow(tr("&Basis"), m_basis);
    m_form->addRow(tr("Your &password"), m_own);
    m_form->addRow(tr("&Second person"), m_other);
    m_form->addRow(tr("&Their password"), m_others);
    m_form->addRow(QString(), m_destroy);
    m_destroy->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return inner;
}

void EraseCard::refresh()
{
    const quint64 job = ++m_job;
    showOthers();
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(),
         today = m_context.today()]() -> Result<QList<RecordAge>> {
            const auto database = TRY(Database::open(path, {.readOnly = true}));
            return recordsOver(*database, actor, today, today);
        },
        [this, job](const Result<QList<RecordAge>> &records) {
            if (job == m_job)
                showRecords(records);
        });
}

void EraseCard::showRecords(const Result<QList<RecordAge>> &records)
{
    if (!records)
        return tell(*m_banner, records.error());
    const QList<PatientId> ticked = chosen();
    m_records = *records;
    const QSignalBlocker quiet(m_table);
    m_table->setRowCount(static_cast<int>(m_records.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const RecordAge &record = m_records.at(row);
        const QStringList texts{record.fileNumber, record.name, dateWords(record.lastContact.day),
                                dateWords(*record.keepUntil.day), whyWords(record.keepUntil.reason)};
        for (int column = 0; column < ColumnCount; ++column)
            m_table->setItem(row, column, new QTableWidgetItem(texts.at(column)));
        m_table->item(row, File)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable |
                                           Qt::ItemIsUserCheckable);
        m_table->item(row, File)->setCheckState(ticked.contains(record.patient) ? Qt::Checked
                                                                                : Qt::Unchecked);
    }
    m_state->setText(stateWords());
    m_table->setVisible(!m_records.isEmpty());
    m_approval->setVisible(!m_records.isEmpty());
    showReady();
}

QString EraseCard::stateWords() const
{
    if (m_records.isEmpty())
        return tr("No record's time is over. A record is kept for six years after the last contact, until the 21st "
                  "birthday of who was a minor, and without end under a hold.");
    if (m_records.size() == 1)
        return tr("One record may be destroyed. Tick it to destroy it; an owner and a dermatologist approve it, as two people.");
    return tr("%n records may be destroyed. Tick those to destroy; an owner and a dermatologist approve it, as two people.", nullptr,
              static_cast<int>(m_records.size()));
}

void EraseCard::showOthers()
{
    const QVariant before = m_other->currentData();
    m_other->clear();
    const auto everybody = allStaff(m_context.database());
    for (const Staff &person : everybody.value_or(QList<Staff>())) {
        if (person.active && person.id != m_context.actor().id &&
            maySettle(person.roles, m_context.actor().roles))
            m_other->addItem(person.name, person.id.value());
    }
    m_other->setCurrentIndex(std::max(0, m_other->findData(before)));
    for (PasswordLine *line : {m_own, m_others}) {
        line->setVisible(m_context.isEncrypted());
        m_form->labelForField(line)->setVisible(m_context.isEncrypted());
    }
}

QList<PatientId> EraseCard::chosen() const
{
    QList<PatientId> patients;
    for (int row = 0; row < std::min(m_table->rowCount(), static_cast<int>(m_records.size())); ++row) {
        if (m_table->item(row, File) != nullptr && m_table->item(row, File)->checkState() == Qt::Checked)
            patients << m_records.at(row).patient;
    }
    return patients;
}

void EraseCard::showReady()
{
    const bool proven = !m_context.isEncrypted() || (!m_own->text().isEmpty() && !m_others->text().isEmpty());
    m_destroy->setEnabled(!chosen().isEmpty() && proven && m_other->count() > 0 &&
                          !m_basis->text().trimmed().isEmpty());
    m_destroy->setToolTip(m_other->count() > 0
                              ? QString()
                              : tr("There is no second person: an owner and a dermatologist are needed"));
}

void EraseCard::askFirst()
{
    const auto records = static_cast<int>(chosen().size());
    m_banner->tell({BannerKind::Draft,
                    records == 1 ? tr("One record will be gone for good") : tr("%n records will be gone for good", nullptr, records),
                    tr("Nobody can bring back from this file what was destroyed. Backups from before still hold it until "
                       "you remove those."),
                    {tr("Destroy for good"), tr("Keep")}});
}

void EraseCard::destroyNow()
{
    DestructionRequest request;
    request.patients = chosen();
    request.basis = m_basis->text();
    request.password = m_own->take();
    request.other = StaffId(m_other->currentData().toLongLong());
    request.otherPassword = m_others->take();
    m_approval->setEnabled(false);
    m_destroy->setText(tr("Destroying, and rewriting the file …"));
    runInBackground(
        this,
        [path = m_context.path(), actor = m_context.actor(), now = m_context.now(),
         request]() -> Result<Certificate> {
            const auto database = TRY(Database::open(path));
            return destroyRecords(*database, actor, now, request);
        },
        [this](const Result<Certificate> &certificate) { settle(certificate); });
}

void EraseCard::settle(const Result<Certificate> &certificate)
{
    m_approval->setEnabled(true);
    m_destroy->setText(tr("Destroy…"));
    refresh();
    if (!certificate)
        return tell(*m_banner, certificate.error());
    m_banner->tell(
        {BannerKind::Done,
         tr("Destroyed, certificate %1").arg(certificate->number.toString()),
         certificate->wipedAt.isValid()
             ? tr("Save and sign the certificate below. It names the backups that still hold the records.")
             : tr("Another program keeps the file from being rewritten. Close it, then press Wipe below."),
         {}});
    m_context.announceDataChanged();
    Q_EMIT destroyed(*certificate);
}

} // namespace dermis
