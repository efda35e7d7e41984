#include "ui/patients/journal_tab.h"

#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/patients/journal_words.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/card.h"

#include <QHeaderView>
#include <QTableView>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int entriesAtOnce = 100;

} // namespace

void JournalModel::setSource(JournalSource source, const StaffNames &people)
{
    beginResetModel();
    m_records.clear();
    m_source = std::move(source);
    m_people = people;
    m_more = m_source != nullptr;
    endResetModel();
    fetchMore({});
}

const JournalRecord *JournalModel::record(const QModelIndex &index) const
{
    return index.isValid() ? &m_records.at(index.row()) : nullptr;
}

int JournalModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int JournalModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JournalModel::text(const JournalRecord &record, int column) const
{
    switch (column) {
    case When:
        return momentWords(fromIsoUtc(record.entry.at));
    case Who:
        return m_people.value(record.entry.actor);
    case What:
        return entryWords(record);
    case Reason:
        return record.reason;
    default:
        return {};
    }
}

QVariant JournalModel::data(const QModelIndex &index, int role) const
{
    const JournalRecord *found = record(index);
    if (found == nullptr)
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(*found, index.column());
    if (role == Qt::AccessibleTextRole && index.column() == When) {
        QStringList parts{text(*found, When), text(*found, Who), text(*found, What), text(*found, Reason)};
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    if (role == Qt::AccessibleTextRole && index.column() == Reason && found->reason.isEmpty())
        return tr("No reason was needed");
    return {};
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const std::array heads{QT_TR_NOOP("When"), QT_TR_NOOP("Who"), QT_TR_NOOP("What"),
                                  QT_TR_NOOP("Why")};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return tr(heads.at(static_cast<size_t>(section)));
}

bool JournalModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more;
}

void JournalModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const QList<JournalRecord> page = m_source(m_records.isEmpty() ? 0 : m_records.last().entry.sequence);
    m_more = page.size() == entriesAtOnce;
    if (page.isEmpty())
        return;
    const int first = static_cast<int>(m_records.size());
    beginInsertRows({}, first, first + static_cast<int>(page.size()) - 1);
    m_records << page;
    endInsertRows();
}

JournalTab::JournalTab(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new JournalModel(this))
    , m_table(new QTableView)
    , m_card(new Card(tr("What changed")))
    , m_versions(new QTableWidget(0, 3))
{
    auto *entries = new Card(tr("Journal"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Journal"));
    dressTable(*m_table, JournalModel::What);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    entries->body()->addWidget(m_table);
    m_versions->setAccessibleName(tr("What changed"));
    m_versions->setHorizontalHeaderLabels({tr("Field"), tr("Before"), tr("After")});
    dressTable(*m_versions, 0, true);
    m_versions->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_versions->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_versions->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_card->body()->addWidget(m_versions);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 10, 16, 10);
    row->setSpacing(10);
    row->addWidget(entries, 5);
    row->addWidget(m_card, 4);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &JournalTab::showVersions);
}

void JournalTab::setPatient(PatientId patient)
{
    m_patient = patient;
    m_stale = true;
    if (isVisible())
        read();
}

void JournalTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        read();
}

void JournalTab::read()
{
    m_stale = false;
    const int row = m_table->currentIndex().row();
    const auto source = [this](qint64 before) {
        return journalOfSubject(m_context.database(), m_patient.value(), before, entriesAtOnce)
            .value_or(QList<JournalRecord>());
    };
    m_model->setSource(source, namesOfStaff(m_context.database()).value_or(StaffNames()));
    m_table->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, m_model->rowCount() - 1)), 0));
    showVersions();
}

void JournalTab::showVersions()
{
    m_versions->setRowCount(0);
    const JournalRecord *chosen = m_model->record(m_table->currentIndex());
    if (chosen == nullptr)
        return;
    m_card->setNote(entryWords(*chosen));
    QJsonObject before;
    const auto versions = historyOf(m_context.database(), chosen->entry.table, chosen->entry.row);
    for (const JournalRecord &version : versions.value_or(QList<JournalRecord>())) {
        if (version.entry.revision == chosen->entry.revision - 1)
            before = version.row;
    }
    m_versions->setColumnHidden(1, chosen->entry.revision == 1);
    m_versions->horizontalHeaderItem(2)->setText(chosen->entry.revision == 1 ? tr("As written")
                                                                             : tr("After"));
    for (const FieldChange &change :
         changedFields(chosen->entry.table, before, chosen->row, m_model->people())) {
        const int row = m_versions->rowCount();
        m_versions->insertRow(row);
        int column = 0;
        for (const QString &text : {change.field, change.before, change.after}) {
            auto *item = new QTableWidgetItem(text);
            item->setToolTip(text.left(2000));
            if (column == 1 && !text.isEmpty()) {
                QFont replaced = m_versions->font();
                replaced.setStrikeOut(true);
                item->setFont(replaced);
                item->setData(Qt::AccessibleTextRole, tr("replaced: %1").arg(text));
            }
            m_versions->setItem(row, column++, item);
        }
    }
    if (m_versions->rowCount() == 0) {
        m_versions->insertRow(0);
        m_versions->setItem(0, 0, new QTableWidgetItem(tr("The same as before")));
    }
    m_versions->resizeRowsToContents();
}

} // namespace dermis
