#pragma once

#include <QWidget>

class QButtonGroup;

namespace dermis {

/// A few exclusive choices in one outlined row: Everyone | For the nurse 5. Left and Right move.
class SegmentedControl : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentedControl(const QString &accessibleName, const QStringList &segments,
                              QWidget *parent = nullptr);
    void setSegmentText(int index, const QString &text);
    int current() const;
    /// Silent.
    void setCurrent(int index);

Q_SIGNALS:
    /// By the person.
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_group;
};

} // namespace dermis
