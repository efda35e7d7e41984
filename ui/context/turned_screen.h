#pragma once

#include <QWidget>

namespace dermis {

/// What a patient sees on the screen turned to them. Nothing else of the window is there until somebody of the staff signs in.
class TurnedScreen : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Makes unfinished typing durable at once.
    virtual void keepDraft() = 0;
    virtual void focusFirst() = 0;

Q_SIGNALS:
    /// The screen goes back to the staff.
    void handedBack();
};

} // namespace dermis
