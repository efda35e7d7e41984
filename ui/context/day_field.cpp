#include "ui/context/day_field.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace dermis {

QDate dayFromTyping(const QString &text)
{
    const QString typed = text.simplified();
    for (const QString &format :
         {u"d MMM yyyy"_s, u"d MMMM yyyy"_s, u"d/M/yyyy"_s, u"yyyy-MM-dd"_s, u"d.M.yyyy"_s}) {
        for (const QLocale &locale : {QLocale(), QLocale::c()}) {
            if (const QDate day = locale.toDate(typed, format); day.isValid())
                return day;
        }
    }
    return {};
}

QString dayToType(const QDate &day)
{
    return day.isValid() ? QLocale().toString(day, u"d MMM yyyy"_s) : QString();
}

} // namespace dermis
