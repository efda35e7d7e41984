#include "core/consents/sheet_start.h"

#include "core/base/clock.h"
#include "core/base/partial_date.h"
#include "core/storage/documents.h"

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

QStringList practiceLines(const Practice &practice, const SheetWords &words)
{
    QStringList lines{practice.doctor.isEmpty() ? QString() : words(u"head.doctor"_s).arg(practice.doctor),
                      joined({labelled(words(u"head.hpcsa"_s), practice.hpcsaNumber),
                              labelled(words(u"head.practiceNumber"_s), practice.practiceNumber)}),
                      joined({practice.address.simplified(), practice.phone})};
    lines.removeAll(QString());
    return lines;
}

QString bornText(const Patient &patient, const QDateTime &now, const SheetWords &words)
{
    const auto years = patientAge(patient, now);
    return years ? words(u"patient.bornText"_s).arg(sheetDay(patient.birthDate, words)).arg(*years) : words(u"patient.bornUnknown"_s);
}

QString identityText(const Patient &patient, const SheetWords &words)
{
    const QString identity = patient.saIdNumber.isEmpty() ? patient.passport : patient.saIdNumber;
    return identity.isEmpty() ? words(u"value.notRecorded"_s) : identity;
}

} // namespace

SheetContent startSheet(const Practice &practice, const QByteArray &logo, const QString &subject, const QDateTime &now, const SheetWords &words)
{
    SheetContent content;
    content.practice = practice.name;
    content.practiceLines = practiceLines(practice, words);
    content.logoDigest = practice.logoDigest;
    content.logo = logo;
    content.patientName = subject;
    content.printedAt = sheetMoment(now, words);
    content.issuedAt = toIsoUtc(now);
    content.demo = practice.isDemo;
    if (words.language() != sheetWords().language())
        content.words = words.painted();
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
                        const QDateTime &now, const SheetWords &words)
{
    SheetContent content = startSheet(practice, logo, patient.fullName(), now, words);
    content.fileNumber = patient.fileNumber;
    return content;
}

QList<SheetLine> identityLines(const Patient &patient, const QDateTime &now, const SheetWords &words)
{
    const bool byPassport = patient.saIdNumber.isEmpty() && !patient.passport.isEmpty();
    return {{words(u"patient"_s), u"%1 %2"_s.arg(patient.title, patient.fullName()).simplified()},
            {words(u"patient.born"_s), bornText(patient, now, words)},
            {words(u"patient.file"_s), patient.fileNumber},
            {words(byPassport ? u"patient.passport"_s : u"patient.idNumber"_s), identityText(patient, words)}};
}

std::optional<int> patientAge(const Patient &patient, const QDateTime &now)
{
    if (!patient.birthDate.isValid())
        return std::nullopt;
    return ageOn(patient.birthDate, clinicTime(now).date());
}

QString sheetDay(const QDate &date, const SheetWords &words)
{
    const QString month = words(u"months"_s).section(u' ', date.month() - 1, date.month() - 1);
    return date.isValid() ? u"%1 %2 %3"_s.arg(date.day()).arg(month).arg(date.year()) : QString();
}

QString sheetMoment(const QDateTime &time, const SheetWords &words)
{
    const QDateTime local = clinicTime(time);
    return local.isValid() ? sheetDay(local.date(), words) + local.time().toString(u" HH:mm"_s) : QString();
}

} // namespace dermis
