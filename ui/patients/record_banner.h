#pragma once

#include "ui/patients/record_view.h"

#include <QWidget>

class QHBoxLayout;

namespace dermis {

class Avatar;
class Button;
class TextLabel;

/// Who this is, on every tab: 76 high on Summary, 46 on the others.
class RecordBanner : public QWidget
{
    Q_OBJECT
public:
    explicit RecordBanner(QWidget *parent = nullptr);
    void setView(const RecordView &view, const QDate &today);
    /// One line, for the tabs that need the room.
    void setLow(bool low);
    /// 58 high instead of 76.
    void setCompact(bool compact);

Q_SIGNALS:
    void editRequested();
    void printRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showFacts();
    void addFact(Icon icon, const QString &label, const QString &value);

    RecordView m_view;
    QDate m_today;
    bool m_low = false;
    bool m_compact = false;
    Avatar *m_photo;
    Avatar *m_smallPhoto;
    TextLabel *m_name;
    TextLabel *m_lowName;
    TextLabel *m_age;
    TextLabel *m_born;
    QWidget *m_facts;
    QHBoxLayout *m_factRow;
    Button *m_edit;
    Button *m_print;
};

} // namespace dermis
