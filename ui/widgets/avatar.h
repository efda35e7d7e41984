#pragma once

#include "ui/theme/tokens.h"

#include <QImage>
#include <QWidget>

class QPainter;

namespace dermis {

/// First letters of the first and last word, titles left out: "Sr Lindiwe Zwane" gives LZ.
QString initials(const QString &name);
/// Paints initials on a disc.
void paintInitials(QPainter &painter, const QRectF &area, const QString &name, const QColor &disc,
                   const QColor &text);

/// A photo with round corners, or the initials when there is none. Not focusable.
class Avatar : public QWidget
{
    Q_OBJECT
public:
    explicit Avatar(int size, QWidget *parent = nullptr);
    void setPerson(const QString &name, const QImage &photo = {});
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_size;
    QString m_name;
    QImage m_photo;
};

} // namespace dermis
