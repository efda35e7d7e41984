#pragma once

#include "core/safety/plan.h"
#include "ui/treatments/used_row.h"

#include <QDate>
#include <QSet>

class QLineEdit;
class QVBoxLayout;

namespace dermis {

class ClinicContext;
class FormField;
class TextLabel;

/// What was used in a treatment: the day, the plan's zones, and a lot for each of its products. A scanner's text chooses the lot.
class SessionForm : public QWidget
{
    Q_OBJECT
public:
    explicit SessionForm(ClinicContext &context, QWidget *parent = nullptr);
    /// Starts from the plan, with the lots that it names where they can be used.
    Result<> begin(const Plan &plan);
    /// What keeps the session from being recorded; empty when nothing does.
    QString missing() const;
    Session typed() const;
    /// Asks why something that should not have been used was used; core says what.
    void askReason(const QString &what);
    void focusFirst();
    void focusScan();

Q_SIGNALS:
    void changed();

private:
    QWidget *makeZones(const Plan &plan);
    Result<> readShelf();
    void showPlan(const Plan &plan);
    UsedRow *addRow(ProductId product, LotId lot);
    void takeScan();
    void take(const ShelfLine &line, const Lot &lot, const QString &serial);
    void refuse(const QString &why);
    const ShelfLine *lineOf(ProductId product) const;
    QDate day() const;

    ClinicContext &m_context;
    PatientId m_patient;
    QList<ShelfLine> m_shelf;
    UnitsUsed m_unitsUsed;
    QList<UsedRow *> m_rows;
    QSet<LotId> m_scanned; ///< the plan's own lot is scanned once without being one more
    FormField *m_day;
    FormField *m_scan;
    FormField *m_reason;
    QWidget *m_zones = nullptr;
    QWidget *m_used = nullptr;
    QVBoxLayout *m_column = nullptr;
};

} // namespace dermis
