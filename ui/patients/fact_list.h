#pragma once

#include "ui/patients/record_view.h"

#include <QWidget>

class QGridLayout;

namespace dermis {

/// Answers with the sign of what the rules make of them; the unknown ones stand on their own ground.
class FactList : public QWidget
{
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);
    /// Shows a few of the unknown, all that fired and some that are clear; says how many more there are.
    void setFacts(const QList<FactLine> &facts, const QDate &today);

private:
    void addMore(const QString &text);
};

} // namespace dermis
