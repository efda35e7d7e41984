#pragma once

#include "ui/theme/icons.h"

#include <QListView>

class QStandardItemModel;

namespace dermis {

/// The list at the left of the settings: an icon and a word, the current one marked.
class SectionList : public QListView
{
    Q_OBJECT
public:
    explicit SectionList(QWidget *parent = nullptr);
    void addSection(Icon icon, const QString &title);

Q_SIGNALS:
    void sectionChosen(int index);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    QStandardItemModel *m_model;
};

} // namespace dermis
