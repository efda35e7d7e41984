#pragma once

#include <QWidget>

namespace dermis {

/// One part of the settings, shown at the right of the list.
class SettingsSection : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Reads again what is stored; typing that is not kept yet stays.
    virtual void refresh() {}
    /// Makes unfinished typing durable at once.
    virtual void keepDraft() {}
};

} // namespace dermis
