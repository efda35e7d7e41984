#pragma once

#include "core/questionnaires/questionnaire.h"

#include <QHash>

namespace dermis {

/// What the questions of a form are called on paper: by the form's own prefixes where these are numbers, else counted. Hidden
/// items have no number.
class FormNumbers
{
public:
    explicit FormNumbers(const Questionnaire &form);
    /// "3", "24a", "3.1"; empty when the item has none.
    QString of(const Item &item) const { return m_numbers.value(item.number); }
    /// How another item speaks of it: "3", or its words where it has no number or shares it.
    QString called(const Item &item) const;
    /// A prefix that is no number: "Head"; empty when there is none.
    static QString lead(const Item &item);
    QStringList all() const { return m_numbers.values(); }

private:
    void number(const QList<Item> &items, const QString &before, int &last, bool count);

    QHash<int, QString> m_numbers; // by Item::number
    QHash<QString, int> m_uses;
};

/// An item's own condition in words: "If 3 is Yes:", "If 4 is more than 30:", "If any of these: ...:"; empty when it is
/// always asked.
QString conditionWords(const Questionnaire &form, const FormNumbers &numbers, const Item &item);

} // namespace dermis
