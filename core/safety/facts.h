#pragma once

#include "core/questionnaires/answer_set.h"
#include "core/safety/planned_products.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>

namespace dermis {

/// One operand as a rule reads it: the fact, and what an explanation says about it.
struct Observation
{
    Fact fact;
    bool outOfDate = false; ///< answered, but too long ago for the session; counts as not known
    QString question;       ///< the question's words
    QString askedBy;        ///< the name of who recorded it

    bool isKnown() const { return fact.isKnown() && !outOfDate; }
};

/// By operand.
using Observations = QHash<QString, Observation>;

/// Everything an assessment reads, and nothing else (design.md §4). What lies above this room (consent) is
/// put in by the caller with set(); docs/rules.md lists the operands.
struct Facts
{
    QDate session; ///< the day that windows and ages are counted to
    Plan plan;
    QList<PlannedUse> products; ///< what the plan puts on the skin
    QStringList zones;                                ///< planned, or where nothing is planned those examined
    Observations patient;
    QMap<QString, Observations> inZone; ///< by zone (planned or examined)
    QString deviceLabel;                 ///< the planned device, where its label raises a severity
    QStringList deviceContraindications; ///< codes that its label makes absolute
    QStringList
        missingRequired; ///< operands that must be known and were not asked, or too long ago (MN-CAP-10)
    QDate gatheredOn;    ///< "today"
    QDate newestForSession; ///< the newest day of what is asked anew for each session; invalid when none of it was

    /// Whether the same record and plan give the same facts on another day.
    bool holdOn(const QDate &otherDay) const;

    /// Puts in a fact that a person or another room states.
    void set(const QString &operand, const AnswerValue &value);
    void setInZone(const QString &zone, const QString &operand, const AnswerValue &value);
    /// Every operand with its state, values, when and by whom.
    QJsonObject toJson() const;
    /// SHA-256 of the canonical JSON, in hex.
    QString digest() const;
};

/// The value of one operand without when and by whom: what a decision's digest is made of.
QJsonValue valueJson(const Observation &observation);

/// An operand that is not a question of the intake.
struct DerivedOperand
{
    QString name;
    QString meaning;
    bool perZone = false;
};
/// All of them; docs/rules.md lists the same.
const QList<DerivedOperand> &derivedOperands();
/// Whether an operand has a value for each zone: X-AREA.* and some derived ones.
bool isZoneOperand(const QString &operand);

} // namespace dermis
