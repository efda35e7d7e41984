#pragma once

#include <QListView>

class QStandardItemModel;

namespace dermis {

/// One section of a form.
struct SectionItem
{
    QString number; ///< "3"
    QString title;
    int answered = 0;
    int total = 0;
    bool hasFinding = false;
    bool operator==(const SectionItem &) const = default;
};

/// The list of a form's sections with how far each one is.
class SectionRail : public QListView
{
    Q_OBJECT
public:
    explicit SectionRail(QWidget *parent = nullptr);
    /// Silent; keeps the current section.
    void setSections(const QList<SectionItem> &sections);
    /// Silent.
    void setCurrentSection(int index);
    int currentSection() const { return currentIndex().row(); }

Q_SIGNALS:
    void sectionChosen(int index);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    QStandardItemModel *m_model;
    bool m_silent = false;
};

} // namespace dermis
