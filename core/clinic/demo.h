#pragma once

#include "core/access/staff.h"
#include "core/base/result.h"
#include "core/vault/header.h"

#include <QDate>
#include <QList>
#include <QString>

#include <functional>
#include <utility>

namespace dermis {

/// The password of everybody in a demo clinic, unless another is asked for; it guards nobody.
inline constexpr QStringView demoPassword = u"marula street is invented";

/// Patients beyond these have identity, phone, allergy state and one visit only.
inline constexpr qint64 demoFullHistories = 2000;

/// What kind of demo clinic to make.
struct DemoOptions {
    qint64 patients = 200;
    quint64 seed = 1;
    QDate today; ///< the day the clinic is shown on; same patients, seed and day give the same logical content
    QString password{};      ///< of every invented person; empty: the file is not encrypted
    Derivation derivation{}; ///< what that password costs to try
    qint64 fullHistories = demoFullHistories;
};

/// How many rows each table got, in the order of the names, and who works there.
struct DemoReport {
    QList<Staff> people;
    QList<std::pair<QString, qint64>> rows;
};

/// Hears how many patients stand; answers whether to go on.
using DemoProgress = std::function<bool(qint64 done)>;

/// Makes a clinic of invented people: full histories for the first of them, every severity, every row journalled, the
/// rules signed off by the invented doctor, sheets marked DEMO. The file appears only when it is whole.
Result<DemoReport> makeDemoClinic(const QString &path, const DemoOptions &options, const DemoProgress &progress = {});

} // namespace dermis
