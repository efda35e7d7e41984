#include "ui/today/day_model.h"

#include "ui/today/day_words.h"

namespace dermis {

namespace {

constexpr quintptr groupLevel = 0; // internal id of a group's index; a visit's is its group + 1

} // namespace

void DayModel::setActor(Roles roles)
{
    m_roles = roles;
    setNow(m_now);
}

void DayModel::setEntries(const QList<DayEntry> &entries, const QDateTime &now)
{
    m_now = now;
    std::array<int, dayGroupCount> counts{};
    for (const DayEntry &entry : entries) {
        const auto group = static_cast<size_t>(groupOf(entry.day.visit.state));
        bringTo(entry, static_cast<int>(group), counts.at(group)++);
    }
    for (int group = 0; group < dayGroupCount; ++group)
        removeBeyond(group, counts.at(static_cast<size_t>(group)));
    setNow(now);
}

void DayModel::setNow(const QDateTime &now)
{
    m_now = now;
    for (int group = 0; group < dayGroupCount; ++group) {
        const QModelIndex parent = index(group, 0);
        Q_EMIT dataChanged(parent, parent);
        if (const int rows = rowCount(parent); rows > 0)
            Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    }
}

DayModel::Position DayModel::find(VisitId visit) const
{
    for (int group = 0; group < dayGroupCount; ++group) {
        const QList<DayEntry> &rows = m_groups.at(static_cast<size_t>(group));
        for (int row = 0; row < rows.size(); ++row) {
            if (rows.at(row).day.visit.id == visit)
                return {group, row};
        }
    }
    return {};
}

void DayModel::bringTo(const DayEntry &entry, int group, int row)
{
    QList<DayEntry> &target = m_groups.at(static_cast<size_t>(group));
    if (row < target.size() && target.at(row).day.visit.id == entry.day.visit.id) {
        target[row] = entry;
        return;
    }
    const Position from = find(entry.day.visit.id);
    const QModelIndex parent = index(group, 0);
    if (from.group < 0) {
        beginInsertRows(parent, row, row);
        target.insert(row, entry);
        endInsertRows();
        return;
    }
    beginMoveRows(index(from.group, 0), from.row, from.row, parent, row);
    m_groups.at(static_cast<size_t>(from.group)).removeAt(from.row);
    target.insert(row, entry);
    endMoveRows();
}

void DayModel::removeBeyond(int group, int count)
{
    QList<DayEntry> &rows = m_groups.at(static_cast<size_t>(group));
    if (rows.size() <= count)
        return;
    beginRemoveRows(index(group, 0), count, static_cast<int>(rows.size()) - 1);
    rows.resize(count);
    endRemoveRows();
}

const DayEntry *DayModel::entry(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == groupLevel)
        return nullptr;
    return &m_groups.at(index.internalId() - 1).at(index.row());
}

QModelIndex DayModel::indexOf(VisitId visit) const
{
    const Position place = find(visit);
    return place.group < 0 ? QModelIndex() : index(place.row, 0, index(place.group, 0));
}

QString DayModel::groupNote(DayGroup group) const
{
    const QList<DayEntry> &rows = m_groups.at(static_cast<size_t>(group));
    int longest = 0;
    for (const DayEntry &row : rows)
        longest = std::max(longest, minutesWaiting(row.day.visit, m_now).value_or(0));
    return groupNoteWords(static_cast<int>(rows.size()), longest);
}

QModelIndex DayModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : groupLevel);
}

QModelIndex DayModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == groupLevel)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, groupLevel);
}

int DayModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return dayGroupCount;
    if (parent.internalId() != groupLevel || parent.column() != 0)
        return 0;
    return static_cast<int>(m_groups.at(static_cast<size_t>(parent.row())).size());
}

int DayModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant DayModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const DayEntry *visit = entry(index))
        return visitData(*visit, index.column(), role);
    const auto group = static_cast<DayGroup>(index.row());
    if (role == Qt::DisplayRole && index.column() == 0)
        return groupWords(group);
    if (role == Qt::AccessibleTextRole)
        return QString(groupWords(group) + QLatin1String(", ") + groupNote(group));
    return {};
}

QVariant DayModel::visitData(const DayEntry &entry, int column, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return visitSentence(entry, nextAct(entry), m_now);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Time:
        return visitTimeWords(entry.day.visit);
    case Patient:
        return nameWords(entry.day);
    case Reason:
        return reasonWords(entry.day.visit);
    case Where:
        return stateWords(entry).title;
    case Waiting:
        return waitingWords(entry.day.visit, m_now);
    default:
        return actWords(nextAct(entry));
    }
}

QVariant DayModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Waiting ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Patient:
        return tr("Patient");
    case Reason:
        return tr("Visit");
    case Where:
        return tr("Where they are");
    case Waiting:
        return tr("Waiting");
    case Next:
        return tr("Next step");
    default:
        return {};
    }
}

Qt::ItemFlags DayModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (entry(index) == nullptr)
        return Qt::NoItemFlags; // a heading: the keys pass it by
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace dermis
