#pragma once

#include "ui/context/destination.h"
#include "ui/theme/icons.h"

#include <QWidget>

#include <optional>

class QListView;
class QStandardItemModel;
class QToolButton;

namespace dermis {

struct Actor;
class PersonBadge;

/// The dark column at the left: where to go, who is at the computer, and the lock.
class Rail : public QWidget
{
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);
    void addPlace(Place place, Icon icon, const QString &text);
    int count() const;
    /// Silent; a place that is not on the rail changes nothing.
    void setCurrent(Place place);
    /// The nth place, counted from 0.
    std::optional<Place> placeAt(int position) const;
    void setPerson(const Actor &actor);
    /// 52 px with tooltips instead of 76 px with words.
    void setCompact(bool compact);
    bool isCompact() const { return m_compact; }
    QWidget *list() const;

Q_SIGNALS:
    void placeChosen(dermis::Place place);
    void lockRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QListView *m_list;
    QStandardItemModel *m_model;
    PersonBadge *m_person;
    QToolButton *m_lock;
    bool m_compact = false;
};

/// "Sr Lindiwe Zwane" becomes "Sr Zwane", "Kabelo Moagi" becomes "K. Moagi".
QString shortName(const QString &name);

} // namespace dermis
