#pragma once

#include "core/safety/plan.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;

namespace dermis {

class Button;
class ClinicContext;
class DraftKeeper;
class ErrorBanner;
class FormField;
class PlanProducts;

/// The plan as it is being changed; kept as a draft until "Keep plan".
class PlanEditor : public QWidget
{
    Q_OBJECT
public:
    explicit PlanEditor(ClinicContext &context, QWidget *parent = nullptr);
    /// Starts from the kept plan, or from the draft that was left.
    void begin(const Plan &plan);
    void focusFirst();
    void keepDraft();
    void tell(const QString &title, const QString &detail);
    /// Somebody kept another plan meanwhile: asks whose is to stand.
    void askWhose(const Plan &theirs);

Q_SIGNALS:
    void kept(const dermis::Plan &plan);
    void cancelled();

private:
    struct ZoneRow
    {
        QWidget *widget = nullptr;
        QComboBox *zone = nullptr;
        QComboBox *target = nullptr;
        QDoubleSpinBox *depth = nullptr;
        QComboBox *kind = nullptr; ///< what a weaker response is expected of; where the target has such
    };
    static ZoneRow makeZoneRow(const PlannedZone &zone);
    static void offerKinds(const ZoneRow &row);
    static PlannedZone zoneOf(const ZoneRow &row);
    void showPlan(const Plan &plan);
    void addZone(const PlannedZone &zone);
    void removeZone(const QWidget *widget);
    Plan plan() const;
    void finish();
    void putAside();
    void discard();
    void settle(bool mine);

    ClinicContext &m_context;
    Plan m_base;
    std::optional<Plan> m_theirs; // while whose plan is to stand is asked
    QLineEdit *m_date;
    FormField *m_dateField;
    QLineEdit *m_device;
    QLineEdit *m_indication;
    PlanProducts *m_products;
    QWidget *m_zonesBox;
    QCheckBox *m_latexFree;
    QList<ZoneRow> m_zones;
    ErrorBanner *m_banner;
    DraftKeeper *m_keeper;
    bool m_silent = false;
};

} // namespace dermis
