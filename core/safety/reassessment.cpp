#include "core/safety/reassessment.h"

#include "core/safety/in_batches.h"
#include "core/safety/safety_check.h"
#include "core/storage/database.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype batchSize = 100;

} // namespace

Result<Reassessment> reassess(Database &database, const QDate &today, const ReassessmentProgress &progress)
{
    const SafetyBasis basis = TRY(safetyBasis(database));
    TRY(database.run(u"BEGIN"_s)); // one moment of the file
    const auto end = qScopeGuard([&] { (void)database.run(u"ROLLBACK"_s); });
    QList<PatientId> patients;
    {
        auto select = TRY(database.prepare(u"SELECT id FROM patient WHERE active = 1 ORDER BY id"_s));
        TRY(select.run());
        while (TRY(select.next()))
            patients << PatientId(select.integer(0));
    }
    Reassessment result;
    const auto judge = [&](const StoredRecord &stored) -> Result<SessionStatus> {
        const SafetyRecord record = TRY(opened(stored));
        const AnswerSet answers(record.form, record.answers);
        const SafetyCheck check = checkStanding(basis, record, answers, record.plan.value_or(Plan{}), today);
        return status(check.assessment, record.decisions);
    };
    const auto take = [&](const QList<SessionStatus> &statuses) -> Result<> {
        for (const SessionStatus status : statuses)
            ++result.counts[status];
        result.patients += statuses.size();
        if (progress && !progress(result.patients))
            return fail(ErrorCode::Cancelled, u"stopped after %1 patients"_s.arg(result.patients));
        return {};
    };
    const auto read = [&](PatientId patient) { return storedRecord(database, basis, patient); };
    TRY(inBatches(database, patients, batchSize, read, judge, take));
    return result;
}

} // namespace dermis
