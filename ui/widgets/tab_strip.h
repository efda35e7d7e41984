#pragma once

#include "ui/theme/severity.h"

#include <QTabBar>

#include <optional>

namespace dermis {

/// One tab of a record.
struct TabText
{
    QString title;
    int count = 0;                        ///< printed after the title when not 0
    std::optional<SeverityMark> severity; ///< colours the count
    bool operator==(const TabText &) const = default;
};

/// Tabs 34 high with a line under the current one; Alt+1 … Alt+9 choose the tabs shown.
class TabStrip : public QTabBar
{
    Q_OBJECT
public:
    explicit TabStrip(const QString &accessibleName, QWidget *parent = nullptr);
    int addTab(const TabText &text);
    void setTab(int index, const TabText &text);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(int position);
    QList<TabText> m_tabs;
};

} // namespace dermis
