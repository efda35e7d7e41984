#pragma once

#include <QLineEdit>

namespace dermis {

/// A line that a scanner types into as a keyboard does. The separator between two parts of a barcode, which a
/// line of text would drop, is kept as <GS>.
class ScanLine : public QLineEdit
{
    Q_OBJECT
public:
    using QLineEdit::QLineEdit;

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace dermis
