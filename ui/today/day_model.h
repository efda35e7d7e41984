#pragma once

#include "ui/today/day_board.h"

#include <QAbstractItemModel>

#include <array>

namespace dermis {

/// The day's list as three groups of visits. A refresh moves, adds and removes single rows, so that the
/// selected row and the keyboard stay where they are.
class DayModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Time, Patient, Reason, Where, Waiting, Next, ColumnCount };

    using QAbstractItemModel::QAbstractItemModel;

    void setActor(Roles roles);
    /// Shows these visits at this moment (UTC).
    void setEntries(const QList<DayEntry> &entries, const QDateTime &now);
    /// Only the waiting minutes change.
    void setNow(const QDateTime &now);

    /// The visit of a row; nothing for a group.
    const DayEntry *entry(const QModelIndex &index) const;
    QModelIndex indexOf(VisitId visit) const;
    QModelIndex groupIndex(DayGroup group) const { return index(static_cast<int>(group), 0); }
    DayAct nextAct(const DayEntry &entry) const { return nextStep(entry, m_roles); }
    /// All that can be done with a visit, the next step first.
    QList<DayAct> acts(const DayEntry &entry) const { return possibleActs(entry, m_roles); }
    QDateTime now() const { return m_now; }
    /// A group's second word: "6 people, longest wait 14 min".
    QString groupNote(DayGroup group) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Position
    {
        int group = -1;
        int row = -1;
    };
    Position find(VisitId visit) const;
    void bringTo(const DayEntry &entry, int group, int row);
    void removeBeyond(int group, int count);
    QVariant visitData(const DayEntry &entry, int column, int role) const;

    std::array<QList<DayEntry>, dayGroupCount> m_groups;
    QDateTime m_now;
    Roles m_roles;
};

} // namespace dermis
