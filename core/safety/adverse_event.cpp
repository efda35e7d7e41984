#include "core/safety/adverse_event.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"
#include "core/base/reason.h"
#include "core/patients/patient_repository.h"
#include "core/safety/zones.h"
#include "core/storage/transaction.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr qsizetype longestWords = 1000;

Result<QList<AdverseEvent>> eventsWhere(Database &database, const QString &condition, const QVariant &value)
{
    auto select = TRY(database.prepare(
        u"SELECT e.id, e.revision, e.patient_id, e.noticed, e.zone, e.sign, e.words, e.recorded_by, s.name, e.recorded_at, e.cleared_on, "
        "e.cleared_by, coalesce(c.name, ''), e.clearing FROM adverse_event e JOIN staff s ON s.id = e.recorded_by "
        "LEFT JOIN staff c ON c.id = e.cleared_by "_s + condition));
    select.add(value);
    TRY(select.run());
    QList<AdverseEvent> events;
    while (TRY(select.next())) {
        AdverseEvent one;
        one.id = AdverseEventId(select.integer(0));
        one.revision = static_cast<int>(select.integer(1));
        one.patient = PatientId(select.integer(2));
        one.noticed = select.date(3);
        one.zone = select.text(4);
        one.sign = select.text(5);
        one.words = select.text(6);
        one.recordedBy = StaffId(select.integer(7));
        one.recordedByName = select.text(8);
        one.recordedAt = select.dateTime(9);
        one.clearedOn = select.date(10);
        one.clearedBy = StaffId(select.integer(11));
        one.clearedByName = select.text(12);
        one.clearing = select.text(13);
        events << one;
    }
    return events;
}

Result<AdverseEvent> eventWith(Database &database, AdverseEventId id)
{
    const QList<AdverseEvent> found = TRY(eventsWhere(database, u"WHERE e.id = ?"_s, id.value()));
    if (found.isEmpty())
        return fail(ErrorCode::NotFound, u"there is no adverse event %1"_s.arg(id.toString()));
    return found.first();
}

Result<> checkEvent(const AdverseEvent &event, const QDate &today)
{
    const QString words = event.words.trimmed();
    if (words.isEmpty() || words.size() > longestWords)
        return invalidInput(u"say what was seen, in at most %1 characters"_s.arg(longestWords));
    if (event.sign != u"other" && warningSign(event.sign) == nullptr)
        return invalidInput(u"\"%1\" is no warning sign; these are RF-01 to RF-12, and other"_s.arg(event.sign));
    if (!event.zone.isEmpty() && findZone(event.zone) == nullptr)
        return invalidInput(u"\"%1\" is no zone"_s.arg(event.zone));
    if (!event.noticed.isValid() || event.noticed > today)
        return invalidInput(u"it was noticed today or earlier"_s);
    return {};
}

} // namespace

const QList<WarningSign> &warningSigns()
{
    static const QList<WarningSign> signs{
        {u"RF-01"_s, u"Trouble breathing, swollen tongue or throat, collapse"_s, u"emergency"_s},
        {u"RF-02"_s, u"Fits, ringing ears, slurred speech or blue-grey skin after numbing cream"_s, u"emergency"_s},
        {u"RF-03"_s, u"Fever, spreading heat or redness, pus, pain rising after day 2"_s, u"same day"_s},
        {u"RF-04"_s, u"Grouped blisters or cold sore"_s, u"same day"_s},
        {u"RF-05"_s, u"Eye pain, vision change, blisters near the eye"_s, u"same day, eye care"_s},
        {u"RF-06"_s, u"Severe itch, rash or hives"_s, u"same or next day"_s},
        {u"RF-07"_s, u"Firm bumps or plaques lasting more than 2 weeks"_s, u"within a week"_s},
        {u"RF-08"_s, u"New dark or light patches"_s, u"within 2 weeks"_s},
        {u"RF-09"_s, u"Lines or track marks, raised scar"_s, u"within 2 weeks"_s},
        {u"RF-10"_s, u"Bleeding that does not stop after 20 minutes of pressure"_s, u"same day"_s},
        {u"RF-11"_s, u"Redness for more than 7 days"_s, u"within 3 days"_s},
        {u"RF-12"_s, u"Distress about appearance, thoughts of self-harm"_s, u"emergency"_s}};
    return signs;
}

const WarningSign *warningSign(const QString &code)
{
    const auto found = std::ranges::find(warningSigns(), code, &WarningSign::code);
    return found == warningSigns().end() ? nullptr : &*found;
}

QString AdverseEvent::title() const
{
    const WarningSign *known = warningSign(sign);
    return known == nullptr ? words : known->code + u' ' + known->name;
}

Result<AdverseEvent> recordAdverseEvent(Database &database, const Actor &actor, const QDateTime &now, const AdverseEvent &event)
{
    TRY(require(actor, Permission::Sessions));
    TRY(checkEvent(event, clinicTime(now).date()));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    TRY(patient(database, event.patient));
    const qint64 id = TRY(transaction.insert(u"adverse_event"_s, {{u"patient_id"_s, event.patient.value()},
                                                                  {u"noticed"_s, event.noticed.toString(Qt::ISODate)},
                                                                  {u"zone"_s, event.zone.isNull() ? u""_s : event.zone},
                                                                  {u"sign"_s, event.sign},
                                                                  {u"words"_s, event.words.trimmed()},
                                                                  {u"recorded_by"_s, actor.id.value()},
                                                                  {u"recorded_at"_s, toIsoUtc(now)},
                                                                  {u"clearing"_s, u""_s}}));
    TRY(transaction.commit());
    return eventWith(database, AdverseEventId(id));
}

Result<AdverseEvent> clearAdverseEvent(Database &database, const Actor &actor, const QDateTime &now, AdverseEventId id, int revision,
                                       const QString &seen)
{
    TRY(require(actor, Permission::Decide));
    if (!isReason(seen))
        return invalidInput(u"say what you saw, in at least %1 characters"_s.arg(shortestReason));
    auto transaction = TRY(Transaction::begin(database, actor, now));
    const AdverseEvent event = TRY(eventWith(database, id));
    if (!event.isOpen())
        return invalidInput(u"it has cleared already, on %1"_s.arg(event.clearedOn.toString(Qt::ISODate)));
    TRY(transaction.update(u"adverse_event"_s, id.value(), revision,
                           {{u"cleared_on"_s, clinicTime(now).date().toString(Qt::ISODate)},
                            {u"cleared_by"_s, actor.id.value()},
                            {u"clearing"_s, seen.trimmed()}}));
    TRY(transaction.commit());
    return eventWith(database, id);
}

Result<QList<AdverseEvent>> adverseEventsOf(Database &database, PatientId patient)
{
    return eventsWhere(database, u"WHERE e.patient_id = ? ORDER BY e.cleared_on IS NOT NULL, e.noticed DESC, e.id DESC"_s, patient.value());
}

Result<QStringList> openEventZones(Database &database, PatientId patient)
{
    auto select = TRY(database.prepare(u"SELECT zone FROM adverse_event WHERE patient_id = ? AND cleared_on IS NULL"_s));
    TRY(select.add(patient.value()).run());
    QStringList zones;
    while (TRY(select.next()))
        zones << select.text(0);
    return zones;
}

} // namespace dermis
