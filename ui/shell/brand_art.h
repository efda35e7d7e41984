#pragma once

#include <QWidget>

namespace dermis {

/// The picture beside sign-in and start: the name, the practice, layers of skin and needles.
class BrandArt : public QWidget
{
    Q_OBJECT
public:
    explicit BrandArt(QWidget *parent = nullptr);
    void setPractice(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_practice;
};

} // namespace dermis
