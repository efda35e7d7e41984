#pragma once

#include "core/access/practice.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_words.h"
#include "core/patients/patient.h"

#include <QDateTime>

#include <optional>

namespace dermis {

class Database;

/// What every sheet begins with that is about no one patient: letterhead, the time of printing, and at the foot of each page
/// `subject`, which says what it is about.
SheetContent startSheet(const Practice &practice, const QByteArray &logo, const QString &subject, const QDateTime &now,
                        const SheetWords &words = sheetWords());
/// The same with the practice's details as they are kept; its name is the subject.
Result<SheetContent> startSheet(Database &database, const QDateTime &now);
/// What every sheet of one patient begins with: letterhead, name, file number, the time of printing.
SheetContent startSheet(const Practice &practice, const QByteArray &logo, const Patient &patient,
                        const QDateTime &now, const SheetWords &words = sheetWords());
/// Who the patient is: name, birth date with age, file number, ID number or passport.
QList<SheetLine> identityLines(const Patient &patient, const QDateTime &now, const SheetWords &words = sheetWords());
/// In whole years; nothing while the birth date is not recorded.
std::optional<int> patientAge(const Patient &patient, const QDateTime &now);
/// A date as sheets print it: 23 Nov 2026.
QString sheetDay(const QDate &date, const SheetWords &words = sheetWords());
/// Clinic time as sheets print it: 23 Nov 2026 10:31.
QString sheetMoment(const QDateTime &time, const SheetWords &words = sheetWords());

} // namespace dermis
