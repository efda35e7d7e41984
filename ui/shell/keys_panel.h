#pragma once

#include "ui/context/page.h"

#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace dermis {

/// What F1 shows: the keys of this page, then those of the window. Esc, F1 or a click beside it closes it.
class KeysPanel : public QFrame
{
    Q_OBJECT
public:
    explicit KeysPanel(QWidget *parent);
    void showKeys(const QString &pageTitle, const QList<KeyLine> &pageKeys, const QList<KeyLine> &windowKeys);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void close();
    QVBoxLayout *m_column;
    QPointer<QWidget> m_before;
};

} // namespace dermis
