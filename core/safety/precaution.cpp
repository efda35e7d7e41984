#include "core/safety/precaution.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/patients/patient_repository.h"
#include "core/safety/infection_precautions.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype longestDetail = 200;

/// Controls have no "no" unless they say so; what is asked on the day always has.
Result<> check(const Precaution &precaution)
{
    const ProcessControl *control = findControl(precaution.code);
    const QString detail = precaution.detail.trimmed();
    if (control == nullptr && askedOnTheDay(precaution.code).isEmpty())
        return invalidInput(u"there is no precaution “%1”; they are listed by their codes, such as IP-01"_s.arg(precaution.code));
    if (detail.size() > longestDetail)
        return invalidInput(u"%1: write at most %2 characters beside it"_s.arg(precaution.code).arg(longestDetail));
    if (control == nullptr)
        return {};
    if (control->by == ProcessControl::By::Plan)
        return invalidInput(u"%1 is confirmed in the plan"_s.arg(control->code));
    if (control->by == ProcessControl::By::Program)
        return invalidInput(u"%1 is looked after by Dermis itself"_s.arg(control->code));
    if (!precaution.yes && control->no.isEmpty())
        return invalidInput(u"%1 is confirmed or left open"_s.arg(control->code));
    if (detail.isEmpty() && (control->detailNeeded || !precaution.yes))
        return invalidInput(u"%1 needs words beside it: %2"_s.arg(control->code, control->detail.toLower()));
    return {};
}

struct Kept
{
    qint64 id = 0;
    int revision = 0;
};

Result<std::optional<Kept>> keptRow(Transaction &transaction, PatientId patient, const QDate &day, const QString &code)
{
    auto select = TRY(transaction.prepare(u"SELECT id, revision FROM precaution WHERE patient_id = ? AND day = ? AND code = ?"_s));
    TRY(select.add(patient.value()).add(day.toString(Qt::ISODate)).add(code).run());
    if (!TRY(select.next()))
        return std::optional<Kept>();
    return std::optional(Kept{select.integer(0), static_cast<int>(select.integer(1))});
}

Result<> keep(Transaction &transaction, const Precaution &precaution)
{
    TRY(check(precaution));
    const QDate today = clinicTime(transaction.now()).date();
    const QString detail = precaution.detail.simplified();
    const Row values{{u"answer"_s, precaution.yes ? u"yes"_s : u"no"_s},
                     {u"detail"_s, detail.isNull() ? u""_s : detail},
                     {u"noted_by"_s, transaction.actor().id.value()},
                     {u"noted_at"_s, toIsoUtc(transaction.now())}};
    if (const auto kept = TRY(keptRow(transaction, precaution.patient, today, precaution.code))) {
        TRY(transaction.update(u"precaution"_s, kept->id, kept->revision, values));
        return {};
    }
    Row row = values;
    row.insert(u"patient_id"_s, precaution.patient.value());
    row.insert(u"day"_s, today.toString(Qt::ISODate));
    row.insert(u"code"_s, precaution.code);
    TRY(transaction.insert(u"precaution"_s, row));
    return {};
}

} // namespace

Result<> notePrecaution(Database &database, const Actor &actor, const QDateTime &now, const Precaution &precaution)
{
    return notePrecautions(database, actor, now, {precaution});
}

Result<> notePrecautions(Database &database, const Actor &actor, const QDateTime &now, const QList<Precaution> &precautions)
{
    TRY(require(actor, Permission::Sessions));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    for (const Precaution &precaution : precautions) {
        TRY(patient(database, precaution.patient));
        TRY(keep(transaction, precaution));
    }
    return transaction.commit();
}

Result<> withdrawPrecaution(Database &database, const Actor &actor, const QDateTime &now, PatientId patient, const QString &code)
{
    TRY(require(actor, Permission::Sessions));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const auto kept = TRY(keptRow(transaction, patient, clinicTime(now).date(), code));
    if (!kept)
        return fail(ErrorCode::NotFound, u"%1 was not noted today"_s.arg(code));
    TRY(transaction.update(u"precaution"_s, kept->id, kept->revision,
                           {{u"answer"_s, u"withdrawn"_s},
                            {u"noted_by"_s, actor.id.value()},
                            {u"noted_at"_s, toIsoUtc(now)}}));
    return transaction.commit();
}

Result<QList<Precaution>> precautionsOf(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(
        u"SELECT p.id, p.revision, p.day, p.code, p.answer, p.detail, p.noted_by, s.name, p.noted_at FROM precaution p "
        "JOIN staff s ON s.id = p.noted_by WHERE p.patient_id = ? AND p.answer <> 'withdrawn' ORDER BY p.day DESC, p.code"_s));
    TRY(select.add(patient.value()).run());
    QList<Precaution> list;
    while (TRY(select.next())) {
        Precaution one;
        one.id = PrecautionId(select.integer(0));
        one.revision = static_cast<int>(select.integer(1));
        one.patient = patient;
        one.day = select.date(2);
        one.code = select.text(3);
        one.yes = select.text(4) == u"yes";
        one.detail = select.text(5);
        one.by = StaffId(select.integer(6));
        one.byName = select.text(7);
        one.at = select.dateTime(8);
        list << one;
    }
    return list;
}

Result<QString> latestDetail(Database &database, const QString &code)
{
    auto select = TRY(database.prepare(
        u"SELECT detail FROM precaution WHERE code = ? AND answer = 'yes' AND detail <> '' ORDER BY id DESC LIMIT 1"_s));
    TRY(select.add(code).run());
    if (!TRY(select.next()))
        return QString();
    return select.text(0);
}

} // namespace dermis
