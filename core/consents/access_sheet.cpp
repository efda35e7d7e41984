#include "core/consents/access_sheet.h"

#include "core/access/permissions.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_start.h"
#include "core/patients/patient_repository.h"
#include "core/patients/record_access.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int mostLines = 2000; // some forty pages

QString didWords(AccessAct act)
{
    switch (act) {
    case AccessAct::Opened:
        return u"looked at the record"_s;
    case AccessAct::Printed:
        return u"printed from the record"_s;
    case AccessAct::Exported:
        break;
    }
    return u"took a copy out of the clinic's file"_s;
}

QString roleWords(Roles roles)
{
    QStringList names;
    for (const Role role : rolesIn(roles))
        names << roleName(role);
    return names.join(u", "_s);
}

QString rangeWords(const QDate &from, const QDate &until)
{
    if (from.isValid() && until.isValid())
        return u"from %1 to %2"_s.arg(sheetDay(from), sheetDay(until));
    if (from.isValid())
        return u"from %1 on"_s.arg(sheetDay(from));
    return until.isValid() ? u"up to %1"_s.arg(sheetDay(until)) : u"all that is kept"_s;
}

QString tableOf(const QList<RecordAccess> &accesses)
{
    QStringList lines{u"| When | Who | What |"_s, u"|---|---|---|"_s};
    for (const RecordAccess &access : accesses)
        lines << u"| %1 | %2 (%3) | %4 |"_s.arg(sheetMoment(access.at), markdownEscaped(access.staffName),
                                                roleWords(access.roles), didWords(access.act));
    return lines.join(u'\n');
}

} // namespace

Result<SheetContent> accessSheet(Database &database, const Actor &actor, const QDateTime &now,
                                 PatientId patientId, const QDate &from, const QDate &until)
{
    AccessQuery query;
    query.patient = patientId;
    query.from = from;
    query.until = until;
    query.limit = mostLines + 1;
    QList<RecordAccess> accesses = TRY(recordAccesses(database, actor, query));
    const bool isCut = accesses.size() > mostLines;
    if (isCut)
        accesses.removeLast();
    const Patient owner = TRY(patient(database, patientId));
    const Practice letterhead = TRY(practice(database));
    SheetContent content = TRY(startSheet(database, now));
    content.patientName = owner.fullName();
    content.fileNumber = owner.fileNumber;
    content.kind = SheetKind::Extract;
    content.title = u"Who opened your record"_s;
    content.form = u"ACCESSES"_s;
    content.patientBlock = identityLines(owner, now);
    content.control = {{u"Time"_s, rangeWords(from, until)}, {u"Printed by"_s, actor.name}};
    QStringList body{u"# "_s + content.title, u"[[patient]]"_s,
                     u"Each time somebody in the practice opens, prints or copies your record, Dermis writes "
                     u"down who and when. It cannot be "
                     "switched off. This is that list, the newest first."_s};
    body << (accesses.isEmpty() ? u"Nobody opened the record in this time."_s : tableOf(accesses));
    if (isCut)
        body << u"The list goes on: these are the newest %1. Ask for an earlier time."_s.arg(mostLines);
    const QString officer = letterhead.informationOfficer.trimmed();
    body << (officer.isEmpty() ? u"If something here surprises you, ask the practice."_s
                               : u"If something here surprises you, ask our Information Officer, %1."_s.arg(
                                     markdownEscaped(officer)));
    content.body = (body << u"[[document control]]"_s).join(u"\n\n"_s);
    return content;
}

} // namespace dermis
