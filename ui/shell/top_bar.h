#pragma once

#include "ui/context/page.h"

#include <QWidget>

class QHBoxLayout;

namespace dermis {

class Button;
class FindPatient;
class TextLabel;

/// The 48 px bar: the way here, the page's title, and the find box.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);
    void setPlace(const QString &title, const QList<Crumb> &crumbs);
    void setCompact(bool compact);
    FindPatient *finder() const { return m_finder; }

Q_SIGNALS:
    void goTo(const dermis::Destination &destination);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_way;
    Button *m_back;
    TextLabel *m_title;
    FindPatient *m_finder;
    QList<Crumb> m_crumbs;
};

} // namespace dermis
