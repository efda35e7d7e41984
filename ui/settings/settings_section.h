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
    /// How wide it may be without scrolling sideways.
    virtual void setRoom(int) {}
    /// Makes unfinished typing durable at once.
    virtual void keepDraft() {}
};

} // namespace dermis
