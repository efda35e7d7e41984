#pragma once

#include "core/consents/sheet_content.h"
#include "core/consents/sheet_words.h"
#include "core/safety/safety_check.h"

#include <QJsonArray>

namespace dermis {

/// What stands in the patient's own risks: relative findings that fired, cautions, and MN-EXP-06, one line
/// for each rule, in its words for patients, which are English, with what the doctor changes because of it.
QList<SheetLine> ownRisks(const SafetyCheck &safety, const SheetWords &words = sheetWords());
/// Uses that the maker has not tested or advises against: title, text and the doctor's reason, as template
/// fields.
QJsonArray offLabelUses(const SafetyCheck &safety, const SheetWords &words = sheetWords());
/// Which rules a sheet was made under and whether they are signed off.
QString ruleSetText(const SafetyCheck &safety, const SheetWords &words = sheetWords());

} // namespace dermis
