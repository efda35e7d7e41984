#pragma once

#include "core/consents/sheet_check.h"

#include <QWidget>

namespace dermis {

/// The four checks before printing, in one line that does not scroll.
class ChecksRow : public QWidget
{
    Q_OBJECT
public:
    explicit ChecksRow(QWidget *parent = nullptr);
    /// Empty while the sheet is being made.
    void setChecks(const QList<SheetCheck> &checks);
    QSize sizeHint() const override { return {480, 34}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool fits(const QString &head) const;
    QList<SheetCheck> m_checks;
};

/// "Text inside margins" ...
QString checkWords(SheetCheckKind kind);

} // namespace dermis
