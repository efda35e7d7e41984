#pragma once

#include "core/access/staff.h"
#include "core/storage/journal.h"

#include <QAbstractTableModel>
#include <QWidget>

#include <functional>

class QTableView;
class QTableWidget;

namespace dermis {

class Card;
class ClinicContext;

/// Gives the entries before a sequence, newest first.
using JournalSource = std::function<QList<JournalRecord>(qint64 before)>;

/// A record's journal page by page.
class JournalModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { When, Who, What, Reason, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setSource(JournalSource source, const StaffNames &people);
    const StaffNames &people() const { return m_people; }
    const JournalRecord *record(const QModelIndex &index) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    QString text(const JournalRecord &record, int column) const;
    QList<JournalRecord> m_records;
    JournalSource m_source;
    StaffNames m_people;
    bool m_more = false;
};

/// Every change of a record: who, when, why, and the row's versions side by side.
class JournalTab : public QWidget
{
    Q_OBJECT
public:
    explicit JournalTab(ClinicContext &context, QWidget *parent = nullptr);
    void setPatient(PatientId patient);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    void showVersions();

    ClinicContext &m_context;
    PatientId m_patient;
    bool m_stale = true;
    JournalModel *m_model;
    QTableView *m_table;
    Card *m_card;
    QTableWidget *m_versions;
};

} // namespace dermis
