#pragma once

#include "core/backup/backup_plan.h"
#include "ui/widgets/card.h"

class QCheckBox;
class QSpinBox;
class QTimeEdit;

namespace dermis {

class Button;
class ClinicContext;
class ErrorBanner;
class TextLabel;

/// When backups are made by themselves, how many are kept, and when the last is too old.
class BackupPlanCard : public Card
{
    Q_OBJECT
public:
    /// `context` outlives the card.
    explicit BackupPlanCard(ClinicContext &context, QWidget *parent = nullptr);
    /// Typing that is not kept yet stays.
    void refresh();

private:
    QWidget *makeForm();
    void showPlan(const BackupPlan &plan);
    BackupPlan typed() const;
    void showState();
    void keep();

    ClinicContext &m_context;
    BackupPlan m_plan;
    QCheckBox *m_daily;
    QTimeEdit *m_at;
    QCheckBox *m_onClose;
    QSpinBox *m_days;
    QSpinBox *m_weeks;
    QSpinBox *m_months;
    QSpinBox *m_tooOld;
    TextLabel *m_proposed;
    Button *m_keep;
    ErrorBanner *m_banner;
};

} // namespace dermis
