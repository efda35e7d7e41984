#pragma once

#include "core/patients/patient_repository.h"

#include <QAbstractTableModel>

#include <functional>

namespace dermis {

/// A line of the list, with what stands beside it.
struct PatientRow
{
    PatientLine line;
    QDate lastVisit; ///< invalid when there was none
    bool operator==(const PatientRow &) const = default;
};

/// Some lines, and where the next ones begin.
struct PatientRows
{
    QList<PatientRow> rows;
    PatientCursor next;
    bool more = false;
};

/// Gives the lines after a cursor.
using PatientRowSource = std::function<Result<PatientRows>(const PatientCursor &after)>;

/// Patients page by page, at any length: the view asks for more as it scrolls.
class PatientTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Born, File, IdNumber, Telephone, LastVisit, ColumnCount };

    explicit PatientTableModel(QObject *parent = nullptr);
    /// Begins anew with the source's first page.
    void setSource(PatientRowSource source, const QDate &today);
    /// Shows just these lines.
    void setRows(const QList<PatientRow> &rows, const QDate &today);
    const PatientRow *row(const QModelIndex &index) const;
    QModelIndex indexOf(PatientId patient) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    /// A page could not be read; what is shown stays.
    void readFailed(const dermis::Error &error);

private:
    QString text(const PatientRow &row, int column) const;
    QString sentence(const PatientRow &row) const;
    QString spoken(const PatientRow &row, int column) const;

    QList<PatientRow> m_rows;
    PatientRowSource m_source;
    PatientCursor m_next;
    bool m_more = false;
    QDate m_today;
};

} // namespace dermis
