#include "ui/context/words.h"

#include "core/access/permissions.h"
#include "core/base/clock.h"

#include <QCoreApplication>
#include <QLocale>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

Q_LOGGING_CATEGORY(errors, "dermis.errors")

QString tr(const char *text)
{
    return QCoreApplication::translate("words", text);
}

ErrorWords wordsOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
        return {tr("This is not in the clinic file any more"),
                tr("Nothing was changed. Go back and look again.")};
    case ErrorCode::InvalidInput:
        return {tr("This cannot be kept as it stands"),
                tr("What you typed is still here. Look at it again.")};
    case ErrorCode::Conflict:
        return {tr("Somebody else changed the same thing"),
                tr("Nothing is lost. Look at what stands there now, and do it again if it is still right.")};
    case ErrorCode::NotAllowed:
        return {tr("This is for another role"),
                tr("Nothing was changed. Ask a colleague who may do this to sign in.")};
    case ErrorCode::NotReady:
        return {tr("Something is still open"),
                tr("Nothing was changed. Settle what is open, then try again.")};
    case ErrorCode::Storage:
        return {tr("The clinic file did not take this"),
                tr("Your draft is kept. Try again, or start Dermis again.")};
    case ErrorCode::DiskFull:
        return {tr("The disk is full"), tr("Your last answer is kept. Free some space, then go on.")};
    case ErrorCode::ReadOnly:
        return {
            tr("The clinic file can only be read"),
            tr("Nothing was changed. Allow writing to the file and its folder, then start Dermis again.")};
    case ErrorCode::Busy:
        return {tr("Another program is using the clinic file"),
                tr("Nothing was changed. Try again in a moment.")};
    case ErrorCode::Damaged:
        return {tr("This file is damaged or is not a clinic file"),
                tr("Nothing was changed, so that nothing gets worse. Bring the clinic back from a backup, or salvage what can be "
                   "read.")};
    case ErrorCode::NewerVersion:
        return {tr("This file was made by a newer Dermis"),
                tr("Nothing was changed. Update Dermis, then open it again.")};
    case ErrorCode::Io:
        return {tr("A file could not be read or written"),
                tr("The record is safe. Choose another place and try again.")};
    case ErrorCode::Locked:
        return {tr("The clinic is locked"), tr("Sign in with your name and password.")};
    case ErrorCode::Crypto:
        return {tr("A fingerprint could not be made"), tr("Nothing was changed. Start Dermis again.")};
    case ErrorCode::Cancelled:
        break;
    }
    return {tr("Stopped"), tr("Nothing was changed.")};
}

/// The roles that require() names; none for another refusal.
Roles rolesWhoMay(const Error &error)
{
    if (error.code != ErrorCode::NotAllowed)
        return {};
    return rolesFromText(error.detail.section(u": "_s, -1)).value_or(Roles());
}

/// Whether the error's own sentence helps the person, for only it says what and where.
bool saysWhat(const Error &error)
{
    const bool asks = error.code == ErrorCode::InvalidInput || error.code == ErrorCode::NotReady ||
                      error.code == ErrorCode::NotAllowed;
    return asks && !error.detail.isEmpty();
}

QString sentence(const QString &detail)
{
    return capitalised(detail) + (detail.endsWith(u'.') ? u""_s : u"."_s);
}

/// English months are cut to three letters, which South Africa's own locale does not do ("Sept").
QLocale screenLocale()
{
    const QLocale::Language language = QLocale().language();
    return language == QLocale::English ? QLocale::c() : QLocale(language, QLocale::SouthAfrica);
}

} // namespace

ErrorWords words(const Error &error)
{
    qCWarning(errors).noquote() << errorCodeName(error.code) << error.detail;
    ErrorWords told = wordsOf(error.code);
    if (const Roles roles = rolesWhoMay(error); roles != Roles())
        told.detail = tr("Nothing was changed. Who may do it: %1. Ask one of them to sign in.")
                          .arg(rolesWords(roles).toLower());
    else if (saysWhat(error))
        told.detail = u"%1 %2"_s.arg(sentence(error.detail), told.detail);
    return told;
}

QString dateWords(const QDate &date)
{
    return screenLocale().toString(date, u"d MMM yyyy"_s);
}

QString shortDateWords(const QDate &date, const QDate &today)
{
    return date.year() == today.year() ? screenLocale().toString(date, u"d MMM"_s) : dateWords(date);
}

QString monthWords(const QDate &date)
{
    return screenLocale().toString(date, u"MMM yyyy"_s);
}

QString capitalised(const QString &text)
{
    return text.left(1).toUpper() + text.mid(1);
}

QString timeWords(const QDateTime &utc)
{
    return clinicTime(utc).toString(u"HH:mm"_s);
}

QString secondsWords(const QDateTime &utc)
{
    return clinicTime(utc).toString(u"HH:mm:ss"_s);
}

QString momentWords(const QDateTime &utc)
{
    return QCoreApplication::translate("words", "%1, %2", "date, time")
        .arg(dateWords(clinicTime(utc).date()), timeWords(utc));
}

QString countWords(qint64 count)
{
    QString digits = QString::number(count);
    for (qsizetype place = digits.size() - 3; place > 0; place -= 3)
        digits.insert(place, u'\u00a0');
    return digits;
}

QString roleWord(Role role)
{
    switch (role) {
    case Role::Nurse:
        return tr("Nurse");
    case Role::Dermatologist:
        return tr("Dermatologist");
    case Role::Reception:
        return tr("Reception");
    case Role::Owner:
        break;
    }
    return tr("Owner");
}

QString rolesWords(Roles roles)
{
    QStringList names;
    for (const Role role : rolesIn(roles))
        names << (names.isEmpty() ? roleWord(role) : roleWord(role).toLower());
    return names.join(u", "_s);
}

QString sentences(const QStringList &parts)
{
    QStringList ended;
    for (const QString &part : parts) {
        const QString text = part.trimmed();
        if (!text.isEmpty())
            ended << (u".?!…"_s.contains(text.back()) ? text : text + u'.');
    }
    return ended.join(u' ');
}

} // namespace dermis
