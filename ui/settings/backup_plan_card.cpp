#include "ui/settings/backup_plan_card.h"

#include "core/access/permissions.h"
#include "core/storage/database.h"
#include "ui/context/clinic_context.h"
#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QTimeEdit>

namespace dermis {

namespace {

QSpinBox *counter(int least, int most, const QString &name)
{
    auto *box = new QSpinBox;
    box->setRange(least, most);
    box->setAccessibleName(name);
    return box;
}

QWidget *inLine(const QList<QWidget *> &parts)
{
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *part : parts)
        row->addWidget(part, 0, Qt::AlignVCenter);
    row->addStretch();
    return line;
}

} // namespace

BackupPlanCard::BackupPlanCard(ClinicContext &context, QWidget *parent)
    : Card(tr("When"), parent)
    , m_context(context)
    , m_daily(new QCheckBox(tr("at")))
    , m_at(new QTimeEdit)
    , m_onClose(new QCheckBox(tr("when Dermis is closed")))
    , m_days(counter(1, 1000, tr("Days to keep")))
    , m_weeks(counter(0, 1000, tr("Weeks to keep")))
    , m_months(counter(0, 1000, tr("Months to keep")))
    , m_tooOld(counter(1, 365, tr("Days until the last backup is too old")))
    , m_proposed(new TextLabel({}, TypeStyle::Small, &Tokens::text2))
    , m_keep(new Button(Icon::Check, tr("Keep the plan")))
    , m_banner(new ErrorBanner)
{
    m_keep->setWrites();
    m_daily->setAccessibleName(tr("Every day at a time"));
    m_at->setDisplayFormat(QStringLiteral("HH:mm"));
    m_at->setAccessibleName(tr("Time of the daily backup"));
    m_proposed->setWrapped(true);
    addPadded(makeForm());
    showPlan(m_plan); // before that, what the fields hold would count as typed
    connect(m_daily, &QCheckBox::toggled, m_at, &QWidget::setEnabled);
    connect(m_daily, &QCheckBox::toggled, this, &BackupPlanCard::showState);
    connect(m_onClose, &QCheckBox::toggled, this, &BackupPlanCard::showState);
    connect(m_at, &QTimeEdit::timeChanged, this, &BackupPlanCard::showState);
    for (QSpinBox *box : {m_days, m_weeks, m_months, m_tooOld})
        connect(box, &QSpinBox::valueChanged, this, &BackupPlanCard::showState);
    connect(m_keep, &Button::clicked, this, &BackupPlanCard::keep);
}

QWidget *BackupPlanCard::makeForm()
{
    const auto small = [](const QString &text) {
        return new TextLabel(text, TypeStyle::Small, &Tokens::text2);
    };
    auto *fields = new QFormLayout;
    fields->setHorizontalSpacing(14);
    fields->setVerticalSpacing(8);
    fields->addRow(tr("Every day"), inLine({m_daily, m_at, small(tr("or when somebody next signs in"))}));
    fields->addRow(tr("Also"), m_onClose);
    fields->addRow(tr("Keep"), inLine({m_days, small(tr("days,")), m_weeks, small(tr("weeks,")), m_months,
                                       small(tr("months"))}));
    fields->addRow(tr("Too old"),
                   inLine({small(tr("after")), m_tooOld, small(tr("days; the Today page says so"))}));
    auto *form = new QWidget;
    auto *rows = new QVBoxLayout(form);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    rows->addLayout(fields);
    rows->addWidget(m_proposed);
    rows->addWidget(m_banner);
    rows->addWidget(m_keep, 0, Qt::AlignLeft);
    return form;
}

void BackupPlanCard::refresh()
{
    const auto plan = backupPlan(m_context.database());
    if (!plan) {
        const ErrorWords told = words(plan.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    const bool isTyped = typed() != m_plan && m_keep->isVisible();
    if (!isTyped || plan->revision != m_plan.revision)
        showPlan(*plan);
    const bool mayChange = may(m_context.actor().roles, Permission::Backup);
    for (QWidget *field : {static_cast<QWidget *>(m_daily), static_cast<QWidget *>(m_onClose),
                           static_cast<QWidget *>(m_days), static_cast<QWidget *>(m_weeks),
                           static_cast<QWidget *>(m_months), static_cast<QWidget *>(m_tooOld)})
        field->setEnabled(mayChange);
    m_at->setEnabled(mayChange && m_daily->isChecked());
    showState();
}

void BackupPlanCard::showPlan(const BackupPlan &plan)
{
    m_plan = plan;
    m_daily->setChecked(plan.isDaily);
    m_at->setTime(plan.at);
    m_onClose->setChecked(plan.onClose);
    m_days->setValue(plan.keep.days);
    m_weeks->setValue(plan.keep.weeks);
    m_months->setValue(plan.keep.months);
    m_tooOld->setValue(plan.tooOldAfterDays);
}

BackupPlan BackupPlanCard::typed() const
{
    BackupPlan plan = m_plan;
    plan.isDaily = m_daily->isChecked();
    plan.at = m_at->time();
    plan.onClose = m_onClose->isChecked();
    plan.keep = {m_days->value(), m_weeks->value(), m_months->value()};
    plan.tooOldAfterDays = m_tooOld->value();
    return plan;
}

void BackupPlanCard::showState()
{
    const bool mayChange = may(m_context.actor().roles, Permission::Backup);
    m_keep->setVisible(mayChange && (m_plan.isProposed() || typed() != m_plan));
    m_proposed->setVisible(m_plan.isProposed());
    m_proposed->setText(
        tr("Proposed: these numbers are in force, and a suggestion until an owner keeps the plan."));
}

void BackupPlanCard::keep()
{
    m_banner->clear();
    const auto kept = saveBackupPlan(m_context.database(), m_context.actor(), m_context.now(), typed());
    if (!kept) {
        const ErrorWords told = words(kept.error());
        return m_banner->tell({BannerKind::Stop, told.title, told.detail, {}});
    }
    showPlan(*kept);
    showState();
    m_banner->tell({BannerKind::Done, tr("The plan is kept"), {}, {}});
    m_context.announceDataChanged();
}

} // namespace dermis
