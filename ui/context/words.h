#pragma once

#include "core/base/result.h"
#include "core/storage/actor.h"

#include <QDate>
#include <QDateTime>

namespace dermis {

/// An error in words for the screen: what happened, what is safe, what to do.
struct ErrorWords
{
    QString title;
    QString detail;
};

/// The only place where an error becomes words. It names the roles that may, and says what is wrong with what
/// was typed.
ErrorWords words(const Error &error);

/// "23 Nov 2026"
QString dateWords(const QDate &date);
/// "12 Nov" in the year of `today`, else "12 Nov 2025".
QString shortDateWords(const QDate &date, const QDate &today);
/// "Nov 2025"
QString monthWords(const QDate &date);
/// The first letter made large: "yes" to "Yes".
QString capitalised(const QString &text);
/// "10:43", in the clinic's time, of a UTC moment.
QString timeWords(const QDateTime &utc);
/// "10:43:02"
QString secondsWords(const QDateTime &utc);
/// "23 Nov 2026, 10:43"
QString momentWords(const QDateTime &utc);
/// "15 041": thousands apart by a narrow space.
QString countWords(qint64 count);
/// "Nurse", "Dermatologist" ...
QString roleWord(Role role);
/// "Dermatologist, owner"
QString rolesWords(Roles roles);
/// One text for readers: a full stop after each part that does not end a sentence itself; empty parts left
/// out.
QString sentences(const QStringList &parts);

} // namespace dermis
