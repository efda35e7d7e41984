#pragma once

#include <QToolButton>

namespace dermis {

/// One of a row of exclusive answers, with its key printed: [Y] Yes. Never takes the keyboard; its row does.
class ChoiceButton : public QToolButton
{
    Q_OBJECT
public:
    ChoiceButton(const QString &text, const QString &key, QWidget *parent = nullptr);
    /// Kept but not in use: greyed whether chosen or not.
    void setKeptOnly(bool keptOnly);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_key;
    bool m_keptOnly = false;
};

} // namespace dermis
