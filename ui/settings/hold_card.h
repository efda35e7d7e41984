#pragma once

#include "core/privacy/retention_flag.h"
#include "ui/widgets/card.h"

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;

/// What keeps records longer: complaints, incapacity, slow adverse events; set and released with a reason.
class HoldCard : public Card
{
    Q_OBJECT
public:
    explicit HoldCard(ClinicContext &context, QWidget *parent = nullptr);
    void refresh();

Q_SIGNALS:
    void changed();

private:
    QWidget *makeForm();
    void showFlags(const QList<RetentionFlag> &flags);
    QWidget *rowFor(const RetentionFlag &flag);
    void showReady();
    void set();
    void release(RetentionFlagId flag);

    ClinicContext &m_context;
    ErrorBanner *m_banner;
    QVBoxLayout *m_rows;
    QLineEdit *m_patient;
    QComboBox *m_kind;
    QLineEdit *m_reason;
    Button *m_set;
};

} // namespace dermis
