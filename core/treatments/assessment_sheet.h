#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/actor.h"
#include "core/treatments/readiness.h"

#include <QDateTime>
#include <QJsonObject>

namespace dermis {

class Database;
struct SheetContent;

/// The whole safety check of a patient's plan on paper: result, plan, every finding with its explanation, source and decision, the
/// facts with when and by whom, one line for each rule that did not fire, what was not checked, rule set and journal head. The same
/// record at the same time gives the same sheet. Needs ReadRecords. Nothing is kept.
Result<SheetContent> assessmentSheet(Database &database, const Actor &actor, const QDateTime &now, PatientId patient);

/// What is open or fired as CDS Hooks 2.0 cards: {"cards": [{"uuid", "summary", "indicator", "detail", "source"}]}; summaries have
/// at most 140 characters. A fired absolute finding is critical, what else must be settled a warning, what is settled or asks
/// nothing info. The same record gives the same cards, uuids too.
QJsonObject cdsCards(const SafetyCheck &check);

} // namespace dermis
