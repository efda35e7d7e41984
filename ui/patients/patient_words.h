#pragma once

#include "core/patients/likely_duplicates.h"
#include "core/patients/patient_problems.h"

#include <QDate>
#include <QString>

namespace dermis {

/// "34 years"; months below two years; empty without a birth date.
QString ageWords(const QDate &birthDate, const QDate &today);
bool isMinor(const QDate &birthDate, const QDate &today);
/// "Mokena, Dineo".
QString listName(const PatientLine &line);
/// "MSD-00187 · ID 810903 •••• · 082 555 0142", without what is not there.
QString lineDetail(const PatientLine &line);
/// The field's name inside a sentence: "file number".
QString fieldWords(PatientField field);
/// What is wrong and what to do, calm.
QString problemWords(const PatientProblem &problem);
QString duplicateWords(DuplicateReason reason);
QString sexWords(Sex sex);
QString contactKindWords(ContactKind kind);
/// The day a person means by "14 Mar 1992", "14/3/1992", "1992-03-14" or "14031992"; invalid when it is none.
QDate dayFromText(const QString &text);

} // namespace dermis
