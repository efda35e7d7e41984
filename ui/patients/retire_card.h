#pragma once

#include "ui/widgets/card.h"

class QLineEdit;

namespace dermis {

class FormField;

/// Takes a patient off the list; the reason is asked for in place.
class RetireCard : public Card
{
    Q_OBJECT
public:
    explicit RetireCard(QWidget *parent = nullptr);
    /// Forgets what was typed.
    void reset();

Q_SIGNALS:
    void retireRequested(const QString &reason);

private:
    void request();

    QLineEdit *m_line;
    FormField *m_reason;
};

} // namespace dermis
