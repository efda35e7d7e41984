#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/consents/form_on_paper.h"
#include "core/storage/actor.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace dermis {

class Database;
struct Patient;
struct SheetContent;
struct SavedResponse;

/// A form to fill in by hand, on a sheet that begins as `start` (startSheet()); without a patient there are lines for name, birth
/// date and file number.
SheetContent blankFormSheet(const Questionnaire &form, const SheetContent &start, const std::optional<Patient> &patient, const QDateTime &now);
/// A form with a patient's answers; see formPieces().
SheetContent filledFormSheet(const Questionnaire &form, const AnswersOnPaper &answers, const SheetContent &start, const Patient &patient,
                             const QDateTime &now);

/// A form to fill in by hand on the practice's paper. With a patient it needs Identity. Nothing is kept.
Result<SheetContent> blankFormSheet(Database &database, const Actor &actor, const QDateTime &now, const Questionnaire &form,
                                    std::optional<PatientId> patient = std::nullopt);
/// A patient's saved answers on the practice's paper, the form's words in one of its languages (BCP 47; its own when empty). Needs
/// ReadRecords; InvalidInput names the languages when that one is not among them. Nothing is kept: the caller journals that
/// it was printed.
Result<SheetContent> filledFormSheet(Database &database, const Actor &actor, const QDateTime &now, ResponseId response,
                                     const QString &language = QString());

/// The form in one of its languages (its own when empty); InvalidInput names those there are.
Result<Questionnaire> formInLanguage(const Questionnaire &form, const QString &language);

} // namespace dermis
