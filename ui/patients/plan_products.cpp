#include "ui/patients/plan_products.h"

#include "core/base/clock.h"
#include "core/safety/safety_record.h"
#include "ui/context/clinic_context.h"
#include "ui/widgets/form_field.h"
#include "ui/patients/plan_checks.h"
#include "ui/patients/product_box.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr double mostCm2 = 20'000;
constexpr double mostGrams = 1'000;
constexpr double mostMinutes = 1'440;
constexpr double mostKg = 500;

QString phaseWords(ProductPhase phase)
{
    switch (phase) {
    case ProductPhase::Before:
        return PlanProducts::tr("Before");
    case ProductPhase::During:
        return PlanProducts::tr("During");
    case ProductPhase::After:
        return PlanProducts::tr("After");
    case ProductPhase::Home:
        return PlanProducts::tr("At home");
    }
    return {};
}

std::optional<double> given(const QDoubleSpinBox *box)
{
    return box->value() > 0 ? std::optional(box->value()) : std::nullopt;
}

/// A box that nobody touched says nothing.
std::optional<bool> saidIn(const QCheckBox *box)
{
    return box->checkState() == Qt::PartiallyChecked ? std::nullopt : std::optional(box->isChecked());
}

} // namespace

PlanProducts::PlanProducts(ClinicContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_checks(new PlanChecks)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_checks);
}

QDoubleSpinBox *PlanProducts::amount(const QString &name, const QString &unit, double most)
{
    auto *box = new QDoubleSpinBox(m_doses);
    box->setLocale(QLocale::c());
    box->setRange(0, most);
    box->setDecimals(2);
    box->setSuffix(u' ' + unit);
    box->setSpecialValueText(name + u'?');
    box->setAccessibleName(name);
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
        if (!m_silent)
            Q_EMIT changed();
    });
    m_doses->layout()->addWidget(box);
    return box;
}

void PlanProducts::offerLots(QComboBox *box, ProductId product, LotId chosen) const
{
    box->clear();
    box->addItem(tr("Lot later"), qint64(0));
    for (const Lot &lot : m_shelf.value(product).lots)
        box->addItem(tr("%1, to %2").arg(lot.code, lot.expiry.toString(Qt::ISODate)), lot.id.value());
    box->setCurrentIndex(std::max(0, box->findData(chosen.value())));
    box->setEnabled(box->count() > 1);
}

QComboBox *PlanProducts::lotBox(ProductBox *product, LotId lot)
{
    auto *box = new QComboBox(product->parentWidget());
    box->setAccessibleName(tr("Lot of %1").arg(product->accessibleName()));
    box->view()->setAccessibleName(box->accessibleName());
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    offerLots(box, product->product(), lot);
    connect(product, &QComboBox::currentTextChanged, this, [this, box, product, offered = ProductId()]() mutable {
        if (m_silent)
            return;
        if (product->product() != offered || product->product().isNull())
            offerLots(box, product->product(), {});
        offered = product->product();
        Q_EMIT changed();
    });
    connect(box, &QComboBox::activated, this, &PlanProducts::changed);
    return box;
}

void PlanProducts::build()
{
    delete m_fields;
    m_rows.clear();
    m_fields = new QWidget(this);
    auto *column = new QVBoxLayout(m_fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *grid = new QGridLayout;
    m_device = new ProductBox(m_shelf, {ProductKind::Device}, tr("Device of the registry"), m_fields);
    m_cartridge = new ProductBox(m_shelf, {ProductKind::Cartridge}, tr("Cartridge"), m_fields);
    m_cartridgeLot = lotBox(m_cartridge, {});
    m_anaesthetic = new ProductBox(m_shelf, {ProductKind::Anaesthetic}, tr("Numbing cream"), m_fields);
    m_anaestheticLot = lotBox(m_anaesthetic, {});
    grid->addWidget(m_device, 0, 0, 1, 2);
    grid->addWidget(m_cartridge, 1, 0);
    grid->addWidget(m_cartridgeLot, 1, 1);
    grid->addWidget(m_anaesthetic, 2, 0);
    grid->addWidget(m_anaestheticLot, 2, 1);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    m_doses = new QWidget(m_fields);
    auto *doses = new QHBoxLayout(m_doses);
    doses->setContentsMargins(0, 0, 0, 0);
    m_area = amount(tr("Area"), u"cm²"_s, mostCm2);
    m_grams = amount(tr("Cream"), u"g"_s, mostGrams);
    m_minutes = amount(tr("Time"), u"min"_s, mostMinutes);
    m_weight = amount(tr("Weight"), u"kg"_s, mostKg);
    m_atHome = new QCheckBox(tr("Numbing cream put on at home"), m_fields);
    m_atHome->setTristate(true);
    m_atHome->setToolTip(tr("A dash means not asked yet."));
    m_atHome->setAccessibleDescription(m_atHome->toolTip());
    m_blood = new QCheckBox(tr("Blood product (PRP) planned"), m_fields);
    column->addWidget(m_doses);
    column->addWidget(m_atHome);
    auto *rows = new QWidget(m_fields);
    m_rowsBox = new QVBoxLayout(rows);
    m_rowsBox->setContentsMargins(0, 0, 0, 0);
    column->addWidget(rows);
    auto *add = new Button(Icon::Plus, tr("Add a product"));
    auto *line = new QHBoxLayout;
    line->addWidget(add);
    line->addWidget(m_blood);
    line->addStretch();
    column->addLayout(line);
    connect(m_device, &QComboBox::currentTextChanged, this, [this] {
        if (!m_silent)
            Q_EMIT changed();
    });
    for (QCheckBox *box : {m_atHome, m_blood})
        connect(box, &QCheckBox::clicked, this, &PlanProducts::changed);
    connect(add, &Button::clicked, this, [this] {
        addRow({});
        m_rows.last().product->setFocus(Qt::OtherFocusReason);
    });
    qobject_cast<QVBoxLayout *>(layout())->insertWidget(0, m_fields);
}

Result<> PlanProducts::read(const Plan &plan)
{
    Database &database = m_context.database();
    const SafetyBasis basis = TRY(safetyBasis(database));
    const SafetyRecord record = TRY(safetyRecord(database, basis, plan.patientId));
    m_substances = basis.substances;
    m_shelf = basis.shelf;
    m_allergies = knownAllergies(record, m_substances);
    const Patient &person = record.person;
    const bool hasAge = person.birthDate.isValid();
    m_age = hasAge ? std::optional(ageOn(person.birthDate, plan.sessionDate(m_context.today()))) : std::nullopt;
    return {};
}

/// The registry, the allergies and the age are read when the editor opens. What cannot be read cannot be changed either: the
/// fields are gone, and a plan keeps the products that it has.
Result<> PlanProducts::show(const Plan &plan)
{
    if (const Result<> isRead = read(plan); !isRead) {
        delete m_fields;
        m_fields = nullptr;
        m_rows.clear();
        m_checks->hide();
        return isRead;
    }
    m_silent = true;
    build();
    m_device->choose(plan.deviceProduct);
    const PlannedCartridge cartridge = plan.cartridge.value_or(PlannedCartridge());
    m_cartridge->choose(cartridge.product);
    offerLots(m_cartridgeLot, cartridge.product, cartridge.lot);
    const PlannedAnaesthetic cream = plan.anaesthetic.value_or(PlannedAnaesthetic());
    m_anaesthetic->choose(cream.product);
    offerLots(m_anaestheticLot, cream.product, cream.lot);
    m_area->setValue(cream.areaCm2.value_or(0));
    m_grams->setValue(cream.grams.value_or(0));
    m_minutes->setValue(cream.minutes.value_or(0));
    m_weight->setValue(cream.weightKg.value_or(0));
    m_atHome->setCheckState(!cream.atHome ? Qt::PartiallyChecked : *cream.atHome ? Qt::Checked : Qt::Unchecked);
    m_blood->setChecked(plan.bloodProduct);
    for (const PlannedProduct &planned : plan.products)
        addRow(planned);
    m_silent = false;
    check(plan);
    return {};
}

QString PlanProducts::unmatched() const
{
    if (m_fields == nullptr)
        return {};
    QList<ProductBox *> boxes{m_device, m_cartridge, m_anaesthetic};
    for (const Row &row : m_rows)
        boxes << row.product;
    for (const ProductBox *box : std::as_const(boxes)) {
        const QString typed = box->currentText().trimmed();
        if (!typed.isEmpty() && box->product().isNull())
            return typed;
    }
    return {};
}

void PlanProducts::addRow(const PlannedProduct &planned)
{
    Row row;
    row.widget = new QWidget(m_fields);
    row.product = new ProductBox(m_shelf, {ProductKind::Topical, ProductKind::Antiseptic}, tr("Product"), row.widget);
    row.product->choose(planned.product);
    row.phase = new QComboBox(row.widget);
    row.phase->setAccessibleName(tr("Phase"));
    row.phase->view()->setAccessibleName(row.phase->accessibleName());
    for (const ProductPhase phase : {ProductPhase::Before, ProductPhase::During, ProductPhase::After, ProductPhase::Home})
        row.phase->addItem(phaseWords(phase), static_cast<int>(phase));
    row.phase->setCurrentIndex(row.phase->findData(static_cast<int>(planned.phase)));
    row.lot = lotBox(row.product, planned.lot);
    auto *remove = Button::iconOnly(Icon::Close, tr("Leave this product out"));
    auto *line = new QHBoxLayout(row.widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.product, 3);
    line->addWidget(row.phase, 1);
    line->addWidget(row.lot, 1);
    line->addWidget(remove);
    m_rowsBox->addWidget(row.widget);
    m_rows << row;
    connect(row.phase, &QComboBox::activated, this, &PlanProducts::changed);
    connect(remove, &Button::clicked, this, [this, widget = row.widget] { removeRow(widget); });
}

void PlanProducts::removeRow(const QWidget *widget)
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.widget == widget; });
    if (found == m_rows.end())
        return;
    found->widget->hide();
    found->widget->deleteLater();
    m_rows.erase(found);
    Q_EMIT changed();
}

void PlanProducts::addTo(Plan &plan) const
{
    if (m_fields == nullptr)
        return;
    const auto lotOf = [](const QComboBox *box) { return LotId(box->currentData().toLongLong()); };
    plan.deviceProduct = m_device->product();
    plan.cartridge.reset();
    if (!m_cartridge->product().isNull())
        plan.cartridge = PlannedCartridge{m_cartridge->product(), lotOf(m_cartridgeLot)};
    plan.anaesthetic.reset();
    if (!m_anaesthetic->product().isNull())
        plan.anaesthetic = PlannedAnaesthetic{m_anaesthetic->product(), lotOf(m_anaestheticLot), given(m_area), given(m_grams),
                                              given(m_minutes),         given(m_weight),         saidIn(m_atHome)};
    plan.bloodProduct = m_blood->isChecked();
    plan.products.clear();
    for (const Row &row : m_rows) {
        const PlannedProduct planned{row.product->product(), static_cast<ProductPhase>(row.phase->currentData().toInt()),
                                     lotOf(row.lot)};
        const bool isTwice = std::any_of(plan.products.begin(), plan.products.end(), [&](const PlannedProduct &other) {
            return other.product == planned.product && other.phase == planned.phase;
        });
        if (!planned.product.isNull() && !isTwice)
            plan.products << planned;
    }
}

void PlanProducts::check(const Plan &plan)
{
    if (m_fields == nullptr)
        return;
    const QDate session = plan.sessionDate(m_context.today());
    const QList<PlannedUse> uses = plannedUses(plan, m_shelf, m_allergies, m_substances, session);
    m_checks->setLines(planCheckLines(uses, planArithmetic(plan, m_shelf, m_age)));
}

} // namespace dermis
