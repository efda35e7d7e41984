#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QWidget>

namespace dermis {

/// The 2 px ring outside the control that has the keyboard; one for the whole program, made after the
/// QApplication. A widget with the property `focusRing` = false draws its own; `focusRing` = "rail" gets the
/// rail's colour.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    FocusRing();
    ~FocusRing() override;
    /// The widget it surrounds now; null when none.
    QWidget *target() const { return m_target; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *widget);
    void watch(QWidget *widget);
    void unwatch();
    void place();

    QPointer<QWidget> m_target;
    QPointer<QWidget> m_frame;   // the viewport or window the ring is painted on
    QPointer<QWidget> m_overlay; // a child of m_frame, and gone with it
    QList<QPointer<QWidget>> m_watched;
};

} // namespace dermis
