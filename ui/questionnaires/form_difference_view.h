#pragma once

#include "core/questionnaires/form_difference.h"

#include <QScrollArea>

namespace dermis {

/// What became of the answers to an earlier version of a form: which need a look, which questions are new, which are gone.
class FormDifferenceView : public QScrollArea
{
    Q_OBJECT
public:
    explicit FormDifferenceView(QWidget *parent = nullptr);
    void show(const FormDifference &difference);
    using QScrollArea::show;
};

} // namespace dermis
