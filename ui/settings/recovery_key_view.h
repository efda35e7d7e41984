#pragma once

#include <QPainterPath>
#include <QStringList>
#include <QWidget>

namespace dermis {

/// A recovery key to write down: its groups in large letters, numbered, and the QR code of the same.
class RecoveryKeyView : public QWidget
{
    Q_OBJECT
public:
    explicit RecoveryKeyView(QWidget *parent = nullptr);
    /// `text` as people write it, `qrText` as the code holds it; empty texts show nothing.
    void setKey(const QString &text, const QString &qrText);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QSize groupSize() const;

    QStringList m_groups;
    QPainterPath m_code; ///< in a square of side 1
};

} // namespace dermis
