#include "core/safety/reassessment.h"

#include "core/safety/safety_check.h"
#include "core/storage/database.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qint64 progressEvery = 100;

} // namespace

Result<Reassessment> reassess(Database &database, const QDate &today, const ReassessmentProgress &progress)
{
    const SafetyBasis basis = TRY(safetyBasis(database));
    auto patients = TRY(database.prepare(u"SELECT id FROM patient WHERE active = 1 ORDER BY id"_s));
    TRY(patients.run());
    Reassessment result;
    while (TRY(patients.next())) {
        const SafetyRecord record = TRY(safetyRecord(database, basis, PatientId(patients.integer(0))));
        const Facts facts = gatherFacts(basis, record, record.plan.value_or(Plan{}), today);
        ++result.counts[status(assess(*basis.inForce.rules, facts), record.decisions)];
        ++result.patients;
        if (progress && result.patients % progressEvery == 0 && !progress(result.patients))
            return fail(ErrorCode::Cancelled, u"stopped after %1 patients"_s.arg(result.patients));
    }
    return result;
}

} // namespace dermis
