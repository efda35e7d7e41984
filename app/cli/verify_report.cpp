#include "app/cli/verify_report.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

QString whatAndWhere(const Damage &damage)
{
    const QString place = placeOf(damage);
    return place.isEmpty() ? damage.what : damage.what + u", "_s + place;
}

QJsonObject toJson(const VerifyReport &report)
{
    QJsonObject json{{u"whole"_s, report.isWhole()},
                     {u"entries"_s, report.entries},
                     {u"rows"_s, report.rows},
                     {u"documents"_s, report.documents},
                     {u"head"_s, report.head}};
    QJsonArray destroyed;
    for (auto it = report.destroyed.begin(); it != report.destroyed.end(); ++it)
        destroyed << QJsonObject{{u"certificate"_s, it.key()}, {u"entries"_s, *it}};
    json.insert(u"destroyed"_s, destroyed);
    if (report.firstDamage)
        json.insert(u"firstDamage"_s, QJsonObject{{u"what"_s, report.firstDamage->what},
                                                  {u"table"_s, report.firstDamage->table},
                                                  {u"row"_s, report.firstDamage->row},
                                                  {u"sequence"_s, report.firstDamage->sequence},
                                                  {u"detail"_s, report.firstDamage->detail}});
    return json;
}

QString destroyedLines(const VerifyReport &report)
{
    QString lines;
    for (auto it = report.destroyed.begin(); it != report.destroyed.end(); ++it)
        lines += u"\nDestroyed, certificate %1: the content of %2 journal entries."_s.arg(it.key()).arg(*it);
    return lines;
}

} // namespace

Answer answerFor(const VerifyReport &report, const QString &whenWhole, Exit whenNot)
{
    if (report.isWhole())
        return {whenWhole + destroyedLines(report), toJson(report)};
    return {u"Not whole. First found at: %1.\n%2"_s.arg(whatAndWhere(*report.firstDamage), report.firstDamage->detail),
            toJson(report), whenNot};
}

} // namespace dermis::cli
