#include "core/privacy/privacy_sheets.h"

#include "core/access/practice.h"
#include "core/consents/merge.h"
#include "core/consents/sheet_content.h"
#include "core/consents/sheet_start.h"
#include "core/patients/phone_number.h"
#include "core/storage/documents.h"
#include "core/storage/journal.h"

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Result<SheetContent> startOf(Database &database, const QString &subject, const QDateTime &now)
{
    const Practice letterhead = TRY(practice(database));
    QByteArray logo;
    if (!letterhead.logoDigest.isEmpty())
        logo = TRY(document(database, letterhead.logoDigest));
    SheetContent content = startSheet(letterhead, logo, subject, now);
    content.kind = SheetKind::Extract;
    content.title = subject;
    return content;
}

QString rowOfTable(const QStringList &cells)
{
    QStringList escaped;
    for (const QString &cell : cells)
        escaped << markdownEscaped(cell).replace(u'|', u"\\|"_s);
    return u"| "_s + escaped.join(u" | "_s) + u" |"_s;
}

QString tableOf(const QStringList &head, const QList<QStringList> &rows)
{
    QStringList lines{rowOfTable(head), u"|"_s + QString(u"---|"_s).repeated(head.size())};
    for (const QStringList &row : rows)
        lines << rowOfTable(row);
    return lines.join(u'\n');
}

/// What people call the rows of a table.
QString tableWords(const QString &table)
{
    static const QHash<QString, QString> words{{u"patient"_s, u"patient's details"_s},
                                               {u"visit"_s, u"visits"_s},
                                               {u"note"_s, u"notes"_s},
                                               {u"response"_s, u"histories"_s},
                                               {u"allergy"_s, u"allergies"_s},
                                               {u"allergy_state"_s, u"answers about allergies as a whole"_s},
                                               {u"plan"_s, u"plans"_s},
                                               {u"assessment"_s, u"safety checks"_s},
                                               {u"decision"_s, u"decisions"_s},
                                               {u"deferral"_s, u"treatments put off"_s},
                                               {u"consent"_s, u"consent sheets"_s},
                                               {u"consent_cover"_s, u"what signed sheets cover"_s},
                                               {u"scan_page"_s, u"scanned pages"_s},
                                               {u"signature"_s, u"signatures"_s},
                                               {u"screen_signature"_s, u"signatures drawn on the screen"_s},
                                               {u"signed_sheet"_s, u"sheets signed on the screen"_s},
                                               {u"document"_s, u"documents and photos"_s},
                                               {u"record_access"_s, u"notes of who opened the record"_s},
                                               {u"patient_copy"_s, u"notes of copies given out"_s},
                                               {u"session"_s, u"treatments"_s},
                                               {u"session_use"_s, u"products and lots used"_s},
                                               {u"precaution"_s, u"precautions noted"_s},
                                               {u"adverse_event"_s, u"reactions"_s},
                                               {u"recall_patient"_s, u"places in a recall"_s},
                                               {u"retention_flag"_s, u"reasons to keep longer"_s}};
    return words.value(table, QString(table).replace(u'_', u' '));
}

QString countsTable(const Certificate &certificate)
{
    QList<QStringList> rows;
    for (auto it = certificate.counts.begin(); it != certificate.counts.end(); ++it)
        rows << QStringList{tableWords(it.key()), QString::number(*it)};
    rows << QStringList{u"journal entries whose content was destroyed"_s,
                        QString::number(certificate.entries)};
    return tableOf({u"What"_s, u"How many"_s}, rows);
}

/// Which copies still hold the records, honestly.
Result<QString> copiesText(Database &database, const Certificate &certificate)
{
    QStringList lines;
    for (const Backup &backup : TRY(backupsHolding(database, certificate)))
        lines << u"- %1, made %2"_s.arg(markdownEscaped(backup.path()), sheetMoment(backup.at));
    for (const QString &copy : copiesBeside(database))
        lines << u"- %1, beside the clinic, if it is older"_s.arg(markdownEscaped(copy));
    if (lines.isEmpty())
        return u"Dermis knows of no backup or copy that still holds the records. Copies it does not know of may."_s;
    lines.prepend(
        u"These backups and copies were made before and still hold the records until they are removed:\n"_s);
    return lines.join(u'\n');
}

QString wipedText(const Certificate &certificate)
{
    if (certificate.wipedAt.isValid())
        return u"The freed bytes were wiped from the clinic file on %1."_s.arg(
            sheetMoment(certificate.wipedAt));
    return u"**The freed bytes are not yet wiped from the clinic file.** Close other programs that use it, then wipe again."_s;
}

QString guardianText(const AffectedPerson &person)
{
    QStringList texts;
    for (const Contact &contact : person.contacts)
        texts
            << u"%1 (%2) %3"_s.arg(contact.name, contact.relation, displayPhone(contact.phone)).simplified();
    return texts.join(u"; "_s);
}

QStringList affectedRow(const AffectedPerson &person)
{
    QStringList reach = person.phones;
    reach << person.email << person.address;
    if (const QString guardian = guardianText(person); !guardian.isEmpty())
        reach << u"guardian: "_s + guardian;
    reach.removeAll(QString());
    const QString opened = person.accesses == 0 ? u"in the copy"_s
                                                : u"%1 times, last %2, %3"_s.arg(person.accesses)
                                                      .arg(sheetMoment(person.last), person.by.join(u", "_s));
    return {person.fileNumber, person.name, reach.isEmpty() ? u"none recorded"_s : reach.join(u"; "_s),
            opened};
}

QString toldText(const QDateTime &at)
{
    return at.isValid() ? sheetMoment(at) : u"not yet"_s;
}

QString scopeText(const Incident &incident)
{
    if (incident.reach == IncidentReach::WholeFile)
        return u"The whole clinic, as of %1"_s.arg(sheetMoment(incident.until));
    const QString who = incident.staff.isNull() ? u"by anybody"_s : u"by "_s + incident.staffName;
    return u"Records opened, printed or exported %1, %2 to %3"_s.arg(who, sheetMoment(incident.since),
                                                                     sheetMoment(incident.until));
}

} // namespace

Result<SheetContent> certificateSheet(Database &database, const Actor &actor, const QDateTime &now,
                                      DestructionId number)
{
    const Certificate done = TRY(certificate(database, actor, number));
    const QString copies = TRY(copiesText(database, done));
    const JournalHead head = TRY(journalHead(database));
    SheetContent content =
        TRY(startOf(database, u"Certificate of destruction %1"_s.arg(number.toString()), now));
    content.form = u"DESTRUCTION"_s;
    content.patientBlock = {{u"Certificate"_s, number.toString()},
                            {u"Destroyed on"_s, sheetMoment(done.at)},
                            {u"Records"_s, QString::number(done.patients)},
                            {u"Names"_s, u"None: they were destroyed"_s}};
    content.signatures = {{u"Owner"_s, done.owner, {}}, {u"Dermatologist"_s, done.dermatologist, {}}};
    content.control = {
        {u"Journal"_s,
         u"head at entry %1: %2"_s.arg(head.sequence).arg(QString::fromLatin1(head.hash.toHex()))},
        {u"Printed by"_s, actor.name}};
    content.body =
        QStringList{
            u"# "_s + content.title,
            u"[[patient]]"_s,
            u"Basis: %1"_s.arg(markdownEscaped(done.basis)),
            u"Approved by %1 (owner) and %2 (dermatologist), as two different people."_s.arg(
                markdownEscaped(done.owner), markdownEscaped(done.dermatologist)),
            u"## What was destroyed"_s,
            countsTable(done),
            wipedText(done),
            u"## What stays"_s,
            u"The journal's chain, without content for these entries; a keyed token and two dates for each "
            "record; this certificate."_s,
            copies,
            u"[[signatures]]"_s,
            u"[[document control]]"_s}
            .join(u"\n\n"_s);
    return content;
}

Result<SheetContent> affectedSheet(Database &database, const Actor &actor, const QDateTime &now,
                                   const Incident &incident, const AffectedPeople &affected)
{
    SheetContent content =
        TRY(startOf(database, u"People concerned by incident %1"_s.arg(incident.id.toString()), now));
    content.form = u"INCIDENT"_s;
    content.patientBlock = {
        {u"Incident"_s, incident.id.toString()},
        {u"Found"_s, u"%1 by %2"_s.arg(sheetMoment(incident.foundAt), incident.foundByName)},
        {u"Regulator told"_s, toldText(incident.regulatorToldAt)},
        {u"People told"_s, toldText(incident.peopleToldAt)}};
    content.control = {{u"People on this list"_s, QString::number(affected.people.size())},
                       {u"Printed by"_s, actor.name}};
    QList<QStringList> rows;
    for (const AffectedPerson &person : affected.people)
        rows << affectedRow(person);
    QStringList body{
        u"# "_s + content.title,
        u"[[patient]]"_s,
        markdownEscaped(incident.what),
        markdownEscaped(scopeText(incident)),
        u"POPIA s 22: tell the Information Regulator (e-Portal) and the people below as soon as reasonably "
        u"possible: "
        "what may follow, what the practice does about it, what they can do, and who did it if that is known."_s,
        rows.isEmpty() ? u"No record is concerned."_s
                       : tableOf({u"File"_s, u"Name"_s, u"How to reach"_s, u"What happened"_s}, rows)};
    if (affected.destroyedSince > 0)
        body
            << u"%1 more records were in the copy and are lawfully destroyed since; whose they were, nobody can tell."_s
                   .arg(affected.destroyedSince);
    content.body = (body << u"[[document control]]"_s).join(u"\n\n"_s);
    return content;
}

} // namespace dermis
