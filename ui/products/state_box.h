#pragma once

#include "ui/theme/severity.h"

#include <QWidget>

namespace dermis {

class TextLabel;

/// A sentence in a box of a severity's colour, with its sign.
class StateBox : public QWidget
{
    Q_OBJECT
public:
    explicit StateBox(QWidget *parent = nullptr);
    void setState(SeverityMark mark, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SeverityMark m_mark = SeverityMark::Note;
    TextLabel *m_text;
};

} // namespace dermis
