#include "ui/patients/patient_table_model.h"

#include "core/patients/phone_number.h"
#include "core/patients/sa_id_number.h"
#include "ui/context/words.h"
#include "ui/patients/patient_words.h"

using namespace Qt::StringLiterals;

namespace dermis {

PatientTableModel::PatientTableModel(QObject *parent) : QAbstractTableModel(parent) {}

void PatientTableModel::setSource(PatientRowSource source, const QDate &today)
{
    beginResetModel();
    m_rows.clear();
    m_source = std::move(source);
    m_next = {};
    m_more = m_source != nullptr;
    m_today = today;
    endResetModel();
    fetchMore({});
}

void PatientTableModel::setRows(const QList<PatientRow> &rows, const QDate &today)
{
    beginResetModel();
    m_rows = rows;
    m_source = nullptr;
    m_more = false;
    m_today = today;
    endResetModel();
}

const PatientRow *PatientTableModel::row(const QModelIndex &index) const
{
    return index.isValid() ? &m_rows.at(index.row()) : nullptr;
}

QModelIndex PatientTableModel::indexOf(PatientId patient) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).line.id == patient)
            return index(i, 0);
    }
    return {};
}

int PatientTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PatientTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PatientTableModel::text(const PatientRow &row, int column) const
{
    switch (column) {
    case Name:
        return row.line.active ? listName(row.line) : tr("%1 (retired)").arg(listName(row.line));
    case Born:
        return row.line.birthDate.isValid()
                   ? u"%1, %2"_s.arg(dateWords(row.line.birthDate), ageWords(row.line.birthDate, m_today))
                   : QString();
    case File:
        return row.line.fileNumber;
    case IdNumber:
        return maskedSaId(row.line.saIdNumber);
    case Telephone:
        return displayPhone(row.line.phone);
    case LastVisit:
        return row.lastVisit.isValid() ? dateWords(row.lastVisit) : QString();
    default:
        return {};
    }
}

QString PatientTableModel::sentence(const PatientRow &row) const
{
    QStringList parts{text(row, Name), ageWords(row.line.birthDate, m_today),
                      tr("file %1").arg(row.line.fileNumber)};
    if (row.lastVisit.isValid())
        parts << tr("last visit %1").arg(dateWords(row.lastVisit));
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString PatientTableModel::spoken(const PatientRow &row, int column) const
{
    const QString words = text(row, column);
    return words.isEmpty() ? tr("%1: none").arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
                           : words;
}

QVariant PatientTableModel::data(const QModelIndex &index, int role) const
{
    const PatientRow *found = row(index);
    if (found == nullptr)
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(*found, index.column());
    if (role == Qt::AccessibleTextRole)
        return index.column() == Name ? sentence(*found) : spoken(*found, index.column());
    return {};
}

QVariant PatientTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Born:
        return tr("Born");
    case File:
        return tr("File no.");
    case IdNumber:
        return tr("ID number");
    case Telephone:
        return tr("Phone");
    case LastVisit:
        return tr("Last visit");
    default:
        return {};
    }
}

bool PatientTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more;
}

void PatientTableModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const Result<PatientRows> page = m_source(m_next);
    m_more = page && page->more;
    if (!page) {
        Q_EMIT readFailed(page.error());
        return;
    }
    m_next = page->next;
    if (page->rows.isEmpty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(page->rows.size()) - 1);
    m_rows << page->rows;
    endInsertRows();
}

} // namespace dermis
