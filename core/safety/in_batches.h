#pragma once

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/storage/database.h"

#include <QList>
#include <QScopeGuard>
#include <QtConcurrentMap>

#include <type_traits>

namespace dermis {

/// What some patients are judged by, as of one moment of the file.
template <typename Input, typename Read>
Result<QList<Input>> readTogether(Database &database, const QList<PatientId> &patients, Read read)
{
    TRY(database.run(QStringLiteral("SAVEPOINT batch"))); // in a transaction of the caller, too
    const auto end = qScopeGuard([&] { (void)database.run(QStringLiteral("RELEASE batch")); });
    QList<Input> batch;
    batch.reserve(patients.size());
    for (const PatientId patient : patients)
        batch << TRY(read(patient));
    return batch;
}

/// Reads and judges many patients: while one batch is judged on all cores, the next is read on this thread. `read` gives a Result of
/// what one patient is judged by, `judge` (called on other threads) a Result of what it comes to, `take` hears each batch's outcomes in
/// order and fails to stop. A batch is read in one transaction, so that the file is locked once instead of for each statement; `take` is
/// called outside of it, and may write.
template <typename Read, typename Judge, typename Take>
Result<> inBatches(Database &database, const QList<PatientId> &patients, qsizetype size, Read read, Judge judge, Take take)
{
    using Input = typename std::invoke_result_t<Read, PatientId>::value_type;
    using Judgement = std::invoke_result_t<Judge, const Input &>;
    QFuture<Judgement> judged;
    const auto wait = qScopeGuard([&] { judged.waitForFinished(); });
    const auto hear = [&]() -> Result<> {
        QList<typename Judgement::value_type> outcomes;
        for (const Judgement &each : judged.results())
            outcomes << TRY(each);
        return take(outcomes);
    };
    for (qsizetype first = 0; first < patients.size(); first += size) {
        const QList<Input> batch = TRY(readTogether<Input>(database, patients.mid(first, size), read));
        if (first > 0)
            TRY(hear());
        judged = QtConcurrent::mapped(batch, judge);
    }
    return patients.isEmpty() ? Result<>() : hear();
}

} // namespace dermis
