#pragma once

#include "ui/context/destination.h"

#include <QList>
#include <QString>
#include <QWidget>

namespace dermis {

class ClinicContext;

/// A step of the path shown before a page's title.
struct Crumb
{
    QString text;
    Destination destination;
};

/// One line of the panel that F1 shows.
struct KeyLine
{
    QString key;  ///< "Ctrl+Enter"
    QString does; ///< "hand over to the doctor"
};

/// One page of the window. Built once, kept in the stack, told where it stands by open().
class Page : public QWidget
{
    Q_OBJECT
public:
    explicit Page(ClinicContext &context, QWidget *parent = nullptr);

    virtual QString title() const = 0;
    /// The way here, for the top bar; empty for pages of the rail.
    virtual QList<Crumb> crumbs() const { return {}; }
    /// Comes on screen for this destination; called each time before it is shown.
    virtual void open(const Destination &destination) { Q_UNUSED(destination) }
    /// Gives the keyboard to the work, not the frame.
    virtual void focusFirst() = 0;
    /// Reads again what is shown; never moves the keyboard or the selected row.
    virtual void refresh() {}
    /// Makes unfinished typing durable at once: before leaving, locking and closing.
    virtual void keepDraft() {}
    /// Starts the way to paper of the page's main sheet.
    virtual void print() {}
    /// The page's own keys; those of the window are added by the window.
    virtual QList<KeyLine> keys() const { return {}; }
    /// What F6 steps through, in order; the widget itself or something in it takes the keyboard.
    virtual QList<QWidget *> panes() const { return {}; }
    /// Below 1280 x 680 logical px.
    virtual void setCompact(bool compact) { Q_UNUSED(compact) }

Q_SIGNALS:
    void goTo(const dermis::Destination &destination);
    /// The screen is to be turned to the patient for what stands there.
    void screenTurned(const dermis::Destination &destination);
    /// Title or crumbs are others now.
    void titleChanged();

protected:
    ClinicContext &context() const { return m_context; }

private:
    ClinicContext &m_context;
};

} // namespace dermis
