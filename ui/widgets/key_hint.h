#pragma once

#include <QWidget>

namespace dermis {

/// A key chip with a word beside it: [Y] yes. Not focusable.
class KeyHint : public QWidget
{
    Q_OBJECT
public:
    explicit KeyHint(const QString &key, const QString &word = QString(), QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_key;
    QString m_word;
};

} // namespace dermis
