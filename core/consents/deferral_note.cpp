#include "core/consents/deferral_note.h"

#include "core/access/permissions.h"
#include "core/access/practice.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_start.h"
#include "core/patients/patient_repository.h"
#include "core/safety/plan.h"
#include "core/safety/zones.h"
#include "core/storage/documents.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString whatWords(const std::optional<Plan> &plan)
{
    QStringList zones;
    for (const PlannedZone &zone : plan ? plan->zones : QList<PlannedZone>())
        zones << zoneName(zone.zone).toLower();
    const QString what = zones.isEmpty() ? QString() : u" ("_s + markdownEscaped(zones.join(u", "_s)) + u')';
    return u"Your microneedling treatment%1 is put off. It is not cancelled: please come back for it."_s.arg(what);
}

/// The rules' words for patients; where there was no finding, the reason that was written.
QString whyWords(const Deferral &deferral)
{
    QStringList lines;
    for (const DeferralGround &ground : deferral.grounds) {
        const QString line = u"- "_s + markdownEscaped(ground.forPatient);
        if (!ground.forPatient.isEmpty() && !lines.contains(line))
            lines << line;
    }
    if (deferral.grounds.isEmpty())
        return markdownEscaped(deferral.reason);
    return lines.isEmpty() ? u"We have talked with you about the reason."_s : lines.join(u'\n');
}

QString whenWords(const Deferral &deferral, const Practice &practice)
{
    const QString day = QLocale::c().toString(deferral.until, u"dddd, d MMMM yyyy"_s);
    const QString phone = practice.phone.trimmed();
    const QString call = phone.isEmpty() ? u"Please call us to book a visit from that day on."_s
                                         : u"Please call us to book a visit from that day on: **%1**."_s.arg(
                                               markdownEscaped(phone));
    return u"From **%1** on. %2"_s.arg(day, call);
}

} // namespace

Result<SheetContent> deferralNote(Database &database, const Actor &actor, const QDateTime &now, PatientId patientId)
{
    TRY(require(actor, Permission::ReadRecords));
    const Patient owner = TRY(patient(database, patientId));
    const auto open = TRY(openDeferral(database, actor, patientId));
    if (!open)
        return fail(ErrorCode::Conflict, u"no treatment of this patient is put off now"_s);
    const std::optional<Plan> plan = TRY(currentPlan(database, patientId));
    const Practice letterhead = TRY(practice(database));
    QByteArray logo;
    if (!letterhead.logoDigest.isEmpty())
        logo = TRY(document(database, letterhead.logoDigest));
    SheetContent content = startSheet(letterhead, logo, owner, now);
    content.kind = SheetKind::Extract;
    content.title = u"Your treatment is put off"_s;
    content.form = u"DEFERRAL"_s;
    content.patientBlock = identityLines(owner, now);
    content.control = {{u"Put off by"_s, open->byName}, {u"On"_s, sheetMoment(open->at)}};
    QStringList body{u"# "_s + content.title, u"[[patient]]"_s, whatWords(plan),
                     u"## Why"_s,             whyWords(*open),  u"## When to come back"_s,
                     whenWords(*open, letterhead)};
    if (!open->advice.isEmpty())
        body << u"## Until then"_s << markdownEscaped(open->advice);
    body << u"Please bring this page when you come."_s;
    content.body = (body << u"[[document control]]"_s).join(u"\n\n"_s);
    return content;
}

} // namespace dermis
