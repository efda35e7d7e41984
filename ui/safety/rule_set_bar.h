#pragma once

#include "core/safety/rule_set.h"

#include <QWidget>

namespace dermis {

class Button;
class TextLabel;

/// Which rules hold; a proposed set can be signed off here by the dermatologist, after reading what is
/// signed.
class RuleSetBar : public QWidget
{
    Q_OBJECT
public:
    explicit RuleSetBar(QWidget *parent = nullptr);
    void show(const RuleSetInForce &inForce, bool maySign);
    using QWidget::show;

Q_SIGNALS:
    void signOffRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void askFirst(bool asking);

    TextLabel *m_words;
    TextLabel *m_question;
    Button *m_signOff;
    Button *m_confirm;
    Button *m_notNow;
    bool m_isSigned = true;
    bool m_maySign = false;
};

} // namespace dermis
