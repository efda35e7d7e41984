#pragma once

#include "core/products/product.h"

#include <QWidget>

class QButtonGroup;

namespace dermis {

class Button;
class FormField;
class TextLabel;

/// Takes a product or a lot out of use, or back, with a reason. It asks for the act and does nothing itself.
class SupplyPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SupplyPanel(QWidget *parent = nullptr);
    void begin(const QString &what, SupplyState state);
    void focusFirst();

Q_SIGNALS:
    void chosen(dermis::SupplyState state, const QString &reason);
    void cancelled();

private:
    void showAct();
    void finish();

    TextLabel *m_title;
    QButtonGroup *m_states;
    FormField *m_reason;
    Button *m_cancel;
    Button *m_do;
    SupplyState m_now = SupplyState::Active;
};

} // namespace dermis
