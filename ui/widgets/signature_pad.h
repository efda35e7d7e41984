#pragma once

#include "core/base/ink.h"

#include <QElapsedTimer>
#include <QWidget>

namespace dermis {

/// White paper that is signed on with a pen tablet, a finger or the mouse; one stroke at a time, by one of them.
class SignaturePad : public QWidget
{
    Q_OBJECT
public:
    explicit SignaturePad(QWidget *parent = nullptr);
    /// Who signs here, for readers.
    void setSigner(const QString &who);
    const Ink &ink() const { return m_ink; }
    bool isEmpty() const { return m_ink.isEmpty(); }
    /// Whether there is as much on it as a signature has.
    bool isSigned() const;
    void clear();

    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void changed();

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Source { None, Mouse, Touch, Tablet };

    void begin(Source source, const QPointF &place, std::optional<double> pressure);
    void move(Source source, const QPointF &place, std::optional<double> pressure);
    void end(Source source);
    bool touch(const QTouchEvent &event);
    InkPoint pointAt(const QPointF &place, std::optional<double> pressure) const;

    Ink m_ink;
    qsizetype m_points = 0;
    Source m_source = Source::None;
    int m_finger = -1; ///< which touch point draws
    QElapsedTimer m_clock; ///< since the first point
};

} // namespace dermis
