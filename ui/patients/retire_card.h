#pragma once

#include "ui/widgets/card.h"

namespace dermis {

class Button;
class FormField;

/// Takes a patient off the list, with a reason that is asked for in place.
class RetireCard : public Card
{
    Q_OBJECT
public:
    explicit RetireCard(QWidget *parent = nullptr);
    /// Closes the question and forgets the reason.
    void reset();

Q_SIGNALS:
    void retireRequested(const QString &reason);

private:
    void ask(bool asking);
    void request();

    Button *m_begin;
    QWidget *m_question;
    FormField *m_reason;
};

} // namespace dermis
