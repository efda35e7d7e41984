#pragma once

#include <QListView>

class QStandardItemModel;

namespace dermis {

/// One person of the practice, in words.
struct PersonRow
{
    QString name;
    QString role; ///< "Dermatologist, owner"
    QString note; ///< at the right: "1 draft kept"
};

/// People of the practice, two lines each with their initials; Enter or a double click chooses.
class PersonList : public QListView
{
    Q_OBJECT
public:
    static constexpr int rowHeight = 58;

    explicit PersonList(const QString &accessibleName, QWidget *parent = nullptr);
    void setPeople(const QList<PersonRow> &people);
    int currentRow() const { return currentIndex().row(); }
    /// -1 for nobody.
    void setCurrentRow(int row);

Q_SIGNALS:
    void currentRowChanged(int row);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    QStandardItemModel *m_model;
};

} // namespace dermis
