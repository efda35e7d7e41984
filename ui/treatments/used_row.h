#pragma once

#include "core/products/shelf.h"
#include "core/treatments/session.h"

#include <QHash>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace dermis {

class Button;

/// How many units of each lot of cartridges are recorded as used.
using UnitsUsed = QHash<LotId, qint64>;

/// Why a lot cannot be chosen on a day, in words: expired, open too long, withdrawn, recalled, used up; empty: it can.
QString lotRefusal(const ShelfLine &line, const Lot &lot, const UnitsUsed &used, const QDate &day);

/// Something that was used, with its lot; a device that has none says whether it was used.
class UsedRow : public QWidget
{
    Q_OBJECT
public:
    UsedRow(const ShelfLine &line, const UnitsUsed &used, const QDate &day, QWidget *parent = nullptr);
    const Product &product() const { return m_line.product; }
    LotId lot() const;
    /// Silent; without effect for a lot that cannot be chosen.
    void chooseLot(LotId lot);
    void setUnits(int units);
    void setUnitCode(const QString &code);
    QString unitCode() const;
    int units() const;
    /// Nothing where it was not used.
    std::optional<UsedProduct> used() const;
    /// Neither a lot nor "not used" is chosen.
    bool isOpen() const;
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    void offerLots(const UnitsUsed &used, const QDate &day);

    ShelfLine m_line;
    QComboBox *m_lot;
    QSpinBox *m_units;
    QLineEdit *m_unitCode;
};

} // namespace dermis
