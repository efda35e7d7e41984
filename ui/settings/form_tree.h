#pragma once

#include "core/questionnaires/form_edit.h"

#include <QTreeWidget>

namespace dermis {

/// The items of a form with their numbers and words, one below what holds it.
class FormTree : public QTreeWidget
{
    Q_OBJECT
public:
    explicit FormTree(QWidget *parent = nullptr);
    /// Silent; chooses the item of that linkId, else the first.
    void showItems(const QList<EditableItem> &items, const QString &linkId);
    /// Other words for the chosen item.
    void showWords(const EditableItem &item);
    /// Of the chosen item; empty without one.
    QString linkId() const;

Q_SIGNALS:
    /// By the person.
    void chosen();
};

} // namespace dermis
