#pragma once

#include "core/patients/patient.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace dermis {

/// One field that says two different things.
struct FieldDifference
{
    QString key;   ///< as in toJson(Patient)
    QString field; ///< in words
    QString mine;
    QString theirs;
    bool operator==(const FieldDifference &) const = default;
};

/// Fields in which two versions of a patient differ, in the order of the form.
QList<FieldDifference> differences(const Patient &mine, const Patient &theirs);

/// What two people made of the same saved patient.
struct PatientMerge
{
    Patient merged;              ///< what only one of them changed is taken over; where both did, mine
    QList<FieldDifference> both; ///< changed by both, and differently
};
/// `base` is what both began from; the merged patient has the revision of `theirs`.
PatientMerge merge(const Patient &base, const Patient &mine, const Patient &theirs);
/// The patient with these fields as the other person has them.
Patient withFieldsOf(const Patient &patient, const Patient &other, const QList<FieldDifference> &fields);

} // namespace dermis
