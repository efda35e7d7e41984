#pragma once

#include "core/base/result.h"
#include "core/safety/plan_arithmetic.h"
#include "core/safety/planned_products.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QVBoxLayout;

namespace dermis {

class ClinicContext;
class ProductBox;
class PlanChecks;

/// What the plan puts on the skin: device, cartridge, numbing cream, and products by phase, each with what
/// stands against it for this patient, and the arithmetic of the plan.
class PlanProducts : public QWidget
{
    Q_OBJECT
public:
    explicit PlanProducts(ClinicContext &context, QWidget *parent = nullptr);
    /// An error when the registry or the allergies could not be read; then nothing can be chosen.
    Result<> show(const Plan &plan);
    /// What is typed for a product that the registry has not; empty when all is chosen or empty.
    QString unmatched() const;
    /// Puts what is chosen into a plan.
    void addTo(Plan &plan) const;
    /// Tells what stands against the plan as it is typed now.
    void check(const Plan &plan);

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        QWidget *widget = nullptr;
        ProductBox *product = nullptr;
        QComboBox *phase = nullptr;
        QComboBox *lot = nullptr;
    };
    Result<> read(const Plan &plan);
    void build();
    void addRow(const PlannedProduct &planned);
    void removeRow(const QWidget *widget);
    QComboBox *lotBox(ProductBox *product, LotId lot);
    void offerLots(QComboBox *box, ProductId product, LotId chosen) const;
    QDoubleSpinBox *amount(const QString &name, const QString &unit, double most);

    ClinicContext &m_context;
    Shelf m_shelf;
    SubstanceCatalogue m_substances;
    QList<Allergy> m_allergies;
    std::optional<int> m_age;
    QWidget *m_fields = nullptr;
    QVBoxLayout *m_rowsBox = nullptr;
    ProductBox *m_device = nullptr;
    ProductBox *m_cartridge = nullptr;
    QComboBox *m_cartridgeLot = nullptr;
    ProductBox *m_anaesthetic = nullptr;
    QComboBox *m_anaestheticLot = nullptr;
    QWidget *m_doses = nullptr;
    QDoubleSpinBox *m_area = nullptr;
    QDoubleSpinBox *m_grams = nullptr;
    QDoubleSpinBox *m_minutes = nullptr;
    QDoubleSpinBox *m_weight = nullptr;
    QCheckBox *m_atHome = nullptr;
    QCheckBox *m_blood = nullptr;
    QList<Row> m_rows;
    PlanChecks *m_checks;
    bool m_silent = false;
};

} // namespace dermis
