#include "ui/treatments/used_row.h"

#include "core/safety/planned_products.h"
#include "ui/context/words.h"
#include "ui/widgets/text_label.h"

#include <QAbstractItemView>
#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 notUsed = -1;
constexpr qint64 withoutLot = -2;
constexpr int mostUnits = 99;
constexpr int unitsWidth = 64;
constexpr int unitCodeWidth = 120;

bool isCounted(const Product &product)
{
    return product.kind == ProductKind::Cartridge;
}

QString lotWords(const Lot &lot, const UnitsUsed &used, const QString &refusal)
{
    if (!refusal.isEmpty())
        return UsedRow::tr("%1: %2").arg(lot.code, refusal);
    const QString words = UsedRow::tr("%1, expires %2").arg(lot.code, dateWords(lot.expiry));
    return used.contains(lot.id) ? UsedRow::tr("%1, %2 left").arg(words).arg(lot.quantity - used.value(lot.id)) : words;
}

} // namespace

QString lotRefusal(const ShelfLine &line, const Lot &lot, const UnitsUsed &used, const QDate &day)
{
    QStringList words;
    for (const LotProblem problem : lotProblems(lot, line.product, day))
        words << lotProblemWords(problem);
    if (words.isEmpty() && used.contains(lot.id) && used.value(lot.id) >= lot.quantity)
        words << UsedRow::tr("no unit of it is left");
    if (line.product.state == SupplyState::Withdrawn)
        words << UsedRow::tr("the product is withdrawn");
    if (line.product.state == SupplyState::Recalled)
        words << UsedRow::tr("the product is recalled");
    return words.join(u", "_s);
}

UsedRow::UsedRow(const ShelfLine &line, const UnitsUsed &used, const QDate &day, QWidget *parent)
    : QWidget(parent), m_line(line), m_lot(new QComboBox), m_units(new QSpinBox), m_unitCode(new QLineEdit)
{
    const QString title = line.product.title();
    auto *name = new TextLabel(title, TypeStyle::BodyStrong);
    name->setWrapped(true);
    name->setBuddy(m_lot);
    m_lot->setObjectName(u"usedLot"_s);
    m_lot->setAccessibleName(tr("Lot of %1").arg(title));
    m_lot->view()->setAccessibleName(m_lot->accessibleName());
    m_lot->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_lot->setMinimumContentsLength(14);
    m_units->setRange(1, mostUnits);
    m_units->setFixedWidth(unitsWidth);
    m_units->setAccessibleName(tr("Units of %1").arg(title));
    m_unitCode->setObjectName(u"unitCode"_s);
    m_unitCode->setPlaceholderText(tr("unit code"));
    m_unitCode->setAccessibleName(tr("Code of the unit of %1, if it bears one").arg(title));
    m_unitCode->setMaximumWidth(unitCodeWidth);
    offerLots(used, day);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(name, 4);
    row->addWidget(m_lot, 5);
    row->addWidget(m_units);
    row->addWidget(m_unitCode, 2);
    const bool isInstrument = isCounted(line.product);
    for (QWidget *part : {static_cast<QWidget *>(m_units), static_cast<QWidget *>(m_unitCode)}) {
        QSizePolicy policy = part->sizePolicy();
        policy.setRetainSizeWhenHidden(true); // so that the lots stand below each other
        part->setSizePolicy(policy);
        part->setVisible(isInstrument);
    }
    connect(m_lot, &QComboBox::activated, this, &UsedRow::changed);
    connect(m_units, &QSpinBox::valueChanged, this, &UsedRow::changed);
    connect(m_unitCode, &QLineEdit::textEdited, this, &UsedRow::changed);
}

/// Those that cannot be chosen stand there, too, and say why.
void UsedRow::offerLots(const UnitsUsed &used, const QDate &day)
{
    auto *model = qobject_cast<QStandardItemModel *>(m_lot->model());
    if (m_line.product.kind == ProductKind::Device && m_line.lots.isEmpty())
        m_lot->addItem(tr("used"), withoutLot);
    else
        m_lot->addItem(tr("choose the lot"), qint64(0));
    for (const Lot &lot : m_line.lots) {
        const QString refusal = lotRefusal(m_line, lot, used, day);
        m_lot->addItem(lotWords(lot, used, refusal), lot.id.value());
        model->item(m_lot->count() - 1)->setEnabled(refusal.isEmpty());
    }
    m_lot->addItem(tr("not used"), notUsed);
}

LotId UsedRow::lot() const
{
    const qint64 chosen = m_lot->currentData().toLongLong();
    return chosen > 0 ? LotId(chosen) : LotId();
}

void UsedRow::chooseLot(LotId lot)
{
    const int index = m_lot->findData(lot.value());
    const auto *model = qobject_cast<QStandardItemModel *>(m_lot->model());
    if (index >= 0 && model->item(index)->isEnabled())
        m_lot->setCurrentIndex(index);
}

void UsedRow::setUnits(int units)
{
    const QSignalBlocker silent(m_units);
    m_units->setValue(units);
}

void UsedRow::setUnitCode(const QString &code)
{
    m_unitCode->setText(code);
}

QString UsedRow::unitCode() const
{
    return m_unitCode->text().trimmed();
}

int UsedRow::units() const
{
    return m_units->value();
}

std::optional<UsedProduct> UsedRow::used() const
{
    const qint64 chosen = m_lot->currentData().toLongLong();
    if (chosen == notUsed || chosen == 0)
        return std::nullopt;
    return UsedProduct{m_line.product.id, lot(), units(), unitCode()};
}

bool UsedRow::isOpen() const
{
    return m_lot->currentData().toLongLong() == 0;
}

void UsedRow::focusFirst()
{
    m_lot->setFocus(Qt::OtherFocusReason);
}

} // namespace dermis
