#pragma once

#include "core/base/result.h"
#include "core/patients/patient.h"
#include "core/storage/actor.h"

#include <QDateTime>

namespace dermis {

class Database;
class Statement;
class Transaction;

/// The draft forms that registering and correcting a patient end.
inline constexpr QStringView registerDraftForm = u"register";
inline constexpr QStringView identityDraftForm = u"identity";

/// Checks and keeps a new patient under the next file number, and ends the author's register draft.
/// InvalidInput names each field that is wrong.
Result<Patient> registerPatient(Database &database, const Actor &actor, const QDateTime &now, const Patient &patient);
/// Adds a patient within a larger act, unchecked; an empty file number takes the next one.
Result<PatientId> insertPatient(Transaction &transaction, const Patient &patient);
/// Whether a correction takes away or replaces something kept, and so must say why; adding needs no reason.
bool needsReason(const Patient &before, const Patient &after);
/// Corrects a patient read at `patient.revision`, and ends the author's identity draft. Conflict when somebody
/// else changed it since; InvalidInput names wrong fields, or asks for the reason when something kept changes.
/// File number, photo and retirement are not changed here.
Result<Patient> updatePatient(Database &database, const Actor &actor, const QDateTime &now, const Patient &patient,
                              const QString &reason);
/// Takes a patient off the active list; the record stays. A reason is needed.
Result<Patient> retirePatient(Database &database, const Actor &actor, const QDateTime &now, PatientId id, int revision,
                              const QString &reason);
Result<Patient> reactivatePatient(Database &database, const Actor &actor, const QDateTime &now, PatientId id,
                                  int revision);
/// Keeps a photo; the caller has re-encoded it (upright, no EXIF, long edge capped).
Result<Patient> setPatientPhoto(Database &database, const Actor &actor, const QDateTime &now, PatientId id,
                                int revision, const QByteArray &bytes, const QString &mediaType);

Result<Patient> patient(Database &database, PatientId id);
/// The patient of a file number in any spelling: MSD-00418, msd 418, 418.
Result<Patient> patientByFileNumber(Database &database, const QString &fileNumber);
/// Active patients, or all of them.
Result<qint64> patientCount(Database &database, bool withRetired = false);

/// One line of the patient list.
struct PatientLine {
    PatientId id;
    QString fileNumber;
    QString familyName;
    QString givenNames;
    QDate birthDate;
    QString saIdNumber; ///< show it with maskedSaId()
    QString phone;      ///< the first, E.164; may be empty
    bool active = true;
    bool operator==(const PatientLine &) const = default;
};

/// Where a page ended: the last line's place in the order; default for the first page.
struct PatientCursor {
    QString family; ///< folded
    QString given;  ///< folded
    PatientId id;
};

struct PatientPage {
    QList<PatientLine> lines;
    PatientCursor next;
    bool more = false;
};

/// The next lines after a cursor, by folded family name, given names and id.
Result<PatientPage> patientPage(Database &database, const PatientCursor &after, int limit, bool withRetired = false);

} // namespace dermis
