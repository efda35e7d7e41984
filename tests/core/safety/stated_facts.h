#pragma once

#include "core/safety/assessment.h"

#include <QJsonObject>

namespace dermis::test {

/// tests/data/safety/rules.json.
QJsonObject ruleCases();
/// The facts of a healthy adult, one cheek planned, nothing fires; with some of them stated otherwise.
Facts statedFacts(const QJsonObject &changes = {});
/// Changes one operand: codes, yes/no, numbers and dates; null: not asked, "n/a": does not apply, "unsure!":
/// unsure.
void state(Facts &facts, const QString &operand, const QJsonValue &value);
/// Plans these zones instead, each examined and clear.
void planZones(Facts &facts, const QStringList &zones);
/// The codes of the rules that came to an outcome, without MN-.
QStringList codes(const Assessment &assessment, Outcome outcome);

} // namespace dermis::test
