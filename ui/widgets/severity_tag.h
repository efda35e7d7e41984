#pragma once

#include "ui/theme/severity.h"

#include <QWidget>

namespace dermis {

/// A severity as a small box: shape, word and colour.
class SeverityTag : public QWidget
{
    Q_OBJECT
public:
    /// `text` replaces the severity's own word.
    explicit SeverityTag(SeverityMark severity, const QString &text = QString(), QWidget *parent = nullptr);
    void setSeverity(SeverityMark severity, const QString &text = QString());
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SeverityMark m_severity;
    QString m_text;
};

} // namespace dermis
