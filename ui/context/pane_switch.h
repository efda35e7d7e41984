#pragma once

#include <QList>
#include <QWidget>

namespace dermis {

class SegmentedControl;

/// Panes that stand side by side in the wide layout; in the compact one a row of names shows one at a time.
class PaneSwitch : public QWidget
{
    Q_OBJECT
public:
    struct Pane
    {
        QString title;
        QWidget *widget = nullptr;
        int width = 0; ///< in the wide layout; 0: what the others leave
    };
    explicit PaneSwitch(const QList<Pane> &panes, QWidget *parent = nullptr);
    void setTitle(int pane, const QString &title);
    void setCompact(bool compact);
    /// Brings a pane to the front; in the wide layout all are.
    void choose(int pane);

private:
    QList<Pane> m_panes;
    SegmentedControl *m_names;
    bool m_compact = false;
};

} // namespace dermis
