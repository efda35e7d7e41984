#include "core/consents/sheet_start.h"

#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/storage/documents.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString labelled(const QString &label, const QString &value)
{
    return value.trimmed().isEmpty() ? QString() : label + u' ' + value.trimmed();
}

QStringList practiceLines(const Practice &practice)
{
    QStringList lines{practice.doctor.isEmpty() ? QString() : practice.doctor + u", dermatologist"_s,
                      joined({labelled(u"HPCSA"_s, practice.hpcsaNumber),
                              labelled(u"Practice no."_s, practice.practiceNumber)}),
                      joined({practice.address.simplified(), practice.phone})};
    lines.removeAll(QString());
    return lines;
}

QString bornText(const Patient &patient, const QDateTime &now)
{
    const auto years = patientAge(patient, now);
    return years ? u"%1 (%2 years)"_s.arg(sheetDay(patient.birthDate)).arg(*years) : u"not recorded"_s;
}

QString identityText(const Patient &patient)
{
    const QString identity = patient.saIdNumber.isEmpty() ? patient.passport : patient.saIdNumber;
    return identity.isEmpty() ? u"Not recorded"_s : identity;
}

} // namespace

SheetContent startSheet(const Practice &practice, const QByteArray &logo, const QString &subject, const QDateTime &now)
{
    SheetContent content;
    content.practice = practice.name;
    content.practiceLines = practiceLines(practice);
    content.logoDigest = practice.logoDigest;
    content.logo = logo;
    content.patientName = subject;
    content.printedAt = sheetMoment(now);
    content.issuedAt = toIsoUtc(now);
    content.demo = practice.isDemo;
    return content;
}

Result<SheetContent> startSheet(Database &database, const QDateTime &now)
{
    const Practice letterhead = TRY(practice(database));
    QByteArray logo;
    if (!letterhead.logoDigest.isEmpty())
        logo = TRY(document(database, letterhead.logoDigest));
    return startSheet(letterhead, logo, letterhead.name, now);
}

SheetContent startSheet(const Practice &practice, const QByteArray &logo, const Patient &patient,
                        const QDateTime &now)
{
    SheetContent content = startSheet(practice, logo, patient.fullName(), now);
    content.fileNumber = patient.fileNumber;
    return content;
}

QList<SheetLine> identityLines(const Patient &patient, const QDateTime &now)
{
    const bool byPassport = patient.saIdNumber.isEmpty() && !patient.passport.isEmpty();
    return {{u"Patient"_s, u"%1 %2"_s.arg(patient.title, patient.fullName()).simplified()},
            {u"Born"_s, bornText(patient, now)},
            {u"File"_s, patient.fileNumber},
            {byPassport ? u"Passport"_s : u"SA ID number"_s, identityText(patient)}};
}

std::optional<int> patientAge(const Patient &patient, const QDateTime &now)
{
    if (!patient.birthDate.isValid())
        return std::nullopt;
    return ageOn(patient.birthDate, clinicTime(now).date());
}

QString sheetDay(const QDate &date)
{
    return QLocale::c().toString(date, u"d MMM yyyy"_s);
}

QString sheetMoment(const QDateTime &time)
{
    return QLocale::c().toString(clinicTime(time), u"d MMM yyyy HH:mm"_s);
}

} // namespace dermis
