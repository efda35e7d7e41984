#pragma once

#include <QWidget>

namespace dermis {

/// A date or time edit that Tab leaves at once; Left and Right go between day, month and year.
template <typename Edit>
class OneStop : public Edit
{
public:
    using Edit::Edit;

protected:
    bool focusNextPrevChild(bool next) override { return QWidget::focusNextPrevChild(next); }
};

} // namespace dermis
