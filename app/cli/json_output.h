#pragma once

#include "core/base/result.h"
#include "core/patients/patient.h"

#include <QDateTime>
#include <QJsonObject>

#include <string>

namespace dermis {
class Database;
struct Actor;
struct Allergy;
struct AllergyState;
struct Consent;
struct JournalRecord;
struct Note;
struct Visit;
} // namespace dermis

namespace dermis::cli {

// The documented JSON of each thing (docs/cli.md).
QJsonObject toJson(const Allergy &allergy);
QJsonObject toJson(const AllergyState &state);
QJsonObject toJson(const Consent &consent);
QJsonObject toJson(const JournalRecord &record, const QString &actorName);
QJsonObject toJson(const Note &note);
QJsonObject toJson(const Visit &visit);

/// The patient of a file number, in any spelling; NotFound says which one was asked for.
Result<Patient> patientArgument(Database &database, const std::string &fileNumber);
/// The same for a verb that shows the record to `actor`, which is journalled first, unless the file may only be read.
Result<Patient> openedRecord(Database &database, const Actor &actor, const QDateTime &now, const std::string &fileNumber);

} // namespace dermis::cli
