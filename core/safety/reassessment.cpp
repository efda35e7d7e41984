#include "core/safety/reassessment.h"

#include "core/safety/safety_check.h"
#include "core/storage/database.h"

#include <QtConcurrentMap>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype batchSize = 100;

} // namespace

/// One batch is read while the one before is judged on all cores.
Result<Reassessment> reassess(Database &database, const QDate &today, const ReassessmentProgress &progress)
{
    const SafetyBasis basis = TRY(safetyBasis(database));
    const auto judge = [basis, today](const SafetyRecord &record) {
        const Facts facts = gatherFacts(basis, record, record.plan.value_or(Plan{}), today);
        return status(assess(*basis.inForce.rules, facts), record.decisions);
    };
    Reassessment result;
    QFuture<SessionStatus> judged;
    const auto count = [&] {
        for (const SessionStatus status : judged.results())
            ++result.counts[status];
        result.patients += judged.resultCount();
    };
    auto patients = TRY(database.prepare(u"SELECT id FROM patient WHERE active = 1 ORDER BY id"_s));
    TRY(patients.run());
    for (bool more = true; more;) {
        QList<SafetyRecord> batch;
        while (batch.size() < batchSize && (more = TRY(patients.next())))
            batch << TRY(safetyRecord(database, basis, PatientId(patients.integer(0))));
        count();
        judged = QtConcurrent::mapped(std::move(batch), judge);
        if (progress && result.patients > 0 && !progress(result.patients))
            return fail(ErrorCode::Cancelled, u"stopped after %1 patients"_s.arg(result.patients));
    }
    count();
    return result;
}

} // namespace dermis
